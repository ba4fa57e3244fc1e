"""A profile: what one person may see of another, and nothing else. The templates get this, never the rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mentorship import clock
from mentorship.database import marks, row, rows
from mentorship.errors import Missing
from mentorship.people.section import Section
from mentorship.people.vocabulary import TermName
from mentorship.privacy.around import people_around
from mentorship.privacy.audience import seen, sees
from mentorship.privacy.face import Face
from mentorship.privacy.portrait import photo_of, photo_seen
from mentorship.privacy.promptness import promptness_of, promptness_seen
from mentorship.ties.capacity import HAS_PLACE
from mentorship.ties.relation import ME, Relation, Viewer, me, relation_to
from mentorship.ties.request.answering_time import in_days


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact as it is shown."""

    key: str
    term: TermName
    focus: TermName | None
    area: str
    level: str
    year_from: int | None
    year_to: int | None


@dataclass(frozen=True, slots=True)
class Card(Face):
    """A person in a list, with the facts that this viewer may see.

    `answers_in` is the days in which a mentor usually answers; None if that is unknown, or they hide what they offer.
    """

    id: int
    relation: Relation
    facts: Mapping[Section, tuple[Statement, ...]]
    answers_in: int | None = field(default=None, kw_only=True)

    def has(self, flag: Relation) -> bool:
        """Whether the viewer has this tie to the person."""
        return bool(self.relation & flag)


@dataclass(frozen=True, slots=True)
class Profile(Card):
    """A person's page. A hidden section is absent; `people` lists who is shown in the sections about people.

    `has_place` is None for somebody who does not mentor or hides what they offer; `pair_pages` holds the keys of the
    mentorships running between the two, by what the person is to the viewer: mentor, mentee.
    """

    texts: Mapping[Section, str] = field(default_factory=dict)
    open_sections: frozenset[Section] = frozenset()
    people: Mapping[str, tuple[Face, ...]] = field(default_factory=dict)
    has_place: bool | None = None
    pair_pages: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing but the name to see."""
        return not (self.photo or self.facts or self.texts or any(self.people.values()))


# A member's own writing stands until the vocabulary ships a name.
_WRITTEN, _FOCUS = "CASE WHEN NOT t.shipped THEN f.written END", "CASE WHEN NOT o.shipped THEN f.focus_written END"
_TERM = f"""COALESCE({_WRITTEN}, t.en) AS en, COALESCE({_WRITTEN}, t.it) AS it, f.area, f.level, f.year_from, f.year_to,
COALESCE({_FOCUS}, o.en) AS focus_en, COALESCE({_FOCUS}, o.it) AS focus_it"""
_AUDIENCE = "(SELECT s.audience FROM sharing s WHERE s.owner_id = p.id AND s.section = f.section)"
_NEWEST_FIRST = "f.section, COALESCE(f.year_to, 9999) DESC, COALESCE(f.year_from, 0) DESC, f.id"


def cards(
    viewer: Viewer, ids: Sequence[int], sections: Iterable[Section] = (Section.OCCUPATION, Section.PLACE)
) -> dict[int, Card]:
    """The people as cards with the facts of these sections that the viewer may see, by row number (one statement).

    People who do not exist for the viewer are absent.
    """
    wanted = list(sections)
    found = rows(
        f"""WITH {ME}, who AS MATERIALIZED (SELECT p.id, p.handle, p.name, {relation_to("p")} AS flags
                             FROM me CROSS JOIN person p WHERE p.id IN ({marks(ids)})),
        p AS MATERIALIZED (SELECT who.*, {photo_seen("who.id", "who.flags")} AS photo,
         {promptness_seen("who.id", "who.flags")} AS answers FROM who)
        SELECT p.id, p.handle, p.name, p.flags, p.photo, p.answers, f.key, f.section, {_TERM}
        FROM p LEFT JOIN fact f ON f.person_id = p.id AND f.section IN ({marks(wanted)}) AND {seen(_AUDIENCE, "p.flags")}
        LEFT JOIN term t ON t.id = f.term_id LEFT JOIN term o ON o.id = f.focus_id
        WHERE p.flags <> 0 ORDER BY p.id, {_NEWEST_FIRST}""",
        *me(viewer),
        *ids,
        clock.microseconds(clock.now()),
        *wanted,
    )
    stated: dict[int, list[Any]] = defaultdict(list)
    for one in found:
        stated[one.id].append(one)
    return {id: _card(all) for id, all in stated.items()}


def _card(found: Sequence[Any]) -> Card:
    one = found[0]
    days, flags = in_days(one.answers), Relation(one.flags)
    return Card(one.handle, one.name, one.id, flags, _facts(found), photo=one.photo or "", answers_in=days)


def _facts(found: Sequence[Any]) -> dict[Section, tuple[Statement, ...]]:
    sections: dict[Section, list[Statement]] = defaultdict(list)
    for one in found:
        if one.key:
            focus = TermName(one.focus_en, one.focus_it) if one.focus_en else None
            sections[Section(one.section)].append(
                Statement(one.key, TermName(one.en, one.it), focus, one.area, one.level, one.year_from, one.year_to)
            )
    return {section: tuple(sections[section]) for section in Section if section in sections}


_RUNNING = "(SELECT t.key FROM mentorship t WHERE t.mentor_id = {} AND t.mentee_id = {} AND t.ended_at IS NULL)"
_OWNER = f"""WITH {ME} SELECT p.id, p.handle, p.name, {relation_to("p")} AS flags, {photo_of("p.id")} AS photo,
 {promptness_of("p.id")} AS answers, (SELECT {HAS_PLACE} FROM availability m WHERE m.person_id = p.id AND m.places > 0) AS has_place,
 {_RUNNING.format("p.id", "me.id")} AS mentor, {_RUNNING.format("me.id", "p.id")} AS mentee
FROM me CROSS JOIN person p WHERE p"""


def _owner(viewer: Viewer, column: str, value: str | int) -> Any | None:
    return row(f"{_OWNER}.{column} = ?", *me(viewer), clock.microseconds(clock.now()), value)


def of(viewer: Viewer, handle: str) -> Profile:
    """The page of one person for this viewer; raises Missing if there is no such person for them."""
    owner = _owner(viewer, "handle", handle)
    if owner is None or not owner.flags:
        raise Missing
    return _profile(viewer, owner, Relation(owner.flags))


def face_of(viewer: Viewer, handle: str) -> Any:
    """Row number, handle, name and flags of somebody; raises Missing if they do not exist for this viewer."""
    owner = _owner(viewer, "handle", handle)
    if owner is None or not owner.flags or owner.flags == Relation.PUBLIC:
        raise Missing
    return owner


def as_seen_with(owner_id: int, flags: Relation) -> Profile:
    """The owner's page as somebody with just these flags sees it: the same page by the same way.

    Lists of people stay closed here: what they show depends on each person in them, and would tell on those people.
    """
    nobody = Viewer.imagined(flags)
    return _profile(nobody, _owner(nobody, "id", owner_id), flags)


_STATED = f"""SELECT f.key, f.section, {_TERM}, '' AS text FROM fact f JOIN term t ON t.id = f.term_id
LEFT JOIN term o ON o.id = f.focus_id WHERE f.person_id = ? ORDER BY {_NEWEST_FIRST}"""


_OPENNESS = """SELECT section, audience, '' AS text FROM sharing WHERE owner_id = ?
UNION ALL SELECT section, 0, text FROM passage WHERE person_id = ?"""


def _profile(viewer: Viewer, owner: Any, flags: Relation) -> Profile:
    openness = rows(_OPENNESS, owner.id, owner.id)
    audiences: dict[str, int] = defaultdict(int)
    for one in openness:
        audiences[one.section] |= one.audience
    shown = frozenset(section for section in Section if sees(audiences[section], flags))
    texts = {Section(one.section): one.text for one in openness if one.text and one.section in shown}
    facts = _facts([one for one in rows(_STATED, owner.id) if one.section in shown])
    found = Profile(
        owner.handle,
        owner.name,
        owner.id,
        flags,
        facts,
        texts,
        shown,
        people_around(viewer, owner.id, shown),
        None if owner.has_place is None or Section.OFFERS not in shown else bool(owner.has_place),
        {tie: key for tie, key in (("mentor", owner.mentor), ("mentee", owner.mentee)) if key},
        photo=owner.photo if owner.photo and Section.PHOTO in shown else "",
        answers_in=in_days(owner.answers) if Section.OFFERS in shown else None,
    )
    if flags == Relation.PUBLIC and found.is_empty:
        raise Missing  # a name alone is nothing that was opened to the whole web
    return found
