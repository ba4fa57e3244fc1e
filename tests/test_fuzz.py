"""A short run of bench/fuzz_forms.py: every form of every page bears what nobody would type."""

import pytest

from bench.fuzz_forms import Fuzz
from bench.fuzz_world import NewWorld, world

# Werkzeug leaves the part of a broken upload to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

SUBMISSIONS, OF_A_NEW_PLACE = 1000, 100


@pytest.fixture(scope="module")
def found(engine_name):
    if engine_name != "sqlite":
        pytest.skip("it makes an SQLite place of its own")
    with world() as place:
        found = Fuzz(place, seed=3).run(range(SUBMISSIONS))
    with world(NewWorld) as place:
        yield Fuzz(place, seed=3, found=found).run(range(OF_A_NEW_PLACE))


def test_nothing_breaks(found):
    assert found.broken == {}


def test_no_script_comes_back_as_it_was_sent(found):
    assert found.unescaped == {}


def test_it_reached_the_forms_and_they_answered(found):
    """Otherwise it would prove nothing."""
    assert sum(found.statuses.values()) == SUBMISSIONS + OF_A_NEW_PLACE
    assert len(found.endpoints) > 50
    assert found.statuses[303] > 100
    assert found.statuses[422] > 50
    assert found.endpoints["first_run.show"] > 10
    assert found.endpoints["replies.accept"] > 1
