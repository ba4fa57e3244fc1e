"""Who is a candidate for a job, for whoever looks: one statement, in which everything is asked as this viewer may see it.

A candidate has opened "open to work" to the viewer, their time is not over, what they wish fits the job, and they have
not left this organisation out. What they have in common with the job and the team is told in bits; a bit counts only
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
from mentorship.work.job import Per
from mentorship.work.wanted import FULL_WEEK, WEEKS, yearly


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
_WISH = f"SELECT 1 FROM fact f WHERE f.person_id = w.person_id AND f.section = '{Section.OPEN_WORK}'"
_WISHED = f"(NOT EXISTS ({_WISH}) OR EXISTS ({_WISH} AND f.term_id IN (SELECT id FROM work)))"
_LEFT_OUT = "SELECT 1 FROM not_for n WHERE n.person_id = w.person_id AND n.organisation_id = sought.organisation_id"
_IN_TEAM = "SELECT 1 FROM colleague k WHERE k.organisation_id = sought.organisation_id AND k.person_id = w.person_id AND k.since IS NOT NULL"

# First what costs little; the relation of those who are left is asked once.
_ELIGIBLE = f"""open AS MATERIALIZED (SELECT w.person_id AS id, s.audience FROM sought CROSS JOIN open_to_work w
  JOIN sharing s ON s.owner_id = w.person_id AND s.section = '{Section.OPEN_WORK}'
 WHERE w.until > ? AND (s.audience & ?) <> 0 AND {_FITS} AND {_WISHED}
  AND NOT EXISTS ({_LEFT_OUT}) AND NOT EXISTS ({_IN_TEAM})),
asked AS MATERIALIZED (SELECT p.id, open.audience, {relation_to("p")} AS flags
 FROM me CROSS JOIN open JOIN person p ON p.id = open.id WHERE p.id <> me.id),
eligible AS MATERIALIZED (SELECT id, flags FROM asked WHERE {seen("audience", "flags")})"""

_OPEN = f"""(SELECT 1 FROM sharing s WHERE s.owner_id = e.id AND s.section = f.section AND {seen("s.audience", "e.flags")})"""
_FACT = (
    "SELECT {bit} FROM eligible e JOIN fact f ON f.person_id = e.id AND f.section = '{section}' {join} WHERE {that}EXISTS "
    + _OPEN
)


def _by(section: Section, bit: str, join: str, that: str = "") -> str:
    return _FACT.format(section=section, bit=f"e.id, {bit} AS bit", join=join, that=f"{that} AND " if that else "")


def _either(same: Ground, like: Ground) -> str:
    return f"CASE WHEN x.is_same = 1 THEN {int(same)} ELSE {int(like)} END"


_RANK = "CASE {} " + " ".join(f"WHEN '{level}' THEN {place}" for place, level in enumerate(Level)) + " ELSE 9 END"
_ENOUGH = f"x.job_id = (SELECT id FROM sought) AND x.term_id = f.term_id AND {_RANK.format('f.level')} >= {_RANK.format('x.level')}"
_SPOKEN = f"""{_by(Section.LANGUAGES, str(int(Ground.SPEAKS)), f"JOIN job_language x ON {_ENOUGH}")} GROUP BY e.id
 HAVING count(DISTINCT x.term_id) = (SELECT count(*) FROM job_language l JOIN sought ON l.job_id = sought.id)"""

# The schools of the team, as far as the one who looks may see them.
_SCHOOLS = f"""team AS MATERIALIZED (SELECT p.id, {relation_to("p")} AS flags FROM me CROSS JOIN sought
  JOIN colleague k ON k.organisation_id = sought.organisation_id AND k.since IS NOT NULL JOIN person p ON p.id = k.person_id),
school AS MATERIALIZED (SELECT DISTINCT f.term_id AS id FROM team JOIN fact f ON f.person_id = team.id AND f.section = '{Section.EDUCATION}'
  LEFT JOIN sharing s ON s.owner_id = team.id AND s.section = f.section
  WHERE team.flags <> 0 AND {seen("s.audience", "team.flags")})"""

_GROUND = " UNION ".join(
    (
        _by(Section.OCCUPATION, _either(Ground.WORK, Ground.KIND), "JOIN work x ON x.id = f.term_id"),
        _by(Section.WORK, _either(Ground.WORK, Ground.KIND), "JOIN work x ON x.id = f.focus_id", "f.year_to IS NULL"),
        _by(Section.PLACE, _either(Ground.HERE, Ground.NEAR), "JOIN area x ON x.id = f.term_id"),
        _SPOKEN,
        _by(Section.EDUCATION, str(int(Ground.SCHOOL)), "JOIN school x ON x.id = f.term_id"),
        f"SELECT id, {int(Ground.FRIENDS)} FROM mutual",
    )
)
FOUND = f"""WITH {ME}, {_JOB}, {_ELIGIBLE}, {_SCHOOLS}, {mutual_friends("id IN (SELECT id FROM eligible)")},
ground AS ({_GROUND})
SELECT e.id, CAST(COALESCE(sum(g.bit), 0) AS INTEGER) AS bits FROM eligible e LEFT JOIN ground g ON g.id = e.id GROUP BY e.id"""


def found(viewer: Viewer, job: Any) -> list[Any]:
    """All candidates for a job (a row of work.own) with the bits of their common ground, in no order (one statement)."""
    pays = yearly(job.pay_to, job.pay_per, job.hours_to) if job.pay_to else 0
    now = clock.microseconds(clock.now())
    return rows(FOUND, *me(viewer), pays, job.id, now, int(viewer.base) | _TIES)
