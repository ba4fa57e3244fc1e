"""Going on pause: whoever waits to be a mentee is answered kindly, in the same transaction; everything else stays."""

import pytest

from mentorship.database import row, rows
from mentorship.records.notice import Kind
from mentorship.ties.availability import offer_places, pause
from mentorship.ties.request import request
from mentorship.ties.request.answering import accept, ask, decline
from mentorship.ties.request.request import Reason
from tests.cast import ask_friend, mentor, offer, viewer, wish

WAYS = {
    "pause": lambda ada: pause(ada.id),
    "the page of places": lambda ada: offer_places(ada.id, 2, paused=True),
}


def stands(asked):
    found = row("SELECT state, reason FROM request WHERE id = ?", asked.id)
    return found.state, found.reason


def told(person):
    return [tuple(one) for one in rows("SELECT kind, other_id, about FROM notice WHERE person_id = ?", person.id)]


@pytest.mark.parametrize("way", WAYS)
def test_all_who_wait_are_answered_kindly(cast, way):
    asked = [wish(cast.bob, cast.ada), wish(cast.eve, cast.ada)]
    ask(asked[1], "When?")
    WAYS[way](cast.ada)
    assert [stands(one) for one in asked] == [("declined", Reason.NOT_NOW)] * 2
    assert told(cast.bob) == [(Kind.DECLINED, cast.ada.id, asked[0].key)]
    assert [one.state for one in request.current(viewer(cast.bob))] == ["declined"]
    assert rows("SELECT id FROM notice WHERE person_id = ? AND read_at IS NULL", cast.ada.id) == []


@pytest.mark.parametrize("way", WAYS)
def test_a_full_mentor_says_that_all_places_are_taken(cast, way):
    asked = wish(cast.bob, cast.ada)
    mentor(cast.ada, cast.eve)
    mentor(cast.ada, cast.dora)
    WAYS[way](cast.ada)
    assert stands(asked) == ("declined", Reason.FULL)


@pytest.mark.parametrize("way", WAYS)
def test_what_the_mentor_offered_asked_or_was_asked_otherwise_stays(cast, way):
    kept = [
        offer(cast.ada, cast.eve),
        ask_friend(cast.bob, cast.ada),
        wish(cast.ada, cast.cleo),
        wish(cast.bob, cast.cleo),
    ]
    WAYS[way](cast.ada)
    assert [stands(one)[0] for one in kept] == ["open"] * 4
    accept(kept[0])
    assert stands(kept[0])[0] == "accepted"


@pytest.mark.parametrize("way", WAYS)
def test_a_pause_twice_answers_once(cast, way):
    wish(cast.bob, cast.ada)
    for _press in range(2):
        WAYS[way](cast.ada)
    assert len(told(cast.bob)) == 1


def test_a_yes_and_full_answers_the_others_and_keeps_the_yes(cast):
    yes, no = wish(cast.bob, cast.ada), wish(cast.eve, cast.ada)
    accept(yes, pause=True)
    assert (stands(yes), stands(no)) == (("accepted", ""), ("declined", Reason.FULL))
    assert [kind for kind, _, _ in told(cast.bob)] == [Kind.ACCEPTED]
    assert [kind for kind, _, _ in told(cast.eve)] == [Kind.DECLINED]


def test_a_no_and_full_keeps_its_own_reason_and_answers_the_others(cast):
    first, other = wish(cast.bob, cast.ada), wish(cast.eve, cast.ada)
    decline(first, Reason.NOT_MY_FIELD, pause=True)
    assert (stands(first), stands(other)) == (("declined", Reason.NOT_MY_FIELD), ("declined", Reason.FULL))


def test_the_number_of_places_alone_answers_nobody(cast):
    asked = wish(cast.bob, cast.ada)
    offer_places(cast.ada.id, 1)
    assert stands(asked)[0] == "open"


def test_what_ran_out_before_the_pause_stays_without_an_answer(cast, moved_clock):
    asked = wish(cast.bob, cast.ada)
    moved_clock(days=15)
    pause(cast.ada.id)
    assert stands(asked)[0] == "open"
    assert request.has_lapsed(request.from_me(viewer(cast.bob), asked.key))


def test_somebody_who_is_no_mentor_can_pause_without_harm(cast):
    pause(cast.bob.id)
    assert rows("SELECT id FROM notice") == []


@pytest.mark.parametrize("round", range(4))
def test_asking_at_the_moment_of_a_pause_leaves_nobody_waiting(cast, at_once, round):
    at_once(lambda: wish(cast.bob, cast.ada), lambda: wish(cast.eve, cast.ada), lambda: pause(cast.ada.id))
    assert rows("SELECT id FROM request WHERE state = 'open'") == []
