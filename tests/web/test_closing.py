"""Closing my account on its page: what it says first, the password, and what is there afterwards for me and for others."""

import pytest

from mentorship.accounts import erasure
from mentorship.people.person import Person, Role, State
from mentorship.people.session import Session
from mentorship.records.mail import Letter, Mail
from tests.cast import PASSWORD, befriend, change, mentor, wish
from tests.web.conftest import text_of
from tests.web.sameness import is_absent
from tests.web.visitor import Visitor

PAGE = "/account/close"


@pytest.fixture
def ada(cast, browser):
    return browser(cast.ada)


def state_of(person):
    return Person.get(Person.handle == person.handle).state


def test_the_account_and_the_page_about_data_lead_there(ada):
    for page in ("/account", "/data"):
        assert f'href="{PAGE}"' in ada.read(page)


def test_it_says_first_what_goes_and_what_can_come_back(ada, cast):
    text = text_of(ada.read(PAGE))
    for said in ("At once", "Nobody sees you here any more", "you can think again", "Everything is erased for good"):
        assert said in text
    assert state_of(cast.ada) == State.ACTIVE


def test_closing_signs_out_and_says_until_when_one_can_come_back(app, cast):
    here, there = Visitor(app), Visitor(app)
    for one in (here, there):
        one.sign_in(cast.ada.email, PASSWORD)
    here.open(PAGE)
    words = here.follow(here.send(PAGE, old=PASSWORD))
    assert "Your account is closed. To open it again, sign in before" in words
    assert (here.is_in(), there.is_in()) == (False, False)
    assert not Session.select().exists()
    assert [one.kind for one in Mail.select()] == [Letter.CLOSED]


def test_signing_in_again_leads_to_the_way_back(app, cast):
    visitor = Visitor(app)
    visitor.sign_in(cast.ada.email, PASSWORD)
    visitor.open(PAGE)
    visitor.send(PAGE, old=PASSWORD)
    visitor.sign_in(cast.ada.email, PASSWORD)
    assert visitor.open("/").headers["Location"] == "/account/standing"
    visitor.open("/account/standing")
    assert "Your account is open again." in visitor.follow(visitor.send("/account/reopen"))
    assert visitor.is_in()


@pytest.mark.parametrize(
    ("old", "sentence"), [("", "Please write your password."), ("not this one", "This is not your present password.")]
)
def test_without_the_password_nothing_happens(ada, cast, old, sentence):
    answer = ada.post(PAGE, old=old)
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True).split('id="old-error"')[1].split("</p>")[0]
    assert state_of(cast.ada) == State.ACTIVE
    assert ada.get("/account").status_code == 200


def test_the_last_admin_is_asked_to_hand_over_first(cast, browser):
    answer = browser(cast.aldo).post(PAGE, old=PASSWORD)
    assert answer.status_code == 422
    assert "There must be an admin. Give this task to somebody else first." in text_of(answer.get_data(as_text=True))
    change(cast.dora, roles=Role.ADMIN)
    assert browser(cast.aldo).post(PAGE, old=PASSWORD).status_code == 303


def test_a_stranger_closes_nothing(browser, cast):
    assert browser().get(PAGE).status_code == 303
    assert browser().post(PAGE, old=PASSWORD).status_code == 401


def test_for_the_others_it_is_as_if_they_had_never_been(cast, browser, ada):
    befriend(cast.ada, cast.bob)
    pair = mentor(cast.ada, cast.bob)
    asked = wish(cast.eve, cast.ada)
    bob, eve = browser(cast.bob), browser(cast.eve)
    ada.press(PAGE, old=PASSWORD)
    for one, url, key in (
        (bob, f"/people/{cast.ada.handle}", cast.ada.handle),
        (bob, f"/mentorships/{pair.key}", pair.key),
        (eve, f"/requests/{asked.key}", asked.key),
    ):
        absent = one.get(url.replace(key, "zzzzzzzzzzzz"))
        assert is_absent(one.get(url), absent, key, "zzzzzzzzzzzz"), url
    for url in ("/", "/connections", "/people?q=ada", "/mentors", "/suggestions", "/messages", "/notices"):
        assert "Ada" not in text_of(bob.read(url)), url
        assert "Ada" not in text_of(eve.read(url)), url


def test_whoever_is_erased_does_not_come_in(app, cast, ada, moved_clock, tmp_path):
    ada.press(PAGE, old=PASSWORD)
    moved_clock(days=15)
    assert erasure.erase_overdue(tmp_path) == 1
    assert state_of(cast.ada) == State.ERASED
    for email, password in ((cast.ada.email, PASSWORD), (cast.ada.email, ""), ("", ""), (cast.ada.handle, "")):
        visitor = Visitor(app)
        assert visitor.sign_in(email, password).status_code == 422
        assert not visitor.is_in()
