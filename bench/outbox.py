"""The outbox on its worst day: a mail server that dies at random, and workers that are killed while they deliver.

The waits of the product (minutes, hours) are cut to fractions of a second inside the workers; all else is as it is.
"""

import argparse
import multiprocessing
import os
import random
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask

from bench.post_office import PostOffice
from bench.server import folder, free_port
from mentorship import clock, create_app
from mentorship.config import load
from mentorship.database import database, row, rows, write
from mentorship.people.person import Person
from mentorship.records import mail, outbox
from mentorship.records.mail import Letter
from mentorship.web.mail import leaving

PATIENCE_SECONDS = 300
CLAIM_SECONDS = 0.5
PAUSE_SECONDS = 0.05
MANY_TRIES = 1000
PUBLIC_URL = "https://mentors.example.org"
KILL_SECONDS = (0.02, 0.25)

processes = multiprocessing.get_context("fork")


@write
def fill(mails: int) -> None:
    """One person, and this many mails that are due, each to an address of its own."""
    now = clock.now()
    known = {"password": "", "language": "en", "purpose": "look", "rules_version": "1", "search_name": "ada"}
    person = Person.create(name="Ada", email="ada@example.org", rules_accepted_at=now, joined_at=now, **known)
    for number in range(mails):
        mail.post(Letter.MOVED, person.id, address=f"address{number}@example.org")


def work(app: Flask) -> None:
    """What a worker does until it is killed: round after round, hardly waiting."""
    outbox.CLAIM = timedelta(seconds=CLAIM_SECONDS)
    outbox.PAUSES = (timedelta(seconds=PAUSE_SECONDS),) * MANY_TRIES
    outbox.MOST_TRIES = MANY_TRIES
    while True:
        with app.app_context(), database.connection_context():
            leaving.deliver()
        time.sleep(0.01)


class Workers:
    """This many at any time; one that is killed is replaced at once."""

    def __init__(self, app: Flask, number: int) -> None:
        self.app, self.kills = app, 0
        self.running = [self._start() for _ in range(number)]

    def _start(self) -> Any:
        worker = processes.Process(target=work, args=(self.app,))
        worker.start()
        return worker

    def kill_one(self, *, replace: bool = True) -> None:
        """SIGKILL for one of them, in the middle of whatever it does."""
        place = random.randrange(len(self.running))
        self.running[place].kill()
        self.running[place].join()
        self.kills += 1
        if replace:
            self.running[place] = self._start()
        else:
            del self.running[place]


def waiting() -> int:
    """How many mails still wait."""
    with database.connection_context():
        found = row("SELECT count(*) AS n FROM mail WHERE state = 'waiting'")
    return int(found.n) if found else 0


def report(mails: int, kills: int, notes: list[str], seconds: float) -> bool:
    """Prints the figures; whether they are as promised."""
    with database.connection_context():
        keys = {one.key for one in rows("SELECT key FROM mail")}
        states = Counter(one.state for one in rows("SELECT state FROM mail"))
    took = Counter(words.split()[1] for words in notes if words.startswith("took "))
    died = Counter(words.split()[1] for words in notes if words.startswith("died "))
    arrived = {known.strip("<>").split("@")[0] for known in took}
    lost, twice = len(keys - arrived), took.total() - len(took)
    allowed = kills + died["after"]
    print(f"{mails} mails, {kills} kills, {died.total()} times the server hung up "
          f"({died['before']} before, {died['within']} within, {died['after']} after it had the mail), {seconds:.0f} s")  # fmt: skip
    print(f"arrived {len(arrived)}, lost {lost}, in the outbox {dict(states)}")
    print(f"duplicates {twice}, of one mail at most {max(took.values(), default=0) - 1}; "
          f"allowed: one for each kill and for each yes that was not heard, {allowed}")  # fmt: skip
    return lost == 0 and twice <= allowed and states == {"sent": mails} and not arrived - keys


def main() -> None:
    """Prints the figures; exit code 1 if a mail is lost, or if there are more duplicates than kills."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--mails", type=int, default=2000)
    options.add_argument("--workers", type=int, default=4)
    options.add_argument("--kills", type=int, default=100, help="at least; it goes on until all mails have left")
    options.add_argument("--one-in", type=int, default=15, help="the server hangs up in one mail of so many")
    wanted = options.parse_args()
    with folder() as instance:
        good = run(instance, wanted)
    sys.exit(0 if good else 1)


def run(instance: Path, wanted: argparse.Namespace) -> bool:
    """The whole day."""
    port, notes = free_port(), instance / "notes"
    server = {
        "MAIL_SERVER": "127.0.0.1",
        "MAIL_PORT": str(port),
        "MAIL_SECURITY": "none",
        "MAIL_FROM": "us@example.org",
    }
    settings = {f"MENTORSHIP_{name}": value for name, value in server.items()} | {"MENTORSHIP_PUBLIC_URL": PUBLIC_URL}
    kept = {"DATABASE_URL": os.environ["DATABASE_URL"]} if "DATABASE_URL" in os.environ else {}
    app = create_app(load(instance, settings | kept))
    with database.connection_context():
        fill(wanted.mails)
    office = processes.Process(target=PostOffice(notes, wanted.one_in).run, args=(port,), daemon=True)
    office.start()
    begun = time.monotonic()
    workers = Workers(app, wanted.workers)
    while waiting() and time.monotonic() - begun < PATIENCE_SECONDS:
        time.sleep(random.uniform(*KILL_SECONDS))
        if workers.kills < wanted.kills:
            workers.kill_one()
    kills = workers.kills
    while workers.running:
        workers.kill_one(replace=False)
    office.kill()
    office.join()
    return report(wanted.mails, kills, notes.read_text().splitlines(), time.monotonic() - begun)


if __name__ == "__main__":
    main()
