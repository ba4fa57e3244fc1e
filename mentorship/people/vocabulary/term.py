"""A term, its spellings, and where words begin in them."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from peewee import BlobField, BooleanField, CharField, ForeignKeyField, IntegerField, SmallIntegerField

from mentorship.database import Table, execute, marks, row, rows, write
from mentorship.text import fold, line

T = TypeVar("T")

TERM_LIMIT = 80  # as members write them
OFFICIAL_LIMIT = 120  # as official lists do
OTHER_SPELLING = 2
MOST_WORDS = 12
AT_ONCE = 2000  # values in one statement


class Kind(StrEnum):
    """What a term names."""

    OCCUPATION = "occupation"
    TOPIC = "topic"
    PLACE = "place"
    LANGUAGE = "language"
    SCHOOL = "school"
    WORKPLACE = "workplace"
    FIELD = "field"
    EXPERIENCE = "experience"


class TermName(NamedTuple):
    """A term's name in both languages."""

    en: str
    it: str


class Term(Table):
    """One entry. A `shipped` one has a checked name in both languages; others are as members typed them."""

    kind = CharField(max_length=12)
    en = CharField(max_length=OFFICIAL_LIMIT)
    it = CharField(max_length=OFFICIAL_LIMIT)
    code = CharField(max_length=12, default="")  # ISCO-08 group, country or region, language code, or a topic's area
    weight = IntegerField(default=0)  # how many people live there: the larger is offered first
    shipped = BooleanField(default=False)
    kept = BooleanField(default=False)  # an admin has named it: lists leave its names alone

    class Meta:
        indexes = ((("kind", "shipped"), False),)


class Spelling(Table):
    """One folded way to write a term; unique in its kind, so that a term is never there twice."""

    term = ForeignKeyField(Term, on_delete="CASCADE")
    kind = CharField(max_length=12)
    folded = CharField(max_length=TERM_LIMIT * 2)

    class Meta:
        indexes = ((("kind", "folded"), True),)


class Beginning(Table):
    """A spelling from the beginning of one of its words on, so that an index finds what begins as somebody types.

    As bytes, since engines order text each in their own way. `place` is 0 where a name of the term begins, 1 at its
    further words, and 2 and 3 for the same of other spellings.
    """

    term = ForeignKeyField(Term, on_delete="CASCADE")
    kind = CharField(max_length=12)
    tail = BlobField()
    place = SmallIntegerField()

    class Meta:
        indexes = ((("kind", "tail", "place", "term"), True),)


# SQL for the rows of `beginning w` that begin like something: its two values are given by `between`.
BEGINS = "w.tail >= ? AND w.tail < ?"


def between(start: str) -> tuple[bytes, bytes]:
    """The two ends of everything that begins so: no letter has a byte as high as the last one."""
    return start.encode(), start.encode() + b"\xff"


class Found(NamedTuple):
    """A term as stated: `written` keeps the member's own spelling until a shipped name exists."""

    id: int
    written: str | None
    code: str


@lru_cache(4096)
def folded_term(name: str) -> str:
    """The spelling as terms are compared; letters that fold into many are cut where the column ends."""
    return (fold(name) or name)[: TERM_LIMIT * 2]


@write
def find_or_add(kind: Kind, typed: str, field: str = "term") -> Found:
    """The term under this spelling, added if it is new; raises Invalid(field) for empty or long text."""
    folded = folded_term(line(field, typed, OFFICIAL_LIMIT if len(typed) <= OFFICIAL_LIMIT else TERM_LIMIT))
    found = row(
        "SELECT t.id, t.shipped, t.code FROM spelling s JOIN term t ON t.id = s.term_id WHERE s.kind = ? AND s.folded = ?",
        kind,
        folded,
    )
    if found and found.shipped:
        return Found(found.id, None, found.code)
    name = line(field, typed, TERM_LIMIT)
    if found:
        return Found(found.id, name, found.code)
    term = Term.create(kind=kind, en=name, it=name)
    spell(kind, [(term.id, folded)])
    return Found(term.id, name, "")


def spell(kind: Kind, spellings: Iterable[tuple[int, str]], *, are_names: bool = True) -> None:
    """Adds folded spellings to terms of this kind, to be found by each of their words; those taken already are left."""
    wanted = list(spellings)
    spell_hidden(kind, wanted)
    owners = owners_of(kind, [folded for _, folded in wanted])
    own = [(id, folded) for id, folded in wanted if owners[folded].id == id]
    first = 0 if are_names else OTHER_SPELLING
    begins = [(id, kind, tail, first + min(word, 1)) for id, folded in own for word, tail in enumerate(_tails(folded))]
    insert("beginning (term_id, kind, tail, place)", begins)


def spell_hidden(kind: Kind, spellings: Iterable[tuple[int, str]]) -> None:
    """The same for spellings that are known when written whole, but never offered."""
    insert("spelling (term_id, kind, folded)", [(id, kind, folded) for id, folded in spellings])


def owners_of(kind: Kind, spellings: list[str]) -> dict[str, Any]:
    """The term (id, en, it, code, weight, shipped, kept) that each of these folded spellings leads to, if any."""
    found = [
        one
        for some in parts(spellings, AT_ONCE)
        for one in rows(
            "SELECT s.folded, t.id, t.en, t.it, t.code, t.weight, t.shipped, t.kept FROM spelling s JOIN term t ON t.id = s.term_id "
            f"WHERE s.kind = ? AND s.folded IN ({marks(some)})",
            kind,
            *some,
        )
    ]
    return {one.folded: one for one in found}


def insert(into: str, entries: Sequence[tuple[object, ...]]) -> None:
    """Inserts many rows into `table (columns)` inside a write; those that break a unique index are left out."""
    for some in parts(entries, AT_ONCE // len(entries[0]) if entries else 1):
        each = f"({marks(some[0])})"
        values = [value for one in some for value in one]
        execute(f"INSERT INTO {into} VALUES {', '.join([each] * len(some))} ON CONFLICT DO NOTHING", *values)


def parts(all: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """The same in pieces of at most this size."""
    for at in range(0, len(all), size):
        yield all[at : at + size]


def _tails(folded: str) -> Iterator[bytes]:
    words = folded.split(" ")[:MOST_WORDS]
    for place in range(len(words)):
        yield folded.split(" ", place)[place].encode()
