"""A forgotten password: a link that works once, soon, and for its owner's address; nobody learns who is here."""

import pytest

from mentorship.accounts import renewing, resetting
from mentorship.database import row
from mentorship.errors import Invalid, Missing
from mentorship.people import password as passwords
from mentorship.people import session, token
from mentorship.people.person import Person, State
from mentorship.people.throttle import WAIT
from mentorship.people.token import Purpose
from mentorship.records.mail import Letter, Mail
from tests.cast import PASSWORD, change, secret, suspend

NEW = "seven slow yellow trains"
HOST = "192.0.2.7"


def letters():
    return [(one.kind, one.person_id, one.about) for one in Mail.select().order_by(Mail.id)]


def key():
    return row("SELECT about FROM mail WHERE kind = 'reset' ORDER BY id DESC LIMIT 1").about


@pytest.fixture
def asked(cast):
    resetting.ask(cast.ada.email, HOST)
    return key()


def test_the_owner_gets_a_letter_with_the_key(cast, asked):
    assert letters() == [(Letter.RESET, cast.ada.id, asked)]
    assert resetting.is_open(asked)


def test_however_the_address_is_written(cast):
    resetting.ask("  ADA@Example.org ", HOST)
    assert letters()[0][:2] == (Letter.RESET, cast.ada.id)


def test_an_unknown_address_gets_none(cast):
    resetting.ask("nobody@example.org", HOST)
    assert letters() == []


@pytest.mark.parametrize("state", [State.SUSPENDED, State.ERASED])
def test_nor_one_that_is_out(cast, state):
    change(cast.ada, state=state)
    resetting.ask(cast.ada.email, HOST)
    assert letters() == []


def test_the_new_password_counts_and_nothing_else_stays_open(cast, asked):
    session_token = session.start(cast.ada, kept=True, device="Phone")
    moving = token.issue(cast.ada.id, Purpose.CONFIRM, "thief@example.org")
    resetting.choose(asked, NEW)
    assert session.resolve(session_token) is None
    assert token.find(moving, Purpose.CONFIRM) is None
    assert session.sign_in(cast.ada.email, NEW, HOST).id == cast.ada.id
    with pytest.raises(Invalid):
        session.sign_in(cast.ada.email, PASSWORD, HOST)
    assert [kind for kind, _who, _about in letters()] == [Letter.RESET, Letter.PASSWORD]


def test_it_works_once(cast, asked):
    resetting.choose(asked, NEW)
    assert not resetting.is_open(asked)
    with pytest.raises(Missing):
        resetting.choose(asked, "four grey stones in a brook")
    assert session.sign_in(cast.ada.email, NEW, HOST)


def test_only_the_newest_link_counts(cast, asked):
    resetting.ask(cast.ada.email, HOST)
    with pytest.raises(Missing):
        resetting.choose(asked, NEW)
    resetting.choose(key(), NEW)


@pytest.mark.parametrize("hours", [2.01, -2])
def test_it_is_void_after_two_hours_and_when_the_clock_was_set_back(cast, asked, moved_clock, hours):
    moved_clock(hours=hours)
    with pytest.raises(Missing):
        resetting.choose(asked, NEW)
    assert Person.get_by_id(cast.ada.id).password == secret()


def test_a_link_to_confirm_is_no_link_to_reset(cast):
    other = token.issue(cast.ada.id, Purpose.CONFIRM, cast.ada.email)
    with pytest.raises(Missing):
        resetting.choose(other, NEW)


@pytest.mark.parametrize("new", ["short", "password1", "ada@example.org", "x1y2" * 51])
def test_a_weak_password_is_refused_and_the_link_still_works(cast, asked, new):
    with pytest.raises(Invalid) as refused:
        resetting.choose(asked, new)
    assert refused.value.field == "password"
    assert Person.get_by_id(cast.ada.id).password == secret()
    resetting.choose(asked, NEW)


def test_after_the_address_has_changed_the_old_letter_opens_nothing(cast, asked):
    change(cast.ada, email="ada@elsewhere.example")
    with pytest.raises(Missing):
        resetting.choose(asked, NEW)


def test_whoever_was_suspended_meanwhile_stays_out(cast, asked):
    suspend(cast.ada)
    with pytest.raises(Missing):
        resetting.choose(asked, NEW)


def test_a_letter_that_was_read_confirms_the_address(cast, asked):
    assert cast.ada.confirmed_at is None
    resetting.choose(asked, NEW)
    assert Person.get_by_id(cast.ada.id).confirmed_at


def test_a_link_that_an_admin_hands_over_does_not(cast):
    by_hand = token.issue(cast.ada.id, Purpose.RESET)
    resetting.choose(by_hand, NEW)
    assert Person.get_by_id(cast.ada.id).confirmed_at is None
    assert session.sign_in(cast.ada.email, NEW, HOST)


def test_the_owner_need_not_wait_for_the_tries_of_somebody_else(cast, asked):
    for _ in range(session.TRIES_PER_ADDRESS):
        with pytest.raises(Invalid):
            session.sign_in(cast.ada.email, "guess after guess", HOST)
    resetting.choose(asked, NEW)
    assert session.sign_in(cast.ada.email, NEW, HOST).id == cast.ada.id


@pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org"])
def test_an_address_is_asked_for_so_often_and_then_waits(cast, email, moved_clock):
    for number in range(resetting.TRIES_PER_ADDRESS):
        resetting.ask(email, f"host {number}")
    with pytest.raises(Invalid) as refused:
        resetting.ask(email.upper(), "another host")
    assert (refused.value.field, refused.value.message) == ("email", WAIT)
    moved_clock(minutes=16)
    resetting.ask(email, HOST)


def test_so_does_a_host(cast):
    for number in range(resetting.TRIES_PER_HOST):
        resetting.ask(f"guest{number}@example.org", HOST)
    with pytest.raises(Invalid):
        resetting.ask(cast.ada.email, HOST)
    resetting.ask(cast.ada.email, "192.0.2.8")


def test_of_many_who_choose_at_once_one_does(cast, asked, at_once, monkeypatch):
    monkeypatch.setattr(passwords, "hashed", lambda typed: f"hash of {typed}")
    words = [f"{NEW} {number}" for number in range(6)]
    done = at_once(*[lambda word=word: resetting.choose(asked, word) for word in words])
    assert [one for one in done if one is not None and not isinstance(one, Missing)] == []
    chosen = words[done.index(None)]
    assert done.count(None) == 1
    assert Person.get_by_id(cast.ada.id).password == f"hash of {chosen}"
    assert [kind for kind, _who, _about in letters()] == [Letter.RESET, Letter.PASSWORD]


def test_choosing_while_the_password_changes_leaves_one_of_the_two(cast, asked, at_once, monkeypatch):
    monkeypatch.setattr(passwords, "hashed", lambda typed: f"hash of {typed}")
    here = session.resolve(session.start(cast.ada, kept=False, device="Phone"))
    by_link, _by_hand = at_once(
        lambda: resetting.choose(asked, NEW),
        lambda: renewing.change(cast.ada.id, here.session_key, PASSWORD, "four grey stones"),
    )
    last = Person.get_by_id(cast.ada.id).password
    assert last in (f"hash of {NEW}", "hash of four grey stones")
    assert isinstance(by_link, Missing) or by_link is None
    assert not resetting.is_open(asked)
