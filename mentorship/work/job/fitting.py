"""Jobs that fit somebody, by what they state about themselves and whoever looks may see of it."""

from typing import Any

from mentorship.database import rows
from mentorship.people.section import Section
from mentorship.people.vocabulary import Kind
from mentorship.privacy.audience import seen
from mentorship.ties.relation import ME, Viewer, me, relation_to
from mentorship.work.job import listing
from mentorship.work.job.finding import CARD, JOINED, SAME

MOST = 5
LOOKED_AT = 300  # as many of the newest jobs of the trades, and of the place, are compared

_LOOKED_INTO = f"('{Section.OCCUPATION}', '{Section.WORK}', '{Section.PLACE}', '{Section.LANGUAGES}')"
_OWN = f"""who AS MATERIALIZED (SELECT p.id, {relation_to("p")} AS flags FROM me CROSS JOIN person p WHERE p.id = ?),
own AS MATERIALIZED (SELECT f.section, f.term_id, f.focus_id FROM who JOIN fact f ON f.person_id = who.id
 LEFT JOIN sharing s ON s.owner_id = who.id AND s.section = f.section
 WHERE f.section IN {_LOOKED_INTO} AND {seen("s.audience", "who.flags")}),
trade AS MATERIALIZED (SELECT x.term_id AS id FROM own x WHERE x.section = '{Section.OCCUPATION}'
 UNION SELECT x.focus_id FROM own x WHERE x.section = '{Section.WORK}' AND x.focus_id IS NOT NULL),
kin AS MATERIALIZED (SELECT x.id FROM trade x UNION SELECT g.id FROM trade x CROSS JOIN term b CROSS JOIN term g
 WHERE b.id = x.id AND g.kind = '{Kind.OCCUPATION}' AND g.code = b.code AND g.code <> ''),
home AS MATERIALIZED (SELECT x.term_id AS id FROM own x WHERE x.section = '{Section.PLACE}'),
tongue AS MATERIALIZED (SELECT x.term_id AS id FROM own x WHERE x.section = '{Section.LANGUAGES}')"""
_LIVE = "j.state = 'live' AND j.valid_until > ?"
_NEWEST = f"ORDER BY j.published_at DESC, j.id DESC LIMIT {LOOKED_AT}"
# Of one's own trade, or near by and for everybody; in this order, so that no engine begins with all jobs.
_HIT = f"""hit AS MATERIALIZED (
 SELECT * FROM (SELECT j.id FROM kin CROSS JOIN job j WHERE j.occupation_id = kin.id AND {_LIVE} {_NEWEST}) of_trade
 UNION SELECT * FROM (SELECT j.id FROM home CROSS JOIN job j WHERE j.place_id = home.id AND {_LIVE}
  AND NOT EXISTS (SELECT 1 FROM need n WHERE n.job_id = j.id AND n.is_must) {_NEWEST}) near_by)"""
_POINTS = """CASE WHEN j.occupation_id IN (SELECT id FROM trade) THEN 5 WHEN j.occupation_id IN (SELECT id FROM kin) THEN 4 ELSE 0 END
 + CASE WHEN j.place_id IN (SELECT id FROM home) THEN 3 WHEN j.is_remote THEN 2 ELSE 0 END
 - CASE WHEN EXISTS (SELECT 1 FROM job_language l WHERE l.job_id = j.id AND l.term_id NOT IN (SELECT id FROM tongue)) THEN 4 ELSE 0 END"""
_FITTING = f"""WITH {ME}, {_OWN}, {_HIT}
SELECT {CARD}, {_POINTS} AS points FROM hit CROSS JOIN job j {JOINED}
WHERE hit.id = j.id AND {SAME} AND {listing.LISTED} ORDER BY points DESC, j.published_at DESC, j.id DESC LIMIT {MOST}"""


def jobs(viewer: Viewer, person_id: int) -> list[Any]:
    """Up to five jobs that fit somebody, by what the viewer may see of their trade, place and languages; the best first
    (one statement)."""
    now = listing.now()
    return rows(_FITTING, *me(viewer), person_id, now, now, now)
