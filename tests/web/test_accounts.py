"""Joining on one page: everything typed is kept until it fits, and the button pressed twice counts once."""

import pytest

from mentorship.people import facts, person, throttle
from mentorship.people.person import Person
from mentorship.people.section import Section
from mentorship.privacy.audience import PRESETS, Preset
from mentorship.privacy.sharing import audiences_of
from mentorship.web.accounts import TRIES_PER_HOST
from tests.cast import PASSWORD
from tests.web.visitor import Visitor

NORA = {
    "name": "Nora",
    "email": "nora@example.org",
    "password": "a lamp beside the window",
    "purpose": "seek",
    "seeks": "writing a CV",
    "offers": "",
    "adult": "y",
    "rules": "y",
}


@pytest.fixture
def visitor(app):
    shown = Visitor(app)
    shown.open("/sign-up")
    return shown


def join(visitor, **changed):
    return visitor.send("/sign-up", **NORA | changed)


def test_somebody_joins_and_is_inside(visitor):
    words = visitor.follow(join(visitor))
    assert "Welcome, Nora. Good that you are here." in words
    assert visitor.is_in()
    nora = Person.get(Person.email == NORA["email"])
    assert (nora.name, nora.purpose, nora.language, nora.rules_version) == ("Nora", "seek", "en", person.RULES_VERSION)
    assert audiences_of(nora.id) == PRESETS[Preset.BALANCED]
    assert facts.Fact.select().where(facts.Fact.person == nora).get().section == Section.SEEKS


def test_the_language_of_the_page_becomes_the_language_of_the_account(visitor):
    visitor.follow(visitor.send("/language", language="it", next="/sign-up"))
    join(visitor)
    assert Person.get().language == "it"


def test_the_page_helps_browsers_and_readers(visitor):
    for hint in (
        'autocomplete="email"',
        'autocomplete="new-password"',
        'type="email"',
        'action="/sign-up"',
        'href="/rules"',
    ):
        assert hint in visitor.page
    assert person.RULES_VERSION in visitor.page
    assert "A first name is enough" in visitor.words
    assert visitor.page.count("<h1") == 1


def test_an_empty_form_says_everything_at_once(visitor):
    answer = visitor.send("/sign-up")
    assert answer.status_code == 422
    for sentence in ("the name others will see", "your e-mail address", "choose a password", "what comes nearest"):
        assert visitor.words.count(sentence) == 2, sentence  # in the summary, and beside the field
    assert 'id="problems"' in visitor.page
    assert "autofocus" in visitor.page
    assert "<title>Error:" in visitor.page
    assert not Person.select().exists()


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"name": "???"}, "name", "at least one letter"),
        ({"name": "N" * 81}, "name", "shorten this to 80 characters"),
        ({"email": "nora"}, "email", "does not look like an e-mail address"),
        ({"email": "no ra@example.org"}, "email", "does not look like an e-mail address"),
        ({"password": "short"}, "password", "at least 8 characters"),
        ({"password": "password123"}, "password", "Many people use this password"),
        ({"password": "nora@example.org"}, "password", "not your name or your address"),
        ({"password": "x1y2" * 51}, "password", "at most 200 characters"),
        ({"purpose": "king"}, "purpose", "Not a valid choice"),
        ({"seeks": "s" * 81}, "seeks", "shorten this to 80 characters"),
        ({"adult": ""}, "adult", "people of 18 or over"),
        ({"rules": ""}, "rules", "read the rules"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field_and_the_rest_is_kept(visitor, changed, field, sentence):
    answer = join(visitor, **changed)
    assert answer.status_code == 422
    error = visitor.page.split(f'id="{field}-error"')[1].split("</p>")[0]
    assert sentence in error
    assert f'href="#{field}"' in visitor.page
    kept = NORA | changed
    assert all(f'value="{kept[name]}"' in visitor.page for name in ("name", "email", "seeks") if kept[name])
    assert NORA["password"] not in visitor.page
    assert not Person.select().exists()
    assert not visitor.is_in()


def test_pressed_twice_is_joined_once(app, visitor):
    other = Visitor(app)
    other.open("/sign-up")
    assert join(visitor).status_code == 303
    assert join(other).status_code == 303
    assert other.is_in()
    assert Person.select().count() == 1


def test_an_address_that_has_an_account_is_not_opened_by_another_password(cast, app):
    visitor = Visitor(app)
    visitor.open("/sign-up")
    before = Person.select().count()
    answer = join(visitor, email=cast.ada.email)
    assert answer.status_code == 422
    assert "There is an account with this address already" in visitor.page.split('id="email-error"')[1]
    assert Person.select().count() == before
    assert not visitor.is_in()


def test_the_same_address_with_its_password_goes_in_and_changes_nothing(cast, app):
    visitor = Visitor(app)
    visitor.open("/sign-up")
    assert join(visitor, email="ADA@Example.org", password=PASSWORD, purpose="look").status_code == 303
    assert visitor.is_in()
    assert (Person.get_by_id(cast.ada.id).name, Person.get_by_id(cast.ada.id).purpose) == ("Ada", "mentor")


def test_many_from_one_connection_have_to_wait(visitor, moved_clock):
    for _ in range(TRIES_PER_HOST):
        throttle.count("join 127.0.0.1")
    answer = join(visitor)
    assert answer.status_code == 422
    assert "Many people are joining over this connection. Please come back later; minutes to wait: 15" in visitor.words
    assert 'value="Nora"' in visitor.page
    moved_clock(minutes=16)
    assert join(visitor).status_code == 303


def test_somebody_who_is_in_needs_no_form(cast, browser):
    assert browser(cast.ada).get("/sign-up").headers["Location"] == "/"


def test_no_column_can_be_slipped_in(visitor):
    join(visitor, roles="4", state="erased", demo="1", handle="mine", id="1")
    nora = Person.get()
    assert (nora.roles, nora.state, nora.demo) == (0, "active", False)
    assert nora.handle != "mine"
