"""A friendship: one per pair, whoever began it; it ends silently and may begin again."""

from mentorship.database import row
from mentorship.ties.block import block
from mentorship.ties.friendship import PAGE, befriend, friends, pair, unfriend
from tests.cast import settle, suspend, viewer


def running(one, other):
    low, high = pair(one.id, other.id)
    return row(
        "SELECT count(*) AS n FROM friendship WHERE low_id = ? AND high_id = ? AND ended_at IS NULL", low, high
    ).n


def names(person, after=""):
    found, more = friends(viewer(person), after)
    return [one.name for one in found], more


def test_befriending_twice_from_either_side_is_one_friendship(cast):
    befriend(cast.ada.id, cast.eve.id)
    befriend(cast.eve.id, cast.ada.id)
    assert running(cast.ada, cast.eve) == 1


def test_befriending_each_other_at_once_is_one_friendship(cast, at_once):
    done = at_once(*[lambda: befriend(cast.ada.id, cast.eve.id), lambda: befriend(cast.eve.id, cast.ada.id)] * 2)
    assert done == [None] * 4
    assert running(cast.ada, cast.eve) == 1


def test_either_may_end_it_and_twice_says_so(cast):
    assert unfriend(cast.cleo.id, cast.ada.id)
    assert not unfriend(cast.ada.id, cast.cleo.id)
    assert running(cast.ada, cast.cleo) == 0


def test_it_begins_again_as_a_new_one(cast):
    unfriend(cast.ada.id, cast.cleo.id)
    befriend(cast.ada.id, cast.cleo.id)
    assert running(cast.ada, cast.cleo) == 1
    assert row("SELECT count(*) AS n FROM friendship").n == 3


def test_the_list_of_friends_is_by_name_from_both_ends(cast):
    assert names(cast.cleo) == (["Ada", "Bob"], False)
    assert names(cast.ada) == (["Cleo"], False)
    assert names(cast.eve) == ([], False)


def test_blocked_suspended_and_former_friends_are_not_in_the_list(cast):
    for other in (cast.eve, cast.finn):
        befriend(cast.ada.id, other.id)
    block(cast.eve.id, cast.ada.id)
    suspend(cast.finn)
    unfriend(cast.ada.id, cast.cleo.id)
    assert names(cast.ada) == ([], False)


def test_turning_pages_shows_every_friend_once(cast):
    made = [settle(f"Friend {number % 7}", email=f"f{number}@example.org") for number in range(PAGE + 5)]
    for one in made:
        befriend(cast.eve.id, one.id)
    first, more = friends(viewer(cast.eve))
    rest, no_more = friends(viewer(cast.eve), first[-1].handle)
    assert (len(first), more, no_more) == (PAGE, True, False)
    assert sorted(one.handle for one in [*first, *rest]) == sorted(one.handle for one in made)
