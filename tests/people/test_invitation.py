"""An invitation: so many places, until a date or until it is taken back; the last place is given once."""

from functools import partial

import pytest

from mentorship.database import row
from mentorship.errors import Invalid, Missing
from mentorship.people import invitation
from mentorship.people.invitation import Invitation, Joined
from tests.cast import crowd, suspend


@pytest.fixture
def by_dora(cast):
    return lambda **wanted: invitation.make(cast.dora.id, **{"language": "en", "days": 30} | wanted)


def used(key):
    return row("SELECT used FROM invitation WHERE key = ?", key).used


def test_it_is_for_one_person_and_to_be_vetted_unless_said_otherwise(by_dora):
    found = invitation.find_open(by_dora(label="  My   cousin ", address=" Gia@Example.ORG ").key)
    assert (found.places, found.is_trusted, found.language) == (1, 0, "en")
    assert (found.label, found.address, found.by_name) == ("My cousin", "gia@example.org", "Dora")


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"places": 0}, "places"),
        ({"places": -1}, "places"),
        ({"places": 10_001}, "places"),
        ({"days": 31}, "days"),
        ({"days": 0}, "days"),
        ({"label": "x" * 81}, "label"),
        ({"address": "gia"}, "address"),
        ({"address": "gia@example.org", "places": 2}, "address"),
    ],
)
def test_what_cannot_be_is_refused(by_dora, wanted, field):
    with pytest.raises(Invalid) as refused:
        by_dora(**wanted)
    assert refused.value.field == field
    assert not Invitation.select().exists()


def test_each_who_joins_takes_a_place_until_none_is_left(cast, by_dora):
    key = by_dora(places=2).key
    for person in (cast.ada, cast.bob):
        invitation.take_place(key, person.id)
    assert used(key) == 2
    assert invitation.find_open(key) is None
    with pytest.raises(Missing):
        invitation.take_place(key, cast.eve.id)
    assert {one.person_id for one in Joined.select()} == {cast.ada.id, cast.bob.id}


@pytest.mark.parametrize(("days", "still"), [(7, 6), (30, 29), (90, 89)])
def test_it_ends_by_itself(cast, by_dora, moved_clock, days, still):
    key = by_dora(days=days).key
    moved_clock(days=still)
    assert invitation.find_open(key)
    moved_clock(days=1, minutes=1)
    assert invitation.find_open(key) is None
    with pytest.raises(Missing):
        invitation.take_place(key, cast.ada.id)


def test_a_clock_set_back_makes_none_immortal(by_dora, moved_clock):
    key = by_dora().key
    moved_clock(days=-2)
    assert invitation.find_open(key) is None


def test_it_can_be_taken_back_and_twice_is_once(cast, by_dora, moved_clock):
    key = by_dora().key
    invitation.revoke(key)
    at = row("SELECT revoked_at FROM invitation").revoked_at
    moved_clock(hours=1)
    invitation.revoke(key)
    assert row("SELECT revoked_at FROM invitation").revoked_at == at
    assert invitation.find_open(key) is None
    with pytest.raises(Missing):
        invitation.take_place(key, cast.ada.id)


def test_nobody_joins_in_the_name_of_somebody_suspended(cast, by_dora):
    key = by_dora().key
    suspend(cast.dora)
    assert invitation.find_open(key) is None


@pytest.mark.parametrize("key", ["", "x", "zzzzzzzzzzzz"])
def test_a_key_that_was_never_given_opens_nothing(by_dora, key):
    by_dora()
    assert invitation.find_open(key) is None


def test_the_last_place_is_given_once_however_many_come(cast, by_dora, at_once):
    key = by_dora(places=3).key
    people = crowd(8)
    done = at_once(*[lambda id=id: invitation.take_place(key, id) for id in people])
    assert sum(one is None for one in done) == 3
    assert sum(isinstance(one, Missing) for one in done) == 5
    assert used(key) == Joined.select().count() == 3


def test_a_place_taken_while_it_is_taken_back_is_whole_or_not_at_all(cast, by_dora, at_once):
    for _ in range(5):
        key = by_dora(places=5).key
        person = crowd(1, f"Guest {key}")[0]
        took, _ended = at_once(partial(invitation.take_place, key, person), partial(invitation.revoke, key))
        assert Joined.select().where(Joined.person == person).count() == used(key) == (took is None)


def test_a_place_that_was_never_confirmed_is_free_again(cast, by_dora):
    key = by_dora().key
    invitation.take_place(key, cast.eve.id)
    invitation.give_back(cast.eve.id)
    assert used(key) == 0
    assert invitation.find_open(key)


def test_everybody_finds_their_own_newest_first_and_staff_all(cast, by_dora, moved_clock):
    first = by_dora().key
    moved_clock(minutes=1)
    second = invitation.make(cast.ada.id, language="it", days=7).key
    assert [one.key for one in invitation.listed(cast.ada.id)] == [second]
    assert [one.key for one in invitation.listed()] == [second, first]
    assert invitation.shown(second, cast.ada.id).key == invitation.shown(second).key == second


def test_one_of_somebody_else_does_not_exist(cast, by_dora):
    key = by_dora().key
    for wanted, whose in ((key, cast.ada.id), ("zzzzzzzzzzzz", cast.dora.id), ("zzzzzzzzzzzz", None)):
        with pytest.raises(Missing):
            invitation.shown(wanted, whose)
