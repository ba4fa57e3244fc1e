"""One job as its page shows it: what it is, what fits the reader, and what is like it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mentorship.database import row, rows
from mentorship.errors import Missing
from mentorship.people.section import Level, Section
from mentorship.people.vocabulary import Kind, TermName
from mentorship.work.application.applying import IS_OPEN
from mentorship.work.job import finding, listing
from mentorship.work.job.finding import CARD, JOINED, SAME, Conditions

MOST_SIMILAR = 4

# What was published once is there for everybody, and over when it can no longer be found.
# `applied` is the key of what the reader sent for it, while that is open; `my_role`, what they do for its organisation.
_ONE = f"""SELECT {CARD}, CASE WHEN {listing.LISTED} THEN 0 ELSE 1 END AS is_over, j.text, j.apply, j.cv_why, j.diploma_why,
 j.organisation_id, j.occupation_id, j.place_id, t.code AS occupation_code, pt.code AS place_code, o.website, o.workplace_id,
 (SELECT a.key FROM application a WHERE a.job_id = j.id AND a.person_id = ? AND {IS_OPEN}) AS applied,
 (SELECT c.role FROM colleague c WHERE c.organisation_id = o.id AND c.person_id = ? AND c.since IS NOT NULL) AS my_role
FROM job j {JOINED} WHERE j.key = ? AND {SAME} AND o.state = 'verified' AND j.published_at IS NOT NULL
 AND j.state IN ('live', 'paused', 'closed')"""


def one(key: str, reader_id: int = 0) -> Any:
    """The job with this key, `is_over` or not; raises Missing if it was never there for everybody. A reader who is not
    signed in is number 0."""
    found = row(_ONE, listing.now(), reader_id, listing.now(), reader_id, key)
    if found is None:
        raise Missing
    return found


@dataclass(frozen=True, slots=True)
class Language:
    """A language that is needed, how well, and how well the reader says they speak it ("" if they do not say)."""

    name: TermName
    level: str
    mine: str
    is_mine: bool

    @property
    def is_enough(self) -> bool:
        """Whether the reader speaks it well enough by their own word; one who does not say how well may."""
        levels = list(Level)
        return self.is_mine and (not self.mine or levels.index(Level(self.mine)) >= levels.index(Level(self.level)))


@dataclass(frozen=True, slots=True)
class Fit:
    """What the job needs, and which sections of the reader's own fit it."""

    must: tuple[str, ...]
    learn: tuple[str, ...]
    languages: tuple[Language, ...]
    sections: frozenset[Section]

    @property
    def spoken(self) -> list[Language]:
        """The languages in which the reader is good enough."""
        return [one for one in self.languages if one.is_enough]

    @property
    def lacking(self) -> list[Language]:
        """The languages of which the reader has less than is needed, by what they say."""
        return [one for one in self.languages if not one.is_enough]


_OWN = f"(f.section = '{Section.OCCUPATION}' AND f.term_id = ?) OR (f.section = '{Section.WORK}' AND f.focus_id = ?)"
_FITTING = f"CASE WHEN f.section = '{Section.PLACE}' THEN f.section ELSE '{Section.OCCUPATION}' END"
_FIT = f"""SELECT CASE WHEN n.is_must THEN 'must' ELSE 'learn' END AS what, n.text AS en, '' AS it, '' AS level, '' AS mine,
 CAST(n.position AS BIGINT) AS place FROM need n WHERE n.job_id = ?
UNION ALL SELECT 'language', COALESCE(CASE WHEN NOT t.shipped THEN l.written END, t.en),
 COALESCE(CASE WHEN NOT t.shipped THEN l.written END, t.it), l.level, f.level, l.id FROM job_language l JOIN term t ON t.id = l.term_id
 LEFT JOIN fact f ON f.person_id = ? AND f.section = '{Section.LANGUAGES}' AND f.term_id = l.term_id WHERE l.job_id = ?
UNION ALL SELECT DISTINCT 'mine', {_FITTING}, '', '', '', CAST(0 AS BIGINT) FROM fact f WHERE f.person_id = ?
 AND ({_OWN} OR (f.section = '{Section.PLACE}' AND f.term_id = ?)) ORDER BY 1, 6"""


def fit(person_id: int, job: Any) -> Fit:
    """What a job needs, and what of it somebody has by their own facts (one statement); nobody is number 0."""
    found = rows(_FIT, job.id, person_id, job.id, person_id, job.occupation_id, job.occupation_id, job.place_id)
    spoken = [
        Language(TermName(one.en, one.it), one.level, one.mine or "", one.mine is not None)
        for one in found
        if one.what == "language"
    ]
    must, learn = (tuple(one.en for one in found if one.what == what) for what in ("must", "learn"))
    return Fit(must, learn, tuple(spoken), frozenset(Section(one.en) for one in found if one.what == "mine"))


_SAME_WORK = f"SELECT g.id FROM term g WHERE g.id = ? OR (g.kind = '{Kind.OCCUPATION}' AND g.code = ? AND g.code <> '')"


def of_organisation(organisation_id: int) -> Sequence[Any]:
    """Up to twenty jobs of an organisation that can be found, newest first (one statement)."""
    conditions = Conditions()
    conditions.add("j.organisation_id = ?", organisation_id)
    return finding.newest(conditions, finding.PAGE)


def similar(job: Any) -> Sequence[Any]:
    """Up to four other jobs for the same kind of work, newest first (two statements)."""
    conditions = Conditions()
    conditions.add_terms("occupation_id", _SAME_WORK, job.occupation_id, job.occupation_code)
    conditions.add("j.id <> ?", job.id)
    return finding.newest(conditions, MOST_SIMILAR)
