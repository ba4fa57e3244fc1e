"""A forgotten password: one answer for everybody, a link that works once, and nobody is signed in by it."""

import pytest

from mentorship.accounts import resetting
from mentorship.people import password as passwords
from mentorship.people import token
from mentorship.people.person import Person
from mentorship.people.session import Session
from mentorship.people.token import Purpose
from mentorship.site import setting
from tests.cast import PASSWORD, secret, two_steps
from tests.web.conftest import text_of
from tests.web.letters import letters, newest_letter, path
from tests.web.letters import resetting as link_of
from tests.web.sameness import bare
from tests.web.visitor import TOKEN, Visitor

NEW = "seven slow yellow trains"
SPENT = "This link has done its work"


@pytest.fixture
def visitor(cast, mailing):
    return Visitor(mailing)


def ask(visitor, email):
    visitor.open("/reset")
    return visitor.send("/reset", email=email)


@pytest.fixture
def link(cast, visitor, mailing):
    """Where Ada's letter leads."""
    visitor.follow(ask(visitor, cast.ada.email))
    return link_of(mailing)


def test_the_sign_in_page_leads_here(visitor):
    visitor.open("/sign-in")
    assert 'href="/reset"' in visitor.page
    assert "Forgotten the password?" in visitor.words


def test_a_letter_brings_a_link_and_the_link_a_new_password(cast, visitor, mailing):
    assert "Look into your mail" in visitor.follow(ask(visitor, cast.ada.email))
    assert letters() == ["reset"]
    link = link_of(mailing)
    assert visitor.open(link).status_code == 200
    words = visitor.follow(visitor.send(link, password=NEW))
    assert "Your new password counts from now on, and all devices are signed out. Sign in with it." in words
    assert not visitor.is_in()
    assert Visitor(mailing).sign_in(cast.ada.email, NEW).status_code == 303
    assert Visitor(mailing).sign_in(cast.ada.email, PASSWORD).status_code == 422
    assert letters() == ["reset", "password"]


def test_the_answer_is_the_same_whoever_asks_for_whom(cast, mailing):
    pages = []
    for email in (cast.ada.email, "nobody@example.org"):
        visitor = Visitor(mailing)
        answer = ask(visitor, email)
        pages.append(bare(answer, email))
        visitor.follow(answer)
        pages.append(bare(visitor.page, email))
    assert pages[:2] == pages[2:]
    assert letters() == ["reset"]


def test_so_it_is_when_it_was_too_often(cast, mailing):
    pages = []
    for email in (cast.ada.email, "nobody@example.org"):
        visitor = Visitor(mailing)
        for _ in range(resetting.TRIES_PER_ADDRESS):
            assert ask(visitor, email).status_code == 303
        assert ask(visitor, email).status_code == 422
        assert "Too many tries" in visitor.page.split('id="email-error"')[1]
        pages.append(bare(visitor.page, email))
    assert pages[0] == pages[1]
    assert letters() == ["reset"] * resetting.TRIES_PER_ADDRESS


@pytest.mark.parametrize("email", ["", "ada", "@", "ada@"])
def test_what_is_no_address_is_said_beside_it(visitor, email):
    assert ask(visitor, email).status_code == 422
    assert 'id="email-error"' in visitor.page
    assert letters() == []


def test_the_page_of_the_link_does_not_say_whose_it_is(cast, visitor, link):
    visitor.open(link)
    for word in ("Ada", "ada@", cast.ada.handle):
        assert word not in visitor.page.replace(link, "")


def test_opening_it_does_nothing_for_scanners_open_links(cast, visitor, link):
    for _ in range(3):
        visitor.open(link)
        visitor.client.head(link)
    assert Person.get_by_id(cast.ada.id).password == secret()
    visitor.open(link)
    assert visitor.send(link, password=NEW).status_code == 303


@pytest.mark.parametrize(
    ("password", "sentence"),
    [("", "write the new password"), ("short", "at least 8 characters"), ("password123", "Many people use")],
)
def test_what_is_wrong_with_it_stands_beside_it_and_the_link_still_works(cast, visitor, link, password, sentence):
    visitor.open(link)
    assert visitor.send(link, password=password).status_code == 422
    assert sentence in visitor.page.split('id="password-error"')[1].split("</p>")[0]
    assert Person.get_by_id(cast.ada.id).password == secret()
    assert visitor.send(link, password=NEW).status_code == 303


def test_used_twice_it_works_once(cast, visitor, mailing, link):
    other = Visitor(mailing)
    for one in (visitor, other):
        one.open(link)
    visitor.send(link, password=NEW)
    assert other.send(link, password="four grey stones in a brook").status_code == 410
    assert SPENT in other.words
    assert Visitor(mailing).sign_in(cast.ada.email, NEW).status_code == 303


def test_a_spent_a_lapsed_a_foreign_and_a_broken_link_get_the_same_page(cast, visitor, mailing, link, moved_clock):
    moved_clock(hours=3)
    confirm = token.issue(cast.bob.id, Purpose.CONFIRM, cast.bob.email)
    wrong = (
        link,
        path(mailing, "resets.choose", "confirm", "abcdefghjkmn"),
        path(mailing, "resets.choose", "reset", "abcdefghjkmn"),
        path(mailing, "resets.choose", "reset", confirm),
        link[:-1] + ("a" if link[-1] != "a" else "b"),
        "/reset/x",
    )
    pages = set()
    for one in wrong:
        pages.add(bare(visitor.open(one)).replace(one, ""))
        assert visitor.send(one, password=NEW).status_code == 410
    assert len(pages) == 1
    assert SPENT in text_of(pages.pop())
    assert Person.get_by_id(cast.ada.id).password == secret()


def test_a_clock_set_back_opens_no_old_link(cast, visitor, link, moved_clock):
    moved_clock(hours=-2)
    assert visitor.open(link).status_code == 410


def test_all_sessions_end_also_the_one_on_this_device(cast, mailing, link):
    here, there = Visitor(mailing), Visitor(mailing)
    for one in (here, there):
        one.sign_in(cast.ada.email, PASSWORD)
    here.open(link)
    here.send(link, password=NEW)
    assert (here.is_in(), there.is_in()) == (False, False)
    assert not Session.select().exists()


def test_the_second_step_of_signing_in_stays(cast, mailing, visitor, link):
    two_steps(cast.ada)
    visitor.open(link)
    visitor.send(link, password=NEW)
    answer = visitor.sign_in(cast.ada.email, NEW)
    assert answer.headers["Location"] == "/sign-in/code"
    assert not visitor.is_in()


def test_without_mail_the_page_says_who_can_help(cast, app):
    setting.change(contact="the desk of the library")
    visitor = Visitor(app)
    visitor.open("/reset")
    assert "Those who run it can give you a link" in visitor.words
    assert "the desk of the library" in visitor.words
    assert 'name="email"' not in visitor.page
    assert visitor.send("/reset", email=cast.ada.email).status_code == 200
    assert letters() == []


def test_a_link_handed_over_works_without_mail(cast, app):
    visitor = Visitor(app)
    link = path(app, "resets.choose", "reset", token.issue(cast.ada.id, Purpose.RESET))
    visitor.open(link)
    assert visitor.send(link, password=NEW).headers["Location"] == "/sign-in"
    assert visitor.sign_in(cast.ada.email, NEW).status_code == 303


def test_a_made_up_host_stands_in_no_letter(cast, mailing):
    client, base = mailing.test_client(), "http://evil.example"
    form = {"csrf_token": TOKEN.search(client.get("/reset", base_url=base).get_data(as_text=True)).group(1)}
    answer = client.post(
        "/reset",
        data=form | {"email": cast.ada.email},
        base_url=base,
        headers={"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"},
    )
    assert answer.headers["Location"] == "/reset/sent"
    text = newest_letter(mailing)
    assert "https://mentoring.example.org/reset/" in text
    assert "evil" not in text


def test_two_presses_at_once_are_one(cast, mailing, link, at_once, monkeypatch):
    monkeypatch.setattr(passwords, "hashed", lambda typed: f"hash of {typed}")
    visitors = [Visitor(mailing) for _ in range(4)]
    for one in visitors:
        one.open(link)
    done = at_once(
        *[lambda one=one, n=n: one.send(link, password=f"{NEW} {n}").status_code for n, one in enumerate(visitors)]
    )
    assert sorted(done) == [303, 410, 410, 410]
    assert Person.get_by_id(cast.ada.id).password == f"hash of {NEW} {done.index(303)}"
    assert letters() == ["reset", "password"]
