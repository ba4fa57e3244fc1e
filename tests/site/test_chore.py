"""Chores as rows: due, claimed by one, done again after their time, and never kept waiting by a clock that was wrong."""

from datetime import timedelta

import pytest

from mentorship import clock
from mentorship.site import chore

EVERY = timedelta(minutes=10)


@pytest.fixture
def planned(database):
    chore.plan("mail")
    return lambda: chore.known()["mail"]


def test_a_new_chore_is_due_at_once(planned):
    assert chore.is_due(planned(), EVERY)


def test_planning_again_changes_nothing(planned, moved_clock):
    chore.finish("mail", chore.claim("mail", EVERY), EVERY)
    before = planned()
    moved_clock(minutes=3)
    chore.plan("mail")
    assert planned() == before


def test_only_one_has_it(planned):
    assert chore.claim("mail", EVERY)
    assert not chore.claim("mail", EVERY)
    assert not chore.claim("mail", EVERY, hurried=True)


def test_eight_who_try_at_one_moment_are_one(planned, at_once):
    claims = at_once(*[lambda: chore.claim("mail", EVERY)] * 8)
    assert sum(bool(one) for one in claims) == 1, claims


def test_it_comes_round_again_after_its_time(planned, moved_clock):
    chore.finish("mail", chore.claim("mail", EVERY), EVERY, done=3)
    assert (planned().done, planned().claimed_until) == (3, None)
    moved_clock(minutes=9)
    assert not chore.is_due(planned(), EVERY)
    assert not chore.claim("mail", EVERY)
    moved_clock(minutes=1)
    assert chore.claim("mail", EVERY)


def test_in_a_hurry_its_time_need_not_have_come(planned):
    chore.finish("mail", chore.claim("mail", EVERY), EVERY)
    assert chore.claim("mail", EVERY, hurried=True)


def test_a_chore_nobody_knows_is_nobodys(database):
    assert not chore.claim("nothing", EVERY, hurried=True)


def test_after_a_week_off_it_is_done_once(planned, moved_clock):
    chore.finish("mail", chore.claim("mail", EVERY), EVERY)
    moved_clock(days=7)
    chore.finish("mail", chore.claim("mail", EVERY), EVERY)
    assert not chore.is_due(planned(), EVERY)


def test_whose_process_died_is_taken_over(planned, moved_clock):
    chore.claim("mail", EVERY)
    moved_clock(minutes=14)
    assert not chore.is_due(planned(), EVERY)
    moved_clock(minutes=1)
    assert chore.claim("mail", EVERY)


@pytest.mark.parametrize(
    ("every", "held"),
    [
        (timedelta(minutes=1), timedelta(minutes=5)),
        (timedelta(minutes=4), timedelta(minutes=8)),
        (timedelta(days=1), timedelta(minutes=15)),
    ],
)
def test_a_claim_is_as_long_as_its_rhythm_but_not_very_long(every, held):
    assert chore.claim_for(every) == held


def test_who_was_too_slow_does_not_settle_what_another_has_taken_over(planned, moved_clock):
    slow = chore.claim("mail", EVERY)
    moved_clock(minutes=16)
    quick = chore.claim("mail", EVERY)
    chore.finish("mail", slow, EVERY, done=7)
    assert (planned().claimed_until, planned().done) == (quick, 0)


@pytest.mark.parametrize("back", [timedelta(minutes=12), timedelta(hours=1), timedelta(days=400)])
def test_a_clock_set_back_keeps_no_chore_waiting(planned, moved_clock, back):
    chore.finish("mail", chore.claim("mail", EVERY), EVERY)
    moved_clock(seconds=-back.total_seconds())
    assert chore.is_due(planned(), EVERY)
    assert chore.claim("mail", EVERY)


def test_a_clock_set_back_leaves_no_claim_for_ever(planned, moved_clock):
    chore.claim("mail", EVERY)
    moved_clock(days=-400)
    assert chore.claim("mail", EVERY)


def test_trouble_is_noted_and_counted_until_it_goes_well(planned):
    for number in (1, 2):
        chore.finish("mail", chore.claim("mail", EVERY, hurried=True), EVERY, trouble="x" * 300)
        assert (planned().failures, planned().trouble) == (number, "x" * 200)
    chore.finish("mail", chore.claim("mail", EVERY, hurried=True), EVERY, done=1)
    assert (planned().failures, planned().trouble) == (0, "")


@pytest.mark.parametrize(
    ("every", "minutes"),
    [
        (timedelta(minutes=1), [1, 2, 4, 8, 16, 32, 60, 60]),
        (timedelta(minutes=10), [10, 20, 40, 60, 60]),
        (timedelta(days=1), [10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440]),
    ],
)
def test_after_trouble_it_waits_longer_each_time_but_never_for_ever(every, minutes):
    pauses = [chore.pause_after(number + 1, every) for number in range(len(minutes))]
    assert pauses == [timedelta(minutes=one) for one in minutes]
    assert chore.pause_after(10_000, every) == pauses[-1]


def test_after_trouble_it_is_due_after_that_pause(planned, moved_clock):
    day = timedelta(days=1)
    chore.finish("mail", chore.claim("mail", day), day, trouble="broken")
    moved_clock(minutes=9)
    assert not chore.is_due(planned(), day)
    moved_clock(minutes=1)
    assert chore.is_due(planned(), day)


def test_nobody_looks_after_what_is_long_overdue(planned, moved_clock):
    assert not chore.is_overdue(planned())
    moved_clock(minutes=31)
    assert chore.is_overdue(planned())


def test_when_any_chore_began_last(planned, moved_clock):
    assert chore.last_began() is None
    chore.plan("requests")
    chore.claim("mail", EVERY)
    moved_clock(minutes=2)
    chore.claim("requests", EVERY)
    assert abs(chore.last_began() - clock.microseconds(clock.now())) < 60_000_000
