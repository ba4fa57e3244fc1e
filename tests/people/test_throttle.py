"""The slow door: so many tries in a quarter of an hour, counted for all workers together."""

import pytest

from mentorship.database import row
from mentorship.people import throttle
from mentorship.people.throttle import count, forget, minutes_to_wait

pytestmark = pytest.mark.usefixtures("database")
LIMIT = 3


def try_often(times, key="k"):
    for _ in range(times):
        count(key)


def test_nobody_waits_before_the_limit():
    try_often(LIMIT - 1)
    assert minutes_to_wait("k", LIMIT) == 0


def test_at_the_limit_the_wait_is_said_in_whole_minutes():
    try_often(LIMIT)
    assert minutes_to_wait("k", LIMIT) == 15


def test_the_wait_grows_shorter_and_ends(moved_clock):
    try_often(LIMIT)
    moved_clock(minutes=10, seconds=30)
    assert minutes_to_wait("k", LIMIT) == 5
    moved_clock(minutes=4, seconds=29)
    assert minutes_to_wait("k", LIMIT) == 1
    moved_clock(seconds=2)
    assert minutes_to_wait("k", LIMIT) == 0


def test_after_the_window_tries_are_counted_from_one_again(moved_clock):
    try_often(LIMIT)
    moved_clock(minutes=16)
    count("k")
    assert minutes_to_wait("k", LIMIT) == 0
    assert row("SELECT tries FROM throttle").tries == 1


def test_trying_on_does_not_prolong_the_window(moved_clock):
    try_often(LIMIT)
    moved_clock(minutes=14)
    count("k")
    moved_clock(minutes=2)
    assert minutes_to_wait("k", LIMIT) == 0


def test_a_clock_that_is_set_back_locks_nobody_out(moved_clock):
    try_often(LIMIT)
    moved_clock(days=-1)
    assert minutes_to_wait("k", LIMIT) == 0
    try_often(LIMIT)
    assert minutes_to_wait("k", LIMIT) == 15


def test_one_key_does_not_slow_another():
    try_often(LIMIT, "one")
    assert minutes_to_wait("other", LIMIT) == 0


def test_a_success_starts_the_key_at_zero():
    try_often(LIMIT)
    forget("k")
    assert minutes_to_wait("k", LIMIT) == 0


def test_no_address_can_be_read_from_the_table():
    count("address ada@example.org")
    assert "ada" not in row("SELECT key FROM throttle").key


@pytest.mark.parametrize("key", ["", "x" * 100_000, "\ud800", "\x00", "🌻"])
def test_any_key_can_be_counted(key):
    try_often(LIMIT, key)
    assert minutes_to_wait(key, LIMIT) == 15


def test_tries_of_several_workers_at_once_are_all_counted(at_once):
    assert at_once(*[lambda: count("k")] * 4) == [None] * 4
    assert row("SELECT tries FROM throttle").tries == 4


def test_the_window_is_a_quarter_of_an_hour():
    assert throttle.WINDOW.total_seconds() == 15 * 60
