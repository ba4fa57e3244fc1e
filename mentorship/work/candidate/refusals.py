"""The organisations for which somebody is not open to work: never shown there, whatever they opened."""

from collections.abc import Iterable, Sequence
from typing import Any

from mentorship.database import execute, marks, rows, write
from mentorship.errors import N_, Invalid
from mentorship.people.section import Section
from mentorship.text import fold, line
from mentorship.work.organisation.organisation import NAME_LIMIT, State

NO_SUCH = N_("There is no organisation of this name here. You find them all under “Organisations”.")

# Those I named, and those where I say that I work now.
_CHOICES = f"""SELECT o.id, o.key, o.name, CASE WHEN n.id IS NULL THEN 0 ELSE 1 END AS is_named FROM organisation o
LEFT JOIN not_for n ON n.organisation_id = o.id AND n.person_id = ?
WHERE o.state = '{State.VERIFIED}' AND (n.id IS NOT NULL OR o.workplace_id IN (SELECT f.term_id FROM fact f
 WHERE f.person_id = ? AND f.section = '{Section.WORK}' AND f.year_to IS NULL)) ORDER BY o.folded, o.id"""
_NAMED = f"SELECT id FROM organisation WHERE state = '{State.VERIFIED}' AND folded = ?"


def choices(person_id: int) -> list[Any]:
    """The organisations to choose from (key, name), and which of them are named already (`is_named`)."""
    return rows(_CHOICES, person_id, person_id)


def meant(person_id: int, keys: Sequence[str], other: str) -> list[int]:
    """The row numbers of the organisations with these keys and this name; raises Invalid("other") if none has it."""
    found = {one.id for one in choices(person_id) if one.key in keys}
    name = line("other", other, NAME_LIMIT, required=False)
    if name:
        named = rows(_NAMED, fold(name)[: NAME_LIMIT * 2])
        if not named:
            raise Invalid("other", NO_SUCH)
        found |= {one.id for one in named}
    return sorted(found)


@write
def keep(person_id: int, organisations: Iterable[int]) -> None:
    """Keeps exactly these; one that is not there for others now stays as it was named."""
    wanted = list(organisations)
    there = f"SELECT id FROM organisation WHERE state = '{State.VERIFIED}' AND id NOT IN ({marks(wanted or [0])})"
    execute(f"DELETE FROM not_for WHERE person_id = ? AND organisation_id IN ({there})", person_id, *(wanted or [0]))
    for one in wanted:
        execute("INSERT INTO not_for (person_id, organisation_id) VALUES (?, ?) ON CONFLICT DO NOTHING", person_id, one)
