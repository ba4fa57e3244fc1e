"""A mentor's places are never exceeded, whoever accepts at the same moment."""

import time

import pytest

from mentorship.database import row
from mentorship.errors import NotAllowed
from mentorship.ties import mentorship
from mentorship.ties.availability import offer_places
from mentorship.ties.request import answering
from mentorship.ties.request.answering import accept, decline
from mentorship.ties.request.request import Reason
from mentorship.ties.request.settling import withdraw
from tests.cast import offer, settle, wish


def running():
    return row("SELECT count(*) AS n FROM mentorship WHERE ended_at IS NULL").n


@pytest.fixture
def slow_begin(monkeypatch):
    """Both have counted the places before either begins: the moment at which a plain transaction would fail."""
    begin = mentorship.begin

    def slowly(*agreed):
        time.sleep(0.02)
        return begin(*agreed)

    monkeypatch.setattr(mentorship, "begin", slowly)


def test_the_last_place_goes_to_one_of_two(cast, at_once, slow_begin):
    offer_places(cast.ada.id, 1)
    asked = [wish(cast.bob, cast.ada), wish(cast.eve, cast.ada)]
    done = at_once(*[lambda one=one: accept(one) for one in asked])
    assert sorted(str(one) for one in done) == [str(NotAllowed(answering.NO_PLACE_LEFT)), "None"]
    assert running() == 1
    assert row("SELECT count(*) AS n FROM request WHERE state = 'open'").n == 1


def test_a_wish_and_an_offer_compete_for_the_same_place(cast, at_once, slow_begin):
    offer_places(cast.ada.id, 1)
    asked = [wish(cast.bob, cast.ada), offer(cast.ada, cast.eve)]
    at_once(*[lambda one=one: accept(one) for one in asked])
    assert running() == 1


def test_one_request_accepted_twice_at_once_takes_one_place(cast, at_once, slow_begin):
    asked = wish(cast.bob, cast.ada)
    assert at_once(lambda: accept(asked), lambda: accept(asked)) == [None, None]
    assert running() == 1


def test_two_places_are_both_given(cast, at_once, slow_begin):
    asked = [wish(cast.bob, cast.ada), wish(cast.eve, cast.ada)]
    assert at_once(*[lambda one=one: accept(one) for one in asked]) == [None, None]
    assert running() == 2


def many_rounds(cast, at_once, rounds, places=1, rivals=2):
    """Rivals accept at once, round after round, each round for a new mentor."""
    seekers = [settle(f"Seeker {number}") for number in range(rivals)]
    for number in range(rounds):
        mentor = settle(f"Mentor {number}", purpose="mentor")
        offer_places(mentor.id, places)
        asked = [wish(one, mentor) for one in seekers]
        done = at_once(*[lambda one=one: accept(one) for one in asked])
        refused = [one for one in done if isinstance(one, NotAllowed)]
        assert (len(refused), len(refused) + done.count(None)) == (rivals - places, rivals), done
        held = row("SELECT count(*) AS n FROM mentorship WHERE mentor_id = ? AND ended_at IS NULL", mentor.id).n
        assert held == places
        for one in asked:
            withdraw(one)


def test_ten_rounds_of_two_rivals(cast, at_once):
    many_rounds(cast, at_once, rounds=10)


@pytest.mark.deep
def test_a_hundred_rounds_of_five_rivals_for_three_places(cast, at_once):
    many_rounds(cast, at_once, rounds=100, places=3, rivals=5)


@pytest.mark.parametrize("round", range(4))
def test_accept_against_decline_and_withdraw_has_one_winner(cast, at_once, round):
    asked = wish(cast.bob, cast.ada)
    at_once(lambda: accept(asked), lambda: decline(asked, Reason.FULL), lambda: withdraw(asked))
    state = row("SELECT state FROM request").state
    assert state in ("accepted", "declined", "withdrawn")
    assert running() == (state == "accepted")


def test_taking_places_away_at_the_same_moment_leaves_no_more_than_one_of_both_orders(cast, at_once, slow_begin):
    offer_places(cast.ada.id, 1)
    asked = wish(cast.bob, cast.ada)
    done = at_once(lambda: accept(asked), lambda: offer_places(cast.ada.id, 0))
    assert (running() == 1) == (done[0] is None)
