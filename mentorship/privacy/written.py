"""Which sections of a person hold anything at all, as far as they themselves can know."""

from mentorship.database import rows
from mentorship.people.section import Section
from mentorship.ties.relation import ME, Viewer, me, relation_to


def _tied(table: str, one: str, other: str, while_it_lasts: str = "") -> str:
    """SQL that is true if there is such a tie to somebody who exists for me."""
    return f"""EXISTS (SELECT 1 FROM {table} t JOIN person p ON p.id = t.{other}
 WHERE t.{one} = me.id {while_it_lasts} AND {relation_to("p")} <> 0)"""


# People who ended a friendship are no longer listed; who was once a mentor or mentee still is.
_LASTS = "AND t.ended_at IS NULL"
_FRIENDS = f"{_tied('friendship', 'low_id', 'high_id', _LASTS)} OR {_tied('friendship', 'high_id', 'low_id', _LASTS)}"
_LINEAGE = f"{_tied('mentorship', 'mentor_id', 'mentee_id')} OR {_tied('mentorship', 'mentee_id', 'mentor_id')}"
_WRITTEN = f"""WITH {ME} SELECT DISTINCT section FROM fact, me WHERE person_id = me.id
UNION ALL SELECT section FROM passage, me WHERE person_id = me.id
UNION ALL SELECT '{Section.PHOTO}' FROM photo, me WHERE person_id = me.id
UNION ALL SELECT '{Section.FRIENDS}' FROM me WHERE {_FRIENDS}
UNION ALL SELECT '{Section.LINEAGE}' FROM me WHERE {_LINEAGE}"""


def written(owner_id: int) -> frozenset[Section]:
    """The sections in which this person has stated, written, shown or tied something (one statement)."""
    found = {Section(one.section) for one in rows(_WRITTEN, *me(Viewer.member(owner_id)))}
    # Friends that somebody shares with me are friends of mine.
    return frozenset(found | {Section.MUTUAL} if Section.FRIENDS in found else found)
