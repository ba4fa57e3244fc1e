"""Who works at an organisation: what people state on their own profiles, as far as they let somebody see it."""

from typing import Any

from mentorship.database import row, rows, write
from mentorship.people import facts
from mentorship.people.section import Section
from mentorship.privacy.audience import seen
from mentorship.privacy.portrait import photo_seen
from mentorship.ties.relation import ME, Relation, Viewer, me, relation_to

SHOWN = 30

_NOW = f"f.section = '{Section.WORK}' AND f.year_to IS NULL"
# The term of the organisation is the only value after those of ME.
THERE = f"""WITH {ME}, there AS MATERIALIZED (
 SELECT DISTINCT p.id, p.handle, p.name, p.search_name, {relation_to("p")} AS flags FROM me CROSS JOIN fact f JOIN person p ON p.id = f.person_id
 WHERE f.term_id = ? AND {_NOW})
SELECT p.id, p.handle, p.name, {photo_seen("p.id", "p.flags")} AS photo FROM there p
LEFT JOIN sharing s ON s.owner_id = p.id AND s.section = '{Section.WORK}'
WHERE (p.flags & {int(Relation.MEMBER)}) <> 0 AND {seen("s.audience", "p.flags")} ORDER BY p.search_name, p.handle LIMIT {SHOWN + 1}"""
MINE = f"SELECT 1 AS x FROM fact f WHERE f.person_id = ? AND f.term_id = ? AND {_NOW}"


def people(viewer: Viewer, workplace_id: int) -> tuple[list[Any], bool]:
    """Up to thirty people who state that they work there now, by name, as far as the viewer may see that; and whether
    there are more. For members only: to the web nobody is named here."""
    found = rows(THERE, *me(viewer), workplace_id) if viewer.base & Relation.MEMBER else []
    return found[:SHOWN], len(found) > SHOWN


def is_mine(person_id: int, workplace_id: int) -> bool:
    """Whether somebody states that they work there now."""
    return row(MINE, person_id, workplace_id) is not None


@write
def state(person_id: int, workplace_id: int) -> None:
    """States on somebody's profile that they work there; twice is once. Raises Invalid("term") if they have stated as
    much as a profile holds."""
    if is_mine(person_id, workplace_id):
        return
    (term,) = rows("SELECT en FROM term WHERE id = ?", workplace_id)
    facts.state(person_id, Section.WORK, term.en)
