"""How a request stands: whose turn it is, until when, and who may know of it."""

import pytest

from mentorship.database import row
from mentorship.errors import Missing
from mentorship.talk.counts import counts
from mentorship.ties.block import block
from mentorship.ties.request import request
from mentorship.ties.request.answering import accept, answer, ask, decline
from mentorship.ties.request.request import PATIENCE, Reason
from mentorship.ties.request.settling import withdraw
from tests.cast import ask_friend, befriend, offer, settle, suspend, viewer, wish

DAYS = PATIENCE.days


def current(person):
    return [(one.name, one.state) for one in request.current(viewer(person))]


def as_sender(person, asked):
    return request.from_me(viewer(person), asked.key)


def test_both_see_it_wait_the_oldest_first(cast):
    wish(cast.bob, cast.ada)
    ask_friend(cast.eve, cast.ada)
    ask_friend(cast.ada, cast.dora)
    assert current(cast.ada) == [("Bob", "open"), ("Eve", "open"), ("Dora", "open")]
    assert current(cast.bob) == [("Ada", "open")]


@pytest.mark.parametrize("make", [ask_friend, wish, offer])
def test_the_asked_person_is_to_act(cast, make):
    asked = make(cast.cleo, cast.eve) if make is not wish else wish(cast.eve, cast.cleo)
    assert request.is_my_turn(asked)
    assert not request.is_my_turn(as_sender(cast.eve if make is wish else cast.cleo, asked))


@pytest.mark.parametrize("settle_it", [accept, lambda asked: decline(asked, Reason.FULL)])
def test_news_reach_the_sender_and_nothing_waits_for_the_asked_person(cast, settle_it):
    settle_it(wish(cast.bob, cast.ada))
    assert [state for _, state in current(cast.bob)] in (["accepted"], ["declined"])
    assert current(cast.ada) == []


def test_what_is_withdrawn_is_gone_for_both(cast):
    asked = wish(cast.bob, cast.ada)
    withdraw(as_sender(cast.bob, asked))
    withdraw(as_sender(cast.bob, asked))
    assert current(cast.bob) == current(cast.ada) == []


def test_what_was_accepted_cannot_be_withdrawn(cast):
    asked = wish(cast.bob, cast.ada)
    before = as_sender(cast.bob, asked)
    accept(asked)
    withdraw(before)
    assert as_sender(cast.bob, asked).state == "accepted"


def test_until_the_deadline_it_waits_and_then_it_has_lapsed(cast, moved_clock):
    asked = wish(cast.bob, cast.ada)
    moved_clock(days=DAYS - 1)
    assert current(cast.ada) == [("Bob", "open")]
    assert not request.has_lapsed(as_sender(cast.bob, asked))
    moved_clock(days=1, seconds=1)
    assert current(cast.ada) == []
    assert request.has_lapsed(as_sender(cast.bob, asked))
    assert not request.is_my_turn(request.to_me(viewer(cast.ada), asked.key))


def test_the_sender_is_told_that_it_lapsed_and_puts_it_away(cast, moved_clock):
    asked = wish(cast.bob, cast.ada)
    moved_clock(days=DAYS + 1)
    assert current(cast.bob) == [("Ada", "open")]
    withdraw(as_sender(cast.bob, asked))
    assert current(cast.bob) == []


@pytest.mark.parametrize("make", [wish, lambda bob, ada: ask_friend(bob, ada)])
def test_after_it_lapsed_one_may_ask_again(cast, moved_clock, make):
    old = make(cast.bob, cast.ada)
    moved_clock(days=DAYS + 1)
    new = make(cast.bob, cast.ada)
    assert current(cast.ada) == [("Bob", "open")]
    assert current(cast.bob) == [("Ada", "open")]
    assert row("SELECT state FROM request WHERE id = ?", old.id).state == "lapsed"
    accept(new)


def test_a_lapsed_friend_request_is_no_yes_when_the_other_asks(cast, moved_clock):
    ask_friend(cast.ada, cast.eve)
    moved_clock(days=DAYS + 1)
    ask_friend(cast.eve, cast.ada)
    assert current(cast.ada) == [("Eve", "open")]


def test_an_ended_request_does_not_exist_any_more(cast):
    asked = wish(cast.bob, cast.ada)
    block(cast.ada.id, cast.bob.id)
    for find, person in ((request.to_me, cast.ada), (request.from_me, cast.bob), (request.of_viewer, cast.bob)):
        with pytest.raises(Missing):
            find(viewer(person), asked.key)


@pytest.mark.parametrize("name", ["cleo", "eve", "dora", "aldo"])
def test_to_others_it_does_not_exist(cast, name):
    asked = wish(cast.bob, cast.ada)
    for find in (request.to_me, request.from_me, request.of_viewer):
        with pytest.raises(Missing):
            find(viewer(getattr(cast, name)), asked.key)


def test_sender_and_asked_person_are_not_taken_for_each_other(cast):
    asked = wish(cast.bob, cast.ada)
    with pytest.raises(Missing):
        request.from_me(viewer(cast.ada), asked.key)
    with pytest.raises(Missing):
        request.to_me(viewer(cast.bob), asked.key)
    assert request.of_viewer(viewer(cast.bob), asked.key).is_mine
    assert not request.of_viewer(viewer(cast.ada), asked.key).is_mine


def test_a_request_of_somebody_suspended_does_not_wait(cast):
    wish(cast.bob, cast.ada)
    suspend(cast.bob)
    assert current(cast.ada) == []
    assert counts(viewer(cast.ada)).answers == 0


def test_between_two_are_only_their_open_requests(cast):
    wish(cast.bob, cast.ada)
    ask_friend(cast.bob, cast.ada)
    ask_friend(cast.eve, cast.ada)
    assert {one.kind for one in request.between(viewer(cast.ada), cast.bob.id)} == {"mentoring", "friend"}
    assert {one.kind for one in request.between(viewer(cast.ada), cast.eve.id)} == {"friend"}
    assert request.between(viewer(cast.bob), cast.eve.id) == []


def test_the_page_of_the_pair_is_known_from_the_accepted_request(cast):
    asked = wish(cast.bob, cast.ada)
    assert asked.pair_key is None
    accept(asked)
    key = row("SELECT key FROM mentorship").key
    assert as_sender(cast.bob, asked).pair_key == request.to_me(viewer(cast.ada), asked.key).pair_key == key


def test_an_accepted_friend_request_has_no_pair_page(cast):
    asked = ask_friend(cast.ada, cast.eve)
    accept(asked)
    assert as_sender(cast.ada, asked).pair_key is None


def test_the_number_that_waits_is_the_number_of_turns(cast, moved_clock):
    """The badge in the menu and the list must agree in every state a request can have."""
    lapsed = settle("Lapsed")
    wish(lapsed, cast.ada)
    moved_clock(days=DAYS + 1)
    mates = [settle(f"Mate {number}") for number in range(6)]
    asked = [wish(one, cast.ada) for one in mates[:4]]
    ask(asked[0], "When?")
    ask(asked[1], "When?")
    answer(as_sender(mates[1], asked[1]), "Now")
    decline(asked[2], Reason.FULL)
    decline(ask_friend(mates[4], cast.ada))
    ask_friend(mates[5], cast.ada)
    suspend(mates[3])
    mine = wish(cast.ada, cast.cleo)
    ask(mine, "Why?")
    for person in (cast.ada, cast.cleo, *mates[:3], *mates[4:]):
        turns = [one for one in request.current(viewer(person)) if request.is_my_turn(one)]
        assert counts(viewer(person)).answers == len(turns), person.name
    assert counts(viewer(cast.ada)).answers == 3


def test_reading_takes_one_statement_however_many(cast, statements):
    for number in range(4):
        ask_friend(settle(f"Mate {number}"), cast.ada)
    befriend(cast.ada, cast.eve)
    assert statements(lambda: request.current(viewer(cast.ada))) == 1
    assert statements(lambda: request.between(viewer(cast.ada), cast.bob.id)) == 1
    assert request.people_in(request.current(viewer(cast.ada))) == sorted(
        request.people_in(request.current(viewer(cast.ada)))
    )
