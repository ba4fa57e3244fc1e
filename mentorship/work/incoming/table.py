"""Jobs in a table: one a line, with our own columns."""

import csv
import io
from collections.abc import Iterator
from typing import Any, NamedTuple

from mentorship.work.incoming.entry import BadEntry, Contents, Incoming, UnreadableFile
from mentorship.work.job.job import Kind, Per
from mentorship.work.job.typed import CURRENCIES, Typed

BETWEEN = "|"  # several things in one field
YES = ("yes", "y", "true", "1", "x", "si", "sì")
NO = ("", "no", "n", "false", "0")


class Column(NamedTuple):
    """A column: its name, what stands in it, an example, and whether there must be one."""

    name: str
    about: str
    example: str
    is_needed: bool = False


COLUMNS = (
    Column("organisation", "the name of a verified organisation; not needed with --organisation", "Forno Zanasi"),
    Column("title", "at most 100 characters", "Baker for the early shift", is_needed=True),
    Column("occupation", "what the work is called, as people choose it", "baker", is_needed=True),
    Column("place", "the town; may be empty if remote is yes", "Bologna"),
    Column("remote", "yes if it can be done from anywhere", "no"),
    Column("kind", ", ".join(Kind), "permanent", is_needed=True),
    Column("hours_from", "hours a week, 1 to 80", "30"),
    Column("hours_to", "the same; may be empty", "38"),
    Column("pay_from", "an amount such as 1200 or 12.50; only a volunteer's may be empty", "1650"),
    Column("pay_to", "the same; may be empty", "1850"),
    Column("pay_per", ", ".join(Per), "month"),
    Column("currency", ", ".join(CURRENCIES), "EUR"),
    Column("text", "at most 3000 characters, line breaks within quotes", "You bake with two others.", is_needed=True),
    Column("apply", "how to apply, if there is more to say", ""),
    Column("cv_why", "why a CV is asked for; empty: none is", ""),
    Column("diploma_why", "why a diploma is asked for; empty: none is", ""),
    Column("must", "what one must bring, with | between several", "Get up at three"),
    Column("learn", "what one can learn there, with | between several", "Kneading | The wood oven"),
    Column("languages", "each with how well: basic, good, fluent, native", "Italian: basic | English: good"),
    Column("until", "the last day, as 2030-12-24; empty: thirty days", ""),
)
KNOWN = {column.name for column in COLUMNS}
NEEDED = [column.name for column in COLUMNS if column.is_needed]

UNKNOWN = (
    "This is no table of jobs: %s. It begins with a line of the names of its columns; flask jobs import --columns "
    "shows them."
)
WRONG_COLUMNS = "has %d columns instead of %d"
UNREADABLE = "cannot be read: is a quotation mark not closed?"
NOT_YES = "remote: Please write yes or no, not “%s”."


def template() -> str:
    """A table with one job in it, to begin with."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(column.name for column in COLUMNS)
    writer.writerow(column.example for column in COLUMNS)
    return out.getvalue()


def read(text: str) -> Contents:
    """The jobs of a table; raises UnreadableFile if its first line does not name our columns."""
    first = text.lstrip("\r\n").split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    lines, contents = _numbered(reader), Contents("line")
    names = _names(next(lines, (0, []))[1] or [])
    for number, values in lines:
        if values is None:
            contents.bad.append(BadEntry(number, UNREADABLE))
        elif len(values) != len(names):
            contents.bad.append(BadEntry(number, WRONG_COLUMNS % (len(values), len(names))))
        else:
            _take(contents, number, dict(zip(names, values, strict=True)))
    return contents


def _numbered(reader: Any) -> Iterator[tuple[int, list[str] | None]]:
    """Each record with the number of its first line, None for one that no reader can read; empty ones are left."""
    while True:
        number = reader.line_num + 1
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield number, None
            continue
        if any(value.strip() for value in values):
            yield number, values


def _names(values: list[str]) -> list[str]:
    names = [value.strip().casefold() for value in values]
    strange = [name[:40] for name in names if name not in KNOWN]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise UnreadableFile(UNKNOWN % f"there is no column {' nor '.join(missing)}")
    if strange:
        raise UnreadableFile(UNKNOWN % f"nobody knows the column {', '.join(map(repr, strange[:5]))}")
    if len(set(names)) < len(names):
        raise UnreadableFile(UNKNOWN % "a column stands there twice")
    return names


def _take(contents: Contents, number: int, fields: dict[str, str]) -> None:
    remote = fields.pop("remote", "").strip().casefold()
    if remote not in (*YES, *NO):
        contents.bad.append(BadEntry(number, NOT_YES % remote[:40]))
        return
    organisation = fields.pop("organisation", "").strip()
    listed = {name: "\n".join(_several(fields.pop(name, ""))) for name in ("must", "learn")}
    chosen = {name: fields.pop(name, "").strip().casefold() for name in ("kind", "pay_per")}
    currency = fields.pop("currency", "").strip().upper()
    spoken = tuple(_spoken(one) for one in _several(fields.pop("languages", "")))
    typed = Typed(**fields, **listed, **chosen, currency=currency, is_remote=remote in YES, languages=spoken)
    contents.jobs.append(Incoming(number, organisation, typed))


def _several(field: str) -> list[str]:
    return [one.strip() for one in field.split(BETWEEN) if one.strip()]


def _spoken(one: str) -> tuple[str, str]:
    name, _, level = one.rpartition(":") if ":" in one else (one, "", "")
    return name.strip(), level.strip().casefold()
