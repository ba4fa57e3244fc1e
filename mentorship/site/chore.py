"""What the place does by itself, and when: a row per chore, claimed by one process at a time."""

from datetime import timedelta
from typing import Any

from peewee import CharField, IntegerField

from mentorship import clock
from mentorship.database import MomentField, Table, execute, row, rows, write

TROUBLE_LIMIT = 200
SHORTEST_CLAIM = timedelta(minutes=5)
LONGEST_CLAIM = timedelta(minutes=15)
FIRST_PAUSE = timedelta(minutes=10)  # after trouble, if the chore is not due sooner anyway
LONGEST_PAUSE = timedelta(hours=1)  # of a chore that is done more often than that
OVERDUE = timedelta(minutes=30)
SLACK = timedelta(minutes=1)


class Chore(Table):
    """When a chore is due next, who is at it until when, and how it went last. `failures` counts in a row."""

    name = CharField(max_length=20, unique=True)
    next_at = MomentField()
    claimed_until = MomentField(null=True)
    began_at = MomentField(null=True)
    ended_at = MomentField(null=True)
    done = IntegerField(default=0)
    failures = IntegerField(default=0)
    trouble = CharField(max_length=TROUBLE_LIMIT, default="")


def _now() -> int:
    return clock.microseconds(clock.now())


@write
def plan(name: str) -> None:
    """Makes the chore known, due at once; nothing if it is known."""
    execute(
        "INSERT INTO chore (name, next_at, done, failures, trouble) VALUES (?, ?, 0, 0, '') ON CONFLICT (name) DO NOTHING",
        name,
        _now(),
    )


def claim_for(every: timedelta) -> timedelta:
    """How long a claim holds: if its process dies, another takes the chore over after this."""
    return min(max(2 * every, SHORTEST_CLAIM), LONGEST_CLAIM)


def _is_ahead(moment: int | None, longest: timedelta) -> bool:
    # A moment further ahead than it can be means that the clock was set back: it must not keep a chore waiting.
    now = clock.now()
    return moment is not None and _now() < moment <= clock.microseconds(now + longest + SLACK)


def is_due(known: Any, every: timedelta) -> bool:
    """Whether the time of this row of known() has come and nobody is at it."""
    pause = pause_after(known.failures, every) if known.failures else every
    return not _is_ahead(known.next_at, pause) and not is_claimed(known, every)


def is_claimed(known: Any, every: timedelta) -> bool:
    """Whether some process is at the chore of this row of known()."""
    return _is_ahead(known.claimed_until, claim_for(every))


@write
def claim(name: str, every: timedelta, *, hurried: bool = False) -> int:
    """Takes the chore if it is due (or `hurried`) and nobody is at it, so that many processes can try at once.

    Gives the number to finish it with; 0 if it is not ours.
    """
    found = row("SELECT * FROM chore WHERE name = ?", name)
    if found is None or is_claimed(found, every) or not (hurried or is_due(found, every)):
        return 0
    until = clock.microseconds(clock.now() + claim_for(every))
    execute("UPDATE chore SET claimed_until = ?, began_at = ? WHERE name = ?", until, _now(), name)
    return until


def pause_after(failures: int, every: timedelta) -> timedelta:
    """How long to wait after the so-many-th trouble in a row: longer each time, but never for ever."""
    first = min(every, FIRST_PAUSE)
    return min(first * 2 ** min(failures - 1, 20), max(every, LONGEST_PAUSE))


@write
def finish(name: str, claimed: int, every: timedelta, done: int = 0, trouble: str = "") -> None:
    """Notes how it went: how much was done, or what the trouble was; and when it is due next.

    Nothing if another process has taken the chore over because ours was too slow.
    """
    held = row("SELECT failures FROM chore WHERE name = ? AND claimed_until = ?", name, claimed)
    if held is None:
        return
    failures = held.failures + 1 if trouble else 0
    pause = pause_after(failures, every) if trouble else every
    execute(
        "UPDATE chore SET claimed_until = NULL, ended_at = ?, next_at = ?, done = ?, failures = ?, trouble = ? WHERE name = ?",
        _now(),
        clock.microseconds(clock.now() + pause),
        done,
        failures,
        trouble[:TROUBLE_LIMIT],
        name,
    )


def known() -> dict[str, Any]:
    """All chores by name (one statement)."""
    return {one.name: one for one in rows("SELECT * FROM chore ORDER BY id")}


def is_overdue(known: Any) -> bool:
    """Whether the chore of this row should have been done long ago: probably nobody looks after it."""
    return bool(_now() - known.next_at > OVERDUE // timedelta(microseconds=1))


def since_end(name: str) -> timedelta:
    """How long ago, by the clock, this chore came to an end; nothing at all if it never has."""
    found = row("SELECT ended_at FROM chore WHERE name = ?", name)
    return clock.now() - clock.moment(found.ended_at) if found and found.ended_at else timedelta()


def last_began() -> int | None:
    """When any chore began last, in microseconds; None if none ever has."""
    found = row("SELECT max(began_at) AS at FROM chore")
    return found.at if found else None
