"""The terms that come with the programme: brought up to date at start, without losing what people stated."""

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path

from peewee import CharField, Check

from mentorship.database import Table, execute, marks, row, rows, write
from mentorship.people.vocabulary.holding import renamed
from mentorship.people.vocabulary.spots import Point, keep
from mentorship.people.vocabulary.term import Kind, Term, folded_term, spell

SHIPPED = Path(__file__).parent.parent / "shipped"
FILES = {
    "occupations.csv": Kind.OCCUPATION,
    "topics.csv": Kind.TOPIC,
    "places.csv": Kind.PLACE,
    "languages.csv": Kind.LANGUAGE,
    "fields.csv": Kind.FIELD,
    "experiences.csv": Kind.EXPERIENCE,
}

_OTHER_NAMES = "SELECT 1 AS x FROM term WHERE id = ? AND NOT kept AND (en <> ? OR it <> ? OR NOT shipped)"


class Shipment(Table):
    """Which version of a shipped file the vocabulary holds."""

    name = CharField(max_length=40, unique=True)
    digest = CharField(max_length=64)

    class Meta:
        constraints = [Check("length(digest) = 64", name="shipment_digest")]


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
    columns = {"en": entry["en"], "it": entry["it"], "code": code, "shipped": True}
    if known:
        is_other = row(_OTHER_NAMES, known, entry["en"], entry["it"])
        Term.update(**columns).where(Term.id == known, ~Term.kept).execute()
        if is_other:
            renamed(known)
    term_id = known or Term.create(kind=kind, **columns).id
    point = Point.of(entry.get("latitude", ""), entry.get("longitude", ""))
    if point:
        keep([(term_id, point)])
    names = {folded_term(entry["en"]), folded_term(entry["it"])}
    spell(kind, [(term_id, folded) for folded in spellings if folded in names])
    spell(kind, [(term_id, folded) for folded in spellings if folded not in names], are_names=False)


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
