"""A job of a file from outside, as it is read and before anything of it is kept."""

from dataclasses import dataclass, field
from typing import NamedTuple

from mentorship.work.job.typed import Typed

MOST_ENTRIES = 10_000


class UnreadableFile(ValueError):
    """A file of which nothing can be taken; the message says what to do."""


class Incoming(NamedTuple):
    """One job: where it stands in the file, the name of its organisation ("" if the file does not say), and what would
    have been typed."""

    number: int
    organisation: str
    typed: Typed


class BadEntry(NamedTuple):
    """What is wrong with one of them."""

    number: int
    reason: str


@dataclass
class Contents:
    """What a file holds: its jobs, what cannot be read, and how many other things. `unit` is what its numbers count."""

    unit: str
    jobs: list[Incoming] = field(default_factory=list)
    bad: list[BadEntry] = field(default_factory=list)
    passed_over: int = 0
