"""An address is confirmed from its own mail, and changed the same way; the old one is told."""

import pytest

from mentorship.accounts import confirming, joining
from mentorship.database import row
from mentorship.errors import Invalid, Missing, NotAllowed
from mentorship.people import password as passwords
from mentorship.people import session, token
from mentorship.people.person import ADDRESS_TAKEN, Person, State
from mentorship.people.proof import WRONG_PASSWORD
from mentorship.people.throttle import WAIT
from mentorship.people.token import Purpose
from mentorship.records.mail import Letter
from tests.accounts.newcomers import GIA, join, key_to, letters
from tests.cast import PASSWORD, change, secret, suspend

NEW = "ada@elsewhere.example"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(passwords, "hashed", lambda _typed: secret())


@pytest.fixture
def moving(cast):
    """The key in the letter to Ada's new address."""
    confirming.change(cast.ada.id, PASSWORD, NEW)
    return key_to(NEW)


def ada(cast):
    return Person.get_by_id(cast.ada.id)


def start(person):
    return session.start(person, kept=False, device="Phone")


def posted():
    return [(one.kind, one.person_id, one.address) for one in letters()]


def test_a_new_account_opens_by_its_letter(cast):
    join(sends_mail=True)
    key = key_to(GIA["email"])
    owner, address = confirming.awaited(key)
    assert (owner.name, owner.email, address) == ("Gia", None, GIA["email"])
    gia, is_new = confirming.confirm(key)
    assert is_new
    assert (gia.email, gia.state) == (GIA["email"], State.ACTIVE)
    assert gia.confirmed_at
    assert session.sign_in(GIA["email"], GIA["password"], "host").id == gia.id


def test_the_letter_works_once(cast):
    join(sends_mail=True)
    key = key_to(GIA["email"])
    confirming.confirm(key)
    assert confirming.awaited(key) is None
    with pytest.raises(Missing):
        confirming.confirm(key)


@pytest.mark.parametrize("days", [3.1, -1])
def test_it_is_void_after_three_days_and_when_the_clock_was_set_back(cast, moved_clock, days):
    join(sends_mail=True)
    moved_clock(days=days)
    with pytest.raises(Missing):
        confirming.confirm(key_to(GIA["email"]))
    assert not Person.select().where(Person.email == GIA["email"]).exists()


def test_a_link_to_reset_confirms_nothing(cast):
    with pytest.raises(Missing):
        confirming.confirm(token.issue(cast.ada.id, Purpose.RESET, NEW))
    assert ada(cast).email == cast.ada.email


def test_an_old_account_confirms_the_address_it_has(cast):
    confirming.again(cast.ada.id)
    start(cast.ada)
    owner, is_new = confirming.confirm(key_to(cast.ada.email))
    assert not is_new
    assert owner.confirmed_at
    assert session.of(cast.ada.id)
    assert [kind for kind, _who, _where in posted()] == [Letter.CONFIRM]


def test_nothing_changes_before_the_new_address_is_confirmed(cast, moving):
    assert ada(cast).email == cast.ada.email
    assert posted() == [(Letter.CONFIRM, cast.ada.id, NEW)]
    assert confirming.waiting(cast.ada.id).about == NEW


def test_then_it_moves_and_the_old_one_is_told(cast, moving):
    here, there = start(cast.ada), start(cast.ada)
    reset = token.issue(cast.ada.id, Purpose.RESET, cast.ada.email)
    confirming.confirm(moving, session.resolve(here).session_key)
    assert (ada(cast).email, bool(ada(cast).confirmed_at)) == (NEW, True)
    assert [session.resolve(one) is not None for one in (here, there)] == [True, False]
    assert token.find(reset, Purpose.RESET) is None
    assert posted()[1:] == [(Letter.MOVED, cast.ada.id, "ada@example.org")]
    assert session.sign_in(NEW, PASSWORD, "host").id == cast.ada.id


def test_from_another_device_all_sessions_end(cast, moving):
    here = start(cast.ada)
    confirming.confirm(moving, session.resolve(start(cast.bob)).session_key)
    assert session.resolve(here) is None
    assert session.of(cast.bob.id)


def test_it_needs_the_password(cast):
    with pytest.raises(Invalid) as refused:
        confirming.change(cast.ada.id, "not this one", NEW)
    assert (refused.value.field, refused.value.message) == ("old", WRONG_PASSWORD)
    assert posted() == []


def test_guessing_the_password_there_is_slowed(cast, monkeypatch):
    monkeypatch.setattr(passwords, "matches", lambda _stored, _typed: False)
    for _ in range(9):
        with pytest.raises(Invalid) as refused:
            confirming.change(cast.ada.id, "guess", NEW)
    assert refused.value.message == WAIT


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("nora", "does not look like"),
        ("ADA@example.org", "your address already"),
        ("x" * 300 + "@example.org", "shorten"),
    ],
)
def test_what_cannot_be_is_refused(cast, typed, message):
    with pytest.raises(Invalid) as refused:
        confirming.change(cast.ada.id, PASSWORD, typed)
    assert refused.value.field == "email"
    assert message in refused.value.message
    assert posted() == []


def test_an_address_that_has_an_account_is_not_told_here_but_there(cast):
    confirming.change(cast.ada.id, PASSWORD, cast.bob.email)
    assert posted() == [(Letter.KNOWN, cast.bob.id, "")]
    assert confirming.waiting(cast.ada.id).about == cast.bob.email


def test_an_address_taken_meanwhile_changes_nothing(cast, moving):
    change(cast.bob, email=NEW)
    with pytest.raises(Invalid) as refused:
        confirming.confirm(moving)
    assert refused.value.message == ADDRESS_TAKEN
    assert ada(cast).email == cast.ada.email
    assert row("SELECT used_at FROM token WHERE key = ?", moving).used_at is None


def test_so_it_is_for_a_new_account(cast):
    join(sends_mail=True)
    change(cast.bob, email=GIA["email"])
    with pytest.raises(Invalid):
        confirming.confirm(key_to(GIA["email"]))
    assert Person.get(Person.name == "Gia").email is None


def test_whoever_was_suspended_meanwhile_confirms_nothing(cast, moving):
    suspend(cast.ada)
    assert confirming.awaited(moving) is None
    with pytest.raises(Missing):
        confirming.confirm(moving)


def test_the_letter_is_sent_again_to_where_it_waits(cast, moving):
    assert confirming.again(cast.ada.id) == NEW
    assert key_to(NEW) != moving
    with pytest.raises(Missing):
        confirming.confirm(moving)
    confirming.confirm(key_to(NEW))


def test_nothing_is_sent_where_nothing_waits(cast):
    confirming.again(cast.ada.id)
    confirming.confirm(key_to(cast.ada.email))
    with pytest.raises(NotAllowed):
        confirming.again(cast.ada.id)


def test_letters_are_few(cast, moving, moved_clock):
    for _ in range(joining.LETTERS - 1):
        confirming.again(cast.ada.id)
    with pytest.raises(Invalid) as refused:
        confirming.again(cast.ada.id)
    assert refused.value.message == WAIT
    with pytest.raises(Invalid):
        confirming.change(cast.ada.id, PASSWORD, "third@example.org")
    moved_clock(minutes=16)
    confirming.again(cast.ada.id)


def test_of_many_presses_at_once_one_counts(cast, moving, at_once):
    done = at_once(*[lambda: confirming.confirm(moving)] * 5)
    assert sum(isinstance(one, confirming.Confirmed) for one in done) == 1
    assert sum(isinstance(one, Missing) for one in done) == 4
    assert [kind for kind, _who, _where in posted()] == [Letter.CONFIRM, Letter.MOVED]


def test_two_who_want_the_same_address_at_once_are_one(cast, at_once):
    keys = [token.issue(one.id, Purpose.CONFIRM, NEW) for one in (cast.ada, cast.bob)]
    done = at_once(*[lambda key=key: confirming.confirm(key) for key in keys])
    assert sum(isinstance(one, confirming.Confirmed) for one in done) == 1
    assert sum(isinstance(one, Invalid) for one in done) == 1
    assert Person.select().where(Person.email == NEW).count() == 1
