"""A conversation: what two people with a tie write to each other. It belongs to that one tie and never opens backwards."""

from dataclasses import dataclass
from typing import Any

from peewee import Check, ForeignKeyField

from mentorship import clock
from mentorship.database import KeyField, MomentField, Table, execute, new_key, row, rows, write
from mentorship.errors import Missing
from mentorship.people.person import Person
from mentorship.people.section import Section
from mentorship.privacy.opened import text_seen
from mentorship.privacy.portrait import photo_seen
from mentorship.ties import mentorship as mentorships
from mentorship.ties.friendship import Friendship, pair
from mentorship.ties.mentorship import Mentorship
from mentorship.ties.relation import ME, Viewer, me, relation_to


class Conversation(Table):
    """The two people and the one tie that opened it; when the tie has ended it can be read but not added to."""

    key = KeyField()
    low = ForeignKeyField(Person, on_delete="CASCADE")
    high = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
    mentorship = ForeignKeyField(Mentorship, null=True, unique=True, on_delete="CASCADE")
    friendship = ForeignKeyField(Friendship, null=True, unique=True, on_delete="CASCADE")

    class Meta:
        constraints = [
            Check("low_id < high_id", name="conversation_two"),
            Check("(mentorship_id IS NULL) <> (friendship_id IS NULL)", name="conversation_tie"),
        ]


class Reading(Table):
    """Up to when one of the two has read; the other never learns of it."""

    conversation = ForeignKeyField(Conversation, on_delete="CASCADE")
    person = ForeignKeyField(Person, on_delete="CASCADE")
    read_at = MomentField()

    class Meta:
        indexes = ((("conversation", "person"), True),)


_SEEN = f"""
SELECT c.id, c.key, c.mentorship_id, p.id AS other_id, p.handle, p.name,
       {photo_seen("p.id", relation_to("p"))} AS photo,
       COALESCE(f.ended_at, m.ended_at) IS NULL AS is_open, m.key AS mentorship_key, m.mentor_id = me.id AS i_mentor,
       COALESCE(d.read_at, 0) AS read_at,
       (SELECT max(x.sent_at) FROM message x WHERE x.conversation_id = c.id) AS last_at,
       (SELECT count(*) FROM message x WHERE x.conversation_id = c.id AND x.sender_id <> me.id
        AND x.sent_at > COALESCE(d.read_at, 0)) AS unread
FROM me CROSS JOIN conversation c
JOIN person p ON p.id = CASE WHEN c.low_id = me.id THEN c.high_id ELSE c.low_id END
LEFT JOIN friendship f ON f.id = c.friendship_id LEFT JOIN mentorship m ON m.id = c.mentorship_id
LEFT JOIN reading d ON d.conversation_id = c.id AND d.person_id = me.id
WHERE (c.low_id = me.id OR c.high_id = me.id) AND {relation_to("p")} <> 0"""
ONE = f"WITH {ME} {_SEEN} AND c.key = ?"
LATEST = f"WITH {ME} SELECT * FROM ({_SEEN}) seen WHERE last_at IS NOT NULL ORDER BY last_at DESC, id DESC LIMIT 100"


def of_viewer(viewer: Viewer, key: str) -> Any:
    """One of the viewer's own conversations; raises Missing."""
    found = row(ONE, *me(viewer), key)
    if found is None:
        raise Missing
    return found


def latest(viewer: Viewer) -> list[Any]:
    """The viewer's conversations that have a message, newest message first."""
    return rows(LATEST, *me(viewer))


@dataclass(frozen=True, slots=True)
class Head:
    """The conversation of a mentorship without its messages: up to when the viewer has read, and how much is new."""

    id: int
    key: str
    read_at: int
    last_at: int | None
    unread: int


OF_MENTORSHIP = f"""
SELECT pair.*, c.id AS conversation_id, c.key AS conversation_key, COALESCE(d.read_at, 0) AS read_at,
       (SELECT max(x.sent_at) FROM message x WHERE x.conversation_id = c.id) AS last_at,
       (SELECT count(*) FROM message x WHERE x.conversation_id = c.id AND x.sender_id = pair.other_id
        AND x.sent_at > COALESCE(d.read_at, 0)) AS unread,
       {text_seen("pair.other_id", "pair.flags", Section.CONTACT)} AS contact
FROM ({mentorships.ONE}) pair LEFT JOIN conversation c ON c.mentorship_id = pair.id
LEFT JOIN reading d ON d.conversation_id = c.id AND d.person_id <> pair.other_id"""


def of_mentorship(viewer: Viewer, key: str) -> tuple[Any, Head | None]:
    """The viewer's own mentorship under this key, with the `contact` that the other opened to them, and its conversation
    or None before the first message; raises Missing (one statement)."""
    found = row(OF_MENTORSHIP, *me(viewer), key)
    if found is None:
        raise Missing
    head = Head(found.conversation_id, found.conversation_key, found.read_at, found.last_at, found.unread)
    return found, head if found.conversation_id else None


@write
def open_for_mentorship(mentorship: Any) -> Any:
    """The conversation of a mentorship, made on first use."""
    low, high = pair(mentorship.mentor_id, mentorship.mentee_id)
    return _open("mentorship_id", mentorship.id, low, high)


@write
def open_with_friend(person_id: int, friend_id: int) -> Any:
    """The conversation of today's friendship, made on first use; raises Missing if the two are no friends."""
    low, high = pair(person_id, friend_id)
    tie = row("SELECT id FROM friendship WHERE low_id = ? AND high_id = ? AND ended_at IS NULL", low, high)
    if tie is None:
        raise Missing
    return _open("friendship_id", tie.id, low, high)


def _open(column: str, tie_id: int, low: int, high: int) -> Any:
    execute(
        f"INSERT INTO conversation (key, low_id, high_id, {column}) VALUES (?, ?, ?, ?) ON CONFLICT ({column}) DO NOTHING",
        new_key(),
        low,
        high,
        tie_id,
    )
    return row(f"SELECT id, key FROM conversation WHERE {column} = ?", tie_id)


NOTICES_READ = """
UPDATE notice SET read_at = ? WHERE person_id = ? AND read_at IS NULL AND about IN (
 SELECT c.key FROM conversation c WHERE c.id = ? UNION ALL
 SELECT m.key FROM conversation c JOIN mentorship m ON m.id = c.mentorship_id WHERE c.id = ?)
AND NOT EXISTS (SELECT 1 FROM message x WHERE x.conversation_id = ? AND x.sender_id <> ? AND x.sent_at > ?)"""


@write
def note_read(conversation_id: int, person_id: int, until: int) -> None:
    """Remembers that this person has read up to a moment (in microseconds); an older tab takes nothing back.

    What was said about the messages, and about the end of their mentorship, is read with the last of them.
    """
    execute(
        "INSERT INTO reading (conversation_id, person_id, read_at) VALUES (?, ?, ?) "
        "ON CONFLICT (conversation_id, person_id) DO UPDATE SET read_at = excluded.read_at "
        "WHERE excluded.read_at > reading.read_at",
        conversation_id,
        person_id,
        until,
    )
    execute(
        NOTICES_READ,
        clock.microseconds(clock.now()),
        person_id,
        conversation_id,
        conversation_id,
        conversation_id,
        person_id,
        until,
    )
