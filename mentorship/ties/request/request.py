"""The request itself: what was asked, how it stands, and whose turn it is."""

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum
from typing import Any

from peewee import SQL, BooleanField, CharField, Check, ForeignKeyField, SmallIntegerField, TextField

from mentorship import clock
from mentorship.database import KeyField, MomentField, Table, execute, row, rows, write
from mentorship.errors import Missing
from mentorship.people.person import Person
from mentorship.ties.relation import ME, Viewer, me, relation_to

PATIENCE = timedelta(days=14)


class Kind(StrEnum):
    """What is asked for."""

    FRIEND = "friend"
    MENTORING = "mentoring"


class State(StrEnum):
    """How a request stands. An open one whose deadline has passed counts as closed."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


class Reason(StrEnum):
    """Kind reasons to decline a mentoring request."""

    NO_TIME = "no_time"
    NOT_MY_FIELD = "not_my_field"
    FULL = "full"
    SOMEONE_ELSE = "someone_else"
    NOT_NOW = "not_now"


class Request(Table):
    """`mentor` is set for mentoring: it is the sender (an offer) or the recipient (a wish).

    `set_aside` is a friend request that the recipient does not want to see; the sender cannot tell.
    """

    key = KeyField()
    kind = CharField(max_length=10)
    sender = ForeignKeyField(Person, on_delete="CASCADE")
    recipient = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
    low = ForeignKeyField(Person, on_delete="CASCADE", backref="+", index=False)
    high = ForeignKeyField(Person, on_delete="CASCADE", backref="+", index=False)
    mentor = ForeignKeyField(Person, null=True, on_delete="CASCADE", backref="+", index=False)
    area = CharField(max_length=8, default="")
    goal = TextField(default="")
    tried = TextField(default="")
    rhythm = CharField(max_length=12, default="")
    weeks = SmallIntegerField(default=0)
    state = CharField(max_length=10, default=State.OPEN)
    set_aside = BooleanField(default=False)
    question = TextField(default="")
    answer = TextField(default="")
    reason = CharField(max_length=12, default="")
    asked_at = MomentField()
    deadline = MomentField()
    settled_at = MomentField(null=True)
    seen = BooleanField(default=False)

    class Meta:
        constraints = [
            Check("sender_id <> recipient_id AND low_id < high_id", name="request_two"),
            Check("kind IN ('friend', 'mentoring')", name="request_kind"),
            Check("(kind = 'mentoring') = (mentor_id IS NOT NULL)", name="request_mentor"),
            Check("state IN ('open', 'accepted', 'declined', 'withdrawn', 'ended')", name="request_state"),
            Check("(state = 'open') = (settled_at IS NULL)", name="request_settled"),
        ]
        indexes = ((("recipient", "state"), False), (("sender", "state", "asked_at"), False))


Request.add_index(
    Request.low, Request.high, Request.kind, unique=True, name="request_once", where=SQL("state = 'open'")
)

_SEEN = f"""
SELECT r.id, r.key, r.kind, r.sender_id, r.recipient_id, r.mentor_id, r.area, r.goal, r.tried, r.rhythm, r.weeks,
       r.state, r.question, r.answer, r.reason, r.asked_at, r.deadline, r.settled_at, r.seen, p.id AS other_id,
       p.handle, p.name, r.sender_id = me.id AS is_mine, r.mentor_id = me.id AS i_would_mentor,
       r.recipient_id = me.id AND r.set_aside AS set_aside,
       (SELECT t.key FROM mentorship t WHERE t.mentor_id = r.mentor_id AND t.ended_at IS NULL
        AND t.mentee_id IN (r.sender_id, r.recipient_id)) AS pair_key
FROM me CROSS JOIN request r
JOIN person p ON p.id = CASE WHEN r.sender_id = me.id THEN r.recipient_id ELSE r.sender_id END
WHERE {relation_to("p")} <> 0"""
CURRENT = f"""WITH {ME} {_SEEN} AND (
 (r.recipient_id = me.id AND r.state = 'open' AND NOT r.set_aside AND r.deadline > ?)
 OR (r.sender_id = me.id AND r.state = 'open')
 OR (r.sender_id = me.id AND r.state IN ('accepted', 'declined') AND NOT r.seen))
ORDER BY r.asked_at, r.id"""
ONE = f"WITH {ME} {_SEEN} AND (r.sender_id = me.id OR r.recipient_id = me.id) AND r.key = ?"
BETWEEN = f"""WITH {ME} {_SEEN} AND (r.sender_id = me.id OR (r.recipient_id = me.id AND NOT r.set_aside))
AND r.state = 'open' AND r.deadline > ? AND p.id = ?"""


def _now() -> int:
    return clock.microseconds(clock.now())


def has_lapsed(request: Any) -> bool:
    """Whether it is still open but its deadline has passed, so that nobody waits for it any more."""
    return request.state == State.OPEN and request.deadline <= _now()


def is_my_turn(request: Any) -> bool:
    """Whether the viewer is the one to act: to answer the request, or a question put about it."""
    question_waits = bool(request.question and not request.answer)
    return request.state == State.OPEN and not has_lapsed(request) and bool(request.is_mine) == question_waits


def current(viewer: Viewer) -> list[Any]:
    """What concerns the viewer now, oldest first: to answer, waiting for others, and news of their own requests."""
    return rows(CURRENT, *me(viewer), _now())


def between(viewer: Viewer, other_id: int) -> list[Any]:
    """The open requests between the viewer and one person, as the viewer may know them."""
    return rows(BETWEEN, *me(viewer), _now(), other_id)


def of_viewer(viewer: Viewer, key: str) -> Any:
    """A request the viewer sent or was sent; raises Missing."""
    return _found(row(ONE, *me(viewer), key))


def to_me(viewer: Viewer, key: str) -> Any:
    """A request addressed to the viewer; raises Missing."""
    return _found(row(f"{ONE} AND r.recipient_id = me.id", *me(viewer), key))


def from_me(viewer: Viewer, key: str) -> Any:
    """A request the viewer sent; raises Missing."""
    return _found(row(f"{ONE} AND r.sender_id = me.id", *me(viewer), key))


def _found(request: Any) -> Any:
    if request is None or request.state == State.ENDED:
        raise Missing
    return request


def settle(request_id: int, state: State, **values: object) -> bool:
    """Moves an open request, whose deadline has not passed, to its end; False if it was settled before."""
    columns = "".join(f", {name} = ?" for name in values)
    return bool(
        execute(
            f"UPDATE request SET state = ?, settled_at = ?{columns} WHERE id = ? AND state = 'open' AND deadline > ?",
            state,
            _now(),
            *values.values(),
            request_id,
            _now(),
        )
    )


def close_lapsed(low: int, high: int, kind: Kind) -> None:
    """Makes room for a new request of this pair after the old one ran out unanswered."""
    execute(
        "UPDATE request SET state = 'ended', settled_at = ? WHERE low_id = ? AND high_id = ? AND kind = ? "
        "AND state = 'open' AND deadline <= ?",
        _now(),
        low,
        high,
        kind,
        _now(),
    )


@write
def withdraw(request: Any) -> None:
    """The sender takes it back, or puts a lapsed one away. Twice is once."""
    execute(
        "UPDATE request SET state = 'withdrawn', settled_at = ? WHERE id = ? AND state = 'open'", _now(), request.id
    )


@write
def put_away(request: Any) -> None:
    """The sender has read how it ended; while it waits there is nothing to put away."""
    execute("UPDATE request SET seen = ? WHERE id = ? AND state <> 'open'", True, request.id)


def people_in(requests: Iterable[Any]) -> list[int]:
    """The row numbers of the other people in these requests."""
    return [request.other_id for request in requests]
