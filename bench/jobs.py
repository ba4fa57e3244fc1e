"""Finding work among many jobs: the search by one word, by many, by what is rare and what is common, and a job's page."""

import argparse
import os
import random
import shutil
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from bench.members import connect
from bench.pages import CONNECTIONS, HEAD, Counter, measure
from bench.server import folder, running
from mentorship import clock
from mentorship.database import database, execute, new_key, row, rows, write
from mentorship.migrations import migrate
from mentorship.people.vocabulary import Kind, find_or_add
from mentorship.people.vocabulary.term import insert
from mentorship.text import fold
from mentorship.work.job.job_words import marks_of, words
from mentorship.work.organisation.organisation import Organisation

AT_ONCE = 2000
ORGANISATIONS = 500
LIVE, OVER = timedelta(days=30), timedelta(days=-1)
KINDS = ("permanent", "fixed_term", "hourly", "shifts", "seasonal", "apprenticeship", "first_job")
PAID = ((900, 2600, "hour"), (110_000, 420_000, "month"), (1_400_000, 5_200_000, "year"))
COLUMNS = (
    "key, organisation_id, title, occupation_id, place_id, is_remote, kind, pay_from, pay_to, pay_per, currency, text, "
    "apply, cv_why, diploma_why, folded, state, reason, outcome, made_at, changed_at, published_at, valid_until"
)
SEARCHES = (
    "/jobs",
    "/jobs?q=early",  # in many
    "/jobs?q=rare7",  # in few
    "/jobs?q=ear+shif+tea",  # beginnings, each in many
    "/jobs?q=early+rare7",
    "/jobs?occupation=nurse",
    "/jobs?place=turin&far=region",
    "/jobs?place=turin&far=30",
    "/jobs?q=night&place=bologna&kind=seasonal&open=yes",
    "/jobs?pay=20&per=hour&remote=yes&days=7",
    "/jobs?pay=99&per=hour",  # none
    "/jobs?q=zzz",  # none
    "/jobs/feed.rss?q=early",
)


def _text(chance: random.Random) -> str:
    # Few words are everywhere, most are rare, as in any language.
    common = ("early", "shift", "team", "night", "bread", "care", "drive", "clean", "build", "serve")
    return " ".join([*chance.sample(common, 3), *(f"word{int(chance.paretovariate(0.6))}" for _ in range(12)),
                     f"rare{chance.randrange(20_000)}"])  # fmt: skip


class Marked(NamedTuple):
    """What the marks of a job are made of."""

    kind: str
    is_remote: bool
    pay_from: int
    pay_per: str
    currency: str
    hours_to: int | None
    text: str


def _found_by(text: str, marked: Marked) -> list[bytes]:
    return [word.encode() for word in words(text)] + marks_of(marked)


def _jobs(chance: random.Random, count: int, made: list[int]) -> Iterator[tuple[tuple[object, ...], list[bytes]]]:
    trades = rows("SELECT id, en, it FROM term WHERE kind = 'occupation' AND shipped ORDER BY id")
    places = rows("SELECT id, en, it FROM term WHERE kind = 'place' AND shipped ORDER BY id")
    now = clock.now()
    for number in range(count):
        trade, place, pay = chance.choice(trades), chance.choice(places), chance.choice(PAID)
        low, is_remote = chance.randrange(*pay[:2]), chance.random() < 0.05
        published = now - timedelta(minutes=(count - number) / 3)
        kind, title, text = chance.choice(KINDS), f"{trade.en} {number}", _text(chance)
        until = now + (LIVE if chance.random() < 0.8 else OVER)
        at = [clock.microseconds(moment) for moment in (published, published, published, until)]
        where = (None, True) if is_remote else (place.id, False)
        told = (kind, low, low + 300, pay[2], "EUR", text, "", "", "", fold(text), "live", "", "")
        columns = (new_key(), chance.choice(made), title, trade.id, *where, *told, *at)
        found = f"{title} {text} {trade.it} {place.en} {place.it}"
        yield columns, _found_by(found, Marked(kind, is_remote, low, pay[2], "EUR", None, text))


@write
def _organisations() -> list[int]:
    now = clock.now()
    usual = {"kind": "company", "about": "", "state": "verified", "made_at": now, "decided_at": now}
    names = [f"House {number}" for number in range(ORGANISATIONS)]
    return [
        Organisation.create(name=name, folded=fold(name), workplace=find_or_add(Kind.WORKPLACE, name).id, **usual).id
        for name in names
    ]


@write
def _keep(some: list[tuple[tuple[object, ...], list[bytes]]]) -> None:
    first = row("SELECT COALESCE(max(id), 0) AS id FROM job").id
    insert(f"job ({COLUMNS})", [columns for columns, _ in some])
    ids = [one.id for one in rows("SELECT id FROM job WHERE id > ? ORDER BY id", first)]
    insert("job_word (job_id, word)", [(id, word) for id, (_, found) in zip(ids, some, strict=True) for word in found])
    chosen = [id for id in ids if id % 3]
    insert("need (job_id, position, text, is_must)", [(id, 0, "You have done this before", True) for id in chosen])


@write
def _settle() -> None:
    execute("ANALYZE")


def fill(instance: Path, url: str, count: int) -> str:
    """Writes the jobs and gives the key of one in their middle."""
    connect(url)
    migrate(instance)
    chance, made, some = random.Random(7), _organisations(), []
    for one in _jobs(chance, count, made):
        some.append(one)
        if len(some) == AT_ONCE:
            _keep(some)
            some = []
    if some:
        _keep(some)
    _settle()
    found = row("SELECT key FROM job WHERE valid_until > ? ORDER BY id LIMIT 1 OFFSET ?", clock.microseconds(clock.now()), count // 3)  # fmt: skip
    database.close()
    return str(found.key)


def main() -> None:
    """Prints the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--jobs", type=int, default=100_000)
    options.add_argument("--seconds", type=int, default=3, help="of load for each page")
    given = options.parse_args()
    with folder() as instance:
        begun = time.perf_counter()
        given_url = os.environ.get("DATABASE_URL")
        key = fill(instance, given_url or f"sqlite:///{instance / 'mentorship.db'}", given.jobs)
        print(f"{given.jobs} jobs written in {time.perf_counter() - begun:.0f} s; {os.cpu_count()} processors shared with the "
              f"client ({'wrk' if shutil.which('wrk') else 'threads'}), {CONNECTIONS} connections, {given.seconds} s each")  # fmt: skip
        more = {"DATABASE_URL": given_url} if given_url else {}
        with running(instance, **more) as server:
            print(HEAD)
            visitor, counter = server.visitor(), Counter(server, **more)
            for path in (*SEARCHES, f"/jobs/{key}"):
                print(measure(server, path, visitor, counter, given.seconds), flush=True)


if __name__ == "__main__":
    main()
