"""Who can help the reader with a job or an organisation: who knows the place of work, and who offers to help there.

An offer is there for whoever has one of the ties it is for; for others there is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from mentorship.database import rows
from mentorship.people.section import Section
from mentorship.privacy.audience import seen
from mentorship.privacy.portrait import photo_seen
from mentorship.ties.relation import ME, Relation, Viewer, me, relation_to
from mentorship.work.help.offering import TIED

MOST_PEOPLE = 6


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody tied to the reader who helps: `who` is their row, `offers` are rows (offer, sort, is_asked)."""

    who: Any
    offers: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """Those who worked `there` (rows), the `helpers`, and whether the reader offers help there (`offers`) or states that
    they work there now (`is_mine`)."""

    there: Sequence[Any] = ()
    helpers: Sequence[Helper] = ()
    offers: bool = False
    is_mine: bool = False


_SELF, _MEMBER = int(Relation.SELF), int(Relation.MEMBER)
_HELPING = f"""help AS MATERIALIZED (SELECT p.id, p.handle, p.name, {relation_to("p")} AS flags, h.id AS offer_id, h.key AS offer,
 h.sort, h.audience, h.job_id FROM me CROSS JOIN help_offer h JOIN person p ON p.id = h.person_id
 WHERE h.organisation_id = ? AND (h.job_id IS NULL OR h.job_id = ?))"""
_HELPS = f"""SELECT 'helps' AS what, p.handle, p.name, p.flags, {photo_seen("p.id", "p.flags")} AS photo, p.offer, p.sort,
 CASE WHEN EXISTS (SELECT 1 FROM help_asked a, me WHERE a.offer_id = p.offer_id AND a.person_id = me.id) THEN 1 ELSE 0 END AS is_asked,
 CASE WHEN p.job_id IS NULL THEN 1 ELSE 0 END AS rank FROM help p WHERE (p.flags & p.audience & {TIED}) <> 0"""
_LAST = "ORDER BY 1, 3, 2, 7, 9"
_THERE = f"""SELECT * FROM (SELECT 'there' AS what, p.handle, p.name, p.flags, {photo_seen("p.id", "p.flags")} AS photo, '' AS offer, '' AS sort,
 0 AS is_asked, CASE WHEN (p.flags & {TIED}) <> 0 THEN 0 ELSE 1 END AS rank FROM p
 LEFT JOIN sharing s ON s.owner_id = p.id AND s.section = '{Section.WORK}'
 WHERE {seen("s.audience", "p.flags")} ORDER BY 9, 3, 2 LIMIT {MOST_PEOPLE}) t"""
_OF_JOB = f"""WITH {ME}, who AS (SELECT DISTINCT f.person_id AS id FROM fact f WHERE f.section = '{Section.WORK}' AND f.term_id = ?),
p AS MATERIALIZED (SELECT p.id, p.handle, p.name, {relation_to("p")} AS flags
 FROM me CROSS JOIN who JOIN person p ON p.id = who.id WHERE p.id <> me.id), {_HELPING}
{_THERE} UNION ALL {_HELPS} {_LAST}"""
_MINE = f"""SELECT DISTINCT 'mine', '', '', {_SELF}, '', '', '', 0, 0 FROM me JOIN fact f ON f.person_id = me.id
WHERE f.term_id = ? AND f.section = '{Section.WORK}' AND f.year_to IS NULL"""
_OF_ORGANISATION = f"WITH {ME}, {_HELPING} {_HELPS} UNION ALL {_MINE} {_LAST}"


def of_job(viewer: Viewer, job: Any) -> Around:
    """Up to six people who work or worked there and let the viewer see it, those tied to them first, and up to six who
    offer the viewer help with this job or with all of its organisation (one statement). For members only."""
    # Names are for members, whatever somebody opened to the web.
    if not viewer.base & _MEMBER:
        return Around()
    return _read(rows(_OF_JOB, *me(viewer), job.workplace_id, job.organisation_id, job.id))


def of_organisation(viewer: Viewer, organisation: Any) -> Around:
    """Up to six people who offer the viewer help there, and whether the viewer works there (one statement)."""
    if not viewer.base & _MEMBER:
        return Around()
    return _read(rows(_OF_ORGANISATION, *me(viewer), organisation.id, 0, organisation.workplace_id))


def _read(found: Sequence[Any]) -> Around:
    there = sorted((one for one in found if one.what == "there"), key=lambda one: one.rank)
    own = [one for one in found if one.what == "helps" and one.flags & _SELF]
    others = [one for one in found if one.what == "helps" and not one.flags & _SELF]
    helpers = [_helper(list(offers)) for _, offers in groupby(others, key=lambda one: one.handle)]
    return Around(there, helpers[:MOST_PEOPLE], bool(own), any(one.what == "mine" for one in found))


def _helper(offers: list[Any]) -> Helper:
    # Who offers the same for the job and for all of the organisation offers it once: for the job.
    by_sort = {one.sort: one for one in reversed(offers)}
    return Helper(offers[0], tuple(by_sort[sort] for sort in sorted(by_sort)))
