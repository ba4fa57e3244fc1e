"""Suggestions in three lanes, ranked only by what the viewer may see; the same question gets the same answer."""

from collections.abc import Mapping

from mentorship import clock
from mentorship.database import rows
from mentorship.discovery.common_ground import mutual_friends
from mentorship.discovery.dismissal import Lane
from mentorship.privacy.audience import seen
from mentorship.ties.capacity import HAS_PLACE
from mentorship.ties.relation import ME, Relation, Viewer, me, relation_to

PER_LANE = 12

# A school or workplace in common says more than one common friend.
FRIEND_POINTS, HISTORY_POINTS, WISH_POINTS = 2, 3, 10

SUGGESTED = f"""
WITH {ME}, {mutual_friends()},
match AS MATERIALIZED (SELECT f.person_id, f.term_id, f.section, s.audience FROM me CROSS JOIN fact mine
 JOIN fact f ON f.term_id = mine.term_id AND f.section = CASE mine.section
   WHEN 'seeks' THEN 'offers' WHEN 'offers' THEN 'seeks' ELSE mine.section END
 JOIN sharing s ON s.owner_id = f.person_id AND s.section = f.section
 WHERE mine.person_id = me.id AND f.person_id <> me.id AND mine.section IN ('work', 'education', 'seeks', 'offers')),
near AS MATERIALIZED (SELECT id, n FROM mutual),
person_near AS MATERIALIZED (SELECT p.id, p.joined_at, {relation_to("p")} AS flags FROM me CROSS JOIN person p
 WHERE p.id IN (SELECT id FROM near UNION SELECT person_id FROM match)),
seen_match AS MATERIALIZED (SELECT m.* FROM match m JOIN person_near p ON p.id = m.person_id WHERE {seen("m.audience", "p.flags")}),
hit AS (
 SELECT '{Lane.KNOW}' AS lane, id, n * {FRIEND_POINTS} AS points FROM near
 UNION ALL SELECT '{Lane.KNOW}', person_id, {HISTORY_POINTS} * count(DISTINCT term_id) FROM seen_match
  WHERE section IN ('work', 'education') GROUP BY person_id
 UNION ALL SELECT '{Lane.SHOULD}', f.person_id, {WISH_POINTS} * count(DISTINCT f.term_id) - CASE WHEN min(near.n) > 9 THEN 9
   ELSE COALESCE(min(near.n), 0) END FROM seen_match f JOIN availability m ON m.person_id = f.person_id
   LEFT JOIN near ON near.id = f.person_id WHERE f.section = 'offers' AND {HAS_PLACE} GROUP BY f.person_id
 UNION ALL SELECT '{Lane.HELP}', f.person_id, {WISH_POINTS} * count(DISTINCT f.term_id) FROM seen_match f
   WHERE f.section = 'seeks' AND EXISTS (SELECT 1 FROM availability m, me WHERE m.person_id = me.id AND {HAS_PLACE})
   GROUP BY f.person_id),
candidate AS (SELECT hit.lane, hit.id, sum(hit.points) AS points, p.joined_at FROM me CROSS JOIN hit
 JOIN person_near p ON p.id = hit.id
 WHERE p.flags <> 0 AND (p.flags & CASE hit.lane WHEN '{Lane.KNOW}' THEN {int(Relation.FRIEND)}
   WHEN '{Lane.SHOULD}' THEN {int(Relation.FRIEND | Relation.MENTEE)} ELSE {int(Relation.MENTOR)} END) = 0
  AND NOT EXISTS (SELECT 1 FROM dismissal d WHERE d.person_id = me.id AND d.other_id = hit.id AND d.lane = hit.lane)
  AND NOT EXISTS (SELECT 1 FROM request r WHERE r.state = 'open' AND r.deadline > ?
   AND r.low_id = CASE WHEN me.id < hit.id THEN me.id ELSE hit.id END
   AND r.high_id = CASE WHEN me.id < hit.id THEN hit.id ELSE me.id END)
 GROUP BY hit.lane, hit.id, p.joined_at),
ranked AS (SELECT lane, id, row_number() OVER (PARTITION BY lane ORDER BY points DESC, joined_at, id) AS place FROM candidate)
SELECT lane, id FROM ranked WHERE place <= ? ORDER BY lane, place"""


def lanes(viewer: Viewer, most: int = PER_LANE) -> Mapping[Lane, list[int]]:
    """The row numbers of up to `most` people per lane, best first (one statement)."""
    found: dict[Lane, list[int]] = {lane: [] for lane in Lane}
    for one in rows(SUGGESTED, *me(viewer), clock.microseconds(clock.now()), most):
        found[Lane(one.lane)].append(one.id)
    return found
