"""A friendship: one row per unordered pair; it may end and begin again as a new row."""

from typing import Any

from peewee import SQL, Check, ForeignKeyField

from mentorship import clock
from mentorship.database import MomentField, Table, execute, rows, write
from mentorship.people.person import Person
from mentorship.ties.relation import ME, Viewer, me, relation_to

PAGE = 30


class Friendship(Table):
    """Two people who are friends, the lower row number first."""

    low = ForeignKeyField(Person, on_delete="CASCADE")
    high = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
    since = MomentField()
    ended_at = MomentField(null=True)

    class Meta:
        constraints = [Check("low_id < high_id", name="friendship_pair")]
        indexes = ((("high", "low"), False), (("low", "high"), False))


Friendship.add_index(
    Friendship.low, Friendship.high, unique=True, name="friendship_once", where=SQL("ended_at IS NULL")
)


def pair(one: int, other: int) -> tuple[int, int]:
    """The two row numbers, the lower first."""
    return (one, other) if one < other else (other, one)


@write
def befriend(one: int, other: int) -> None:
    """Makes the two friends; twice is once."""
    low, high = pair(one, other)
    execute(
        "INSERT INTO friendship (low_id, high_id, since) VALUES (?, ?, ?) "
        "ON CONFLICT (low_id, high_id) WHERE ended_at IS NULL DO NOTHING",
        low,
        high,
        clock.microseconds(clock.now()),
    )


@write
def unfriend(one: int, other: int) -> bool:
    """Ends the friendship, silently; False if there was none."""
    low, high = pair(one, other)
    return bool(
        execute(
            "UPDATE friendship SET ended_at = ? WHERE low_id = ? AND high_id = ? AND ended_at IS NULL",
            clock.microseconds(clock.now()),
            low,
            high,
        )
    )


FRIENDS = f"""
WITH {ME}, tie AS (SELECT high_id AS id, since FROM friendship, me WHERE low_id = me.id AND ended_at IS NULL
  UNION ALL SELECT low_id, since FROM friendship, me WHERE high_id = me.id AND ended_at IS NULL)
SELECT p.id, p.handle, p.name, tie.since FROM me CROSS JOIN tie JOIN person p ON p.id = tie.id
WHERE {relation_to("p")} <> 0 AND (p.search_name, p.handle) > (
  COALESCE((SELECT a.search_name FROM tie JOIN person a ON a.id = tie.id
            WHERE a.handle = ? AND {relation_to("a")} <> 0), ''), ?)
ORDER BY p.search_name, p.handle LIMIT ?"""


def friends(viewer: Viewer, after: str = "") -> tuple[list[Any], bool]:
    """Up to thirty of the viewer's friends by name, after the one with this handle; and whether there are more."""
    found = rows(FRIENDS, *me(viewer), after, after, PAGE + 1)
    return found[:PAGE], len(found) > PAGE
