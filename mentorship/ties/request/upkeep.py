"""Upkeep: reminds those who are asked, closes what found no answer, and moves on from mentors who have left.

Nothing depends on it having run: a request past its date counts as closed anyway. Each step is a transaction of its
own that says what it found, so that many processes can be at it, and a clock set back repeats nothing.
"""

from typing import Any

from mentorship import clock
from mentorship.database import execute, rows, write
from mentorship.records.notice import Kind as Event
from mentorship.records.telling import tell
from mentorship.ties.request.request import REMINDED_AFTER
from mentorship.ties.request.settling import REQUEST, end, go_on, lapse, next_mentor

OVERDUE = f"{REQUEST} WHERE state = 'open' AND deadline <= ? ORDER BY deadline, id"

# A wish to somebody who has left, and who could be asked instead. The two do not meet any more, so nothing is told.
LEFT = """SELECT r.id, r.sender_id FROM request r JOIN person p ON p.id = r.recipient_id
WHERE r.state = 'open' AND p.state <> 'active' AND EXISTS (SELECT 1 FROM alternative a WHERE a.request_id = r.id)
ORDER BY r.asked_at, r.id"""

# Waits for the recipient since `turn_at`, was reminded fewer times than it should be, and the two exist for each other.
_WAITS = """state = 'open' AND deadline > ? AND NOT set_aside AND (question = '' OR answer <> '')
AND turn_at <= ? AND reminders < ?
AND NOT EXISTS (SELECT 1 FROM person p WHERE p.id IN (sender_id, recipient_id) AND p.state <> 'active')
AND NOT EXISTS (SELECT 1 FROM block b WHERE (b.blocker_id = sender_id AND b.blocked_id = recipient_id)
 OR (b.blocker_id = recipient_id AND b.blocked_id = sender_id))"""
FORGOTTEN = f"{REQUEST} WHERE {_WAITS} ORDER BY turn_at, id"
NOTE = f"UPDATE request SET reminders = ? WHERE id = ? AND {_WAITS}"


def run() -> int:
    """Does all that is due now and says how much it was."""
    return _close() + _leave() + _remind()


def _close() -> int:
    return sum(lapse(request) for request in rows(OVERDUE, clock.microseconds(clock.now())))


def _leave() -> int:
    return sum(_go_on_without(request) for request in rows(LEFT))


@write
def _go_on_without(request: Any) -> bool:
    # While there is nobody to go on to it stays: the mentor may come back, or another may get a place.
    return next_mentor(request) is not None and end(request) and go_on(request)


def _remind() -> int:
    """The last reminder that is due counts for the earlier ones too: after a long silence only one is sent."""
    sent = 0
    for number in range(len(REMINDED_AFTER), 0, -1):
        waited = _waited(number)
        sent += sum(_remind_of(request, number) for request in rows(FORGOTTEN, *waited))
    return sent


def _waited(number: int) -> tuple[int, int, int]:
    now = clock.now()
    return clock.microseconds(now), clock.microseconds(now - REMINDED_AFTER[number - 1]), number


@write
def _remind_of(request: Any, number: int) -> bool:
    if not execute(NOTE, number, request.id, *_waited(number)):
        return False
    tell(request.recipient_id, Event.REMINDED, request.sender_id, request.key)
    return True
