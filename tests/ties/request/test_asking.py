"""Asking: for friendship, to be mentored, or offering to mentor; what is refused, and the limits."""

from datetime import timedelta

import pytest

from mentorship.database import row
from mentorship.errors import Invalid, Missing, NotAllowed
from mentorship.ties import availability
from mentorship.ties.block import block
from mentorship.ties.relation import Relation, relations
from mentorship.ties.request import asking
from mentorship.ties.request.answering import accept, decline
from mentorship.ties.request.request import PATIENCE
from tests.cast import WISH, ask_friend, befriend, mentor, offer, suspend, viewer, wish


def refusal(work):
    with pytest.raises(NotAllowed) as refused:
        work()
    return refused.value.message


def open_requests():
    return row("SELECT count(*) AS n FROM request WHERE state = 'open'").n


def are_friends(one, other):
    return bool(relations(viewer(one), [other.id])[other.id] & Relation.FRIEND)


def test_a_friend_request_waits_for_the_other(cast):
    asked = ask_friend(cast.ada, cast.eve)
    assert (asked.kind, asked.sender_id, asked.recipient_id, asked.mentor_id) == (
        "friend",
        cast.ada.id,
        cast.eve.id,
        None,
    )
    assert not are_friends(cast.ada, cast.eve)


def test_a_wish_names_the_asked_person_as_mentor_and_an_offer_the_sender(cast):
    assert wish(cast.bob, cast.ada).mentor_id == cast.ada.id
    assert offer(cast.ada, cast.eve).mentor_id == cast.ada.id


def test_what_was_asked_is_kept_as_it_was_written(cast):
    asked = wish(cast.bob, cast.ada, goal="  Speak\nup ", tried="Books", area="learning", rhythm="monthly", weeks=24)
    kept = (asked.goal, asked.tried, asked.area, asked.rhythm, asked.weeks)
    assert kept == ("Speak\nup", "Books", "learning", "monthly", 24)


def test_every_request_has_a_deadline(cast):
    for asked in (ask_friend(cast.ada, cast.eve), wish(cast.bob, cast.ada)):
        assert timedelta(microseconds=asked.deadline - asked.asked_at) == PATIENCE


def test_asking_one_who_has_asked_makes_friends_at_once(cast):
    assert not asking.ask_to_be_friends(cast.ada.id, cast.eve.id)
    assert asking.ask_to_be_friends(cast.eve.id, cast.ada.id)
    assert are_friends(cast.ada, cast.eve)
    assert open_requests() == 0


def test_asking_each_other_at_once_makes_friends(cast, at_once):
    one, other = cast.ada.id, cast.eve.id
    done = at_once(lambda: asking.ask_to_be_friends(one, other), lambda: asking.ask_to_be_friends(other, one))
    assert sorted(done) == [False, True]
    assert are_friends(cast.ada, cast.eve)
    assert open_requests() == 0


def test_asking_one_who_was_set_aside_makes_friends_too(cast):
    decline(ask_friend(cast.ada, cast.eve))
    assert asking.ask_to_be_friends(cast.eve.id, cast.ada.id)
    assert are_friends(cast.ada, cast.eve)


@pytest.mark.parametrize("set_aside", [False, True])
def test_one_open_friend_request_per_pair_and_set_aside_looks_the_same(cast, set_aside):
    asked = ask_friend(cast.ada, cast.eve)
    if set_aside:
        decline(asked)
    assert refusal(lambda: ask_friend(cast.ada, cast.eve)) == asking.ALREADY_ASKED


def test_friends_need_not_ask(cast):
    assert refusal(lambda: ask_friend(cast.ada, cast.cleo)) == asking.ALREADY_TIED


@pytest.mark.parametrize("again", [wish, lambda bob, ada: offer(ada, bob)])
def test_one_open_mentoring_request_per_pair_in_any_direction(cast, again):
    wish(cast.bob, cast.ada)
    assert refusal(lambda: again(cast.bob, cast.ada)) == asking.ALREADY_ASKED


def test_a_friend_request_and_a_mentoring_request_do_not_hinder_each_other(cast):
    wish(cast.bob, cast.ada)
    ask_friend(cast.bob, cast.ada)
    assert open_requests() == 2


def test_pressing_twice_at_once_asks_once(cast, at_once):
    done = at_once(*[lambda: asking.ask_for_mentoring(cast.bob.id, cast.ada.id, cast.ada.id, **WISH)] * 3)
    assert sorted(type(one).__name__ for one in done) == ["NotAllowed", "NotAllowed", "str"]
    assert open_requests() == 1


def test_who_has_this_mentor_cannot_ask_them_again(cast):
    mentor(cast.ada, cast.bob)
    assert refusal(lambda: wish(cast.bob, cast.ada)) == asking.ALREADY_TIED
    assert refusal(lambda: offer(cast.ada, cast.bob)) == asking.ALREADY_TIED


def test_a_mentee_may_become_the_mentor_of_their_mentor(cast):
    mentor(cast.ada, cast.cleo)
    assert wish(cast.ada, cast.cleo).mentor_id == cast.cleo.id


@pytest.mark.parametrize(
    "close", [lambda ada: availability.pause(ada.id), lambda ada: availability.offer_places(ada.id, 0)]
)
def test_without_a_free_place_nobody_asks_or_offers(cast, close):
    close(cast.ada)
    assert refusal(lambda: wish(cast.bob, cast.ada)) == asking.NO_PLACE
    assert refusal(lambda: offer(cast.ada, cast.bob)) == asking.NO_PLACE_OF_MINE


def test_a_full_mentor_and_one_who_is_none_give_the_same_answer(cast):
    mentor(cast.ada, cast.eve)
    mentor(cast.ada, cast.dora)
    assert refusal(lambda: wish(cast.bob, cast.ada)) == refusal(lambda: wish(cast.bob, cast.eve)) == asking.NO_PLACE


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("area", "love"),
        ("area", ""),
        ("goal", ""),
        ("goal", " \n"),
        ("goal", "x" * 601),
        ("tried", "x" * 601),
        ("rhythm", "hourly"),
        ("weeks", 0),
        ("weeks", 13),
        ("weeks", 10**9),
    ],
)
def test_a_form_that_cannot_be_taken_names_its_field_and_asks_nothing(cast, field, typed):
    with pytest.raises(Invalid) as refused:
        wish(cast.bob, cast.ada, **{field: typed})
    assert refused.value.field == field
    assert open_requests() == 0


@pytest.mark.parametrize("ask", [ask_friend, wish, offer])
@pytest.mark.parametrize(
    "vanish",
    [
        lambda one, other: block(one.id, other.id),
        lambda one, other: block(other.id, one.id),
        lambda _, other: suspend(other),
    ],
)
def test_who_does_not_exist_for_me_cannot_be_asked(cast, ask, vanish):
    vanish(cast.ada, cast.cleo)
    with pytest.raises(Missing):
        ask(cast.ada, cast.cleo)
    assert row("SELECT count(*) AS n FROM request").n == 0


@pytest.mark.parametrize("ask", [ask_friend, wish, offer])
def test_nobody_asks_themselves(cast, ask):
    with pytest.raises(Missing):
        ask(cast.ada, cast.ada)


@pytest.mark.parametrize("round", range(5))
def test_a_block_at_the_same_moment_leaves_no_open_request(cast, at_once, round):
    at_once(
        lambda: asking.ask_to_be_friends(cast.ada.id, cast.eve.id),
        lambda: asking.ask_for_mentoring(cast.eve.id, cast.ada.id, cast.ada.id, **WISH),
        lambda: block(cast.eve.id, cast.ada.id),
    )
    assert open_requests() == 0


def test_after_an_end_two_may_ask_again(cast):
    accept(ask_friend(cast.ada, cast.eve))
    befriend(cast.ada, cast.eve)
    block(cast.ada.id, cast.eve.id)
    assert open_requests() == 0
