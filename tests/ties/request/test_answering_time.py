"""How soon a mentor usually answers: the median of the last ten, none below three."""

import statistics
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship import clock
from mentorship.database import row, write
from mentorship.ties.friendship import pair
from mentorship.ties.request import upkeep
from mentorship.ties.request.answering import accept, decline
from mentorship.ties.request.answering_time import in_days, median_of
from mentorship.ties.request.request import PATIENCE, Reason, Request
from mentorship.ties.request.settling import withdraw
from tests.cast import ask_friend, offer, wish

DAY = 86_400_000_000
MEDIAN = f"SELECT {median_of('p.id')} AS took FROM person p WHERE p.id = ?"


def median(person):
    return row(MEDIAN, clock.microseconds(clock.now()), person.id).took


def days(person):
    return in_days(median(person))


@write
def answered(sender, mentor, took, ago=100.0, **changed):
    """A wish that was settled after so many days, so many days ago."""
    settled = clock.now() - timedelta(days=ago)
    low, high = pair(sender.id, mentor.id)
    asked = settled - timedelta(days=took)
    told = {
        "kind": "mentoring",
        "sender": sender.id,
        "recipient": mentor.id,
        "low": low,
        "high": high,
        "mentor": mentor.id,
    }
    when = {"asked_at": asked, "deadline": asked + PATIENCE, "settled_at": settled, "state": "declined"}
    return Request.create(**told | when | changed)


def answered_all(cast, *times):
    for number, took in enumerate(times):
        answered(cast.bob, cast.ada, took, ago=100 - number)


def test_below_three_nothing_is_said(cast):
    assert days(cast.ada) is None
    answered_all(cast, 1, 1)
    assert days(cast.ada) is None
    answered(cast.bob, cast.ada, 1)
    assert days(cast.ada) == 1


@pytest.mark.parametrize(
    ("times", "said"),
    [
        ((0.1, 0.2, 13), 1),
        ((1, 3, 9), 3),
        ((1, 3, 5, 9), 4),
        ((2, 2.1, 2.2), 3),
        ((0, 0, 0), 1),
        ((1, 1.0001, 2), 2),
        ((14, 14, 14), 14),
        ((1, 13.5, 14), 14),
    ],
)
def test_it_is_the_median_in_whole_days_begun_ones_counted(cast, times, said):
    answered_all(cast, *times)
    assert days(cast.ada) == said


def test_only_the_last_ten_count(cast):
    answered_all(cast, *[14] * 9, *[2] * 10)
    assert days(cast.ada) == 2


def test_one_without_an_answer_counts_as_fourteen_days_closed_or_not(cast, moved_clock):
    answered_all(cast, 1, 1)
    wish(cast.bob, cast.ada)
    wish(cast.eve, cast.ada)
    assert days(cast.ada) is None
    moved_clock(days=15)
    before = median(cast.ada)
    assert before == (DAY + 14 * DAY) // 2
    upkeep.run()
    assert median(cast.ada) == before


def test_an_answer_given_now_counts_at_once(cast, moved_clock):
    answered_all(cast, 9, 9)
    asked = wish(cast.bob, cast.ada)
    moved_clock(days=2)
    accept(asked)
    assert days(cast.ada) == 9
    asked = wish(cast.eve, cast.ada)
    moved_clock(days=2)
    decline(asked, Reason.FULL)
    assert days(cast.ada) == 6


def test_what_was_not_asked_of_them_as_a_mentor_does_not_count(cast):
    answered_all(cast, 1, 1)
    withdraw(wish(cast.bob, cast.ada))
    accept(ask_friend(cast.eve, cast.ada))
    accept(offer(cast.ada, cast.eve))
    decline(offer(cast.cleo, cast.ada), Reason.NOT_NOW)
    wish(cast.bob, cast.ada)
    assert days(cast.ada) is None
    assert days(cast.cleo) is None


def test_what_a_block_ended_does_not_count(cast):
    answered_all(cast, 1, 1)
    answered(cast.eve, cast.ada, 1, state="ended")
    assert days(cast.ada) is None


@given(times=st.lists(st.integers(0, 14 * 24), min_size=3, max_size=14))
def test_it_is_the_median_of_statistics(cast, times):
    write(lambda: Request.delete().execute())()
    answered_all(cast, *[hours / 24 for hours in times])
    assert abs(median(cast.ada) - statistics.median(times[-10:]) * DAY / 24) <= 10
