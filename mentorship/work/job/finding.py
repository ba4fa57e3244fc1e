"""Finding jobs: by words, work, place, kind and pay, newest first; the same for everybody who looks."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from mentorship import clock
from mentorship.database import row, rows
from mentorship.people.vocabulary import Kind, folded_term
from mentorship.people.vocabulary.spots import AROUND, within
from mentorship.people.vocabulary.term import between
from mentorship.work.job import listing
from mentorship.work.job.job_words import MARK, pays_from, words
from mentorship.work.job.wanted import REGION, Wanted

PAGE = 20
MOST_WORDS = 6
FEW = 1500  # as many jobs are sorted at once; of more, the newest are looked through until a page is full

# A member's own writing stands until the vocabulary ships a name.
NAMED = """COALESCE(CASE WHEN NOT t.shipped THEN j.occupation_written END, t.en) AS occupation_en,
 COALESCE(CASE WHEN NOT t.shipped THEN j.occupation_written END, t.it) AS occupation_it,
 COALESCE(CASE WHEN NOT pt.shipped THEN j.place_written END, pt.en) AS place_en,
 COALESCE(CASE WHEN NOT pt.shipped THEN j.place_written END, pt.it) AS place_it"""
CARD = f"""j.id, j.key, j.title, j.is_remote, j.kind, j.hours_from, j.hours_to, j.pay_from, j.pay_to, j.pay_per, j.currency,
 j.published_at, j.valid_until, o.key AS organisation_key, o.name AS organisation, {NAMED}"""
# In this order: an engine that begins with another table would sort all jobs.
JOINED = "CROSS JOIN organisation o CROSS JOIN term t LEFT JOIN term pt ON pt.id = j.place_id"
SAME = "o.id = j.organisation_id AND t.id = j.occupation_id"

_BEGIN = "SELECT w.term_id FROM beginning w WHERE w.kind = '{kind}' AND w.tail >= ? AND w.tail < ?"
_SAME_GROUP = f"""SELECT g.id FROM term g WHERE g.kind = '{Kind.OCCUPATION}' AND g.code <> '' AND g.code IN (
 SELECT b.code FROM term b WHERE b.id IN ({_BEGIN.format(kind=Kind.OCCUPATION)}))"""
_OCCUPATIONS = f"{_BEGIN.format(kind=Kind.OCCUPATION)} UNION {_SAME_GROUP}"
_PLACES = _BEGIN.format(kind=Kind.PLACE)
_REGION = f"pt.code <> '' AND pt.code IN (SELECT b.code FROM term b WHERE b.id IN ({_PLACES}))"
_WORD = "SELECT w.job_id AS id FROM job_word w WHERE w.word >= ? AND w.word < ?"
# With an OFFSET an engine looks these up job by job; else it would rather join all words there are, or all needs.
_HAS_WORD = "EXISTS (SELECT 1 FROM job_word w WHERE w.job_id = j.id AND w.word >= ? AND w.word < ? LIMIT 1 OFFSET 0)"
_ASKS_NOTHING = "NOT EXISTS (SELECT 1 FROM need n WHERE n.job_id = j.id AND n.is_must LIMIT 1 OFFSET 0)"
# A page goes on after a job that was published once, whether or not it is over by now.
_AFTER = """(j.published_at, j.id) < (SELECT a.published_at, a.id FROM job a JOIN organisation ao ON ao.id = a.organisation_id
 WHERE a.key = ? AND a.state IN ('live', 'paused', 'closed') AND ao.state = 'verified')"""


@dataclass
class Conditions:
    """Conditions on the job `j`, with their values in order; `hits` are statements whose few jobs may be all there are."""

    sql: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)
    hits: list[tuple[str, tuple[object, ...]]] = field(default_factory=list)

    def add(self, sql: str, *values: object) -> None:
        """What must be true of the job too."""
        self.sql.append(f"AND {sql}")
        self.values.extend(values)

    def add_terms(self, column: str, terms: str, *values: object) -> None:
        """The job's term must be one of those that the statement gives."""
        # The plus keeps an engine from beginning here, where the newest come first.
        self.add(f"+j.{column} IN ({terms})", *values)
        self.hits.append((f"SELECT h.id FROM job h WHERE h.{column} IN ({terms})", values))

    def add_words(self, text: str) -> None:
        """The job must have words that begin like all of these."""
        for word in words(text)[:MOST_WORDS]:
            self.add_range(*between(word))

    def add_range(self, first: bytes, end: bytes) -> None:
        """The job must have a word or mark from the first on and before the end."""
        self.add(_HAS_WORD, first, end)
        self.hits.append((_WORD, (first, end)))


def conditions(wanted: Wanted) -> Conditions:
    """What is wanted, as conditions."""
    found = Conditions()
    found.add_words(wanted.text)
    if wanted.occupation:
        ends = between(folded_term(wanted.occupation))
        found.add_terms("occupation_id", _OCCUPATIONS, *ends, *ends)
    if wanted.place:
        _add_place(found, wanted)
    if wanted.kind:
        found.add_range(*between(MARK + wanted.kind))
    if wanted.pay:
        found.add_range(*pays_from(wanted.yearly, wanted.currency))
    if wanted.is_remote:
        found.add_range(*between(f"{MARK}remote"))
    if wanted.is_open:
        found.add(_ASKS_NOTHING)
    if wanted.days:
        found.add("j.published_at > ?", clock.microseconds(clock.now() - timedelta(days=wanted.days)))
    return found


def _add_place(found: Conditions, wanted: Wanted) -> None:
    ends = between(folded_term(wanted.place))
    if wanted.far == REGION:
        found.add(f"(j.place_id IN ({_PLACES}) OR ({_REGION}))", *ends, *ends)
    elif wanted.far:
        found.add_terms("place_id", f"{_PLACES} UNION {AROUND}", *ends, *within(int(wanted.far), ends))
    else:
        found.add_terms("place_id", _PLACES, *ends)


def _fewest(hits: Iterable[tuple[str, tuple[object, ...]]]) -> tuple[str, tuple[object, ...]] | None:
    """The statement that gives the fewest jobs, if they are few (one statement for all)."""
    asked = list(hits)
    if not asked:
        return None
    count = f"SELECT CAST({{}} AS INTEGER) AS place, count(*) AS n FROM (SELECT 1 AS x FROM ({{}}) y LIMIT {FEW + 1}) z"
    sql = " UNION ALL ".join(count.format(place, statement) for place, (statement, _) in enumerate(asked))
    found = row(f"{sql} ORDER BY n, place LIMIT 1", *(value for _, values in asked for value in values))
    return asked[found.place] if found and found.n <= FEW else None


def newest(conditions: Conditions, most: int) -> list[Any]:
    """Up to so many of the jobs that can be found and fulfil the conditions, newest first (two statements, or one)."""
    few = _fewest(conditions.hits)
    return newest_of(*few, conditions, most) if few else _newest("", "job j", (), conditions, most)


def newest_of(few: str, values: tuple[object, ...], conditions: Conditions, most: int) -> list[Any]:
    """The same among the few jobs that another statement gives (one statement)."""
    begin = f"WITH hit AS MATERIALIZED (SELECT DISTINCT y.id FROM ({few}) y) "
    return _newest(begin, "hit CROSS JOIN job j", values, conditions, most)


def _newest(begin: str, start: str, values: tuple[object, ...], conditions: Conditions, most: int) -> list[Any]:
    return rows(
        f"""{begin}SELECT {CARD} FROM {start} {JOINED}
        WHERE {"hit.id = j.id AND" if begin else ""} {SAME} AND {listing.LISTED} {" ".join(conditions.sql)}
        ORDER BY j.published_at DESC, j.id DESC LIMIT ?""",
        *values,
        listing.now(),
        *conditions.values,
        most,
    )


def page(wanted: Wanted, after: str = "", most: int = PAGE) -> tuple[list[Any], bool]:
    """Up to twenty jobs that fit, newest first, after the one with this key; and whether there are more."""
    asked = conditions(wanted)
    if after:
        asked.add(_AFTER, after)
    found = newest(asked, most + 1)
    return found[:most], len(found) > most


def is_new(wanted: Wanted, since: int) -> bool:
    """Whether a job that fits was published after a moment (in microseconds)."""
    asked = conditions(wanted)
    asked.add("j.published_at > ?", since)
    return bool(newest(asked, 1))
