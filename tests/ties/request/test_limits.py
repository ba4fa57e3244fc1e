"""Limits: five open mentoring requests, and twenty people asked for friendship in a day."""

import pytest

from mentorship.database import row
from mentorship.errors import NotAllowed
from mentorship.ties.request import asking, request
from mentorship.ties.request.answering import accept, decline
from mentorship.ties.request.settling import withdraw
from tests.cast import WISH, ask_friend, settle, viewer, wish


def open_requests():
    return row("SELECT count(*) AS n FROM request WHERE state = 'open'").n


def many(count):
    return [settle(f"Mentor {number}", purpose="mentor") for number in range(count)]


def test_five_open_mentoring_requests_are_the_most(cast):
    mentors = many(asking.MOST_OPEN + 1)
    asked = [wish(cast.bob, one) for one in mentors[:-1]]
    with pytest.raises(NotAllowed) as refused:
        wish(cast.bob, mentors[-1])
    assert (refused.value.message, refused.value.values) == (asking.TOO_MANY_OPEN, {"most": 5})
    withdraw(asked[0])
    wish(cast.bob, mentors[-1])


@pytest.mark.parametrize("settled", [lambda asked: accept(asked), lambda asked: decline(asked, "full")])
def test_a_settled_request_makes_room_for_another(cast, settled):
    mentors = many(asking.MOST_OPEN + 1)
    asked = [wish(cast.bob, one) for one in mentors[:-1]]
    settled(asked[2])
    assert wish(cast.bob, mentors[-1]).state == "open"


def test_lapsed_requests_do_not_count_as_open(cast, moved_clock):
    mentors = many(asking.MOST_OPEN + 1)
    for one in mentors[:-1]:
        wish(cast.bob, one)
    moved_clock(days=15)
    assert wish(cast.bob, mentors[-1]).state == "open"


def test_being_asked_often_does_not_keep_anybody_from_asking(cast):
    for one in many(asking.MOST_OPEN):
        wish(one, cast.cleo)
    assert wish(cast.cleo, cast.ada).state == "open"


def test_the_limit_holds_when_two_are_asked_at_once(cast, at_once):
    mentors = many(asking.MOST_OPEN + 1)
    for one in mentors[:-2]:
        wish(cast.bob, one)
    ask = [lambda one=one: asking.ask_for_mentoring(cast.bob.id, one.id, one.id, **WISH) for one in mentors[-2:]]
    assert sorted(type(one).__name__ for one in at_once(*ask)) == ["NotAllowed", "str"]
    assert open_requests() == asking.MOST_OPEN


def test_twenty_people_a_day_may_be_asked_for_friendship(cast, moved_clock):
    others = many(asking.MOST_FRIEND_REQUESTS + 1)
    for one in others[:-1]:
        withdraw(request.from_me(viewer(cast.ada), ask_friend(cast.ada, one).key))
    with pytest.raises(NotAllowed) as refused:
        ask_friend(cast.ada, others[-1])
    assert (refused.value.message, refused.value.values) == (asking.TOO_MANY_TODAY, {"most": 20})
    moved_clock(hours=25)
    ask_friend(cast.ada, others[-1])


def test_answering_by_asking_back_is_never_too_many(cast):
    others = many(asking.MOST_FRIEND_REQUESTS)
    for one in others:
        ask_friend(cast.ada, one)
    ask_friend(cast.eve, cast.ada)
    assert asking.ask_to_be_friends(cast.ada.id, cast.eve.id)
