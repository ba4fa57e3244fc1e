"""Whatever six people do, in whatever order: everybody sees what a second statement of the rule says they see."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.privacy.machine import Community
from tests.privacy.settled import people

RUNS, STEPS = 60, 30


@pytest.fixture
def community(database):
    """The machine on this test's database."""

    class Here(Community):
        pass

    Here.people, Here.begun = people()
    return Here


def play(machine, runs, steps, **options):
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            **options,
        ),
    )


def test_everybody_sees_what_the_model_says(community):
    play(community, RUNS, STEPS, derandomize=True)
    assert community.steps > RUNS


def planted(monkeypatch, right, wrong):
    """Makes the product ask with a fault in its statements."""
    rightly = type(connected.obj).execute_sql

    def execute(self, sql, *given, **options):
        return rightly(self, sql.replace(right, wrong), *given, **options)

    monkeypatch.setattr(type(connected.obj), "execute_sql", execute)
