"""Letting people in: decided once; a yes opens, a no leaves nothing."""

from functools import partial

import pytest

from mentorship.accounts import approving, confirming
from mentorship.database import row, rows
from mentorship.people import invitation as invitations
from mentorship.people import password as passwords
from mentorship.people.person import Person, State
from mentorship.records.mail import Letter
from mentorship.records.notice import Kind, Notice
from mentorship.site import setting
from mentorship.site.setting import Joining
from tests.accounts.newcomers import GIA, join, key_to, letters
from tests.cast import secret


@pytest.fixture
def gia(cast, monkeypatch):
    monkeypatch.setattr(passwords, "hashed", lambda _typed: secret())
    setting.change(joining=Joining.APPROVAL)
    return join(why="The library sent me.", seeks="Juggling with knives", language="it")


def posted():
    return [(one.kind, one.person_id, one.about, one.address) for one in letters() if one.kind != Letter.CONFIRM]


def test_those_who_wait_stand_there_oldest_first_with_what_they_said(cast, gia, moved_clock):
    moved_clock(minutes=1)
    key = invitations.make(cast.dora.id, language="en", days=7, label="The spring course", places=9).key
    join(email="kim@example.org", name="Kim", invitation=key)
    first, second = approving.waiting()
    assert (first.name, first.why, first.purpose, first.by_name) == ("Gia", "The library sent me.", "seek", None)
    assert (second.name, second.invitation, second.by_name, second.places) == ("Kim", "The spring course", "Dora", 9)
    assert approving.how_many() == 2


def test_whoever_has_not_confirmed_does_not_stand_there(cast, gia):
    join(sends_mail=True, email="kim@example.org")
    assert approving.how_many() == len(approving.waiting()) == 1
    confirming.confirm(key_to("kim@example.org"))
    assert approving.how_many() == len(approving.waiting()) == 2


def test_a_yes_opens_and_tells(cast, gia):
    assert approving.accept(gia.handle, "") == "Gia"
    after = Person.get_by_id(gia.id)
    assert (after.state, after.why) == (State.ACTIVE, "")
    assert posted() == [(Letter.APPROVED, gia.id, "", "")]
    assert [one.kind for one in Notice.select().where(Notice.person == gia)] == [Kind.WELCOME]
    assert approving.waiting() == []


def test_a_no_leaves_nothing_but_the_letter(cast, gia):
    assert approving.refuse(gia.handle, "") == "Gia"
    assert posted() == [(Letter.REFUSED, None, "it", GIA["email"])]
    assert Person.get_or_none(Person.email == GIA["email"]) is None
    for table, column in (
        ("fact", "person_id"),
        ("sharing", "owner_id"),
        ("sharing_change", "owner_id"),
        ("token", "person_id"),
        ("session", "person_id"),
    ):
        assert row(f"SELECT count(*) AS n FROM {table} WHERE {column} = ?", gia.id).n == 0
    assert rows("SELECT id FROM term WHERE en = 'Juggling with knives'") == []


@pytest.mark.parametrize("first", [approving.accept, approving.refuse])
@pytest.mark.parametrize("second", [approving.accept, approving.refuse])
def test_the_second_who_decides_changes_nothing(cast, gia, first, second):
    first(gia.handle, "")
    before = posted()
    assert second(gia.handle, "") is None
    assert posted() == before


@pytest.mark.parametrize("decide", [approving.accept, approving.refuse])
def test_nobody_is_decided_about_who_does_not_wait(cast, decide):
    assert decide(cast.ada.handle, "") is None
    assert decide("zzzzzzzzzzzz", "") is None
    assert Person.get_by_id(cast.ada.id).state == State.ACTIVE
    assert posted() == []


def test_nor_before_the_address_is_confirmed(cast, gia):
    join(sends_mail=True, email="kim@example.org", name="Kim")
    kim = Person.get(Person.name == "Kim")
    assert approving.accept(kim.handle, "") is None
    assert approving.refuse(kim.handle, "") is None
    assert Person.get_by_id(kim.id).state == State.PENDING


def test_of_yes_and_no_at_once_one_wins(cast, gia, at_once):
    for number in range(5):
        guest = join(email=f"guest{number}@example.org")
        before = len(posted())
        both = (partial(approving.accept, guest.handle, ""), partial(approving.refuse, guest.handle, ""))
        done = at_once(*both * 2)
        assert sorted(one or "" for one in done) == ["", "", "", "Gia"]
        after = Person.get_or_none(Person.id == guest.id)
        assert [one[0] for one in posted()[before:]] == [Letter.APPROVED if after else Letter.REFUSED]
        assert after is None or after.state == State.ACTIVE
