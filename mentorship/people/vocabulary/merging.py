"""Naming a term for everybody, and making two terms one: everything of the one moves to the other, at once."""

from typing import Any

from mentorship.database import execute, write
from mentorship.errors import N_, Invalid
from mentorship.people.vocabulary.holding import move, renamed
from mentorship.people.vocabulary.term import (
    OFFICIAL_LIMIT,
    OTHER_SPELLING,
    Kind,
    TermName,
    folded_term,
    owners_of,
    spell,
)
from mentorship.text import line

THERE_ALREADY = N_("There is “%(name)s” already. Make the two one instead.")

_HISTORY = "section IN ('work', 'education')"
_SAME_STAY = " AND ".join(
    f"COALESCE(e.{column}, 0) = COALESCE(fact.{column}, 0)" for column in ("focus_id", "year_from", "year_to")
)


@write
def merge(source: int, target: int) -> None:
    """Moves the facts, all else that holds it, and the spellings of `source` to `target` and removes it.

    Who states both keeps one of them, that of the target; stays at one place in other years stay.
    """
    execute("UPDATE fact SET focus_id = ? WHERE focus_id = ?", target, source)
    execute(
        f"DELETE FROM fact WHERE term_id = ? AND NOT {_HISTORY} AND EXISTS (SELECT 1 FROM fact e WHERE e.term_id = ? "
        "AND e.person_id = fact.person_id AND e.section = fact.section AND e.area = fact.area)",
        source,
        target,
    )
    execute("UPDATE fact SET term_id = ? WHERE term_id = ?", target, source)
    execute(
        f"DELETE FROM fact WHERE {_HISTORY} AND (term_id = ? OR focus_id = ?) AND EXISTS (SELECT 1 FROM fact e "
        "WHERE e.person_id = fact.person_id AND e.section = fact.section AND e.term_id = fact.term_id "
        f"AND e.id < fact.id AND {_SAME_STAY})",
        target,
        target,
    )
    move(source, target)
    # Where the one lies the other does too, unless that is known already.
    execute(
        "UPDATE spot SET term_id = ? WHERE term_id = ? AND NOT EXISTS (SELECT 1 FROM spot known WHERE known.term_id = ?)",
        target,
        source,
        target,
    )
    _move_spellings(source, target)
    execute("DELETE FROM term WHERE id = ?", source)
    renamed(target)


def _move_spellings(source: int, target: int) -> None:
    execute("UPDATE spelling SET term_id = ? WHERE term_id = ?", target, source)
    # What was a name of the one is another spelling of the other.
    execute(
        "INSERT INTO beginning (term_id, kind, tail, place) SELECT CAST(? AS BIGINT), kind, tail, CASE WHEN place < ? "
        "THEN place + ? ELSE place END FROM beginning WHERE term_id = ? ON CONFLICT DO NOTHING",
        target,
        OTHER_SPELLING,
        OTHER_SPELLING,
        source,
    )


@write
def unite(source: int, target: int) -> None:
    """Makes the first term one with the second, whose names stand for both; lists leave these names alone from now on."""
    merge(source, target)
    execute("UPDATE term SET kept = ? WHERE id = ?", True, target)


@write
def rename(term: Any, en: str, it: str) -> None:
    """Names a term (id, kind) for everybody in both languages; lists leave these names alone from now on.

    Raises Invalid with the field to mend. What only members wrote under these names becomes this term.
    """
    names = TermName(line("en", en, OFFICIAL_LIMIT), line("it", it, OFFICIAL_LIMIT))
    owners = owners_of(term.kind, [folded_term(name) for name in names])
    for field, name in zip(TermName._fields, names, strict=True):
        owner = owners.get(folded_term(name))
        if owner and owner.id != term.id and owner.shipped:
            raise Invalid(field, THERE_ALREADY, name=getattr(owner, field))
    for other in {owner.id for owner in owners.values() if owner.id != term.id}:
        merge(other, term.id)
    _name(term.id, term.kind, names)


def _name(id: int, kind: Kind, names: TermName) -> None:
    # Its names so far become other spellings, so that it is found as before.
    execute(
        "INSERT INTO beginning (term_id, kind, tail, place) SELECT term_id, kind, tail, place + ? FROM beginning "
        "WHERE term_id = ? AND place < ? ON CONFLICT DO NOTHING",
        OTHER_SPELLING,
        id,
        OTHER_SPELLING,
    )
    execute("DELETE FROM beginning WHERE term_id = ? AND place < ?", id, OTHER_SPELLING)
    spell(kind, [(id, folded_term(name)) for name in names])
    execute(
        "DELETE FROM beginning WHERE term_id = ? AND place >= ? AND EXISTS (SELECT 1 FROM beginning b "
        "WHERE b.term_id = beginning.term_id AND b.tail = beginning.tail AND b.place < ?)",
        id,
        OTHER_SPELLING,
        OTHER_SPELLING,
    )
    execute("UPDATE term SET en = ?, it = ?, shipped = ?, kept = ? WHERE id = ?", *names, True, True, id)
    renamed(id)
