"""The vocabulary: terms that many people share, found under any of their spellings in both languages."""

import csv
import hashlib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from peewee import BooleanField, CharField, Check, ForeignKeyField

from mentorship.database import Table, execute, marks, row, rows, write
from mentorship.text import fold, line

TERM_LIMIT = 80
SHIPPED = Path(__file__).parent / "shipped"


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


FILES = {
    "occupations.csv": Kind.OCCUPATION,
    "topics.csv": Kind.TOPIC,
    "places.csv": Kind.PLACE,
    "languages.csv": Kind.LANGUAGE,
    "fields.csv": Kind.FIELD,
    "experiences.csv": Kind.EXPERIENCE,
}


class TermName(NamedTuple):
    """A term's name in both languages."""

    en: str
    it: str


class Term(Table):
    """One entry. A `shipped` one has a checked name in both languages; others are as members typed them."""

    kind = CharField(max_length=12)
    en = CharField(max_length=TERM_LIMIT)
    it = CharField(max_length=TERM_LIMIT)
    code = CharField(max_length=12, default="")  # ISCO-08 unit group, country, language code, or a topic's area
    shipped = BooleanField(default=False)

    class Meta:
        indexes = ((("kind", "shipped"), False),)


class Spelling(Table):
    """One folded way to write a term; unique in its kind, so that a term is never there twice."""

    term = ForeignKeyField(Term, on_delete="CASCADE")
    kind = CharField(max_length=12)
    folded = CharField(max_length=TERM_LIMIT * 2)

    class Meta:
        indexes = ((("kind", "folded"), True),)


class Shipment(Table):
    """Which version of a shipped file the vocabulary holds."""

    name = CharField(max_length=40, unique=True)
    digest = CharField(max_length=64)

    class Meta:
        constraints = [Check("length(digest) = 64", name="shipment_digest")]


class Found(NamedTuple):
    """A term as stated: `written` keeps the member's own spelling until a shipped name exists."""

    id: int
    written: str | None
    code: str


def folded_term(name: str) -> str:
    """The spelling as terms are compared; letters that fold into many are cut where the column ends."""
    return (fold(name) or name)[: TERM_LIMIT * 2]


@write
def find_or_add(kind: Kind, typed: str, field: str = "term") -> Found:
    """The term under this spelling, added if it is new; raises Invalid(field) for empty or long text."""
    name = line(field, typed, TERM_LIMIT)
    folded = folded_term(name)
    found = row(
        "SELECT t.id, t.shipped, t.code FROM spelling s JOIN term t ON t.id = s.term_id WHERE s.kind = ? AND s.folded = ?",
        kind,
        folded,
    )
    if found:
        return Found(found.id, None if found.shipped else name, found.code)
    term = Term.create(kind=kind, en=name, it=name)
    Spelling.create(term=term.id, kind=kind, folded=folded)
    return Found(term.id, name, "")


@write
def ship() -> int:
    """Brings the vocabulary up to the shipped files; returns how many files had changed. Safe to repeat."""
    changed = 0
    for name, kind in FILES.items():
        content = (SHIPPED / name).read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        if Shipment.get_or_none(name=name, digest=digest) is None:
            for entry in csv.DictReader(content.decode("utf-8").splitlines()):
                _ship_term(kind, entry)
            execute("DELETE FROM shipment WHERE name = ?", name)
            Shipment.create(name=name, digest=digest)
            changed += 1
    return changed


def _ship_term(kind: Kind, entry: dict[str, str]) -> None:
    spellings = list(dict.fromkeys(_spellings(entry)))
    known = _meant_by(kind, entry, spellings)
    code = next(value for column, value in entry.items() if column in ("isco", "group", "country", "code"))
    names = {"en": entry["en"], "it": entry["it"], "code": code, "shipped": True}
    if known:
        Term.update(**names).where(Term.id == known).execute()
    term_id = known or Term.create(kind=kind, **names).id
    for folded in spellings:
        execute(
            "INSERT INTO spelling (term_id, kind, folded) VALUES (?, ?, ?) ON CONFLICT (kind, folded) DO NOTHING",
            term_id,
            kind,
            folded,
        )


def _meant_by(kind: Kind, entry: dict[str, str], spellings: list[str]) -> int | None:
    found = rows(
        "SELECT s.term_id, s.folded, t.shipped FROM spelling s JOIN term t ON t.id = s.term_id "
        f"WHERE s.kind = ? AND s.folded IN ({marks(spellings)})",
        kind,
        *spellings,
    )
    # A main name may have changed in one language; a further spelling of another shipped term stays with that one.
    main = (folded_term(entry["en"]), folded_term(entry["it"]))
    same = [one for one in found if one.folded in main or not one.shipped]
    return min(same, key=lambda one: spellings.index(one.folded)).term_id if same else None


def _spellings(entry: dict[str, str]) -> Iterator[str]:
    yield from (folded_term(entry["en"]), folded_term(entry["it"]))
    yield from (folded_term(also) for also in entry["also"].split("|") if also.strip())
