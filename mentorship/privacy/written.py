"""Which sections of a person hold anything at all."""

from mentorship.database import rows
from mentorship.people.section import Section

# People who ended a friendship are no longer listed; who was once a mentor or mentee still is.
_WRITTEN = f"""SELECT DISTINCT section FROM fact WHERE person_id = ?
UNION ALL SELECT section FROM passage WHERE person_id = ?
UNION ALL SELECT '{Section.PHOTO}' FROM photo WHERE person_id = ?
UNION ALL SELECT '{Section.FRIENDS}' WHERE EXISTS
 (SELECT 1 FROM friendship WHERE ended_at IS NULL AND low_id = ?)
 OR EXISTS (SELECT 1 FROM friendship WHERE ended_at IS NULL AND high_id = ?)
UNION ALL SELECT '{Section.LINEAGE}' WHERE EXISTS (SELECT 1 FROM mentorship WHERE mentor_id = ?)
 OR EXISTS (SELECT 1 FROM mentorship WHERE mentee_id = ?)"""


def written(owner_id: int) -> frozenset[Section]:
    """The sections in which this person has stated, written, shown or tied something (one statement)."""
    found = {Section(one.section) for one in rows(_WRITTEN, *[owner_id] * 7)}
    # Friends that somebody shares with me are friends of mine.
    return frozenset(found | {Section.MUTUAL} if Section.FRIENDS in found else found)
