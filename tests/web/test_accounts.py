"""Joining on one page: everything typed is kept until it fits, and the button pressed twice counts once."""

import pytest

from mentorship.accounts import joining
from mentorship.people import facts, throttle
from mentorship.people.person import Person
from mentorship.people.section import Section
from mentorship.privacy.audience import PRESETS, Preset
from mentorship.privacy.sharing import audiences_of
from mentorship.site import rules, setting
from mentorship.site.setting import Joining
from mentorship.web.accounts import TRIES_PER_HOST
from tests.cast import PASSWORD, two_steps
from tests.web.letters import confirming, letters
from tests.web.sameness import bare
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
    assert (nora.name, nora.purpose, nora.language, nora.rules_version) == ("Nora", "seek", "en", rules.version())
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
    assert rules.version() in visitor.page
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


def test_the_same_address_with_its_password_still_needs_the_second_step(cast, app):
    two_steps(cast.ada)
    visitor = Visitor(app)
    visitor.open("/sign-up")
    assert join(visitor, email=cast.ada.email, password=PASSWORD).headers["Location"] == "/sign-in/code"
    assert not visitor.is_in()


def test_without_mail_a_letter_waits_to_be_handed_over(visitor):
    join(visitor)
    assert letters() == ["confirm"]
    assert visitor.is_in()


def test_with_mail_nothing_opens_before_the_letter_is_answered(mailing, visitor):
    words = visitor.follow(join(visitor))
    assert "We have written to nora@example.org." in words
    assert "Look into your mail" in words
    assert not visitor.is_in()
    nora = Person.get()
    assert (nora.email, nora.state) == (None, "pending")
    assert letters() == ["confirm"]
    assert visitor.sign_in(NORA["email"], NORA["password"]).status_code == 422
    assert "If you have just joined, look into your mail first" in visitor.words


def test_with_mail_the_answer_is_the_same_whoever_has_the_address(cast, mailing):
    seen = []
    for email in (cast.ada.email, "nobody@example.org"):
        visitor = Visitor(mailing)
        visitor.open("/sign-up")
        answer = join(visitor, email=email)
        visitor.follow(answer)
        signed_in = Visitor(mailing)
        signed_in.sign_in(email, NORA["password"])
        refused = Visitor(mailing)
        refused.open("/sign-up")
        join(refused, email=email, password="short")
        pages = [bare(one, email) for one in (answer, visitor.page, signed_in.page, refused.page)]
        seen.append([*pages, headers(answer)])
    assert seen[0] == seen[1]
    assert letters() == ["known", "confirm"]


def headers(answer):
    return {name: text for name, text in answer.headers if name != "Set-Cookie"}


def test_with_mail_too_many_letters_to_one_address_are_refused_alike(cast, mailing):
    pages = []
    for email in (cast.ada.email, "nobody@example.org"):
        visitor = Visitor(mailing)
        visitor.open("/sign-up")
        for _ in range(joining.LETTERS):
            assert join(visitor, email=email).status_code == 303
        visitor.open("/sign-up")
        assert join(visitor, email=email).status_code == 422
        assert "Too many tries" in visitor.page.split('id="email-error"')[1]
        pages.append(bare(visitor.page, email))
    assert pages[0] == pages[1]


def test_with_mail_two_who_use_one_address_are_told_apart_by_its_mail(mailing, visitor):
    join(visitor, name="Squatter", password="a stone in the garden wall")
    other = Visitor(mailing)
    other.open("/sign-up")
    join(other)
    link = confirming(mailing, NORA["email"])
    other.open(link)
    other.send(link)
    assert other.is_in()
    assert [one.name for one in Person.select()] == ["Nora"]
    assert Visitor(mailing).sign_in(NORA["email"], "a stone in the garden wall").status_code == 422


def test_who_is_let_in_by_others_may_say_why(visitor):
    setting.change(joining=Joining.APPROVAL)
    visitor.open("/sign-up")
    assert "Why would you like to join?" in visitor.words
    answer = join(visitor, why="The library sent me.")
    assert answer.headers["Location"] == "/"
    assert visitor.open("/").headers["Location"] == "/account/standing"
    assert (Person.get().state, Person.get().why) == ("pending", "The library sent me.")
    assert visitor.open("/people").headers["Location"] == "/account/standing"


def test_a_long_reason_is_said_beside_it(visitor):
    setting.change(joining=Joining.APPROVAL)
    assert join(visitor, why="w" * 301).status_code == 422
    assert "shorten this to 300 characters" in visitor.page.split('id="why-error"')[1]
    assert "w" * 301 in visitor.page
    assert not Person.select().exists()


def test_where_everybody_comes_in_nobody_is_asked_why(visitor):
    assert "Why would you like to join?" not in visitor.words
    join(visitor, why="The library sent me.")
    assert Person.get().why == ""


def test_both_answers_take_the_same_statements(cast, mailing, statements):
    counts = []
    for email in ("first@example.org", "nobody@example.org", cast.ada.email):
        visitor = Visitor(mailing)
        visitor.open("/sign-up")
        counts.append(statements(lambda visitor=visitor, email=email: join(visitor, email=email)))
    assert counts[1] == counts[2]
