"""Races: eight processes do at the same moment what only one of them may, or what must not be true together.

Each round of each race happens among people of its own; afterwards the database is asked whether every rule holds.
A refusal that people can read is right; any other failure counts as broken.
"""

import argparse
import multiprocessing
import sys
import time
from collections import Counter
from typing import Any
from unittest import mock

from bench.engines import empty
from bench.members import connect
from bench.race_kinds import PROCESSES, RACES, Race, Stage
from mentorship.database import database, write
from mentorship.errors import DomainError
from mentorship.people import password

PATIENCE_SECONDS = 120
PREPARED_AT_ONCE = 20


def worker(url: str, who: int, rounds: list[tuple[int, Stage]], start: Any, said: Any) -> None:
    """One process: for each round waits for the others, does its part, and says how it ended."""
    connect(url)
    outcomes = []
    # Hashing takes its time by design, and would let the processes come one after the other.
    with mock.patch.object(password, "hashed", return_value="a hash"):
        for kind, stage in rounds:
            start.wait(PATIENCE_SECONDS)
            outcomes.append(_outcome(RACES[kind], stage, who))
    database.close()
    said.put(outcomes)


def _outcome(race: Race, stage: Stage, who: int) -> str:
    try:
        race.act(stage, who)
    except DomainError:
        return "refused"
    except Exception as failure:  # what people would see as a failure of ours
        return f"{type(failure).__name__}: {str(failure).splitlines()[0] if str(failure) else ''}"
    return "done"


@write
def _prepared(race: Race, numbers: range) -> list[Stage]:
    return [race.prepare(number) for number in numbers]


def stages(rounds: int) -> list[tuple[int, Stage]]:
    """The rounds of all races, one race after the other."""
    found = []
    for kind, race in enumerate(RACES):
        for begin in range(0, rounds, PREPARED_AT_ONCE):
            made = _prepared(race, range(begin, min(begin + PREPARED_AT_ONCE, rounds)))
            found += [(kind, one) for one in made]
    return found


def run(url: str, rounds: int) -> list[tuple[Race, int, Counter[str], list[str]]]:
    """Runs all races; for each its rounds, what the processes said, and what is broken."""
    connect(url)
    played = stages(rounds)
    database.close()
    said = _race(url, played)
    connect(url)
    found = []
    for kind, race in enumerate(RACES):
        mine = [number for number, (of, _stage) in enumerate(played) if of == kind]
        total, wrong = Counter[str](), list[str]()
        for number in mine:
            here = Counter(one[number] for one in said)
            total += here
            wrong += [text for text in (race.broken(played[number][1], here), _failures(here)) if text]
        found.append((race, len(mine), total, wrong))
    database.close()
    return found


def _failures(said: Counter[str]) -> str:
    return ", ".join(sorted(set(said) - {"done", "refused"}))


def _race(url: str, played: list[tuple[int, Stage]]) -> list[list[str]]:
    spawn = multiprocessing.get_context("spawn")
    start, said = spawn.Barrier(PROCESSES), spawn.Queue()
    workers = [spawn.Process(target=worker, args=(url, who, played, start, said)) for who in range(PROCESSES)]
    for one in workers:
        one.start()
    found = [said.get(timeout=3600) for _ in workers]
    for one in workers:
        one.join(PATIENCE_SECONDS)
    return found


def main() -> None:
    """Prints a line for each race on each engine; ends with 1 if anything is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), action="append")
    given = parser.parse_args()
    print(f"{'engine':11} {'race':24} {'rounds':>6} {'done':>6} {'refused':>8} {'broken':>7}", flush=True)
    broken = 0
    for engine in given.engine or ("sqlite", "postgresql"):
        begun = time.monotonic()
        with empty(engine) as url:
            for race, many, said, wrong in run(url, given.rounds):
                line = f"{engine:11} {race.name:24} {many:6} {said['done']:6} {said['refused']:8} {len(wrong):7}"
                print("\n    ".join([line, *sorted(set(wrong))[:5]]), flush=True)
                broken += len(wrong)
        print(f"{engine}: {PROCESSES} processes, {time.monotonic() - begun:.0f} s", flush=True)
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
