"""A mentorship: a mentor, a mentee, and what the two agreed on."""

from datetime import timedelta
from enum import StrEnum
from typing import Any

from peewee import SQL, CharField, Check, ForeignKeyField, SmallIntegerField, TextField

from mentorship import clock
from mentorship.database import KeyField, MomentField, Table, execute, row, rows, write
from mentorship.errors import Missing
from mentorship.people.person import Person
from mentorship.people.section import Area
from mentorship.records.notice import Kind as Event
from mentorship.records.telling import tell
from mentorship.text import passage
from mentorship.ties.relation import ME, Viewer, me, relation_to

THANKS_LIMIT = 1000
WEEKS = (4, 8, 12, 24, 52)
NEWS = timedelta(days=14)


class Rhythm(StrEnum):
    """How often the two mean to meet or write."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    WHEN_NEEDED = "when_needed"


class Mentorship(Table):
    """What was agreed, from the start until one of the two ends it."""

    key = KeyField()
    mentor = ForeignKeyField(Person, on_delete="CASCADE")
    mentee = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
    area = CharField(max_length=8)
    goal = TextField()
    rhythm = CharField(max_length=12)
    weeks = SmallIntegerField()
    started_at = MomentField()
    ends_at = MomentField()
    ended_at = MomentField(null=True)
    ended_by = ForeignKeyField(Person, null=True, on_delete="SET NULL", backref="+")
    thanks = TextField(default="")

    class Meta:
        constraints = [
            Check("mentor_id <> mentee_id", name="mentorship_two"),
            Check("area IN ('learning', 'work', 'social')", name="mentorship_area"),
            Check("rhythm IN ('weekly', 'fortnightly', 'monthly', 'when_needed')", name="mentorship_rhythm"),
            Check("weeks BETWEEN 1 AND 104", name="mentorship_weeks"),
        ]
        indexes = ((("mentor", "mentee"), False), (("mentee", "mentor"), False))


Mentorship.add_index(
    Mentorship.mentor, Mentorship.mentee, unique=True, name="mentorship_once", where=SQL("ended_at IS NULL")
)


@write
def begin(mentor_id: int, mentee_id: int, area: Area, goal: str, rhythm: Rhythm, weeks: int) -> Mentorship:
    """Starts the mentorship that was agreed on; the caller has checked places and consent."""
    now = clock.now()
    return Mentorship.create(
        mentor=mentor_id,
        mentee=mentee_id,
        area=area,
        goal=goal,
        rhythm=rhythm,
        weeks=weeks,
        started_at=now,
        ends_at=now + timedelta(weeks=weeks),
    )


_SEEN = f"""
SELECT m.id, m.key, m.mentor_id, m.mentee_id, m.area, m.goal, m.rhythm, m.weeks, m.started_at, m.ends_at, m.ended_at,
       m.ended_by_id, m.thanks, p.id AS other_id, p.handle, p.name, m.mentor_id = me.id AS i_mentor,
       {relation_to("p")} AS flags
FROM me CROSS JOIN mentorship m
JOIN person p ON p.id = CASE WHEN m.mentor_id = me.id THEN m.mentee_id ELSE m.mentor_id END
WHERE (m.mentor_id = me.id OR m.mentee_id = me.id) AND {relation_to("p")} <> 0"""
ONE = f"WITH {ME} {_SEEN} AND m.key = ?"
RUNNING = f"WITH {ME} {_SEEN} AND m.ended_at IS NULL ORDER BY m.started_at DESC, m.id DESC"
LATELY = f"""WITH {ME} {_SEEN} AND (m.ended_at IS NULL OR (m.ended_at > ? AND m.ended_by_id <> me.id))
ORDER BY m.started_at DESC, m.id DESC"""
ENDED = f"WITH {ME} {_SEEN} AND m.ended_at IS NOT NULL ORDER BY m.ended_at DESC, m.id DESC LIMIT 50"


def of_pair(viewer: Viewer, key: str) -> Any:
    """The viewer's own mentorship under this key, with the other person; raises Missing."""
    found = row(ONE, *me(viewer), key)
    if found is None:
        raise Missing
    return found


def running(viewer: Viewer) -> list[Any]:
    """The viewer's mentorships of today on either side, newest first."""
    return rows(RUNNING, *me(viewer))


def lately(viewer: Viewer) -> list[Any]:
    """Those of today, and those that the other has ended within the last two weeks, newest first."""
    return rows(LATELY, *me(viewer), clock.microseconds(clock.now() - NEWS))


def ended(viewer: Viewer) -> list[Any]:
    """The viewer's last fifty ended mentorships, newest first."""
    return rows(ENDED, *me(viewer))


@write
def end(mentorship: Any, by: int, thanks: str) -> None:
    """Ends it with a word of thanks (may be empty), and tells the other; raises Invalid("thanks"). Twice is once."""
    words = passage("thanks", thanks, THANKS_LIMIT, required=False)
    ended = execute(
        "UPDATE mentorship SET ended_at = ?, ended_by_id = ?, thanks = ? WHERE id = ? AND ended_at IS NULL",
        clock.microseconds(clock.now()),
        by,
        words,
        mentorship.id,
    )
    if ended:
        other = mentorship.mentee_id if by == mentorship.mentor_id else mentorship.mentor_id
        tell(other, Event.ENDED, by, mentorship.key)
