"""Search: people and mentors by what this viewer may see of them."""

from dataclasses import dataclass

from mentorship.database import rows
from mentorship.people.section import Section
from mentorship.people.vocabulary import Kind
from mentorship.people.vocabulary.term import BEGINS, between
from mentorship.privacy.audience import seen
from mentorship.text import fold, like, tidy
from mentorship.ties.capacity import HAS_PLACE
from mentorship.ties.relation import ME, Relation, Viewer, me, relation_to

PAGE = 20
MOST_WORDS = 6
LONGEST = 200

_AUDIENCE = "(SELECT s.audience FROM sharing s WHERE s.owner_id = p.id AND s.section = {section})"
_SEEN_FACT = seen(_AUDIENCE.format(section="f.section"), "p.flags")
_SEEN_ABOUT = seen(_AUDIENCE.format(section="x.section"), "p.flags")

_PEOPLE = f"p AS (SELECT p.*, {relation_to('p')} AS flags FROM me CROSS JOIN person p WHERE p.state = 'active')"
_KINDS = ", ".join(f"'{kind}'" for kind in Kind)
# The terms a word may mean are found once, by an index; each person's facts are then compared by number.
_TERMS_OF = f"AS MATERIALIZED (SELECT w.term_id FROM beginning w WHERE w.kind IN ({_KINDS}) AND {BEGINS})"
_HAS_WORD = f"""(p.search_name LIKE ? ESCAPE '!' OR p.search_name LIKE ? ESCAPE '!'
 OR EXISTS (SELECT 1 FROM fact f WHERE f.person_id = p.id AND (f.term_id IN (SELECT term_id FROM {{terms}})
            OR f.focus_id IN (SELECT term_id FROM {{terms}})) AND {_SEEN_FACT})
 OR EXISTS (SELECT 1 FROM passage x WHERE x.person_id = p.id AND x.section = 'about'
            AND (x.folded LIKE ? ESCAPE '!' OR x.folded LIKE ? ESCAPE '!') AND {_SEEN_ABOUT}))"""
_HAS_TERM = f"""EXISTS (SELECT 1 FROM fact f WHERE f.person_id = p.id AND f.section = ?
 AND f.term_id IN (SELECT term_id FROM {{terms}}) AND {_SEEN_FACT})"""
_HAS_AREA = (
    f"EXISTS (SELECT 1 FROM fact f WHERE f.person_id = p.id AND f.section = 'offers' AND f.area = ? AND {_SEEN_FACT})"
)


def _prefixes(word: str) -> tuple[str, str]:
    return f"{like(word)}%", f"% {like(word)}%"


def _folded(typed: str) -> str:
    return fold(tidy(typed[:LONGEST]))


def _words(text: str) -> list[str]:
    return _folded(text).split()[:MOST_WORDS]


class _Conditions:
    """Conditions joined by AND, and the sets of terms they speak of, each with its values in order."""

    def __init__(self) -> None:
        # Names are for members: to the web somebody exists only by what they opened to it.
        self.sql = f"(p.flags & {int(Relation.MEMBER)}) <> 0"
        self.values: list[object] = []
        self.terms = ""
        self.term_values: list[object] = []

    def add(self, sql: str, *values: object) -> None:
        self.sql += f" AND {sql}"
        self.values.extend(values)

    def add_words(self, text: str) -> None:
        for word in _words(text):
            self.add(_HAS_WORD.format(terms=self._terms_of(word)), *_prefixes(word) * 2)

    def add_term(self, section: Section, text: str) -> None:
        if start := _folded(text):
            self.add(_HAS_TERM.format(terms=self._terms_of(start)), section)

    def _terms_of(self, start: str) -> str:
        name = f"terms_{len(self.term_values)}"
        self.terms += f", {name} {_TERMS_OF}"
        self.term_values.extend(between(start))
        return name


def _page(ids: list[int]) -> tuple[list[int], bool]:
    return ids[:PAGE], len(ids) > PAGE


def people(viewer: Viewer, text: str, after: str = "") -> tuple[list[int], bool]:
    """Up to twenty people, newest members first, after the one with this handle; and whether there are more."""
    wanted = _Conditions()
    wanted.add_words(text)
    wanted.add("p.id <> me.id")
    if after:
        wanted.add("(p.joined_at, p.id) < (SELECT joined_at, id FROM p WHERE handle = ? AND flags <> 0)", tidy(after))
    found = rows(
        f"WITH {ME}{wanted.terms}, {_PEOPLE} SELECT p.id FROM me CROSS JOIN p WHERE {wanted.sql} ORDER BY p.joined_at DESC, p.id DESC LIMIT ?",
        *me(viewer),
        *wanted.term_values,
        *wanted.values,
        PAGE + 1,
    )
    return _page([one.id for one in found])


@dataclass(frozen=True, slots=True)
class MentorFilter:
    """What somebody looks for in a mentor; empty parts do not matter."""

    text: str = ""
    area: str = ""
    topic: str = ""
    place: str = ""
    language: str = ""
    free: bool = False


# Mentors for what I seek come first, then those with a free place, then the newest.
_WISHES = f"""(SELECT count(DISTINCT f.term_id) FROM fact f JOIN fact mine ON mine.term_id = f.term_id
 WHERE mine.person_id = me.id AND mine.section = 'seeks' AND f.person_id = p.id AND f.section = 'offers' AND {_SEEN_FACT})"""
_MENTORS = f"""mentor AS (SELECT p.*, CASE WHEN {HAS_PLACE} THEN 1 ELSE 0 END AS has_place
 FROM p JOIN availability m ON m.person_id = p.id
 WHERE m.places > 0 AND {seen(_AUDIENCE.format(section="'offers'"), "p.flags")})"""


def mentors(viewer: Viewer, filter: MentorFilter, after: str = "") -> tuple[list[int], bool]:
    """Up to twenty mentors that fit the filter, best first, after the one with this handle; and whether there are more."""
    wanted = _mentor_conditions(filter)
    beyond, extra = "", []
    if after:
        beyond, extra = (
            "WHERE (fit, joined_at, id) < (SELECT fit, joined_at, id FROM fitting WHERE handle = ?)",
            [tidy(after)],
        )
    found = rows(
        f"""WITH {ME}{wanted.terms}, {_PEOPLE}, {_MENTORS}, fitting AS (
          SELECT p.id, p.handle, p.joined_at, 2 * {_WISHES} + p.has_place AS fit FROM me CROSS JOIN mentor p WHERE {wanted.sql})
        SELECT id FROM fitting {beyond} ORDER BY fit DESC, joined_at DESC, id DESC LIMIT ?""",
        *me(viewer),
        *wanted.term_values,
        *wanted.values,
        *extra,
        PAGE + 1,
    )
    return _page([one.id for one in found])


def _mentor_conditions(filter: MentorFilter) -> _Conditions:
    wanted = _Conditions()
    wanted.add("p.id <> me.id")
    wanted.add_words(filter.text)
    if filter.area:
        wanted.add(_HAS_AREA, filter.area)
    wanted.add_term(Section.OFFERS, filter.topic)
    wanted.add_term(Section.PLACE, filter.place)
    wanted.add_term(Section.LANGUAGES, filter.language)
    if filter.free:
        wanted.add("p.has_place = 1")
    return wanted
