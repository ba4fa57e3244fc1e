"""Evidence: what the reporter saw, copied when they reported it. It stays when the original is changed or gone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import BlobField, BooleanField, CharField, ForeignKeyField, SmallIntegerField, TextField

from mentorship.database import MomentField, Table, row, rows, write
from mentorship.people.section import Section
from mentorship.privacy.profile import Profile, Statement
from mentorship.records.report import Report


class Evidence(Table):
    """One message, one section of a profile or one answer of a request. `part` is the section, or the field of the
    request; `author` is a handle; `picture` is a WebP; `is_the_one` is the very thing that was reported."""

    report = ForeignKeyField(Report, on_delete="CASCADE")
    position = SmallIntegerField()
    author = CharField(max_length=12)
    part = CharField(max_length=12)
    at = MomentField(null=True)
    text = TextField()
    picture = BlobField(null=True)
    is_the_one = BooleanField()

    class Meta:
        indexes = ((("report", "position"), True),)


@dataclass(frozen=True, slots=True)
class Piece:
    """What is to be kept; `photo` is the key of one, `is_theirs` tells the person who is meant from the one who reports."""

    text: str
    part: str = ""
    at: int | None = None
    is_theirs: bool = True
    is_the_one: bool = True
    photo: str = ""


def of_profile(shown: Profile) -> Iterator[Piece]:
    """The sections as this viewer sees them; without the people in it, who are others."""
    for section in Section:
        if section == Section.PHOTO and shown.photo:
            yield Piece("", section, photo=shown.photo)
        elif section in shown.texts:
            yield Piece(shown.texts[section], section)
        elif section in shown.facts:
            yield Piece("\n".join(map(_line, shown.facts[section])), section)


def _line(fact: Statement) -> str:
    years = "–".join(str(year) for year in (fact.year_from, fact.year_to) if year)
    return ", ".join(filter(None, (fact.focus.en if fact.focus else "", fact.term.en, fact.area, fact.level, years)))


def of_messages(found: Sequence[Any], at: int, person_id: int) -> Iterator[Piece]:
    """The message of this moment, and those around it."""
    for one in found:
        yield Piece(one.body, "", one.sent_at, one.sender_id == person_id, one.sent_at == at)


def of_request(asked: Any) -> Iterator[Piece]:
    """What stands in a request, as the viewer sees it."""
    for part in ("goal", "tried", "question", "answer"):
        is_theirs = (part == "question") == bool(asked.is_mine)
        if text := getattr(asked, part):
            yield Piece(text, part, is_theirs=is_theirs, is_the_one=is_theirs)


def of_job(job: Any, needs: Sequence[Any]) -> Iterator[Piece]:
    """A job in its own words."""
    yield Piece(job.title, "title")
    yield Piece(job.text, "words")
    if needs:
        yield Piece("\n".join(one.text for one in needs), "needs")
    if job.apply:
        yield Piece(job.apply, "apply")


def of_organisation(shown: Any) -> Iterator[Piece]:
    """What stands on the page of an organisation."""
    for part in ("about", "website"):
        if text := getattr(shown, part):
            yield Piece(text, part)


@write
def keep(report: Report, pieces: Sequence[Piece], reporter: str) -> None:
    """Keeps them with their report; `reporter` is the handle of whoever reports."""
    for position, one in enumerate(pieces):
        picture = _picture(one.photo) if one.photo else None
        if one.photo and not picture:
            continue
        Evidence.create(
            report=report.id,
            position=position,
            author=report.handle if one.is_theirs else reporter,
            part=one.part,
            at=one.at,
            text=one.text,
            picture=picture,
            is_the_one=one.is_the_one,
        )


def _picture(key: str) -> bytes | None:
    # Whoever took it away while it was being reported has taken it away.
    found = row("SELECT large FROM photo WHERE key = ?", key)
    return found and found.large


def of(report_id: int) -> list[Any]:
    """What was kept with a report, in its order; of a picture, whether there is one."""
    return rows(
        "SELECT author, part, at, text, is_the_one, picture IS NOT NULL AS has_picture FROM evidence "
        "WHERE report_id = ? ORDER BY position",
        report_id,
    )


def picture(report_id: int) -> bytes | None:
    """The picture that was kept with a report, as WebP."""
    found = row("SELECT picture FROM evidence WHERE report_id = ? AND picture IS NOT NULL", report_id)
    return bytes(found.picture) if found else None
