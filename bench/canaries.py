"""A word in every field, and everybody tries everything: whether any word reaches somebody it is not for, on SQLite."""

import argparse
import sys
import time

from bench.server import folder
from mentorship.database import database
from tests.canaries.journey import DEEP, FAST, all_of_it
from tests.canaries.sweep import VIEWERS, Sweep, sweep_of


def report(sweep: Sweep, seconds: float) -> bool:
    """Prints what was swept and what was found; whether nothing was found."""
    found = sweep.found
    wrong = {"met": found.wrong, "in addresses": found.in_addresses, "in subjects": found.in_subjects}
    wrong |= {"in the log": sweep.in_log(), "kept by caches": found.cached}
    print(f"{found.responses} responses and {found.letters} letters to {len(VIEWERS)} viewers in {seconds:.0f} s")
    print("answers: " + ", ".join(f"{many} x {status}" for status, many in sorted(found.statuses.items())))
    print(f"words planted: {found.words}, met where they may be: {len(found.met)}, log lines: {len(found.log)}")
    for where, kinds in wrong.items():
        print(f"{where}: {len(kinds)}")
        for what, how in kinds.items():
            print(f"  {what}\n      {how}")
    return not any(wrong.values())


def main() -> None:
    """Sweeps and prints the figures; ends with 1 if a word was met where it may not be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deep", action="store_true", help="every key and word by every viewer in every way")
    given = parser.parse_args()
    begun = time.monotonic()
    with folder() as instance:
        sweep = sweep_of(f"sqlite:///{instance / 'canaries.db'}", instance)
        all_of_it(sweep, DEEP if given.deep else FAST)
        database.close()
        is_well = report(sweep, time.monotonic() - begun)
    sys.exit(not is_well)


if __name__ == "__main__":
    main()
