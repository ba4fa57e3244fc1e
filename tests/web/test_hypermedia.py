"""Page or fragment: the same truth for both, and only for those who asked for a part."""

import pytest

from tests.web.conftest import HTMX, text_of

SAID = "Others see your new name now."


@pytest.fixture
def ada(cast, browser):
    return browser(cast.ada)


def test_a_write_without_htmx_leads_to_a_page_that_says_so_once(ada):
    answer = ada.post("/account/name", name="Ada M.")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/account")
    assert SAID in ada.read("/account")
    assert SAID not in ada.read("/account")


def test_a_write_with_htmx_gives_its_part_and_the_same_sentence(ada):
    answer = ada.post("/account/name", htmx=True, name="Ada M.")
    html = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert SAID in html.split('<div id="live"')[1]
    assert "<!DOCTYPE" not in html
    assert SAID not in ada.read("/account")


def test_the_part_is_the_one_that_the_page_holds(ada):
    part = ada.post("/account/name", htmx=True, name="Ada M.").get_data(as_text=True).split('<div id="live"')[0]
    assert text_of(part) in text_of(ada.read("/account"))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HX-Request": "false"},
        HTMX | {"HX-History-Restore-Request": "true"},
        {"HX-Request": "true", "HX-Request-Type": "full"},
    ],
    ids=str,
)
def test_whoever_needs_the_whole_page_gets_it(ada, headers):
    data = {"csrf_token": ada.token(), "name": ""}
    html = ada.client.post("/account/name", data=data, headers=headers).get_data(as_text=True)
    assert html.startswith("<!DOCTYPE html>")


def test_what_cannot_be_taken_comes_back_as_part_or_page_with_the_same_words(ada):
    part, page = (ada.post("/account/name", htmx=htmx, name="!!!") for htmx in (True, False))
    assert (part.status_code, page.status_code) == (422, 422)
    assert text_of(part.get_data(as_text=True)) in text_of(page.get_data(as_text=True))


@pytest.mark.parametrize("url", ["/", "/about", "/sign-in", "/account", "/no-such-page"])
def test_caches_are_told_that_htmx_gets_something_else(ada, url):
    for htmx in (False, True):
        vary = ada.get(url, htmx=htmx).vary
        assert {"HX-Request", "HX-History-Restore-Request", "Accept-Encoding", "Cookie"} <= set(vary)


def test_htmx_is_led_to_the_sign_in_page_as_a_whole(browser):
    answer = browser().get("/account", htmx=True)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/sign-in?next=/account")


def test_somebody_not_signed_in_comes_back_to_the_same_page(browser):
    answer = browser().get("/mentors?q=a b&area=work")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/sign-in?next=/mentors?q%3Da%2520b%26area%3Dwork"
