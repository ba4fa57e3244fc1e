"""Answering: yes, no with a kind reason, or not now in silence; each verb twice is once."""

import pytest

from mentorship.database import row
from mentorship.errors import Invalid, Missing, NotAllowed
from mentorship.ties import availability, capacity, mentorship
from mentorship.ties.friendship import unfriend
from mentorship.ties.relation import Relation, relations
from mentorship.ties.request import answering, request
from mentorship.ties.request.answering import accept, decline
from mentorship.ties.request.request import Reason
from mentorship.ties.request.settling import put_away
from tests.cast import ask_friend, mentor, offer, viewer, wish


def refusal(work):
    with pytest.raises(NotAllowed) as refused:
        work()
    return refused.value.message


def relation(one, other):
    return relations(viewer(one), [other.id])[other.id]


def stands(asked):
    return row("SELECT state, reason, settled_at, set_aside FROM request WHERE id = ?", asked.id)


def as_sender(person, asked):
    return request.from_me(viewer(person), asked.key)


def test_yes_to_a_friend_request_makes_friends(cast):
    accept(ask_friend(cast.ada, cast.eve))
    assert relation(cast.ada, cast.eve) & Relation.FRIEND


def test_yes_to_a_wish_makes_the_asked_person_mentor(cast):
    asked = wish(cast.bob, cast.ada, goal="Speak up", weeks=8, rhythm="monthly")
    accept(asked)
    (begun,) = mentorship.running(viewer(cast.bob))
    assert (begun.name, bool(begun.i_mentor), begun.goal, begun.weeks, begun.rhythm) == (
        "Ada",
        False,
        "Speak up",
        8,
        "monthly",
    )


def test_yes_to_an_offer_makes_the_sender_mentor(cast):
    accept(offer(cast.ada, cast.bob))
    assert relation(cast.ada, cast.bob) & Relation.MENTOR
    assert not relation(cast.ada, cast.bob) & (Relation.MENTEE | Relation.FRIEND)


@pytest.mark.parametrize("ask_first", [ask_friend, wish])
def test_yes_twice_is_once(cast, ask_first):
    asked = ask_first(cast.bob, cast.ada)
    accept(asked)
    before = stands(asked)
    accept(asked)
    assert stands(asked) == before
    assert len(mentorship.running(viewer(cast.ada))) == (ask_first is wish)


def test_yes_pressed_again_after_the_tie_has_ended_does_not_bring_it_back(cast):
    asked = ask_friend(cast.ada, cast.eve)
    accept(asked)
    unfriend(cast.ada.id, cast.eve.id)
    accept(asked)
    assert not relation(cast.ada, cast.eve) & Relation.FRIEND


def test_without_a_place_left_the_request_stays_open(cast):
    asked = wish(cast.bob, cast.ada)
    availability.offer_places(cast.ada.id, 1)
    mentor(cast.ada, cast.eve)
    assert refusal(lambda: accept(asked)) == answering.NO_PLACE_LEFT
    assert stands(asked).state == "open"
    availability.offer_places(cast.ada.id, 2)
    accept(asked)


def test_an_offer_counts_the_places_of_the_sender(cast):
    asked = offer(cast.ada, cast.cleo)
    availability.offer_places(cast.ada.id, 0)
    assert refusal(lambda: accept(asked)) == answering.NO_PLACE_LEFT


def test_who_goes_on_pause_has_answered_those_who_wait(cast):
    asked = wish(cast.bob, cast.ada)
    availability.pause(cast.ada.id)
    assert (stands(asked).state, stands(asked).reason) == ("declined", Reason.NOT_NOW)
    assert refusal(lambda: accept(asked)) == answering.OVER


@pytest.mark.parametrize("reason", Reason)
def test_no_with_a_kind_reason_reaches_the_sender(cast, reason):
    asked = wish(cast.bob, cast.ada)
    decline(asked, reason)
    assert (as_sender(cast.bob, asked).state, as_sender(cast.bob, asked).reason) == ("declined", reason)


@pytest.mark.parametrize("reason", ["", "because", "NO_TIME"])
def test_a_no_to_mentoring_needs_a_reason_from_the_list(cast, reason):
    asked = wish(cast.bob, cast.ada)
    with pytest.raises(Invalid) as refused:
        decline(asked, reason)
    assert refused.value.field == "reason"
    assert stands(asked).state == "open"


def test_no_twice_is_once_with_the_first_reason(cast):
    asked = wish(cast.bob, cast.ada)
    decline(asked, Reason.FULL)
    before = stands(asked)
    decline(asked, Reason.NO_TIME)
    assert stands(asked) == before


@pytest.mark.parametrize("yes", [True, False])
def test_i_am_full_pause_me_works_on_both_buttons(cast, yes):
    asked = wish(cast.bob, cast.ada)
    accept(asked, pause=True) if yes else decline(asked, Reason.FULL, pause=True)
    assert capacity.of(cast.ada.id).paused


def test_without_that_box_nobody_is_paused(cast):
    decline(wish(cast.bob, cast.ada), Reason.FULL)
    assert not capacity.of(cast.ada.id).paused


def test_a_mentee_cannot_pause_the_mentor_who_offers(cast):
    decline(offer(cast.ada, cast.cleo), Reason.FULL, pause=True)
    assert not capacity.of(cast.ada.id).paused
    assert not capacity.of(cast.cleo.id).paused


def test_not_now_is_silent_the_sender_sees_it_wait_and_lapse_as_any_other(cast, moved_clock):
    aside, plain = ask_friend(cast.ada, cast.eve), ask_friend(cast.ada, cast.dora)
    before = as_sender(cast.ada, aside)
    decline(aside)
    assert as_sender(cast.ada, aside) == before
    assert [one.key for one in request.current(viewer(cast.ada))] == [aside.key, plain.key]
    assert [one.key for one in request.between(viewer(cast.ada), cast.eve.id)] == [aside.key]
    moved_clock(days=15)
    assert [request.has_lapsed(one) for one in request.current(viewer(cast.ada))] == [True, True]


def test_not_now_is_out_of_the_way_for_the_one_who_said_it(cast):
    decline(ask_friend(cast.ada, cast.eve))
    assert request.current(viewer(cast.eve)) == request.between(viewer(cast.eve), cast.ada.id) == []


def test_not_now_twice_is_once_and_a_yes_may_follow(cast):
    asked = ask_friend(cast.ada, cast.eve)
    decline(asked)
    decline(asked)
    accept(asked)
    assert relation(cast.ada, cast.eve) & Relation.FRIEND


@pytest.mark.parametrize("name", ["bob", "eve", "dora", "aldo"])
def test_only_the_asked_person_finds_it_to_answer(cast, name):
    asked = wish(cast.bob, cast.ada)
    with pytest.raises(Missing):
        request.to_me(viewer(getattr(cast, name)), asked.key)


def test_read_news_are_put_away(cast):
    asked = wish(cast.bob, cast.ada)
    decline(asked, Reason.FULL)
    put_away(as_sender(cast.bob, asked))
    put_away(as_sender(cast.bob, asked))
    assert request.current(viewer(cast.bob)) == []


def test_putting_away_what_still_waits_does_not_hide_how_it_ends(cast):
    asked = wish(cast.bob, cast.ada)
    put_away(as_sender(cast.bob, asked))
    accept(asked)
    assert [one.state for one in request.current(viewer(cast.bob))] == ["accepted"]
