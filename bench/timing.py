"""Whether the time an answer takes tells what the answer does not: who has an account, and who has blocked whom.

Two kinds of tries that must look the same are made in turn, in random order, against a server of our own: signing in,
asking for a new password and joining, each with an address that has an account and with one that has none; and the page
of somebody who blocked the visitor, somebody suspended, and nobody at all.
"""

import argparse
import itertools
import random
import statistics
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.members import PASSWORD, connect, member
from bench.server import folder, running
from bench.visitor import Answer, Visitor
from mentorship.database import database, execute, new_key, write
from mentorship.migrations import migrate
from mentorship.ties.block import block

WARM_UP = 20
MOST_MILLISECONDS, MOST_AUC = 2.0, 0.55
SETTINGS = {
    # Letters are written and never leave; each try comes from another address of the net, as a patient spy's would.
    "MENTORSHIP_MAIL_SERVER": "127.0.0.1",
    "MENTORSHIP_MAIL_FROM": "place@example.org",
    "MENTORSHIP_PUBLIC_URL": "http://127.0.0.1",
    "MENTORSHIP_CHORES": "timer",
    "MENTORSHIP_PROXIES": "1",
}
MADE_UP = {"name": "Nobody Yet", "password": "three loud green boats", "purpose": "look", "adult": "y", "rules": "y"}

Try = Callable[[], Answer]


@dataclass(frozen=True)
class Pair:
    """Two kinds of tries that must not be told apart."""

    what: str
    one: Try
    other: Try


def difference(one: list[float], other: list[float]) -> float:
    """How far the medians lie apart, in milliseconds."""
    return abs(statistics.median(one) - statistics.median(other)) * 1000


def auc(one: list[float], other: list[float]) -> float:
    """How often a spy who may compare two times says rightly which is which: 0.5 is guessing, 1 is always.

    The area under the ROC curve, by ranks (Mann and Whitney 1947).
    """
    ordered = sorted([*((seconds, True) for seconds in one), *((seconds, False) for seconds in other)])
    rank, total = 0, 0.0
    for _seconds, alike in itertools.groupby(ordered, key=lambda tried: tried[0]):
        same = list(alike)
        middle = rank + (len(same) + 1) / 2
        total += middle * sum(is_one for _, is_one in same)
        rank += len(same)
    area = (total - len(one) * (len(one) + 1) / 2) / (len(one) * len(other))
    return max(area, 1 - area)


def measure(pair: Pair, tries: int) -> tuple[list[float], list[float]]:
    """Seconds of each try of both kinds; raises AssertionError if the answers themselves differ."""
    times: tuple[list[float], list[float]] = [], []
    statuses: tuple[set[int], set[int]] = set(), set()
    for number in range(tries + WARM_UP):
        for side in random.sample((0, 1), 2):
            answer = (pair.one, pair.other)[side]()
            statuses[side].add(answer.status)
            if number >= WARM_UP:
                times[side].append(answer.seconds)
    if statuses[0] != statuses[1] or len(statuses[0]) != 1:
        raise AssertionError(f"{pair.what}: {statuses}")
    return times


class Spy:
    """Somebody who tries addresses and handles, and looks at the clock."""

    def __init__(self, url: str) -> None:
        self.url, self.calls = url, itertools.count()

    def _from_elsewhere(self, visitor: Visitor) -> Visitor:
        number = next(self.calls)
        visitor.more["X-Forwarded-For"] = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        return visitor

    def form(self, path: str, **values: str) -> Callable[[str], Answer]:
        """What sends the form of this page for an address."""
        visitor = Visitor(self.url)
        form, cookies = visitor.get(path).form(path), dict(visitor.cookies)

        def send(address: str) -> Answer:
            # Each time as somebody who has just opened the page: what answers say is not gathered.
            visitor.cookies = dict(cookies)
            return self._from_elsewhere(visitor).post(form, email=address, **values)

        return send

    def page(self, visitor: Visitor, handle: str) -> Try:
        """What opens somebody's page."""
        return lambda: self._from_elsewhere(visitor).get(f"/people/{handle}")


def _pairs(spy: Spy, known: list[str], reader: str, blocker: str, suspended: str) -> Iterator[Pair]:
    numbers = itertools.count()

    def both(what: str, ask: Callable[[str], Answer]) -> Pair:
        there = itertools.cycle(known)
        return Pair(what, lambda: ask(next(there)), lambda: ask(f"nobody-{next(numbers)}@example.org"))

    # One after the other: a connection that nobody uses is closed.
    yield both("sign-in, an account or none", spy.form("/sign-in", password="not the password"))
    yield both("new password, an account or none", spy.form("/reset"))
    yield both("joining, an account or none", spy.form("/sign-up", **MADE_UP))
    visitor = Visitor(spy.url).sign_in(reader, PASSWORD)
    nobody = spy.page(visitor, new_key())
    yield Pair("page of who blocked me, or of nobody", spy.page(visitor, blocker), nobody)
    yield Pair("page of somebody suspended, or of nobody", spy.page(visitor, suspended), nobody)


@write
def _suspend(person_id: int) -> None:
    execute("UPDATE person SET state = 'suspended' WHERE id = ?", person_id)


def fill(instance: Path, count: int) -> tuple[list[str], str, str, str]:
    """People with accounts (their addresses), one who reads (address), one who blocked them and one suspended (handles)."""
    connect(f"sqlite:///{instance / 'mentorship.db'}")
    migrate(instance)
    database.execute_sql("PRAGMA synchronous = off")
    known = [str(member(f"Member {number}").email) for number in range(count)]
    reader, blocker, gone = member("Reader"), member("Blocker"), member("Gone")
    block(blocker.id, reader.id)
    _suspend(gone.id)
    database.close()
    return known, str(reader.email), blocker.handle, gone.handle


def main() -> None:
    """Prints the figures of each pair; ends with 1 if one of them can be told apart."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=1000)
    tries = parser.parse_args().tries
    told = False
    with folder() as instance:
        people = fill(instance, tries + WARM_UP)
        with running(instance, **SETTINGS) as server:
            print(f"{'':42} median ms: one  other  apart    AUC")
            for pair in _pairs(Spy(server.url), *people):
                one, other = measure(pair, tries)
                apart, area = difference(one, other), auc(one, other)
                is_well = apart <= MOST_MILLISECONDS or area <= MOST_AUC
                told = told or not is_well
                medians = [statistics.median(times) * 1000 for times in (one, other)]
                verdict = "well" if is_well else "NOT WELL"
                print(f"{pair.what:42} {medians[0]:14.2f} {medians[1]:6.2f} {apart:6.2f} {area:6.3f}  {verdict}")
    sys.exit(told)


if __name__ == "__main__":
    main()
