"""An entry of a list from outside, as it is read and before it becomes a term."""

from dataclasses import dataclass
from typing import NamedTuple

from mentorship.errors import DomainError
from mentorship.people.vocabulary.spots import Point
from mentorship.people.vocabulary.term import OFFICIAL_LIMIT, Kind, TermName
from mentorship.text import line


class Bad(ValueError):
    """Why a line of a list cannot be taken, in a few words that follow its number."""


class BadLine(NamedTuple):
    """A line that was left out: its number in the file, and why."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One term of a list. `names` are tried in this order; `identity` is a spelling that only this entry has.

    `also` are folded spellings by which it is found too. `takes_first` is whether the first name is its own even if
    nobody has it yet; `country` limits whom it can be the same as;
    `point` is where a place lies. Without names it only brings the Italian name `it`.
    """

    line: int
    kind: Kind
    names: tuple[TermName, ...] = ()
    it: str = ""
    identity: str = ""
    also: tuple[str, ...] = ()
    code: str = ""
    weight: int = 0
    country: str = ""
    takes_first: bool = True
    point: Point | None = None


def tidy_name(text: str) -> str:
    """A name as a term can have it; raises Bad."""
    try:
        return line("name", text, OFFICIAL_LIMIT)
    except DomainError as refused:
        raise Bad(
            f"has a name of more than {OFFICIAL_LIMIT} characters: {text[:60]}…" if refused.values else "has no name"
        ) from None
