"""The people around somebody: each is shown only if the owner and they themselves let this viewer see it."""

from collections import defaultdict

from mentorship.database import rows
from mentorship.people.section import Section
from mentorship.privacy.audience import seen
from mentorship.privacy.face import Face
from mentorship.privacy.portrait import photo_seen
from mentorship.ties.relation import ME, Relation, Viewer, me, relation_to

PEOPLE = f"""
WITH {ME}, owner AS (SELECT CAST(? AS BIGINT) AS id), edge AS (
 SELECT 'friends' AS kind, high_id AS other FROM friendship, owner WHERE low_id = owner.id AND ended_at IS NULL
 UNION ALL SELECT 'friends', low_id FROM friendship, owner WHERE high_id = owner.id AND ended_at IS NULL
 UNION ALL SELECT 'mentors', mentor_id FROM mentorship, owner WHERE mentee_id = owner.id
 UNION ALL SELECT 'mentees', mentee_id FROM mentorship, owner WHERE mentor_id = owner.id),
other AS MATERIALIZED (SELECT DISTINCT edge.kind, p.id, p.handle, p.name, owner.id AS owner, me.id AS viewer,
          {relation_to("p")} AS flags
          FROM me CROSS JOIN owner CROSS JOIN edge JOIN person p ON p.id = edge.other)
SELECT other.kind, other.handle, other.name, {photo_seen("other.id", "other.flags")} AS photo, s.section FROM other
JOIN sharing s ON s.owner_id = other.id AND s.section IN ('friends', 'mutual', 'lineage')
WHERE other.flags <> 0 AND (other.owner = other.viewer OR {seen("s.audience", "other.flags")}) AND (
 (s.section = 'friends' AND other.kind = 'friends')
 OR (s.section = 'lineage' AND other.kind IN ('mentors', 'mentees'))
 OR (s.section = 'mutual' AND other.kind = 'friends' AND other.viewer NOT IN (other.owner, other.id)
     AND (other.flags & {int(Relation.FRIEND)}) <> 0))
ORDER BY other.name, other.handle"""

# Which section must be open on the owner's side for each list.
LISTS = {"friends": Section.FRIENDS, "mutual": Section.MUTUAL, "mentors": Section.LINEAGE, "mentees": Section.LINEAGE}


def people_around(viewer: Viewer, owner_id: int, shown: frozenset[Section]) -> dict[str, tuple[Face, ...]]:
    """Friends, friends shared with the viewer, mentors and mentees, as far as `shown` and each of them allow it."""
    if not viewer.id or not shown & set(LISTS.values()):
        return {}
    lists: dict[str, list[Face]] = defaultdict(list)
    for one in rows(PEOPLE, *me(viewer), owner_id):
        name = "mutual" if one.section == Section.MUTUAL else one.kind
        if LISTS[name] in shown:
            lists[name].append(Face(one.handle, one.name, photo=one.photo or ""))
    return {name: tuple(faces) for name, faces in lists.items()}
