"""Who is a candidate for a job, for whoever looks: one statement, in which everything is asked as this viewer may see it.

A candidate has opened "open to work" to the viewer, or to employers without their name, their time is not over, what they
wish fits the job, and they have not left this organisation out. What they have in common with the job and the team is told in bits; a bit counts only
if the section that it comes from is open to the viewer too.
"""

from enum import IntFlag
from typing import Any

from mentorship import clock
from mentorship.database import rows
from mentorship.discovery.common_ground import mutual_friends
from mentorship.people.section import Level, Section
from mentorship.privacy.audience import seen
from mentorship.ties.relation import ME, Relation, Viewer, me, relation_to
from mentorship.work.job.job import Per
from mentorship.work.job.wanted import FULL_WEEK, WEEKS, yearly


class Ground(IntFlag):
    """What a candidate has in common with the job, or with the one who looks and their team."""

    NONE = 0
    WORK = 1  # does this work now
    KIND = 2  # does work of this kind now
    HERE = 4  # lives where the job is
    NEAR = 8  # lives in the same region
    SPEAKS = 16  # speaks all that the job needs, well enough
    SCHOOL = 32  # went to a school to which somebody of the team went
    FRIENDS = 64  # has friends in common with the one who looks


# What can come of ties: nobody else is asked about one by one.
_TIES = int(Relation.FRIEND | Relation.MENTOR | Relation.MENTEE)

# The job as a row, so that its values stand in the statement once. A place is near another if the code of both names
# the same region; that of a country alone is no region.
_JOB = """sought AS (SELECT j.id, j.organisation_id, j.occupation_id, j.place_id, j.is_remote, j.hours_from, j.hours_to, j.currency,
  t.code AS work_code, COALESCE(pt.code, '') AS place_code, CAST(? AS BIGINT) AS yearly
 FROM job j JOIN term t ON t.id = j.occupation_id LEFT JOIN term pt ON pt.id = j.place_id WHERE j.id = ?),
work AS MATERIALIZED (SELECT g.id, CASE WHEN g.id = sought.occupation_id THEN 1 ELSE 0 END AS is_same FROM sought JOIN term g
  ON g.id = sought.occupation_id OR (g.kind = 'occupation' AND g.code = sought.work_code AND sought.work_code <> '')),
area AS MATERIALIZED (SELECT g.id, CASE WHEN g.id = sought.place_id THEN 1 ELSE 0 END AS is_same FROM sought JOIN term g
  ON g.id = sought.place_id OR (g.kind = 'place' AND g.code = sought.place_code AND REPLACE(g.code, '-', '') <> g.code))"""

_YEARLY = f"""CAST(w.pay_from AS BIGINT) * CASE w.pay_per WHEN '{Per.HOUR}' THEN {WEEKS * FULL_WEEK}
 WHEN '{Per.MONTH}' THEN 12 ELSE 1 END"""
_FITS = f"""(w.place_id IS NULL OR sought.is_remote OR w.place_id IN (SELECT id FROM area))
 AND (w.hours_from IS NULL OR sought.hours_to IS NULL OR w.hours_from <= sought.hours_to)
 AND (w.hours_to IS NULL OR sought.hours_from IS NULL OR w.hours_to >= sought.hours_from)
 AND (w.pay_from IS NULL OR (sought.currency <> '' AND (w.currency <> sought.currency OR {_YEARLY} <= sought.yearly)))"""
# Those who would do any work, and those who would do this.
_WISHED = f"""wisher AS MATERIALIZED (SELECT w.person_id AS id FROM open_to_work w WHERE w.is_any AND w.until > ?
 UNION SELECT f.person_id FROM work CROSS JOIN fact f WHERE f.term_id = work.id AND f.section = '{Section.OPEN_WORK}')"""
_LEFT_OUT = "SELECT 1 FROM not_for n WHERE n.person_id = w.person_id AND n.organisation_id = sought.organisation_id"
_IN_TEAM = "SELECT 1 FROM colleague k WHERE k.organisation_id = sought.organisation_id AND k.person_id = w.person_id AND k.since IS NOT NULL"

# Who sees the card: whoever reads the section anyway, and employers if it is for them.
_AUDIENCE = f"(COALESCE(s.audience, 0) | CASE WHEN w.to_employers THEN {int(Relation.EMPLOYER)} ELSE 0 END)"
# First what costs little; the relation of those who are left is asked once.
_ELIGIBLE = f"""{_WISHED},
open AS MATERIALIZED (SELECT w.person_id AS id, {_AUDIENCE} AS audience
 FROM sought CROSS JOIN wisher CROSS JOIN open_to_work w
 LEFT JOIN sharing s ON s.owner_id = w.person_id AND s.section = '{Section.OPEN_WORK}'
 WHERE w.person_id = wisher.id AND w.until > ? AND {_FITS} AND ({_AUDIENCE} & ?) <> 0
  AND NOT EXISTS ({_LEFT_OUT}) AND NOT EXISTS ({_IN_TEAM})),
asked AS MATERIALIZED (SELECT p.id, open.audience, {relation_to("p")} AS flags
 FROM me CROSS JOIN open JOIN person p ON p.id = open.id WHERE p.id <> me.id),
eligible AS MATERIALIZED (SELECT id, flags FROM asked WHERE {seen("audience", "flags")})"""

# The schools of the team, as far as the one who looks may see them.
_SCHOOLS = f"""team AS MATERIALIZED (SELECT p.id, {relation_to("p")} AS flags
  FROM me CROSS JOIN sought CROSS JOIN colleague k CROSS JOIN person p
  WHERE k.organisation_id = sought.organisation_id AND k.since IS NOT NULL AND p.id = k.person_id),
school AS MATERIALIZED (SELECT DISTINCT f.term_id AS id FROM team CROSS JOIN fact f
  LEFT JOIN sharing s ON s.owner_id = team.id AND s.section = f.section
  WHERE f.person_id = team.id AND f.section = '{Section.EDUCATION}' AND team.flags <> 0 AND {seen("s.audience", "team.flags")})"""

# What somebody may state that counts: in which section, which term, and the bit for it; of a language, how well.
_RANK = "CASE {} " + " ".join(f"WHEN '{level}' THEN {place}" for place, level in enumerate(Level)) + " ELSE 9 END"
_EITHER = "CASE WHEN is_same = 1 THEN {} ELSE {} END"
_WORKS, _LIVES = _EITHER.format(int(Ground.WORK), int(Ground.KIND)), _EITHER.format(int(Ground.HERE), int(Ground.NEAR))
_LANGUAGE = 4096  # for each language: more than all other bits together
_COUNTS = f"""counts AS MATERIALIZED (SELECT '{Section.OCCUPATION}' AS section, id AS term_id, {_WORKS} AS bit, 0 AS least FROM work
 UNION ALL SELECT '{Section.WORK}', id, {_WORKS}, 0 FROM work
 UNION ALL SELECT '{Section.PLACE}', id, {_LIVES}, 0 FROM area
 UNION ALL SELECT '{Section.EDUCATION}', id, {int(Ground.SCHOOL)}, 0 FROM school
 UNION ALL SELECT '{Section.LANGUAGES}', l.term_id, {_LANGUAGE}, {_RANK.format("l.level")}
  FROM sought JOIN job_language l ON l.job_id = sought.id)"""

# CROSS keeps an engine from beginning with the facts of everybody there is; the plus, from asking
# for each friend whether they know each candidate.
_STATED = f"""SELECT e.id, c.bit, CASE WHEN c.bit = {_LANGUAGE} THEN c.term_id ELSE 0 END AS which
 FROM eligible e CROSS JOIN fact f CROSS JOIN counts c
 WHERE f.person_id = e.id AND c.section = f.section AND c.least <= {_RANK.format("f.level")}
  AND c.term_id = CASE WHEN f.section <> '{Section.WORK}' THEN f.term_id WHEN f.year_to IS NULL THEN f.focus_id END
  AND EXISTS (SELECT 1 FROM sharing s WHERE s.owner_id = e.id AND s.section = f.section AND {seen("s.audience", "e.flags")})"""
_GROUND = f"""SELECT DISTINCT id, bit, which FROM ({_STATED}) y
 UNION ALL SELECT m.id, {int(Ground.FRIENDS)}, 0 FROM eligible e JOIN mutual m ON m.id = e.id
 UNION ALL SELECT id, {int(Ground.NONE)}, 0 FROM eligible"""
_SPOKEN = f"""CASE WHEN sum(bit) >= {_LANGUAGE} AND sum(bit) / {_LANGUAGE} = (SELECT count(*) FROM counts WHERE section = '{Section.LANGUAGES}')
 THEN {int(Ground.SPEAKS)} ELSE 0 END"""
FOUND = f"""WITH {ME}, {_JOB}, {_ELIGIBLE}, {_SCHOOLS}, {_COUNTS}, {mutual_friends("+id IN (SELECT id FROM wisher)")},
ground AS ({_GROUND})
SELECT id, CAST((sum(bit) & {_LANGUAGE - 1}) + {_SPOKEN} AS INTEGER) AS bits FROM ground GROUP BY id"""


def found(viewer: Viewer, job: Any) -> list[Any]:
    """All candidates for a job (a row of work.own) with the bits of their common ground, in no order (one statement)."""
    pays = yearly(job.pay_to, job.pay_per, job.hours_to) if job.pay_to else 0
    now = clock.microseconds(clock.now())
    return rows(FOUND, *me(viewer), pays, job.id, now, now, int(viewer.base) | _TIES)
