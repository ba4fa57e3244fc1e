"""Common ground: what the viewer and another person share, as far as this viewer may see; the best reason first."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mentorship.database import rows
from mentorship.people.section import Section
from mentorship.people.vocabulary import TermName
from mentorship.privacy.audience import seen
from mentorship.ties.relation import ME, Viewer, me, relation_to

# The order in which reasons are given: occupation says most about two people.
ORDER = (
    Section.OCCUPATION,
    Section.WORK,
    Section.EDUCATION,
    Section.PLACE,
    Section.MUTUAL,
    Section.INTERESTS,
    Section.SKILLS,
    Section.EXPERIENCE,
    Section.LANGUAGES,
)


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing in common: the terms of a section, or how many friends (`count`)."""

    section: Section
    terms: tuple[TermName, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything two people share: `helps_me` is what they offer and I seek, `i_help` the other way round."""

    reasons: tuple[Reason, ...] = ()
    helps_me: tuple[TermName, ...] = ()
    i_help: tuple[TermName, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.reasons or self.helps_me or self.i_help)


NOTHING = Ground()

_PAIRS = "(f.section = mine.section AND f.section NOT IN ('offers', 'seeks', 'open_work'))"
_HELPS = "(f.section = 'offers' AND mine.section = 'seeks') OR (f.section = 'seeks' AND mine.section = 'offers')"

# My own writing stands until the vocabulary ships a name.
_WRITTEN = "CASE WHEN NOT t.shipped THEN mine.written END"


# A friend in common counts only where both of them let the viewer see it.
def mutual_friends(among: str = "") -> str:
    """SQL of `mutual` (id, n): how many of the viewer's friends somebody has, as far as the viewer may see.

    `among` limits it to some ids: a condition on the column `id`. MATERIALIZED keeps each relation asked once; CROSS
    keeps an engine from beginning with everybody there is.
    """
    only = f"WHERE {among}" if among else ""
    return f"""
    mine AS MATERIALIZED (SELECT high_id AS id FROM me CROSS JOIN friendship WHERE low_id = me.id AND ended_at IS NULL
      UNION ALL SELECT low_id FROM me CROSS JOIN friendship WHERE high_id = me.id AND ended_at IS NULL),
    via AS MATERIALIZED (SELECT p.id, {relation_to("p")} AS flags FROM me CROSS JOIN mine CROSS JOIN person p WHERE p.id = mine.id),
    open_via AS MATERIALIZED (SELECT via.id FROM via CROSS JOIN sharing s
      WHERE s.owner_id = via.id AND s.section = 'mutual' AND via.flags <> 0 AND {seen("s.audience", "via.flags")}),
    met AS (SELECT f.high_id AS id FROM open_via v CROSS JOIN friendship f WHERE f.low_id = v.id AND f.ended_at IS NULL
      UNION ALL SELECT f.low_id FROM open_via v CROSS JOIN friendship f WHERE f.high_id = v.id AND f.ended_at IS NULL),
    counted AS MATERIALIZED (SELECT id, count(*) AS n FROM met {only} GROUP BY id),
    judged AS MATERIALIZED (SELECT p.id, counted.n, {relation_to("p")} AS flags
      FROM me CROSS JOIN counted CROSS JOIN person p WHERE p.id = counted.id AND p.id <> me.id),
    mutual AS (SELECT j.id, j.n FROM judged j CROSS JOIN sharing s
      WHERE s.owner_id = j.id AND s.section = 'mutual' AND j.flags <> 0 AND {seen("s.audience", "j.flags")})"""


# By name: the numbers of terms would tell which of them somebody had stated before, though for nobody to see.
def _shared(count: int) -> str:
    return f"""WITH {ME}, p AS MATERIALIZED (SELECT p.id, {relation_to("p")} AS flags
      FROM me CROSS JOIN person p WHERE p.id IN ({", ".join("?" * count)})), {mutual_friends("id IN (SELECT p.id FROM p)")}
    SELECT DISTINCT p.id, f.section, mine.term_id, COALESCE({_WRITTEN}, t.en) AS en, COALESCE({_WRITTEN}, t.it) AS it,
      CAST(0 AS BIGINT) AS n
    FROM me CROSS JOIN fact mine JOIN fact f ON f.term_id = mine.term_id AND ({_PAIRS} OR {_HELPS})
    JOIN p ON p.id = f.person_id JOIN term t ON t.id = mine.term_id
    JOIN sharing s ON s.owner_id = f.person_id AND s.section = f.section
    WHERE mine.person_id = me.id AND p.id <> me.id AND p.flags <> 0 AND {seen("s.audience", "p.flags")}
    UNION ALL SELECT id, '{Section.MUTUAL}', NULL, NULL, NULL, n FROM mutual ORDER BY 1, 4, 5"""


def with_people(viewer: Viewer, ids: Sequence[int]) -> Mapping[int, Ground]:
    """The common ground of the viewer with each of these people (one statement); nothing in common is NOTHING."""
    found: dict[int, Ground] = defaultdict(lambda: NOTHING)
    if not ids or not viewer.id:
        return found
    terms: dict[int, dict[str, list[TermName]]] = defaultdict(lambda: defaultdict(list))
    friends: dict[int, int] = {}
    for one in rows(_shared(len(ids)), *me(viewer), *ids):
        if one.section == Section.MUTUAL:
            friends[one.id] = one.n
        else:
            terms[one.id][one.section].append(TermName(one.en, one.it))
    for id in terms.keys() | friends.keys():
        found[id] = _ground(terms[id], friends.get(id, 0))
    return found


def _ground(terms: Mapping[str, Sequence[TermName]], friends: int) -> Ground:
    reasons = []
    for section in ORDER:
        if section == Section.MUTUAL and friends:
            reasons.append(Reason(section, count=friends))
        elif terms.get(section):
            reasons.append(Reason(section, tuple(terms[section])))
    return Ground(tuple(reasons), tuple(terms.get(Section.OFFERS, ())), tuple(terms.get(Section.SEEKS, ())))
