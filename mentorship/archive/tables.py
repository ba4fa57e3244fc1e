"""The tables of a database as they stand, whatever its engine and age: their columns, their order, their rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from itertools import islice
from typing import Any

from mentorship.database import database, execute, is_sqlite, row, rows
from mentorship.migrations import HISTORY

ROWS_AT_ONCE = 500
MOST_VALUES = 30_000  # in one statement; both engines take a few more

Value = int | str | bytes | None


@dataclass(frozen=True, slots=True)
class Shape:
    """A table by its name, its columns, and those among them that PostgreSQL keeps as true or false."""

    name: str
    columns: tuple[str, ...]
    flags: frozenset[str]

    @property
    def listed(self) -> str:
        """The columns as a statement names them."""
        return ", ".join(f'"{one}"' for one in self.columns)


def shapes() -> list[Shape]:
    """All tables, each after those that it points to; the history of migrations travels elsewhere."""
    names = sorted(one for one in database.get_tables() if one != HISTORY)
    points_to = {name: {key.dest_table for key in database.get_foreign_keys(name)} - {name} for name in names}
    return [_shape(name) for name in TopologicalSorter(points_to).static_order()]


def _shape(name: str) -> Shape:
    columns = sorted(database.get_columns(name), key=lambda one: (one.name != "id", one.name))
    flags = frozenset(one.name for one in columns if one.data_type.lower() == "boolean")
    return Shape(name, tuple(one.name for one in columns), flags)


def content(shape: Shape) -> Iterator[Sequence[Value]]:
    """All rows in the order of their ids, a handful in memory at a time."""
    statement = f'SELECT {shape.listed} FROM "{shape.name}" WHERE id > ? ORDER BY id LIMIT {ROWS_AT_ONCE}'
    last = 0
    while found := rows(statement, last):
        last = found[-1].id
        yield from found


def add(shape: Shape, content: Iterator[Sequence[Value]]) -> None:
    """Adds rows inside a write; their values stand in the order of the shape's columns."""
    at_once = min(ROWS_AT_ONCE, MOST_VALUES // len(shape.columns))
    mark = f"({', '.join('?' * len(shape.columns))})"
    while part := list(islice(content, at_once)):
        flat = [value for one in part for value in _for_engine(shape, one)]
        execute(f'INSERT INTO "{shape.name}" ({shape.listed}) VALUES {", ".join([mark] * len(part))}', *flat)


def _for_engine(shape: Shape, values: Sequence[Value]) -> Sequence[Any]:
    if not shape.flags:
        return values
    pairs = zip(shape.columns, values, strict=True)
    return [bool(value) if name in shape.flags and value is not None else value for name, value in pairs]


def count(name: str) -> int:
    """How many rows a table has."""
    found = row(f'SELECT count(*) AS n FROM "{name}"')
    return int(found.n) if found else 0


def go_on_counting(shape: Shape) -> None:
    """Lets PostgreSQL number new rows after those that were added with their numbers; SQLite does so by itself."""
    if not is_sqlite():
        at = f'SELECT max(id) FROM "{shape.name}"'
        row(f"SELECT setval(pg_get_serial_sequence(?, 'id'), COALESCE(({at}), 1), ({at}) IS NOT NULL)", shape.name)


def home() -> str:
    """The schema of PostgreSQL in which the tables stand."""
    return str(rows("SELECT current_schema() AS name")[0].name)


def what_is_wrong() -> str:
    """What SQLite finds when it looks at every page and every foreign key; empty if all is well, and on PostgreSQL."""
    if not is_sqlite():
        return ""
    found = [one[0] for one in rows("PRAGMA integrity_check(1)") if one[0] != "ok"]
    return str(found[0]) if found else _lost_reference()


def _lost_reference() -> str:
    lost = row("PRAGMA foreign_key_check")
    return f"a row of {lost.table} points to one that is not there" if lost else ""
