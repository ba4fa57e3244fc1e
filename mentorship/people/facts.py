"""What a person states: facts (a term, sometimes with years, area or level) and passages of free text."""

from typing import Any

from peewee import SQL, CharField, Check, ForeignKeyField, SmallIntegerField, TextField

from mentorship import clock
from mentorship.database import KeyField, Table, execute, row, rows, write
from mentorship.errors import N_, Invalid
from mentorship.people.person import Person
from mentorship.people.section import Area, Level, Section
from mentorship.people.vocabulary import Found, Kind, Term, find_or_add
from mentorship.text import fold, passage

MOST_FACTS = 40
TEXT_LIMIT = {Section.ABOUT: 2000, Section.CONTACT: 500}
EARLIEST_YEAR = 1900

ENOUGH = N_("That is the most this section holds. Remove one first.")
NOT_A_YEAR = N_("Please write a year between 1900 and %(latest)d.")
ENDS_EARLIER = N_("The last year comes before the first.")
CHOOSE_AREA = N_("Please choose what this is about.")
CHOOSE_LEVEL = N_("Please choose one of these.")

TERM_KINDS = {
    Section.OCCUPATION: Kind.OCCUPATION,
    Section.WORK: Kind.WORKPLACE,
    Section.EDUCATION: Kind.SCHOOL,
    Section.PLACE: Kind.PLACE,
    Section.LANGUAGES: Kind.LANGUAGE,
    Section.INTERESTS: Kind.TOPIC,
    Section.SKILLS: Kind.TOPIC,
    Section.OFFERS: Kind.TOPIC,
    Section.SEEKS: Kind.TOPIC,
    Section.OPEN_WORK: Kind.OCCUPATION,
    Section.EXPERIENCE: Kind.EXPERIENCE,
}
FOCUS_KINDS = {Section.WORK: Kind.OCCUPATION, Section.EDUCATION: Kind.FIELD}
WITH_AREA = (Section.OFFERS, Section.SEEKS)


class Fact(Table):
    """A term a person states about themselves in one section.

    `focus` is the occupation held at a workplace, or the field studied at a school.
    """

    key = KeyField()
    person = ForeignKeyField(Person, on_delete="CASCADE")
    section = CharField(max_length=12)
    term = ForeignKeyField(Term, on_delete="RESTRICT")
    written = TextField(null=True)
    focus = ForeignKeyField(Term, null=True, on_delete="RESTRICT")
    focus_written = TextField(null=True)
    area = CharField(max_length=8, default="")
    level = CharField(max_length=6, default="")
    year_from = SmallIntegerField(null=True)
    year_to = SmallIntegerField(null=True)

    class Meta:
        constraints = [
            Check("area IN ('', 'learning', 'work', 'social')", name="fact_area"),
            Check("level IN ('', 'basic', 'good', 'fluent', 'native')", name="fact_level"),
            Check("year_to IS NULL OR year_from IS NULL OR year_from <= year_to", name="fact_years"),
        ]
        indexes = ((("person", "section"), False), (("term", "section", "person"), False))


# A place of work or a school may come back after years away; everything else is stated once.
Fact.add_index(
    Fact.person,
    Fact.section,
    Fact.term,
    Fact.area,
    unique=True,
    name="fact_once",
    where=SQL("section NOT IN ('work', 'education')"),
)


class Passage(Table):
    """The free text of a section."""

    person = ForeignKeyField(Person, on_delete="CASCADE")
    section = CharField(max_length=12)
    text = TextField()
    folded = TextField()

    class Meta:
        indexes = ((("person", "section"), True),)


@write
def state(
    person_id: int,
    section: Section,
    typed: str,
    *,
    focus: str = "",
    area: str = "",
    level: str = "",
    year_from: int | None = None,
    year_to: int | None = None,
) -> None:
    """States one fact; the same term again changes its details. Raises Invalid beside the field."""
    _check_years(year_from, year_to)
    term = find_or_add(TERM_KINDS[section], typed)
    about = find_or_add(FOCUS_KINDS[section], focus, "focus") if focus.strip() and section in FOCUS_KINDS else None
    focus_id = about.id if about else None
    known = _known(person_id, section, term.id, (focus_id, year_from, year_to))
    if known is None and _count(person_id, section) >= MOST_FACTS:
        raise Invalid("term", ENOUGH)
    details = {
        "focus": focus_id,
        "focus_written": about and about.written,
        "written": term.written,
        "area": _area(section, area, term),
        "level": _level(section, level),
        "year_from": year_from,
        "year_to": year_to,
    }
    if known:
        Fact.update(**details).where(Fact.id == known.id).execute()
    else:
        Fact.create(person=person_id, section=section, term=term.id, **details)


def _known(person_id: int, section: Section, term_id: int, stay: tuple[int | None, ...]) -> Any | None:
    known = "SELECT id FROM fact WHERE person_id = ? AND section = ? AND term_id = ?"
    if not section.is_history:
        return row(known, person_id, section, term_id)
    # Another stay at the same place is another fact; the very same one is a button pressed twice.
    same = "COALESCE(focus_id, 0) = ? AND COALESCE(year_from, 0) = ? AND COALESCE(year_to, 0) = ?"
    return row(f"{known} AND {same}", person_id, section, term_id, *(value or 0 for value in stay))


def _count(person_id: int, section: Section) -> int:
    found = row("SELECT count(*) AS n FROM fact WHERE person_id = ? AND section = ?", person_id, section)
    return int(found.n) if found else 0


def _area(section: Section, area: str, term: Found) -> str:
    if section not in WITH_AREA:
        return ""
    chosen = area or (term.code if term.code in list(Area) else "")
    if chosen not in list(Area):
        raise Invalid("area", CHOOSE_AREA)
    return chosen


def _level(section: Section, level: str) -> str:
    if section != Section.LANGUAGES or not level:
        return ""
    if level not in list(Level):
        raise Invalid("level", CHOOSE_LEVEL)
    return level


def latest_year() -> int:
    """The last year that a fact may carry: plans reach ten years ahead."""
    return clock.now().year + 10


def _check_years(year_from: int | None, year_to: int | None) -> None:
    latest = latest_year()
    for field, year in (("year_from", year_from), ("year_to", year_to)):
        if year is not None and not EARLIEST_YEAR <= year <= latest:
            raise Invalid(field, NOT_A_YEAR, latest=latest)
    if year_from and year_to and year_to < year_from:
        raise Invalid("year_to", ENDS_EARLIER)


@write
def retract(person_id: int, key: str) -> bool:
    """Takes one of the person's own facts back; False if there is none such."""
    return bool(execute("DELETE FROM fact WHERE person_id = ? AND key = ?", person_id, key))


@write
def say(person_id: int, section: Section, text: str) -> None:
    """Writes the free text of a section; empty text removes it. Raises Invalid("text")."""
    tidy = passage("text", text, TEXT_LIMIT[section], required=False)
    execute("DELETE FROM passage WHERE person_id = ? AND section = ?", person_id, section)
    if tidy:
        Passage.create(person=person_id, section=section, text=tidy, folded=fold(tidy))


def section_of(person_id: int, key: str) -> Section | None:
    """The section of one of the person's own facts, or None."""
    found = rows("SELECT section FROM fact WHERE person_id = ? AND key = ?", person_id, key)
    return Section(found[0].section) if found else None
