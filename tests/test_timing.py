"""What bench/timing.py says about two rows of times, and that it would notice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.timing import WARM_UP, Pair, auc, difference, measure
from bench.visitor import Answer

SECONDS = st.lists(st.floats(0, 1), min_size=1, max_size=30)


def answering(status: int, seconds: float):
    return lambda: Answer(status, "/", None, b"", "", seconds)


@given(SECONDS)
def test_the_same_times_cannot_be_told_apart(times):
    assert auc(times, times) == pytest.approx(0.5)
    assert difference(times, times) == 0


@given(SECONDS, SECONDS)
def test_a_guess_is_as_often_right_as_pairs_say(one, other):
    right = sum((mine > theirs) + (mine == theirs) / 2 for mine in one for theirs in other) / (len(one) * len(other))
    assert auc(one, other) == pytest.approx(max(right, 1 - right))


def test_times_that_never_meet_are_always_told_apart():
    assert auc([0.001, 0.002], [0.003, 0.004]) == 1
    assert difference([0.001, 0.002], [0.003, 0.004]) == pytest.approx(2)


def test_each_side_is_tried_as_often_and_the_first_do_not_count():
    one, other = measure(Pair("a page", answering(404, 0.1), answering(404, 0.2)), 3)
    assert (one, other) == ([0.1] * 3, [0.2] * 3)
    assert WARM_UP > 0


def test_answers_that_differ_themselves_are_no_matter_of_time():
    with pytest.raises(AssertionError, match="a page"):
        measure(Pair("a page", answering(404, 0.1), answering(403, 0.1)), 3)
