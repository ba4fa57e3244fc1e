"""Backups under load: whether each can be restored, and holds everything that was acknowledged before it began.

Members write over HTTP without a pause; `flask backup` runs beside the server, again and again; then every file is
restored into a place of its own and compared with the lists of what had been acknowledged.
"""

import argparse
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench.kills import Client, Place, prepare
from bench.ledger import HALVES, Ledger
from bench.members import connect
from bench.server import ROOT, folder
from bench.visitor import Visitor
from mentorship.archive.restoring import restore
from mentorship.archive.tables import what_is_wrong
from mentorship.config import Settings
from mentorship.database import database, rows
from mentorship.migrations import migrate

WRITES_BETWEEN = 20
PATIENCE_SECONDS = 10


@dataclass
class Made:
    """A backup: what had been acknowledged when it began, how long it took, and how large it is."""

    path: Path
    messages: set[str]
    requests: set[str]
    seconds: float

    def missing(self) -> int:
        """How much of that is not in the database behind the door, and how much is there by half or damaged."""
        bodies = {one.body for one in rows("SELECT body FROM message")}
        keys = {one.key for one in rows("SELECT key FROM request")}
        halves = sum(len(rows(statement)) for statement in HALVES.values())
        return len(self.messages - bodies) + len(self.requests - keys) + halves + bool(what_is_wrong())


def back_up(place: Place, ledger: Ledger, path: Path) -> Made:
    """One backup by the command, beside the server."""
    before = set(ledger.messages), set(ledger.requests)
    begun = time.perf_counter()
    command = [sys.executable, "-m", "flask", "--app", "app", "backup", str(path)]
    subprocess.run(command, cwd=ROOT, env=place.environment, check=True, stdout=subprocess.DEVNULL)
    return Made(path, *before, time.perf_counter() - begun)


def write_on(ledger: Ledger) -> None:
    """Waits until some more was acknowledged."""
    wanted, until = ledger.yes.total() + WRITES_BETWEEN, time.monotonic() + PATIENCE_SECONDS
    while ledger.yes.total() < wanted and time.monotonic() < until:
        time.sleep(0.005)


def restored(made: Made, instance: Path) -> tuple[int, float]:
    """Restores into a new place: what is missing there, and seconds."""
    instance.mkdir()
    url = f"sqlite:///{instance / 'mentorship.db'}"
    connect(url)
    migrate(instance)
    begun = time.perf_counter()
    restore(Settings(instance=instance, database_url=url, secret_key="k" * 40), made.path, replace=False)
    seconds = time.perf_counter() - begun
    missing = made.missing()
    database.close()
    return missing, seconds


def serves(instance: Path) -> bool:
    """Whether a server on a restored place lets somebody in."""
    place = Place(instance, f"sqlite:///{instance / 'mentorship.db'}")
    place.start()
    try:
        visitor = Visitor(place.url).sign_in("seeker.0@example.org", "three quiet green boats")
        return visitor.get("/messages").status == 200
    finally:
        place.kill()


def under_load(instance: Path, url: str, many: int) -> tuple[list[Made], Ledger]:
    """So many backups of a place in which members write all the time."""
    place, ledger, made = Place(instance, url), Ledger(), list[Made]()
    clients = [Client(number, place, one, ledger) for number, one in enumerate(prepare(instance, url))]
    place.start()
    try:
        for one in clients:
            one.start()
        for number in range(many):
            write_on(ledger)
            made.append(back_up(place, ledger, instance / f"{number}.zip"))
    finally:
        place.over.set()
        place.kill()
    return made, ledger


def main() -> None:
    """Prints the figures; ends with 1 if a backup could not be restored or anything was missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--backups", type=int, default=50)
    many = parser.parse_args().backups
    with folder() as instance:
        url = os.environ.get("DATABASE_URL") or f"sqlite:///{instance / 'mentorship.db'}"
        made, ledger = under_load(instance, url, many)
        found = [restored(one, instance / f"restored-{number}") for number, one in enumerate(made)]
        good = sum(1 for missing, _seconds in found if not missing)
        is_served = serves(instance / f"restored-{len(made) - 1}")
        took = sorted(one.seconds for one in made)
        back = sorted(seconds for _missing, seconds in found)
        print(f"acknowledged while backups ran: {ledger.yes.total()} writes {dict(ledger.yes)}")
        print(
            f"backup, with starting the command and proving it: middle {took[many // 2]:.2f} s, slowest {took[-1]:.2f} s"
        )
        print(
            f"size of the last: {made[-1].path.stat().st_size / 1000:.0f} KB, restore: middle {back[many // 2]:.2f} s"
        )
        print(f"restored with everything acknowledged before: {good} of {many}; the last one serves: {is_served}")
    sys.exit(good != many or not is_served)


if __name__ == "__main__":
    main()
