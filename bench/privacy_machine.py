"""Searches the states of a small community for a sight that the rule of privacy does not allow.

    python -m bench.privacy_machine --examples 20000 --steps 50 --engine postgresql

Six people do whatever they like in any order; after each step somebody (with --everybody: everybody) looks at
everything, and in the end everybody does. What they see is compared with a model in plain Python. The first thing that
differs is shrunk to the fewest steps, and printed.
"""

import argparse
import random
import time
from collections import Counter

from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from bench.engines import empty
from bench.members import connect
from mentorship.database import database
from tests.privacy.machine import Community
from tests.privacy.settled import people


def machine(*, everybody: bool = False) -> type[Community]:
    """The machine on the database that is open now, which must be empty."""

    class Here(Community):
        every_viewer = everybody
        counted: Counter[str] = Counter()

    Here.people, Here.begun = people()
    return Here


def play(machine: type[Community], runs: int, steps: int, **options: object) -> None:
    """So many runs of up to so many steps; raises AssertionError, after printing the steps that lead to it."""
    usual = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck)}
    run_state_machine_as_test(
        machine, settings=settings(max_examples=runs, stateful_step_count=steps, **usual | options)
    )


def main() -> None:
    """Plays on one engine and says how much was done."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=int, default=500)
    parser.add_argument("--steps", type=int, default=30)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    parser.add_argument("--everybody", action="store_true", help="everybody looks after each step")
    given = parser.parse_args()
    print(f"seed {given.seed}", flush=True)
    with empty(given.engine) as url:
        connect(url)
        here = seed(given.seed)(machine(everybody=given.everybody))
        began = time.monotonic()
        try:
            play(here, given.examples, given.steps)
        finally:
            print(f"{dict(here.counted)} in {time.monotonic() - began:.0f} s on {given.engine}")
            database.close()


if __name__ == "__main__":
    main()
