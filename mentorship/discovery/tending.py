"""What whoever tends the vocabulary sees of it: the terms, with how many people show each, and what a merge would do."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from mentorship.database import row, rows
from mentorship.errors import N_, Invalid, Missing
from mentorship.people.vocabulary import Kind, folded_term
from mentorship.people.vocabulary.term import BEGINS, OFFICIAL_LIMIT, between, owners_of
from mentorship.text import fold, line, tidy

PAGE = 50
MOST_SPELLINGS = 30

NO_SUCH_TERM = N_("There is no such term. Please choose one of the words that come up.")
THE_SAME = N_("That is this term itself. Please choose another.")


def _shown(term: str) -> str:
    """SQL for those who show this term to somebody: what people keep to themselves counts nowhere, not even here."""
    return f"""FROM fact f JOIN person p ON p.id = f.person_id JOIN sharing h ON h.owner_id = f.person_id AND h.section = f.section
 WHERE (f.term_id = {term} OR f.focus_id = {term}) AND p.state = 'active' AND h.audience <> 0"""


_IS_SHOWN = f"EXISTS (SELECT 1 {_shown('t.id')})"
_LISTED = f"(t.shipped OR {_IS_SHOWN})"
_COLUMNS = f"t.id, t.kind, t.en, t.it, t.shipped, (SELECT count(DISTINCT f.person_id) {_shown('t.id')}) AS people"
_TERM = f"SELECT {_COLUMNS} FROM term t WHERE t.id = ? AND {_LISTED}"
_WAITING = f"SELECT t.kind, count(*) AS n FROM term t WHERE NOT t.shipped AND {_IS_SHOWN} GROUP BY t.kind"
_BEYOND = "AND (t.shipped, t.en, t.id) > (SELECT a.shipped, a.en, a.id FROM term a WHERE a.id = ?)"
_LIKE = f"AND t.id IN (SELECT w.term_id FROM beginning w WHERE w.kind = ? AND {BEGINS})"
_PEOPLE = f"SELECT DISTINCT f.person_id AS id {_shown('CAST(? AS BIGINT)')}"
_EFFECT = f"""WITH a AS ({_PEOPLE}), b AS ({_PEOPLE})
SELECT (SELECT count(*) FROM a) AS people, (SELECT count(*) FROM a JOIN b ON b.id = a.id) AS of_both"""


class Effect(NamedTuple):
    """What making two terms one does: how many people show the one that goes, and how many of them show both."""

    people: int
    of_both: int


def waiting() -> dict[str, int]:
    """How many terms of members' own there are to look at, by what they name."""
    return {one.kind: one.n for one in rows(_WAITING)}


def listed(kind: Kind, typed: str, after: int = 0) -> tuple[Sequence[Any], bool]:
    """Up to fifty terms (id, kind, en, it, shipped, people) that begin like this, members' own first, after this one;
    and whether there are more."""
    start = fold(tidy(typed))
    values: list[object] = [kind]
    values += [kind, *between(start)] if start else []
    values += [after] if after else []
    found = rows(
        f"SELECT {_COLUMNS} FROM term t WHERE t.kind = ? {_LIKE if start else ''} {_BEYOND if after else ''} AND {_LISTED} "
        "ORDER BY t.shipped, t.en, t.id LIMIT ?",
        *values,
        PAGE + 1,
    )
    return found[:PAGE], len(found) > PAGE


def term(id: int) -> Any:
    """One of them; raises Missing."""
    found = row(_TERM, id)
    if found is None:
        raise Missing
    return found


def exists(id: int) -> bool:
    """Whether there is a term with this number: it may have become one with another."""
    return row("SELECT 1 AS x FROM term WHERE id = ?", id) is not None


def spellings(id: int) -> list[str]:
    """Some of the ways to write it."""
    found = rows("SELECT folded FROM spelling WHERE term_id = ? ORDER BY id LIMIT ?", id, MOST_SPELLINGS)
    return [one.folded for one in found]


def meant(kind: Kind, typed: str, by: int = 0) -> Any:
    """The term that goes by this name, other than number `by`; raises Invalid("into")."""
    folded = folded_term(line("into", typed, OFFICIAL_LIMIT))
    owner = owners_of(kind, [folded]).get(folded)
    found = row(_TERM, owner.id) if owner else None
    if found is None:
        raise Invalid("into", NO_SUCH_TERM)
    if found.id == by:
        raise Invalid("into", THE_SAME)
    return found


def effect(source: int, target: int) -> Effect:
    """What making the first one with the second would do."""
    found = row(_EFFECT, source, source, target, target)
    return Effect(found.people, found.of_both) if found else Effect(0, 0)
