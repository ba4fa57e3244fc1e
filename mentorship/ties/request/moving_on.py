"""Moving on: the asker names up to two more mentors in advance, and the request goes to them by itself."""

from collections.abc import Sequence
from typing import Any

from peewee import Check, ForeignKeyField, SmallIntegerField

from mentorship import clock
from mentorship.database import Table, execute, marks, rows, write
from mentorship.errors import N_, Invalid, NotAllowed
from mentorship.people.person import Person
from mentorship.people.section import Section
from mentorship.ties import openness
from mentorship.ties.capacity import HAS_PLACE
from mentorship.ties.relation import ME, Viewer, me, relation_to, relations
from mentorship.ties.request.request import Request

NAMED_TWICE = N_("You have named this mentor already. Please choose somebody else, or nobody.")
CANNOT_BE_ASKED = N_("This mentor cannot be asked now. Please choose somebody else, or nobody.")
TOO_LATE = N_("This request is settled already.")


class Alternative(Table):
    """A mentor to ask next if this request ends without a yes; `place` is 1 or 2. The mentor never learns of it."""

    request = ForeignKeyField(Request, on_delete="CASCADE")
    mentor = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
    place = SmallIntegerField()

    class Meta:
        constraints = [Check("place BETWEEN 1 AND 2", name="alternative_place")]
        indexes = ((("request", "place"), True), (("request", "mentor"), True))


# Asked of every mentor alike: they exist for the sender, have a place, and there is nothing of the kind between the two.
FREE = f"""WITH {ME} SELECT p.id FROM me CROSS JOIN person p JOIN availability m ON m.person_id = p.id
WHERE p.id <> me.id AND {HAS_PLACE} AND {relation_to("p")} <> 0
 AND NOT EXISTS (SELECT 1 FROM mentorship t WHERE t.mentor_id = p.id AND t.mentee_id = me.id AND t.ended_at IS NULL)
 AND NOT EXISTS (SELECT 1 FROM request r WHERE r.kind = 'mentoring' AND r.state = 'open' AND r.deadline > ?
  AND r.low_id = CASE WHEN me.id < p.id THEN me.id ELSE p.id END
  AND r.high_id = CASE WHEN me.id < p.id THEN p.id ELSE me.id END) AND p.id IN """

WAITS = """SELECT 1 AS x FROM request
WHERE id = ? AND state = 'open' AND deadline > ? AND kind = 'mentoring' AND mentor_id = recipient_id"""


def may_be_asked(sender: Viewer, mentors: Sequence[int]) -> frozenset[int]:
    """Which of these mentors the sender may ask now."""
    now = clock.microseconds(clock.now())
    free = [one.id for one in rows(f"{FREE}({marks(mentors)})", *me(sender), now, *mentors)]
    return openness.shown_by(sender, free, Section.OFFERS)


def named(request_id: int) -> list[int]:
    """The mentors to ask next, in order."""
    found = rows("SELECT mentor_id FROM alternative WHERE request_id = ? ORDER BY place", request_id)
    return [one.mentor_id for one in found]


@write
def name_next(sender: Viewer, request: Any, second: str, third: str) -> None:
    """Names whom to ask next (handles, or "" for nobody) while the request waits; says the wish, so twice is once.

    Raises Invalid("second") or Invalid("third") for somebody who cannot be asked or stands there twice, and
    NotAllowed once the request is settled, or if it is no wish for a mentor.
    """
    if not rows(WAITS, request.id, clock.microseconds(clock.now())):
        raise NotAllowed(TOO_LATE)
    wanted = {field: handle for field, handle in (("second", second), ("third", third)) if handle}
    ids = _ids(list(wanted.values()))
    # Whoever was named before and is still there may stay: they may have a place again when their turn comes.
    allowed = may_be_asked(sender, list(ids.values())) | relations(sender, named(request.id)).keys()
    for field, handle in wanted.items():
        if ids.get(handle) not in allowed:
            raise Invalid(field, CANNOT_BE_ASKED)
    if second and second == third:
        raise Invalid("third", NAMED_TWICE)
    put(request.id, [ids[handle] for handle in wanted.values()])


def _ids(handles: Sequence[str]) -> dict[str, int]:
    found = rows(f"SELECT id, handle FROM person WHERE handle IN ({marks(handles)})", *handles)
    return {one.handle: one.id for one in found}


@write
def put(request_id: int, mentors: Sequence[int]) -> None:
    """Makes exactly these the mentors to ask next."""
    execute("DELETE FROM alternative WHERE request_id = ?", request_id)
    for place, mentor in enumerate(mentors, start=1):
        Alternative.create(request=request_id, mentor=mentor, place=place)
