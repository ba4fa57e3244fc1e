"""How a request ends; and where a wish for a mentor goes on to when it ends without a yes."""

from typing import Any

from mentorship import clock
from mentorship.database import execute, rows, write
from mentorship.records.notice import Kind as Event
from mentorship.records.notice import read_about
from mentorship.records.telling import tell
from mentorship.ties.friendship import pair
from mentorship.ties.relation import Viewer, relations, viewer_of
from mentorship.ties.request import moving_on, opening
from mentorship.ties.request.request import Kind, Reason, State

# What the verbs here have to know of a request.
REQUEST = "SELECT id, key, kind, sender_id, recipient_id FROM request"


def _now() -> int:
    return clock.microseconds(clock.now())


@write
def settle(request: Any, state: State, reason: str = "") -> bool:
    """Moves an open request, whose date has not passed, to its end; False if it was settled before.

    Whatever the recipient was told about it counts as read.
    """
    now = _now()
    settled = execute(
        "UPDATE request SET state = ?, reason = ?, settled_at = ? WHERE id = ? AND state = 'open' AND deadline > ?",
        state,
        reason,
        now,
        request.id,
        now,
    )
    if settled:
        read_about(request.recipient_id, request.key)
    return bool(settled)


@write
def say_no(request: Any, reason: Reason) -> bool:
    """Declines a mentoring request: the sender is told the reason, and a wish goes on; False if it was settled before."""
    if not settle(request, State.DECLINED, reason):
        return False
    tell(request.sender_id, Event.DECLINED, request.recipient_id, request.key)
    go_on(request)
    return True


@write
def withdraw(request: Any) -> None:
    """The sender takes it back, or puts one away whose date has passed. Twice is once."""
    if settle(request, State.WITHDRAWN):
        moving_on.put(request.id, [])
    else:
        lapse(request)
        execute("UPDATE request SET seen = ? WHERE id = ? AND state = 'lapsed'", True, request.id)


@write
def put_away(request: Any) -> None:
    """The sender has read how it ended; while it waits there is nothing to put away."""
    lapse(request)
    if execute("UPDATE request SET seen = ? WHERE id = ? AND state <> 'open'", True, request.id):
        read_about(request.sender_id, request.key)


@write
def lapse(request: Any) -> bool:
    """Closes one whose date has passed; False if it waits still, or was settled before.

    A wish goes on to the next mentor; where there is none, the sender is told. Friend requests lapse in silence.
    """
    closed = execute(
        "UPDATE request SET state = 'lapsed', settled_at = deadline WHERE id = ? AND state = 'open' AND deadline <= ?",
        request.id,
        _now(),
    )
    if not closed:
        return False
    read_about(request.recipient_id, request.key)
    if request.kind == Kind.MENTORING and not go_on(request) and _still_meet(request):
        tell(request.sender_id, Event.LAPSED, request.recipient_id, request.key)
    return True


def _still_meet(request: Any) -> bool:
    sender = viewer_of(request.sender_id)
    return sender is not None and bool(relations(sender, [request.recipient_id]))


OVERDUE = f"""{REQUEST}
WHERE state = 'open' AND deadline <= ? AND (sender_id = ? OR (low_id = ? AND high_id = ?)) ORDER BY deadline, id"""


@write
def catch_up(sender: int, other: int) -> None:
    """Closes what the sender waits for no longer, and what ran out between the two, before something new is asked."""
    for request in rows(OVERDUE, _now(), sender, *pair(sender, other)):
        lapse(request)


OPEN_BETWEEN = """SELECT id, sender_id, recipient_id, mentor_id FROM request
WHERE state = 'open' AND low_id = ? AND high_id = ?"""


@write
def end_between(one: int, other: int) -> None:
    """Ends all that waits between two people when `one` does not want to meet `other` any more.

    What `other` wished from `one` goes on to the next mentor.
    """
    for request in rows(OPEN_BETWEEN, *pair(one, other)):
        end(request)
        if request.mentor_id == request.recipient_id == one:
            go_on(request)


@write
def end(request: Any) -> bool:
    """Ends an open request as if it had never been; False if it was settled before."""
    return bool(
        execute(
            "UPDATE request SET state = 'ended', settled_at = ? WHERE id = ? AND state = 'open'", _now(), request.id
        )
    )


def next_mentor(request: Any) -> tuple[Viewer, int, list[int]] | None:
    """Who asks, whom the wish can go on to now, and who would be left after them; None if there is nobody."""
    mentors = moving_on.named(request.id)
    sender = viewer_of(request.sender_id) if mentors else None
    if sender is None or opening.has_too_many(request.sender_id, but=request.id):
        return None
    allowed = moving_on.may_be_asked(sender, mentors)
    place = next((place for place, mentor in enumerate(mentors) if mentor in allowed), None)
    return None if place is None else (sender, mentors[place], mentors[place + 1 :])


@write
def go_on(request: Any) -> bool:
    """Lets the wish of a request that has ended go on to the next mentor, as a new request; False if there is nobody."""
    for mentor in moving_on.named(request.id):
        catch_up(request.sender_id, mentor)
    following = next_mentor(request)
    moving_on.put(request.id, [])
    if following is None:
        return False
    sender, mentor, left = following
    (wish,) = rows("SELECT area, goal, tried, rhythm, weeks FROM request WHERE id = ?", request.id)
    made = opening.create(sender.id, mentor, Kind.MENTORING, mentor=mentor, before=request.id, **wish._asdict())
    moving_on.put(made.id, left)
    tell(sender.id, Event.MOVED_ON, mentor, made.key)
    return True
