"""New rules: whoever has not agreed is asked before anything else, and can leave instead."""

import pytest

from mentorship.people import session as sessions
from mentorship.people.person import Person, State
from mentorship.site import rules
from tests.cast import change
from tests.web.conftest import text_of
from tests.web.test_accounts import NORA
from tests.web.visitor import Visitor

AGREE = "/rules/agree"


@pytest.fixture
def ada(cast, browser):
    return browser(cast.ada)


@pytest.fixture
def version(cast):
    return rules.publish("Be kind. Do not shout.", "")


def agreed(cast):
    return Person.get_by_id(cast.ada.id).rules_version


def test_nobody_is_asked_while_nothing_is_new(ada):
    assert ada.get("/people").status_code == 200
    assert ada.get(AGREE).headers["Location"] == "/"


@pytest.mark.parametrize("path", ["/", "/people?q=Bob", "/connections", "/profile", "/account/address"])
def test_every_page_leads_there_first_and_back_after(cast, ada, version, path):
    asked = ada.get(path).headers["Location"]
    assert asked.startswith(AGREE)
    assert "There is a new version since" in text_of(ada.read(asked))
    answer = ada.post(asked, version=version)
    assert (answer.status_code, answer.headers["Location"]) == (303, path)
    assert ada.get(path).status_code == 200
    assert agreed(cast) == version
    assert Person.get_by_id(cast.ada.id).rules_accepted_at > cast.ada.rules_accepted_at


def test_the_page_shows_what_is_new_and_one_button(ada, version):
    page = ada.read(AGREE)
    assert 'href="/rules"' in page
    assert version in page
    assert page.split("<main")[1].split("</main>")[0].count("<button") == 1


@pytest.mark.parametrize("path", ["/rules", "/about", "/data", "/account", "/account/sessions", "/account/close"])
def test_reading_the_rules_and_leaving_stay_open(ada, version, path):
    assert ada.get(path).status_code == 200


def test_so_does_signing_out(ada, version):
    assert ada.post("/sign-out").headers["Location"] == "/"


def test_what_was_just_written_is_taken_and_the_page_after_it_asks(cast, ada, version):
    answer = ada.post("/account/name", name="Ada M.")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/account")
    assert Person.get_by_id(cast.ada.id).name == "Ada M."


def test_with_htmx_the_whole_page_goes_there(ada, version):
    answer = ada.get("/people?q=B", htmx=True)
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith(AGREE)


@pytest.mark.parametrize("seen", ["", "2026-11", "made up"])
def test_one_agrees_to_what_one_has_seen(cast, ada, version, seen):
    before = agreed(cast)
    assert ada.post(AGREE, version=seen).status_code == 200
    assert agreed(cast) == before


def test_a_version_published_meanwhile_is_asked_for_anew(cast, ada, version):
    newer = rules.publish("Be kind. Do not shout. Listen.", "")
    page = ada.post(AGREE, version=version).get_data(as_text=True)
    assert newer in page
    assert ada.get("/people").headers["Location"].startswith(AGREE)
    ada.post(AGREE, version=newer)
    assert agreed(cast) == newer


def test_twice_is_once(cast, ada, version):
    assert [ada.post(AGREE, version=version).status_code for _ in range(2)] == [303, 303]
    assert agreed(cast) == version


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_it_never_leads_to_another_site(ada, version, wanted):
    answer = ada.client.post(AGREE, query_string={"next": wanted}, data={"csrf_token": ada.token(), "version": version})
    assert answer.headers["Location"] == "/"


def test_whoever_is_not_signed_in_is_asked_nothing(browser, version):
    assert browser().get("/").status_code == 200
    assert browser().get(AGREE).headers["Location"].startswith("/sign-in")


def test_whoever_waits_or_has_closed_their_account_is_not_asked(cast, ada, version):
    change(cast.ada, state=State.PENDING)
    assert ada.get("/people").headers["Location"] == "/account/standing"
    assert ada.get("/account/standing").status_code == 200


def test_who_joins_now_has_agreed_already(cast, app, version):
    visitor = Visitor(app)
    visitor.open("/sign-up")
    assert version in visitor.page
    visitor.follow(visitor.send("/sign-up", **NORA))
    assert visitor.open("/people").status_code == 200


def test_it_takes_no_statement_more(cast, ada, statements):
    before = statements(lambda: ada.read("/account"))
    token = sessions.start(cast.ada, kept=False, device="Phone")
    assert statements(lambda: sessions.resolve(token)) == 1
    version = rules.publish("Be kind.", "")
    ada.post(AGREE, version=version)
    ada.read("/account")
    assert statements(lambda: ada.read("/account")) == before
