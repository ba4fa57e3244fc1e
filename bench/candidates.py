"""Candidates for a job among many members, of whom one in twenty is open to work: the domain call, and the page."""

import argparse
import os
import random
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from bench.members import PASSWORD, connect, member
from bench.pages import HEAD, Counter, measure
from bench.server import folder, running
from mentorship import clock
from mentorship.database import database, execute, new_key, row, rows, write
from mentorship.migrations import migrate
from mentorship.people.section import Level, Section
from mentorship.people.vocabulary import Kind, find_or_add
from mentorship.people.vocabulary.term import insert, parts
from mentorship.privacy.audience import PRESETS, Preset
from mentorship.ties.friendship import befriend
from mentorship.ties.relation import viewer_of
from mentorship.work.candidate import candidates, eligible
from mentorship.work.job.job import Job, JobLanguage
from mentorship.work.organisation import standing
from mentorship.work.organisation.organisation import Colleague, Organisation

AT_ONCE = 5000
OPEN_SHARE, ANY_SHARE = 0.05, 0.1  # who is open to work; who of them wishes no kind of work above others
FRIENDS, COLLEAGUES, SCHOOLS = 150, 8, 400
PLACES, TRADES = 40, 120  # the towns around a place, and the kinds of work that people there do
SECRET = "a secret of this place"
TIMES = 300


def _terms(kind: Kind, most: int) -> list[int]:
    return [
        one.id
        for one in rows("SELECT id FROM term WHERE kind = ? AND shipped ORDER BY weight DESC, id LIMIT ?", kind, most)
    ]


def _columns() -> dict[str, object]:
    """The columns of a member as joining writes them."""
    return {
        name: value for name, value in row("SELECT * FROM person ORDER BY id LIMIT 1")._asdict().items() if name != "id"
    }


def _members(count: int) -> Iterator[dict[str, object]]:
    usual = _columns()
    for number in range(count):
        name = f"Member {number}"
        yield usual | {
            "handle": new_key(),
            "name": name,
            "search_name": name.lower(),
            "email": f"m{number}@example.org",
        }


@write
def _people(some: list[dict[str, object]]) -> None:
    insert(f"person ({', '.join(some[0])})", [tuple(one.values()) for one in some])


def _is_any(id: int) -> bool:
    return random.Random(id).random() < ANY_SHARE


Facts = list[tuple[object, ...]]


def _facts(chance: random.Random, ids: list[int], is_open: set[int]) -> Facts:
    trades, towns = _terms(Kind.OCCUPATION, TRADES), _terms(Kind.PLACE, PLACES)
    tongues = _terms(Kind.LANGUAGE, 12)
    schools = [find_or_add(Kind.SCHOOL, f"School {one}").id for one in range(SCHOOLS)]
    made: Facts = []
    for id in ids:
        made.append((new_key(), id, Section.OCCUPATION, chance.choice(trades), "", ""))
        made.append((new_key(), id, Section.PLACE, chance.choice(towns), "", ""))
        made.append((new_key(), id, Section.EDUCATION, chance.choice(schools), "", ""))
        made += [
            (new_key(), id, Section.LANGUAGES, one, "", chance.choice(list(Level))) for one in chance.sample(tongues, 2)
        ]
        if id in is_open and not _is_any(id):
            made += [(new_key(), id, Section.OPEN_WORK, one, "", "") for one in chance.sample(trades, 2)]
    return made


@write
def _state(ids: list[int], is_open: set[int], chance: random.Random) -> None:
    insert("fact (key, person_id, section, term_id, area, level)", _facts(chance, ids, is_open))
    usual = PRESETS[Preset.OPEN]  # all that a card can tell is open
    shared = [(id, section, int(audience)) for id in ids for section, audience in usual.items()]
    insert("sharing (owner_id, section, audience)", shared)
    now, until = clock.now(), clock.now() + timedelta(days=60)
    at = clock.microseconds(now), clock.microseconds(until)
    wishes = [(id, _is_any(id), True, "", "", *at) for id in ids if id in is_open]
    insert("open_to_work (person_id, is_any, to_employers, pay_per, currency, opened_at, until)", wishes)


@write
def _tie(chance: random.Random, ids: list[int], owner_id: int) -> None:
    now = clock.microseconds(clock.now())
    pairs = {tuple(sorted(chance.sample(ids, 2))) for _ in range(len(ids) * 3)}
    insert("friendship (low_id, high_id, since)", [(low, high, now) for low, high in pairs])
    for one in chance.sample(ids, FRIENDS):
        befriend(owner_id, one)


@write
def _job(owner_id: int, team: list[int]) -> str:
    now, trades, towns = clock.now(), _terms(Kind.OCCUPATION, TRADES), _terms(Kind.PLACE, PLACES)
    one = Organisation.create(name="House", folded="house", kind="company", about="", state="verified", made_at=now,
                              decided_at=now, workplace=find_or_add(Kind.WORKPLACE, "House").id)  # fmt: skip
    for id in (owner_id, *team):
        Colleague.create(
            organisation=one.id, person=id, role="owner" if id == owner_id else "representative", since=now
        )
    made = Job.create(organisation=one.id, title="Work", occupation=trades[0], place=towns[0], is_remote=False, kind="permanent",
                      pay_from=120_000, pay_to=160_000, pay_per="month", currency="EUR", text="Work.", folded="work", state="live",
                      made_at=now, changed_at=now, published_at=now, valid_until=now + timedelta(days=30))  # fmt: skip
    for term in _terms(Kind.LANGUAGE, 2):
        JobLanguage.create(job=made.id, term=term, level="basic")
    standing.settle([owner_id])
    return str(made.key)


@write
def _settle() -> None:
    execute("ANALYZE")


def fill(instance: Path, url: str, count: int) -> tuple[int, str]:
    """Writes the members and a job, and gives the owner's row number and the job's key."""
    connect(url)
    migrate(instance)
    chance, owner = random.Random(7), member("Owner")
    for some in parts(list(_members(count)), AT_ONCE):
        _people(list(some))
    ids = [one.id for one in rows("SELECT id FROM person WHERE id <> ? ORDER BY id", owner.id)]
    is_open = {id for id in ids if chance.random() < OPEN_SHARE}
    for some in parts(ids, AT_ONCE):
        _state(list(some), is_open, chance)
    _tie(chance, ids, owner.id)
    key = _job(owner.id, chance.sample(ids, COLLEAGUES))
    _settle()
    return owner.id, key


def percentiles(work: Callable[[], object]) -> str:
    """Median and 99th percentile of a call in milliseconds, and of the processor time it takes."""
    taken: list[float] = []
    worked: list[float] = []
    for _ in range(TIMES):
        begun, busy = time.perf_counter(), time.process_time()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
        worked.append((time.process_time() - busy) * 1000)
    return f"{_told(taken)}; processor {_told(worked)}"


def _told(taken: list[float]) -> str:
    return f"median {statistics.median(taken):.1f} ms, p99 {statistics.quantiles(taken, n=100)[98]:.1f} ms"


def main() -> None:
    """Prints the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--members", type=int, default=100_000)
    options.add_argument("--seconds", type=int, default=3, help="of load for the page")
    given = options.parse_args()
    with folder() as instance:
        begun, url = time.perf_counter(), os.environ.get("DATABASE_URL")
        owner_id, key = fill(instance, url or f"sqlite:///{instance / 'mentorship.db'}", given.members)
        print(f"{given.members} members written in {time.perf_counter() - begun:.0f} s")
        print(_called(owner_id, key))
        database.close()
        more = {"DATABASE_URL": url} if url else {}
        with running(instance, **more) as server:
            visitor = server.visitor().sign_in("owner@example.org", PASSWORD)
            print(HEAD)
            counter = Counter(server, visitor.cookie, **more)
            print(measure(server, f"/jobs/{key}/candidates", visitor, counter, given.seconds))


def _called(owner_id: int, key: str) -> str:
    looking, job = viewer_of(owner_id), candidates.job_of(owner_id, key)
    if looking is None:
        raise RuntimeError("the owner takes no part")
    found = eligible.found(looking, job)
    shared = sum(one.bits > 0 for one in found)
    spent = percentiles(lambda: candidates.shown(looking, job, SECRET))
    return f"{len(found)} candidates, {shared} with something in common; the domain call: {spent}"


if __name__ == "__main__":
    main()
