"""Whatever six people do, in whatever order: everybody sees what a second statement of the rule says they see."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.privacy.faults import FAULTS, planted
from tests.privacy.machine import Community
from tests.privacy.settled import people

RUNS, STEPS = 100, 30
MOST_RUNS = 400  # in which each planted fault must be found


@pytest.fixture
def community(database):
    """The machine on this test's database."""

    class Here(Community):
        pass

    Here.people, Here.begun = people()
    Here.counted = Counter()
    return Here


def play(machine, runs, steps, **options):
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
            **options,
        ),
    )


def test_everybody_sees_what_the_model_says(community):
    play(community, RUNS, STEPS)
    assert community.counted["steps"] > 10 * RUNS
    assert min(community.counted[how] for how in ("done", "refused")) > RUNS


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found(community, name):
    with planted(name) as statements, pytest.raises(AssertionError, match="seen"):
        play(community, MOST_RUNS, STEPS, phases=[Phase.generate], report_multiple_bugs=False)
    print("STEPS", name, community.counted)
    assert statements
