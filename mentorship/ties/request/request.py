"""The request itself: what was asked, how it stands, and whose turn it is."""

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum
from typing import Any

from peewee import SQL, BooleanField, CharField, Check, ForeignKeyField, SmallIntegerField, TextField

from mentorship import clock
from mentorship.database import KeyField, MomentField, Table, row, rows
from mentorship.errors import Missing
from mentorship.people.person import Person
from mentorship.ties.relation import ME, Viewer, me, relation_to

PATIENCE = timedelta(days=14)
REMINDED_AFTER = (timedelta(days=3), timedelta(days=7))


class Kind(StrEnum):
    """What is asked for."""

    FRIEND = "friend"
    MENTORING = "mentoring"


class State(StrEnum):
    """How a request stands. An open one whose deadline has passed counts as lapsed already.

    LAPSED found no answer in time; ENDED is as if it had never been, because one of the two is gone for the other.
    """

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
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

    Since `turn_at` it is the turn of the one who is to act now; `reminders` counts those sent to the recipient.
    `before` is the request that this one goes on from, to the next mentor the sender had named.
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
    turn_at = MomentField(default=lambda: clock.now())
    deadline = MomentField()
    settled_at = MomentField(null=True)
    seen = BooleanField(default=False)
    reminders = SmallIntegerField(default=0)
    before = ForeignKeyField("self", null=True, unique=True, on_delete="SET NULL", backref="+")

    class Meta:
        constraints = [
            Check("sender_id <> recipient_id AND low_id < high_id", name="request_two"),
            Check("kind IN ('friend', 'mentoring')", name="request_kind"),
            Check("(kind = 'mentoring') = (mentor_id IS NOT NULL)", name="request_mentor"),
            Check("state IN ('open', 'accepted', 'declined', 'withdrawn', 'lapsed', 'ended')", name="request_state"),
            Check("(state = 'open') = (settled_at IS NULL)", name="request_settled"),
        ]
        indexes = (
            (("recipient", "state"), False),
            (("sender", "state", "asked_at"), False),
            (("state", "deadline"), False),
        )


Request.add_index(
    Request.low, Request.high, Request.kind, unique=True, name="request_once", where=SQL("state = 'open'")
)

# The mentors to ask next, and where the wish went on to, are for the sender's eyes alone.
_NEXT = """LEFT JOIN alternative a{0} ON a{0}.request_id = r.id AND a{0}.place = {0} AND r.sender_id = me.id
LEFT JOIN person n{0} ON n{0}.id = a{0}.mentor_id AND {1} <> 0"""
_SEEN = f"""
SELECT r.id, r.key, r.kind, r.sender_id, r.recipient_id, r.mentor_id, r.area, r.goal, r.tried, r.rhythm, r.weeks,
       r.state, r.question, r.answer, r.reason, r.asked_at, r.turn_at, r.deadline, r.settled_at, r.seen,
       p.id AS other_id, p.handle, p.name, r.sender_id = me.id AS is_mine, r.mentor_id = me.id AS i_would_mentor,
       r.recipient_id = me.id AND r.set_aside AS set_aside,
       n1.handle AS second, n1.name AS second_name, n2.handle AS third, n2.name AS third_name,
       CASE WHEN np.id IS NOT NULL THEN onward.key END AS onward_key, np.name AS onward_name,
       (SELECT t.key FROM mentorship t WHERE t.mentor_id = r.mentor_id AND t.ended_at IS NULL
        AND t.mentee_id IN (r.sender_id, r.recipient_id)) AS pair_key
FROM me CROSS JOIN request r
JOIN person p ON p.id = CASE WHEN r.sender_id = me.id THEN r.recipient_id ELSE r.sender_id END
{_NEXT.format(1, relation_to("n1"))} {_NEXT.format(2, relation_to("n2"))}
LEFT JOIN request onward ON onward.before_id = r.id AND r.sender_id = me.id AND onward.state <> 'ended'
LEFT JOIN person np ON np.id = onward.recipient_id AND {relation_to("np")} <> 0
WHERE r.state <> 'ended' AND {relation_to("p")} <> 0"""
CURRENT = f"""WITH {ME} {_SEEN} AND (
 (r.recipient_id = me.id AND r.state = 'open' AND NOT r.set_aside AND r.deadline > ?)
 OR (r.sender_id = me.id AND r.state = 'open')
 OR (r.sender_id = me.id AND r.state IN ('accepted', 'declined', 'lapsed') AND NOT r.seen))
ORDER BY r.asked_at, r.id"""
ONE = f"WITH {ME} {_SEEN} AND (r.sender_id = me.id OR r.recipient_id = me.id) AND r.key = ?"
BETWEEN = f"""WITH {ME} {_SEEN} AND (r.sender_id = me.id OR (r.recipient_id = me.id AND NOT r.set_aside))
AND r.state = 'open' AND r.deadline > ? AND p.id = ?"""


def _now() -> int:
    return clock.microseconds(clock.now())


def has_lapsed(request: Any) -> bool:
    """Whether its date passed without an answer, so that nobody waits for one any more."""
    return request.state == State.LAPSED or (request.state == State.OPEN and request.deadline <= _now())


def _has_question(request: Any) -> bool:
    return bool(request.question and not request.answer)


def is_my_turn(request: Any) -> bool:
    """Whether the viewer is the one to act: to answer the request, or a question put about it."""
    waits = request.state == State.OPEN and not has_lapsed(request)
    return waits and bool(request.is_mine) == _has_question(request)


def next_reminder(request: Any) -> int | None:
    """When the recipient is reminded next, in microseconds, or None.

    It depends on nothing but the dates: whether a reminder really leaves would tell that a request was set aside.
    """
    if request.state != State.OPEN or _has_question(request):
        return None
    moments = (clock.microseconds(clock.moment(request.turn_at) + after) for after in REMINDED_AFTER)
    return next((moment for moment in moments if _now() < moment < request.deadline), None)


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
    if request is None:
        raise Missing
    return request


def people_in(requests: Iterable[Any]) -> list[int]:
    """The row numbers of the other people in these requests."""
    return [request.other_id for request in requests]
