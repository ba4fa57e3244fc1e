"""How many people somebody can mentor at a time, and whether one of these places is free."""

from collections.abc import Sequence
from typing import Any

from peewee import BooleanField, Check, ForeignKeyField, SmallIntegerField

from mentorship.database import Table, marks, row, rows
from mentorship.people.person import Person

MOST_PLACES = 20

# How many places of the mentor aliased `m` (an availability row) are taken. A mentee who has closed their account or is
# suspended takes none: a block ends a mentorship, and nobody shall tell from their places which of the three it was.
TAKEN = (
    "(SELECT count(*) FROM mentorship taken JOIN person mentee ON mentee.id = taken.mentee_id"
    " WHERE taken.mentor_id = m.person_id AND taken.ended_at IS NULL AND mentee.state = 'active')"
)
# True where that mentor has a free place now.
HAS_PLACE = f"(NOT m.paused AND m.places > {TAKEN})"


class Availability(Table):
    """A mentor's places, and whether they take a rest; without a row somebody is no mentor."""

    person = ForeignKeyField(Person, unique=True, on_delete="CASCADE")
    places = SmallIntegerField()
    paused = BooleanField(default=False)

    class Meta:
        constraints = [Check(f"places BETWEEN 0 AND {MOST_PLACES}", name="availability_places")]


def of(person_id: int) -> Any | None:
    """places, paused, taken (see TAKEN) and has_place, or None for somebody who does not mentor."""
    return row(
        f"SELECT m.places, m.paused, {HAS_PLACE} AS has_place, {TAKEN} AS taken FROM availability m WHERE m.person_id = ?",
        person_id,
    )


def with_place(ids: Sequence[int]) -> frozenset[int]:
    """Which of these mentors have a free place now (one statement)."""
    found = rows(
        f"SELECT m.person_id AS id FROM availability m WHERE m.person_id IN ({marks(ids)}) AND {HAS_PLACE}", *ids
    )
    return frozenset(one.id for one in found)
