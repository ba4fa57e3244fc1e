"""Which columns hold a term: what is held is not thrown away, and when two terms become one it moves along."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from mentorship.database import execute


class Held(NamedTuple):
    """A column; where it may name a term only once among the rows of one `within`, this is that other column."""

    table: str
    column: str
    within: str = ""


# Facts are moved by merging itself, which knows what a stay is.
FACTS = (Held("fact", "term_id"), Held("fact", "focus_id"))
_elsewhere: set[Held] = set()
_told: list[Callable[[Sequence[int]], None]] = []


def hold(table: str, *columns: str, within: str = "") -> None:
    """Says that a table of another district holds terms; called where the table stands."""
    _elsewhere.update(Held(table, column, within) for column in columns)


def when_renamed(tell: Callable[[Sequence[int]], None]) -> Callable[[Sequence[int]], None]:
    """Lets a function of another district know, in the same write, which terms have other names now, or hold more than
    before; it is called where it stands, as hold() is."""
    _told.append(tell)
    return tell


def renamed(*term_ids: int) -> None:
    """To be called whenever the names of terms changed, or another term moved into them; inside a write."""
    for tell in _told:
        tell(term_ids)


def elsewhere() -> list[Held]:
    """All columns that hold terms beside those of facts."""
    return sorted(_elsewhere)


def unheld(term: str = "term") -> str:
    """SQL that is true where nobody and nothing holds the term row of this name."""
    free = (
        f"NOT EXISTS (SELECT 1 FROM {one.table} h WHERE h.{one.column} = {term}.id)" for one in (*FACTS, *elsewhere())
    )
    return f"({' AND '.join(free)})"


def move(source: int, target: int) -> None:
    """Lets everything but facts hold the target instead; inside a write."""
    for one in elsewhere():
        if one.within:
            both = f"SELECT b.{one.within} FROM {one.table} b WHERE b.{one.column} = ?"
            execute(
                f"DELETE FROM {one.table} WHERE {one.column} = ? AND {one.within} IN ({both})",
                source,
                target,
            )
        execute(f"UPDATE {one.table} SET {one.column} = ? WHERE {one.column} = ?", target, source)
