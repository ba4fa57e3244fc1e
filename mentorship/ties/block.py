"""A block: silent, at once, both ways. It ends every tie, closes every request and takes every notice between the two."""

from typing import Any

from peewee import Check, ForeignKeyField

from mentorship import clock
from mentorship.database import MomentField, Table, execute, row, rows, write
from mentorship.people.person import Person
from mentorship.records.notice import forget_between
from mentorship.ties.friendship import unfriend
from mentorship.ties.request.settling import end_between


class Block(Table):
    """`blocker` does not want to meet `blocked` here; neither exists for the other."""

    blocker = ForeignKeyField(Person, on_delete="CASCADE")
    blocked = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
    since = MomentField()

    class Meta:
        constraints = [Check("blocker_id <> blocked_id", name="block_two")]
        indexes = ((("blocker", "blocked"), True),)


@write
def block(blocker: int, blocked: int) -> None:
    """Blocks; twice is once."""
    now = clock.microseconds(clock.now())
    execute(
        "INSERT INTO block (blocker_id, blocked_id, since) VALUES (?, ?, ?) ON CONFLICT (blocker_id, blocked_id) DO NOTHING",
        blocker,
        blocked,
        now,
    )
    unfriend(blocker, blocked)
    execute(
        "UPDATE mentorship SET ended_at = ?, ended_by_id = ? WHERE ended_at IS NULL "
        "AND ((mentor_id = ? AND mentee_id = ?) OR (mentor_id = ? AND mentee_id = ?))",
        now,
        blocker,
        blocker,
        blocked,
        blocked,
        blocker,
    )
    end_between(blocker, blocked)
    forget_between(blocker, blocked)


@write
def unblock(blocker: int, handle: str) -> bool:
    """Takes one's own block back; ties do not return. False if there was none."""
    return bool(
        execute(
            "DELETE FROM block WHERE blocker_id = ? AND blocked_id = (SELECT id FROM person WHERE handle = ?)",
            blocker,
            handle,
        )
    )


def blocked_by(blocker: int) -> list[Any]:
    """The people this person has blocked: handle, name, since."""
    return rows(
        "SELECT p.handle, p.name, b.since FROM block b JOIN person p ON p.id = b.blocked_id "
        "WHERE b.blocker_id = ? AND p.state = 'active' ORDER BY b.since DESC, b.id DESC",
        blocker,
    )


def blocked(blocker: int, handle: str) -> Any | None:
    """Row number, handle and name of somebody this person has blocked, or None."""
    return row(
        "SELECT p.id, p.handle, p.name FROM block b JOIN person p ON p.id = b.blocked_id "
        "WHERE b.blocker_id = ? AND p.handle = ? AND p.state = 'active'",
        blocker,
        handle,
    )
