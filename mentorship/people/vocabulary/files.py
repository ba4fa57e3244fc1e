"""Files of terms: read line by line; a line that cannot be taken is noted with its number, and the rest goes on."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from mentorship.people.vocabulary import lists
from mentorship.people.vocabulary.entry import Bad, BadLine, Entry
from mentorship.people.vocabulary.lists import About, Left, List, Source
from mentorship.people.vocabulary.places import Place, told_apart
from mentorship.people.vocabulary.term import Kind

COUNTRY_OF_FILE = re.compile(r"_([a-z]{2})$", re.IGNORECASE)
BYTES = re.compile(r"[\udc80-\udcff]")

NAMESAKES = "smaller places with the name and region of another"
WRONG_COLUMNS = "has %d columns instead of %d"
NOT_UTF8 = "is not written in UTF-8"
UNKNOWN = (
    "This is no list that is known here. Known are, by their columns: %s; and a list of your own with the columns "
    "en, it, also (several, with | between them) and code, for which --kind says what it names."
)
WHICH_KIND = "Please say with --kind what this list names: %s."
OTHER_KIND = "This is a list of its own kind (%s); --kind is for lists of your own."


class UnknownFile(ValueError):
    """A file that is none of the lists that are known; the message says what to do."""


@dataclass
class Contents:
    """What a file holds: the entries, the lines that are wrong, and how many right ones are nothing for here, and why."""

    title: str
    source: Source | None
    entries: list[Entry] = field(default_factory=list)
    left: list[BadLine] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)


def read(path: Path, kind: Kind | None = None) -> Contents:
    """Everything the file holds; raises UnknownFile if it is no list that is known."""
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        names, known, lines = _opened(file)
        _check_kind(known, kind)
        country = COUNTRY_OF_FILE.search(path.stem)
        about = About(kind, country[1].upper() if country else "")
        contents, places = Contents(known.title, known.source), list[Place]()
        for number, values in lines:
            _read_line(contents, places, known, about, number, names, values)
    entries = told_apart(places)
    contents.entries += entries
    contents.passed_over[NAMESAKES] += len(places) - len(entries)
    return contents


def _opened(file: IO[str]) -> tuple[list[str], List, Iterator[tuple[int, list[str]]]]:
    first = file.readline()
    file.seek(0)
    names = first.strip("\r\n").split("\t")
    if len(names) == len(lists.GEONAMES) and names[0].isdigit():
        return list(lists.GEONAMES), lists.PLACES, _numbered(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    reader = csv.reader(file, delimiter=max(",;\t", key=first.count))
    lines = _numbered(reader)
    names = next(lines, (0, []))[1]
    known = next((one for one in lists.LISTS if one.columns <= set(names)), None)
    if known is None:
        raise UnknownFile(UNKNOWN % ", ".join(one.title for one in lists.LISTS if one.kind))
    return names, known, lines


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Each record with the number of its first line; one that no reader can read has no values."""
    while True:
        number = reader.line_num + 1
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error:
            values = []
        yield number, values


def _check_kind(known: List, kind: Kind | None) -> None:
    if known.kind is None and kind is None:
        raise UnknownFile(WHICH_KIND % ", ".join(Kind))
    if known.kind is not None and kind not in (None, known.kind):
        raise UnknownFile(OTHER_KIND % known.title)


def _read_line(
    contents: Contents, places: list[Place], known: List, about: About, number: int, names: list[str], values: list[str]
) -> None:
    if values in ([], [""]):
        return
    try:
        found = known.read(_fields(names, values), number, about)
    except Bad as reason:
        contents.left.append(BadLine(number, str(reason)))
    except Left as reason:
        contents.passed_over[str(reason)] += 1
    else:
        places.append(found) if isinstance(found, Place) else contents.entries.append(found)


def _fields(names: list[str], values: list[str]) -> dict[str, str]:
    if len(values) != len(names):
        raise Bad(WRONG_COLUMNS % (len(values), len(names)))
    if any(BYTES.search(value) for value in values):
        raise Bad(NOT_UTF8)
    return dict(zip(names, values, strict=True))
