"""Which language a page speaks: mine, this device's, or the browser's."""

import pytest

from mentorship.people.person import Person
from tests.web.visitor import Visitor


def language_of(page):
    return page.split('<html lang="')[1].split('"')[0]


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("", "en"),
        ("it", "it"),
        ("it-IT,it;q=0.9,en;q=0.5", "it"),
        ("en-GB,en;q=0.9,it;q=0.8", "en"),
        ("de-DE,de;q=0.9", "en"),
        ("de,it;q=0.4", "it"),
        ("*", "en"),
        ("it;q=0", "en"),
        ("%%%;;;,,,", "en"),
        ("x" * 5000, "en"),
    ],
)
def test_at_first_it_is_what_the_browser_asks_for(app, wanted, language):
    visitor = Visitor(app)
    visitor.open("/about", **{"Accept-Language": wanted})
    assert language_of(visitor.page) == language


def test_a_choice_lasts_on_this_device_without_an_account(app):
    visitor = Visitor(app)
    visitor.open("/rules?x=1")
    answer = visitor.send("/language", language="it", next="/rules?x=1")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/rules?x=1")
    visitor.open("/about", **{"Accept-Language": "en"})
    assert language_of(visitor.page) == "it"


@pytest.mark.parametrize("code", ["", "de", "IT", "../it", "it\x00", "x" * 1000])
def test_a_language_that_is_not_there_changes_nothing(app, cast, browser, code):
    visitor = browser(cast.ada)
    assert visitor.post("/language", language=code).status_code == 303
    assert language_of(visitor.read("/about")) == "en"


def test_a_made_up_cookie_is_passed_over(app):
    visitor = Visitor(app)
    visitor.client.set_cookie("language", "xx")
    visitor.open("/about")
    assert language_of(visitor.page) == "en"


def test_somebody_signed_in_reads_their_own_language_everywhere(cast, browser):
    cleo = browser(cast.cleo)
    assert language_of(cleo.client.get("/about", headers={"Accept-Language": "en"}).get_data(as_text=True)) == "it"


def test_a_member_changes_it_for_good(cast, browser):
    browser(cast.ada).post("/language", language="it")
    assert Person.get_by_id(cast.ada.id).language == "it"
    assert language_of(browser(cast.ada).read("/about")) == "it"


def test_every_page_offers_the_other_one(cast, browser):
    for reader in (browser(), browser(cast.ada)):
        for path in ("/about", "/data", "/no-such-page"):
            page = reader.get(path).get_data(as_text=True)
            assert 'action="/language"' in page
            assert 'lang="it"' in page


def test_after_an_error_one_stays_at_the_form(app):
    visitor = Visitor(app)
    visitor.open("/sign-up")
    visitor.send("/sign-up")
    assert 'name="next" value="/sign-up"' in visitor.page
