"""Whatever six people do, in whatever order: everybody sees what a second statement of the rule says they see.

The numbers are those of bench/privacy_machine.py, which takes any others.
"""

import time

import pytest
from hypothesis import Phase

from bench.privacy_machine import machine, play
from tests.privacy.faults import FAULTS, planted

RUNS = {"sqlite": 100, "postgresql": 25}
STEPS = 30
DEEP_SECONDS, DEEP_RUNS, DEEP_STEPS = 240, 50, 50
MOST_RUNS = 400  # in which each planted fault must be found
QUICK = (
    "a block counts on one side only",
    "the suspended are there",
    "search looks into hidden facts",
    "a suggestion rests on hidden facts",
    "a friend is shown who hides their friends",
    "a conversation stays with who is gone",
    "a request set aside leaves the sender's page",
)


STEPS_TAKEN = "steps of people who do anything in any order, seen by all as the model says"


def test_everybody_sees_what_the_model_says(database, engine_name, record_property):
    community, runs = machine(), RUNS[engine_name]
    play(community, runs, STEPS, derandomize=True)
    record_property(STEPS_TAKEN, community.counted["steps"])
    assert community.counted["steps"] > 10 * runs
    assert min(community.counted[how] for how in ("done", "refused")) > runs


@pytest.mark.long
def test_everybody_sees_so_after_each_of_many_steps(database, record_property):
    """Other runs each time; a failure prints its steps."""
    community, until = machine(everybody=True), time.monotonic() + DEEP_SECONDS
    while time.monotonic() < until:
        play(community, DEEP_RUNS, DEEP_STEPS)
    record_property(STEPS_TAKEN, community.counted["steps"])
    assert community.counted["runs"] >= DEEP_RUNS


@pytest.fixture
def is_found(database, record_property):
    """is_found(name): with this fault planted, somebody sees what the model says they do not."""

    def found(name):
        _search(name)
        record_property("planted faults found", 1)

    return found


def _search(name):
    community = machine()
    with planted(name) as statements, pytest.raises(AssertionError, match="seen"):
        play(community, MOST_RUNS, STEPS, derandomize=True, phases=[Phase.generate], report_multiple_bugs=False)
    assert statements


@pytest.mark.deep
@pytest.mark.once
@pytest.mark.parametrize("name", QUICK)
def test_a_planted_fault_is_found(is_found, name):
    is_found(name)


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(FAULTS.keys() - set(QUICK)))
def test_so_is_one_that_hides_deeper(is_found, name):
    is_found(name)
