"""What somebody shows of their profile to those who give work: a copy of the sections they tick, as they say it now."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mentorship.database import rows
from mentorship.people.section import Section
from mentorship.people.vocabulary import TermName
from mentorship.privacy import profile as profiles
from mentorship.privacy.profile import Statement
from mentorship.ties.relation import Viewer

# The sections that can go along, in the order in which a CV is read. How to be reached is chosen apart from them.
SECTIONS = (
    Section.ABOUT,
    Section.OCCUPATION,
    Section.WORK,
    Section.EDUCATION,
    Section.SKILLS,
    Section.LANGUAGES,
    Section.PLACE,
    Section.INTERESTS,
    Section.OFFERS,
    Section.EXPERIENCE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One section: its text, or its facts."""

    section: Section
    text: str
    facts: tuple[Statement, ...]


def parts(viewer: Viewer, sections: Iterable[Section] = SECTIONS) -> tuple[Part, ...]:
    """What somebody's own sections say now, without those that are empty (two statements)."""
    wanted = [section for section in SECTIONS if section in set(sections)]
    card = profiles.cards(viewer, [viewer.id], wanted).get(viewer.id)
    texts = {one.section: one.text for one in rows("SELECT section, text FROM passage WHERE person_id = ?", viewer.id)}
    facts: Mapping[Section, tuple[Statement, ...]] = card.facts if card else {}
    found = (Part(section, texts.get(section, ""), facts.get(section, ())) for section in wanted)
    return tuple(part for part in found if part.text or part.facts)


def contact(viewer: Viewer) -> str:
    """What somebody's own section about being reached says (one statement)."""
    said = "SELECT text FROM passage WHERE person_id = ? AND section = ?"
    return next((str(one.text) for one in rows(said, viewer.id, Section.CONTACT)), "")


def copy(viewer: Viewer, sections: Iterable[Section]) -> str:
    """What these sections of somebody say now, to be kept as it is (two statements)."""
    return written(parts(viewer, sections))


def written(found: Iterable[Part]) -> str:
    """The parts as they are stored."""
    told = [{"section": part.section, "text": part.text, "facts": [_told(one) for one in part.facts]} for part in found]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> tuple[Part, ...]:
    """The parts of a copy; a fact has no key there, since it may be on no profile any more."""
    return tuple(
        Part(Section(one["section"]), one["text"], tuple(_statement(fact) for fact in one["facts"]))
        for one in json.loads(text)
    )


def _told(fact: Statement) -> dict[str, Any]:
    return {
        "term": list(fact.term),
        "focus": list(fact.focus) if fact.focus else None,
        "area": fact.area,
        "level": fact.level,
        "years": [fact.year_from, fact.year_to],
    }


def _statement(told: dict[str, Any]) -> Statement:
    focus = TermName(*told["focus"]) if told["focus"] else None
    return Statement("", TermName(*told["term"]), focus, told["area"], told["level"], *told["years"])
