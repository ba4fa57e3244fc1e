"""Taking lists from outside into the vocabulary: some entries at a time, so that the place goes on meanwhile."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import NamedTuple

from mentorship.database import rows, write
from mentorship.people.vocabulary.batch import Batch
from mentorship.people.vocabulary.entry import BadLine, Entry
from mentorship.people.vocabulary.lists import Source
from mentorship.people.vocabulary.term import folded_term, insert

NO_DIGEST = "0" * 64  # of a list that may come in several files
AT_ONCE = 500  # entries, which are some thousand rows
BREATH_SECONDS = 0.05  # between two writes, so that others who wait to write get their turn


class Outcome(NamedTuple):
    """What came of some entries: new terms, those with something new, those that were there already, words of members
    that were taken up, and Italian names of terms that are not there."""

    new: int = 0
    changed: int = 0
    known: int = 0
    joined: int = 0
    unknown: int = 0


@dataclass
class Import:
    """One import: hand it its own `batches` one after the other; `outcome` and `left` say what came of them so far."""

    entries: Sequence[Entry]
    source: Source | None = None
    outcome: Outcome = field(default_factory=Outcome)
    left: list[BadLine] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.entries = _unmistakable(self.entries)

    def batches(self) -> Iterator[Sequence[Entry]]:
        """The entries in parts, each of one kind and for one write."""
        for _kind, some in groupby(self.entries, key=lambda one: one.kind):
            all = list(some)
            for at in range(0, len(all), AT_ONCE):
                yield all[at : at + AT_ONCE]

    def take(self, entries: Sequence[Entry]) -> None:
        """Takes one part into the vocabulary; what is there already stays as it is."""
        done = _take(entries, self.source)
        self.left += done.left
        found = Outcome(done.new, done.changed, done.known, done.joined, done.unknown)
        self.outcome = Outcome(*(one + other for one, other in zip(self.outcome, found, strict=True)))
        time.sleep(BREATH_SECONDS)


def sources() -> list[Source]:
    """Whose lists the vocabulary holds something of; the shipped places lie where GeoNames says."""
    held = {one.name for one in rows("SELECT name FROM shipment")}
    return [source for source in Source if source in held or source == Source.GEONAMES]


@write
def _take(entries: Sequence[Entry], source: Source | None) -> Batch:
    batch = Batch(entries)
    batch.take()
    if source:
        insert("shipment (name, digest)", [(source, NO_DIGEST)])
    return batch


def _unmistakable(entries: Sequence[Entry]) -> list[Entry]:
    """The entries without those further spellings that would lead to several of them."""
    uses = Counter((one.kind, folded) for one in entries for folded in _spellings(one))
    return [replace(one, also=tuple(also for also in one.also if uses[one.kind, also] == 1)) for one in entries]


def _spellings(entry: Entry) -> set[str]:
    # A bare name stands for the places that go by a longer one, too.
    return {folded_term(name) for pair in entry.names for name in pair} | set(entry.also)
