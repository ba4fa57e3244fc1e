"""Leaving: what waits between somebody who goes and the others is settled, before they are gone for each other."""

from mentorship import clock
from mentorship.database import execute, rows, write
from mentorship.ties.request.settling import REQUEST, lapse, withdraw

OPEN = f"{REQUEST} WHERE state = 'open' AND"


@write
def settle_all(person_id: int) -> None:
    """Takes back what this person asked, and lets run out what they were asked, as if its date had come: a wish for a
    mentor goes on to the next one."""
    for request in rows(f"{OPEN} sender_id = ? ORDER BY id", person_id):
        withdraw(request)
    now = clock.microseconds(clock.now())
    execute(
        "UPDATE request SET deadline = ? WHERE recipient_id = ? AND state = 'open' AND deadline > ?",
        now,
        person_id,
        now,
    )
    for request in rows(f"{OPEN} recipient_id = ? ORDER BY id", person_id):
        lapse(request)
