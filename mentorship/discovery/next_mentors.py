"""Whom to ask next: mentors who could be asked now, the best fit first, only from what the viewer may see."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from mentorship import clock
from mentorship.database import marks, rows
from mentorship.discovery.dismissal import Lane
from mentorship.privacy.audience import seen
from mentorship.ties.capacity import HAS_PLACE
from mentorship.ties.relation import ME, Relation, Viewer, me, relation_to

# Somebody for the same part of life says more than a topic of the viewer's own profile.
AREA_POINTS, WISH_POINTS = 3, 2
NOT_AGAIN = timedelta(days=30)

_OFFERS = "(SELECT s.audience FROM sharing s WHERE s.owner_id = mentor.id AND s.section = 'offers')"
_ASKED = """SELECT 1 FROM request r WHERE r.kind = 'mentoring' AND (
  (r.sender_id = me.id AND r.recipient_id = mentor.id AND (r.state = 'open' OR (r.state IN ('declined', 'lapsed') AND r.settled_at > ?)))
  OR (r.sender_id = mentor.id AND r.recipient_id = me.id AND r.state = 'open' AND r.deadline > ?))"""

# MATERIALIZED keeps each relation asked once.
TO_ASK = f"""WITH {ME},
mentor AS MATERIALIZED (SELECT p.id, p.handle, p.name, p.joined_at, {relation_to("p")} AS flags
 FROM me CROSS JOIN availability m JOIN person p ON p.id = m.person_id WHERE {HAS_PLACE} AND p.id <> me.id),
wished AS MATERIALIZED (SELECT f.person_id, count(DISTINCT f.term_id) AS n FROM me CROSS JOIN fact mine
 JOIN fact f ON f.term_id = mine.term_id AND f.section = 'offers'
 WHERE mine.person_id = me.id AND mine.section = 'seeks' GROUP BY f.person_id)
SELECT mentor.id, mentor.handle, mentor.name FROM me CROSS JOIN mentor LEFT JOIN wished ON wished.person_id = mentor.id
WHERE (mentor.flags & {int(Relation.MEMBER)}) <> 0 AND (mentor.flags & {int(Relation.MENTEE)}) = 0
 AND {seen(_OFFERS, "mentor.flags")} AND mentor.id NOT IN ({{}}) AND NOT EXISTS ({_ASKED})
 AND NOT EXISTS (SELECT 1 FROM dismissal d WHERE d.person_id = me.id AND d.other_id = mentor.id AND d.lane = '{Lane.SHOULD}')
ORDER BY {WISH_POINTS} * COALESCE(wished.n, 0) + CASE WHEN EXISTS (SELECT 1 FROM fact f WHERE f.person_id = mentor.id
  AND f.section = 'offers' AND f.area = ?) THEN {AREA_POINTS} ELSE 0 END DESC, mentor.joined_at DESC, mentor.id DESC LIMIT ?"""


def to_ask(viewer: Viewer, area: str, but: Sequence[int], most: int) -> list[Any]:
    """Up to `most` mentors for this part of life (id, handle, name), without those of `but` (one statement).

    Whoever has said no to the viewer, or not answered, within a month is not proposed again.
    """
    now, left_out = clock.now(), [0, *but]
    moments = [clock.microseconds(moment) for moment in (now - NOT_AGAIN, now)]
    return rows(TO_ASK.format(marks(left_out)), *me(viewer), *left_out, *moments, area, most)
