"""A short run of bench/fuzz_forms.py: every form of every page bears what nobody would type."""

import pytest

from bench.fuzz_forms import Fuzz
from bench.fuzz_world import world

# Werkzeug leaves the part of a broken upload to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

SUBMISSIONS = 1000


@pytest.fixture(scope="module")
def found(engine_name):
    if engine_name != "sqlite":
        pytest.skip("it makes an SQLite place of its own")
    with world() as place:
        yield Fuzz(place, seed=3).run(range(SUBMISSIONS))


def test_nothing_breaks(found):
    assert found.broken == {}


def test_no_script_comes_back_as_it_was_sent(found):
    assert found.unescaped == {}


def test_it_reached_the_forms_and_they_answered(found):
    """Otherwise it would prove nothing."""
    assert sum(found.statuses.values()) == SUBMISSIONS
    assert len(found.endpoints) > 50
    assert found.statuses[303] > 100
    assert found.statuses[422] > 50
