"""Opening a request: how many of one sender may wait, and the new one with its date."""

from typing import Any

from mentorship import clock
from mentorship.database import execute, row, write
from mentorship.records.notice import Kind as Event
from mentorship.records.telling import tell
from mentorship.ties.friendship import pair
from mentorship.ties.request.request import PATIENCE, Kind, Request

MOST_OPEN = 5

# What waits for somebody who is gone is not on the sender's pages, so it does not count either.
OPEN = """SELECT count(*) AS n FROM request r JOIN person p ON p.id = r.recipient_id
WHERE r.sender_id = ? AND r.kind = 'mentoring' AND r.state = 'open' AND r.deadline > ? AND p.state = 'active' AND r.id <> ?"""

BETWEEN = """state <> 'open' AND kind = ?
AND ((sender_id = ? AND recipient_id = ?) OR (sender_id = ? AND recipient_id = ?))"""


def has_too_many(sender: int, but: int = 0) -> bool:
    """Whether the sender waits for as many answers about mentoring as one may, not counting the request `but`."""
    found = row(OPEN, sender, clock.microseconds(clock.now()), but)
    return bool(found and found.n >= MOST_OPEN)


@write
def create(sender: int, recipient: int, kind: Kind, **details: object) -> Any:
    """The new request, which waits for fourteen days; the recipient is told. How the last one ended is news no more."""
    low, high = pair(sender, recipient)
    execute(f"UPDATE request SET seen = ? WHERE {BETWEEN}", True, kind, sender, recipient, recipient, sender)
    now = clock.now()
    created = Request.create(
        kind=kind,
        sender=sender,
        recipient=recipient,
        low=low,
        high=high,
        asked_at=now,
        turn_at=now,
        deadline=now + PATIENCE,
        **details,
    )
    tell(recipient, Event.ASKED, sender, created.key)
    return created
