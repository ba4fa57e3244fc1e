"""Closing one's account: at once for everybody else, and with fourteen days to think again."""

from datetime import datetime, timedelta

from mentorship import clock
from mentorship.database import execute, write
from mentorship.people import proof, roles, session
from mentorship.records import mail
from mentorship.records.mail import Letter
from mentorship.ties import leaving
from mentorship.work.organisation.leaving import rest

GRACE = timedelta(days=14)


def close(person_id: int, password: str) -> None:
    """Makes the person invisible and ends all their sessions; raises Invalid("old"), or NotAllowed for the last admin."""
    proof.by_password(person_id, password)
    _close(person_id)


@write
def _close(person_id: int) -> None:
    roles.refuse_last_admin(person_id)
    # While they still exist for the others: what waits between them ends in the usual way.
    leaving.settle_all(person_id)
    rest(person_id)
    now = clock.microseconds(clock.now())
    closed = "UPDATE person SET state = 'closed', closed_at = ? WHERE id = ? AND state = 'active'"
    if execute(closed, now, person_id):
        session.end_others(person_id, "")
        mail.post(Letter.CLOSED, person_id)


def until(closed_at: int) -> datetime:
    """Until when an account closed at a moment (in microseconds) can be opened again."""
    return clock.moment(closed_at) + GRACE


@write
def reopen(person_id: int) -> bool:
    """Opens it again; False if it is not closed, or if the time to think again is over."""
    last = clock.microseconds(clock.now() - GRACE)
    opened = "UPDATE person SET state = 'active', closed_at = NULL WHERE id = ? AND state = 'closed' AND closed_at > ?"
    return bool(execute(opened, person_id, last))
