"""The history of one's own settings: what opened, what closed, and when. Nobody but the owner ever reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import groupby
from typing import Any

from peewee import CharField, Check, ForeignKeyField, SmallIntegerField

from mentorship import clock
from mentorship.database import MomentField, Table, execute, rows, write
from mentorship.people.person import Person
from mentorship.people.section import Section
from mentorship.privacy.difference import Settings, Step, difference
from mentorship.ties.relation import Relation

KEPT = timedelta(days=730)
PAGE = 20
END_OF_TIME = 2**62


class Cause(StrEnum):
    """How a change came: by one press, by a ready-made setting, or by joining with one."""

    PRESS = "press"
    PRESET = "preset"
    JOINING = "joining"


class SharingChange(Table):
    """One section whose audience changed; the sections of one moment and cause are told together.

    `preset` is the name of the ready-made setting, empty for a press.
    """

    owner = ForeignKeyField(Person, on_delete="CASCADE", index=False)
    section = CharField(max_length=12)
    before = SmallIntegerField()
    after = SmallIntegerField()
    cause = CharField(max_length=7)
    preset = CharField(max_length=8, default="")
    at = MomentField(index=True)

    class Meta:
        constraints = [
            Check("before BETWEEN 0 AND 127 AND after BETWEEN 0 AND 127", name="sharing_change_audiences"),
            Check("cause IN ('press', 'preset', 'joining')", name="sharing_change_cause"),
        ]
        indexes = ((("owner", "at", "id"), False),)


@dataclass(frozen=True, slots=True)
class Entry:
    """What changed at one moment (in microseconds)."""

    at: int
    cause: Cause
    preset: str
    steps: Sequence[Step]


@write
def note(owner_id: int, before: Settings, after: Settings, cause: Cause, preset: str = "") -> None:
    """Writes down which of the sections somebody now sees that did not before, or the other way round."""
    now = clock.microseconds(clock.now())
    for section in {section for step in difference(before, after) for section in step.sections}:
        execute(
            "INSERT INTO sharing_change (owner_id, section, before, after, cause, preset, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            *(owner_id, section, int(before[section]), int(after[section]), cause, preset, now),
        )


# Whole moments, so that no page ends in the middle of one.
_MOMENTS = """SELECT DISTINCT at FROM sharing_change WHERE owner_id = ? AND at < ? ORDER BY at DESC LIMIT ?"""
_CHANGES = f"""SELECT c.section, c.before, c.after, c.cause, c.preset, c.at FROM sharing_change c
JOIN ({_MOMENTS}) m ON m.at = c.at WHERE c.owner_id = ? ORDER BY c.at DESC, c.cause DESC, c.id"""


def latest(owner_id: int, before: int = END_OF_TIME, most: int = PAGE) -> tuple[list[Entry], bool]:
    """What changed at up to so many moments before one (in microseconds), newest first; and whether there is more."""
    found = rows(_CHANGES, owner_id, min(max(before, 0), END_OF_TIME), most + 1, owner_id)
    moments = {one.at for one in found}
    last = min(moments) if len(moments) > most else -1
    shown = groupby((one for one in found if one.at != last), key=lambda one: (one.at, one.cause))
    return [_entry(list(changes)) for _, changes in shown], last != -1


def _entry(changes: list[Any]) -> Entry:
    before: dict[Section, Relation] = {}
    after: dict[Section, Relation] = {}
    for one in changes:
        before.setdefault(Section(one.section), Relation(one.before))
        after[Section(one.section)] = Relation(one.after)
    first = changes[0]
    return Entry(first.at, Cause(first.cause), first.preset, difference(before, after))
