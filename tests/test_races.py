"""A short run of bench/races.py: eight processes at once, and every rule still holds."""

import pytest

from bench.race_kinds import PROCESSES, RACES
from bench.races import run

ROUNDS = 4


@pytest.mark.deep
def test_no_race_breaks_a_rule(engine_url):
    played = run(engine_url, ROUNDS)
    assert {race.name: wrong for race, _many, _said, wrong in played if wrong} == {}
    assert len(played) == len(RACES)
    assert all(said["done"] + said["refused"] == many * PROCESSES for _race, many, said, _wrong in played)
