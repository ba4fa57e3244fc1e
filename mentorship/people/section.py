"""The parts of a profile, in the order of the page, and the small lists that belong to them."""

from enum import StrEnum


class Section(StrEnum):
    """A part of a profile that is shown or hidden as one."""

    PHOTO = "photo"
    ABOUT = "about"
    OCCUPATION = "occupation"
    WORK = "work"
    EDUCATION = "education"
    PLACE = "place"
    LANGUAGES = "languages"
    INTERESTS = "interests"
    SKILLS = "skills"
    OFFERS = "offers"
    SEEKS = "seeks"
    OPEN_WORK = "open_work"
    EXPERIENCE = "experience"
    CONTACT = "contact"
    FRIENDS = "friends"
    MUTUAL = "mutual"
    LINEAGE = "lineage"

    @property
    def is_text(self) -> bool:
        """Whether the section is one free text."""
        return self in (Section.ABOUT, Section.CONTACT)

    @property
    def is_people(self) -> bool:
        """Whether the section lists people instead of facts."""
        return self in (Section.FRIENDS, Section.MUTUAL, Section.LINEAGE)

    @property
    def is_picture(self) -> bool:
        """Whether the section is the photo."""
        return self == Section.PHOTO

    @property
    def is_history(self) -> bool:
        """Whether its facts carry years and what one did there."""
        return self in (Section.WORK, Section.EDUCATION)


class Area(StrEnum):
    """The three parts of life that mentoring here is about."""

    LEARNING = "learning"
    WORK = "work"
    SOCIAL = "social"


class Level(StrEnum):
    """How well somebody speaks a language."""

    BASIC = "basic"
    GOOD = "good"
    FLUENT = "fluent"
    NATIVE = "native"
