"""Audiences: the relations a section can be open to, and the three presets."""

from enum import StrEnum

from mentorship.people.section import Section
from mentorship.ties.relation import Relation

ONLY_ME = Relation.NONE

# The columns of the page "who sees what", widest first.
AUDIENCES = {
    "everyone": Relation.PUBLIC,
    "members": Relation.MEMBER,
    "friends": Relation.FRIEND,
    "mentors": Relation.MENTOR,
    "mentees": Relation.MENTEE,
    "coordinators": Relation.COORDINATOR,
    "employers": Relation.EMPLOYER,
}


class Preset(StrEnum):
    """Ready-made settings for all sections at once."""

    OPEN = "open"
    BALANCED = "balanced"
    PRIVATE = "private"


_TIED = Relation.FRIEND | Relation.MENTOR | Relation.MENTEE
_PAIR = Relation.MENTOR | Relation.MENTEE
# What nobody opens without having thought of it.
_CLOSED = {Section.EXPERIENCE: ONLY_ME, Section.OPEN_WORK: ONLY_ME}

PRESETS: dict[Preset, dict[Section, Relation]] = {
    Preset.OPEN: dict.fromkeys(Section, Relation.MEMBER)
    | {Section.ABOUT: Relation.PUBLIC, Section.OCCUPATION: Relation.PUBLIC, Section.OFFERS: Relation.PUBLIC}
    | {Section.CONTACT: _TIED}
    | _CLOSED,
    Preset.BALANCED: dict.fromkeys(Section, Relation.MEMBER)
    | {Section.WORK: _TIED | Relation.COORDINATOR, Section.EDUCATION: _TIED | Relation.COORDINATOR}
    | {Section.CONTACT: _PAIR, Section.FRIENDS: Relation.FRIEND, Section.LINEAGE: _PAIR}
    | _CLOSED,
    Preset.PRIVATE: dict.fromkeys(Section, ONLY_ME)
    | {Section.OFFERS: Relation.MEMBER, Section.SEEKS: _PAIR, Section.ABOUT: _PAIR, Section.OCCUPATION: _PAIR}
    | {Section.LANGUAGES: _PAIR, Section.PHOTO: _PAIR},
}

# What each wider audience includes anyway: everybody signed in is a member, every member is part of everyone.
WIDER = {
    Relation.MEMBER: Relation.PUBLIC,
    **dict.fromkeys(list(AUDIENCES.values())[2:], Relation.PUBLIC | Relation.MEMBER),
}


def sees(audience: int, relation: int) -> bool:
    """THE rule: visible if and only if audience and relation meet; the owner always sees."""
    return bool((audience | Relation.SELF) & relation)


# The same rule as SQL, for a section's audience (NULL while nothing was shared) and a relation expression.
def seen(audience: str, relation: str) -> str:
    """SQL for `sees`: true where the audience column and the relation expression meet."""
    return f"((COALESCE({audience}, 0) | {int(Relation.SELF)}) & {relation}) <> 0"


def is_included(audience: int, flag: Relation) -> bool:
    """Whether `flag` sees the section because a wider audience does."""
    return bool(audience & WIDER.get(flag, Relation.NONE))


def chosen(audience: int) -> list[str]:
    """The names of those who see it, widest first, without those whom a wider one includes."""
    return [name for name, flag in AUDIENCES.items() if audience & flag and not is_included(audience, flag)]


def can_open(section: Section, flag: Relation) -> bool:
    """Whether this choice exists: lists of people tell on others too, and that somebody looks for work is nothing for the
    web, so they never go beyond members. Employers see of the latter cards without names, which are no part of a page."""
    if section == Section.OPEN_WORK:
        return flag not in (Relation.PUBLIC, Relation.EMPLOYER)
    return not (section.is_people and flag == Relation.PUBLIC)


def flags_of(flag: Relation) -> Relation:
    """All that somebody is who has this one flag: whoever is not just anybody is a member too."""
    return Relation.PUBLIC if flag == Relation.PUBLIC else Relation.PUBLIC | Relation.MEMBER | flag
