"""A message in a conversation."""

import hashlib
from typing import Any

from peewee import CharField, ForeignKeyField, TextField

from mentorship import clock
from mentorship.database import MomentField, Table, execute, row, rows, write
from mentorship.errors import N_, NotAllowed
from mentorship.people.person import Person
from mentorship.records.notice import Kind as Event
from mentorship.records.telling import tell
from mentorship.talk.conversation import Conversation, note_read, open_for_mentorship
from mentorship.text import passage

BODY_LIMIT = 4000
PAGE = 30

CLOSED = N_("You two can no longer write to each other here.")


class Message(Table):
    """Text from one of the two. `once` comes from the form, so that a double press is one message."""

    conversation = ForeignKeyField(Conversation, on_delete="CASCADE")
    sender = ForeignKeyField(Person, on_delete="CASCADE")
    body = TextField()
    sent_at = MomentField()
    once = CharField(max_length=24)

    class Meta:
        indexes = ((("conversation", "sent_at", "id"), False), (("conversation", "sender", "once"), True))


# The conversation while its tie lasts.
OPENED = """SELECT c.key, c.low_id, c.high_id FROM conversation c LEFT JOIN friendship f ON f.id = c.friendship_id
LEFT JOIN mentorship m ON m.id = c.mentorship_id WHERE c.id = ? AND COALESCE(f.ended_at, m.ended_at) IS NULL"""


@write
def send(conversation: Any, sender_id: int, body: str, once: str) -> None:
    """Adds a message and tells the other; the same form sent twice adds one.

    Raises Invalid("body"), or NotAllowed once the tie is over.
    """
    words = passage("body", body, BODY_LIMIT)
    opened = row(OPENED, conversation.id)
    if opened is None:
        raise NotAllowed(CLOSED)
    added = execute(
        "INSERT INTO message (conversation_id, sender_id, body, sent_at, once) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (conversation_id, sender_id, once) DO NOTHING",
        conversation.id,
        sender_id,
        words,
        _next_moment(conversation.id),
        # Going back and sending other words is another message, though the form may be the same.
        hashlib.sha256(f"{once}\n{words}".encode("utf-8", "replace")).hexdigest()[:24],
    )
    if added:
        tell(opened.high_id if sender_id == opened.low_id else opened.low_id, Event.MESSAGE, sender_id, opened.key)


def _next_moment(conversation_id: int) -> int:
    # No two messages of a conversation share a moment, even if the clock is set back: pages begin at one.
    last = row("SELECT max(sent_at) AS at FROM message WHERE conversation_id = ?", conversation_id)
    now = clock.microseconds(clock.now())
    return max(now, last.at + 1) if last and last.at else now


@write
def send_to_pair(mentorship: Any, sender_id: int, body: str, once: str) -> None:
    """Adds a message to the conversation of a mentorship, which begins with the first one; raises as send() does."""
    send(open_for_mentorship(mentorship), sender_id, body, once)


NEWEST = """
SELECT m.id, m.sender_id, m.body, m.sent_at, m.sent_at > ? AS is_new FROM message m
WHERE m.conversation_id = ? AND m.sent_at < ? ORDER BY m.sent_at DESC, m.id DESC LIMIT ?"""
END_OF_TIME = 2**62


def page_of(conversation: Any, before: int = END_OF_TIME) -> tuple[list[Any], bool]:
    """Up to thirty messages in reading order, sent before a moment (microseconds); and whether there are earlier."""
    found = rows(NEWEST, conversation.read_at, conversation.id, min(max(before, 0), END_OF_TIME), PAGE + 1)
    return found[:PAGE][::-1], len(found) > PAGE


AROUND = 2
_NEAR = """SELECT * FROM (SELECT sender_id, body, sent_at FROM message WHERE conversation_id = ? AND sent_at {} ?
ORDER BY sent_at {} LIMIT {}) near"""
NEAR = f"{_NEAR.format('<=', 'DESC', AROUND + 1)} UNION ALL {_NEAR.format('>', 'ASC', AROUND)} ORDER BY sent_at"


def around(conversation: Any, at: int) -> list[Any]:
    """What was sent at a moment (in microseconds) with up to two messages before and two after, in reading order."""
    at = min(at, END_OF_TIME)
    return rows(NEAR, conversation.id, at, conversation.id, at)


def mark_read(conversation: Any, person_id: int) -> None:
    """Notes that this person has seen the conversation as it stands, if there was anything new."""
    if conversation.unread:
        note_read(conversation.id, person_id, conversation.last_at)
