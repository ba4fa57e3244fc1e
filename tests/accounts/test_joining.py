"""Joining: with mail nothing opens before the address is confirmed, and nobody learns who is here."""

from unittest import mock

import pytest

from mentorship.accounts import confirming, joining
from mentorship.database import row, rows
from mentorship.errors import Invalid, Missing, NotAllowed
from mentorship.people import invitation as invitations
from mentorship.people import password as passwords
from mentorship.people import session
from mentorship.people.person import ADDRESS_TAKEN, Person, State
from mentorship.people.throttle import WAIT
from mentorship.records.mail import Letter
from mentorship.records.notice import Kind, Notice
from mentorship.site import setting
from mentorship.site.setting import Joining
from mentorship.ties.relation import Viewer, relations
from tests.accounts.newcomers import GIA, join, key_to, letters
from tests.cast import secret


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(passwords, "hashed", lambda _typed: secret())


def invite(by, **wanted):
    return invitations.make(by.id, **{"language": "en", "days": 30} | wanted).key


def used(key):
    return row("SELECT used FROM invitation WHERE key = ?", key).used


def told():
    return sorted((one.person_id, one.kind) for one in Notice.select())


def test_without_mail_somebody_is_in_at_once_and_a_letter_waits_to_be_handed_over(database):
    gia = join()
    assert (gia.state, gia.email, gia.confirmed_at) == (State.ACTIVE, "gia@example.org", None)
    assert [(one.kind, one.person_id, one.address) for one in letters()] == [(Letter.CONFIRM, gia.id, gia.email)]


def test_and_an_address_that_is_taken_is_said(cast):
    with pytest.raises(Invalid) as refused:
        join(email=cast.ada.email)
    assert refused.value.message == ADDRESS_TAKEN
    assert letters() == []


def test_with_mail_nothing_is_there_before_the_letter_is_answered(cast):
    assert join(sends_mail=True) is None
    gia = Person.get(Person.name == "Gia")
    assert (gia.state, gia.email) == (State.PENDING, None)
    assert relations(Viewer.member(cast.ada.id), [gia.id]) == {}
    with pytest.raises(Invalid) as refused:
        session.sign_in(GIA["email"], GIA["password"], "host")
    assert refused.value.message == session.DOES_NOT_FIT
    assert [(one.kind, one.person_id, one.address) for one in letters()] == [(Letter.CONFIRM, gia.id, GIA["email"])]


def test_an_address_with_an_account_gets_another_letter_and_the_same_answer(cast):
    before = Person.get_by_id(cast.ada.id)
    assert join(sends_mail=True, email="ADA@example.org") is None
    assert [(one.kind, one.person_id, one.address) for one in letters()] == [(Letter.KNOWN, cast.ada.id, "")]
    after = Person.get_by_id(cast.ada.id)
    assert (after.name, after.password, after.state) == (before.name, before.password, before.state)


def test_both_take_the_same_work(cast, statements):
    hashed = mock.Mock(return_value=secret())
    with mock.patch.object(passwords, "hashed", hashed):
        counts = [
            statements(lambda address=address: join(sends_mail=True, email=address, seeks="Juggling"))
            for address in ("first@example.org", "new@example.org", cast.ada.email)
        ]
    assert counts[1] == counts[2]
    assert hashed.call_count == 3


@pytest.mark.parametrize("email", ["gia@example.org", "ada@example.org"])
def test_letters_to_one_address_are_few_whoever_has_it(cast, email, moved_clock):
    for _ in range(joining.LETTERS):
        join(sends_mail=True, email=email)
    with pytest.raises(Invalid) as refused:
        join(sends_mail=True, email=email)
    assert (refused.value.field, refused.value.message) == ("email", WAIT)
    assert len(letters()) == joining.LETTERS
    moved_clock(minutes=16)
    join(sends_mail=True, email=email)


def test_many_may_try_with_one_address_and_whoever_reads_its_mail_has_it(cast):
    join(sends_mail=True, name="Squatter")
    join(sends_mail=True, name="Gia")
    confirming.confirm(key_to(GIA["email"]))
    assert Person.get(Person.email == GIA["email"]).name == "Gia"
    assert not Person.select().where(Person.name == "Squatter").exists()


def test_what_was_never_confirmed_is_gone_after_a_week(cast, moved_clock):
    join(sends_mail=True, seeks="Juggling with knives")
    stayed = join(email="kim@example.org")
    moved_clock(days=6, hours=23)
    assert joining.forget_unconfirmed() == 0
    moved_clock(hours=2)
    assert joining.forget_unconfirmed() == 1
    assert joining.forget_unconfirmed() == 0
    assert Person.get_or_none(Person.name == "Gia", Person.id != stayed.id) is None
    assert Person.get_by_id(stayed.id).state == State.ACTIVE
    assert rows("SELECT id FROM term WHERE en = 'Juggling with knives'") == []


def test_the_words_that_others_use_too_stay(cast, moved_clock):
    join(sends_mail=True, seeks="Juggling with knives")
    join(email="kim@example.org", seeks="juggling with knives")
    moved_clock(days=8)
    joining.forget_unconfirmed()
    assert len(rows("SELECT id FROM term WHERE en = 'Juggling with knives'")) == 1


def test_with_approval_somebody_waits_and_those_who_decide_are_told_once(cast):
    setting.change(joining=Joining.APPROVAL)
    first, second = join(why="  I was sent by the library.  "), join(email="kim@example.org")
    assert (first.state, first.why, second.state) == (State.PENDING, "I was sent by the library.", State.PENDING)
    assert told() == sorted((one.id, Kind.WAITING) for one in (cast.dora, cast.aldo))


def test_with_mail_they_are_told_when_the_address_is_confirmed(cast):
    setting.change(joining=Joining.APPROVAL)
    join(sends_mail=True)
    assert told() == []
    owner, is_new = confirming.confirm(key_to(GIA["email"]))
    assert (owner.state, is_new) == (State.PENDING, True)
    assert len(told()) == 2


def test_a_long_reason_is_refused(cast):
    with pytest.raises(Invalid) as refused:
        join(why="x" * 301)
    assert refused.value.field == "why"


@pytest.mark.parametrize("sends_mail", [False, True])
def test_by_invitation_only_means_only_by_invitation(cast, sends_mail):
    setting.change(joining=Joining.INVITATION)
    with pytest.raises(NotAllowed):
        join(sends_mail=sends_mail)
    assert not Person.select().where(Person.name == "Gia").exists()


@pytest.mark.parametrize(
    ("who_may_join", "trusted", "state"),
    [
        (Joining.OPEN, False, State.ACTIVE),
        (Joining.APPROVAL, False, State.PENDING),
        (Joining.APPROVAL, True, State.ACTIVE),
        (Joining.INVITATION, False, State.PENDING),
        (Joining.INVITATION, True, State.ACTIVE),
    ],
)
@pytest.mark.parametrize("sends_mail", [False, True])
def test_an_invitation_opens_and_a_trusted_one_needs_no_yes(cast, who_may_join, trusted, state, sends_mail):
    setting.change(joining=who_may_join)
    key = invite(cast.dora, trusted=trusted)
    join(sends_mail=sends_mail, invitation=key)
    if sends_mail:
        confirming.confirm(key_to(GIA["email"]))
    assert Person.get(Person.email == GIA["email"]).state == state
    assert used(key) == 1


def test_who_comes_by_the_letter_to_their_address_needs_no_other(cast):
    key = invite(cast.dora, address=GIA["email"])
    gia = join(sends_mail=True, invitation=key, mailed_to=GIA["email"], email="Gia@Example.org")
    assert gia.confirmed_at
    assert gia.state == State.ACTIVE
    assert letters() == []


def test_with_another_address_they_do(cast):
    key = invite(cast.dora, address=GIA["email"])
    assert join(sends_mail=True, invitation=key, mailed_to=GIA["email"], email="other@example.org") is None
    assert [one.address for one in letters(Letter.CONFIRM)] == ["other@example.org"]


def test_who_is_here_already_gets_the_letter_that_says_so(cast):
    key = invite(cast.dora, address=cast.ada.email)
    assert join(sends_mail=True, invitation=key, mailed_to=cast.ada.email, email=cast.ada.email) is None
    assert [one.kind for one in letters()] == [Letter.KNOWN]


@pytest.mark.parametrize("sends_mail", [False, True])
def test_an_invitation_that_has_ended_lets_nobody_in(cast, sends_mail):
    key = invite(cast.dora)
    invitations.revoke(key)
    with pytest.raises(Missing):
        join(sends_mail=sends_mail, invitation=key)
    assert not Person.select().where(Person.name == "Gia").exists()
    assert letters() == []


def test_the_place_of_somebody_who_never_confirmed_is_free_again(cast, moved_clock):
    key = invite(cast.dora, days=30)
    join(sends_mail=True, invitation=key)
    assert invitations.find_open(key) is None
    moved_clock(days=8)
    joining.forget_unconfirmed()
    assert used(key) == 0
    assert invitations.find_open(key)


@pytest.mark.parametrize("sends_mail", [False, True])
def test_the_last_place_is_given_once_and_who_comes_too_late_is_not_there(cast, at_once, sends_mail):
    key = invite(cast.dora, places=2, trusted=True)
    addresses = [f"guest{number}@example.org" for number in range(6)]
    done = at_once(
        *[lambda email=email: join(sends_mail=sends_mail, invitation=key, email=email) for email in addresses]
    )
    assert sum(isinstance(one, Missing) for one in done) == 4
    assert Person.select().where(Person.name == "Gia").count() == used(key) == 2
    assert len(letters()) == 2


def test_the_same_address_at_once_is_one_account(cast, at_once):
    done = at_once(*[lambda: join()] * 4)
    assert sum(isinstance(one, Person) for one in done) == 1
    assert all(one.message == ADDRESS_TAKEN for one in done if isinstance(one, Invalid))
    assert Person.select().where(Person.email == GIA["email"]).count() == len(letters()) == 1
