"""The end of applications that nobody ends by hand: no answer came, the job is over, the organisation is gone.

Nothing depends on the chore having run: such an application counts as closed anyway. The chore only says so.
"""

from datetime import timedelta
from typing import Any

from mentorship import clock
from mentorship.database import execute, rows, write
from mentorship.records.notice import Kind as Event
from mentorship.records.telling import tell
from mentorship.work.application.application import Ending, State
from mentorship.work.application.applications import JOB_IS_OPEN, OF_JOB, now
from mentorship.work.application.readers import tell_team

REMINDED_BEFORE = timedelta(days=7)

_FOUND = f"SELECT a.id, a.key, a.job_id, a.person_id FROM application a {OF_JOB}"
_LATE = f"a.state = '{State.NEW}' AND a.due_at <= ?"
_OVER = f"a.state <> '{State.CLOSED}' AND NOT {JOB_IS_OPEN}"
_SOON = f"a.state = '{State.NEW}' AND a.due_at > ? AND a.due_at <= ? AND a.reminded_at IS NULL AND {JOB_IS_OPEN}"


def run() -> int:
    """Closes what is over, reminds of what soon will be, and says how much it was."""
    late = sum(lapse(one) for one in rows(f"{_FOUND} WHERE {_LATE} ORDER BY a.id", now()))
    over = sum(_is_over(one) for one in rows(f"{_FOUND} WHERE {_OVER} ORDER BY a.id"))
    soon = clock.microseconds(clock.now() + REMINDED_BEFORE)
    return late + over + sum(_remind(one) for one in rows(f"{_FOUND} WHERE {_SOON} ORDER BY a.id", now(), soon))


@write
def lapse(application: Any) -> bool:
    """Closes one that nobody answered in time; False if somebody did, or was first."""
    closing = """UPDATE application SET state = 'closed', ending = ?, changed_at = due_at, due_at = NULL
    WHERE id = ? AND state = 'new' AND due_at <= ?"""
    is_first = bool(execute(closing, Ending.NO_ANSWER, application.id, now()))
    if is_first:
        tell(application.person_id, Event.APP_NEWS, about=application.key)
    return is_first


@write
def lapse_of(job_id: int, person_id: int) -> None:
    """The same for whatever this person sent for this job, before they send something new."""
    for one in rows(f"{_FOUND} WHERE a.job_id = ? AND a.person_id = ? AND {_LATE}", job_id, person_id, now()):
        lapse(one)


@write
def _is_over(application: Any) -> bool:
    closing = """UPDATE application SET state = 'closed', ending = ?, changed_at = ?, due_at = NULL
    WHERE id = ? AND state <> 'closed'"""
    is_first = bool(execute(closing, Ending.JOB_OVER, now(), application.id))
    if is_first:
        tell(application.person_id, Event.APP_NEWS, about=application.key)
    return is_first


@write
def job_over(job_id: int) -> None:
    """Closes all that is open for a job which was closed or taken off, in the same write: nothing of it opens again."""
    lapsed = rows(f"{_FOUND} WHERE a.job_id = ? AND {_LATE} ORDER BY a.id", job_id, now())
    for one in lapsed:
        lapse(one)
    for one in rows(f"{_FOUND} WHERE a.job_id = ? AND a.state <> 'closed' ORDER BY a.id", job_id):
        _is_over(one)


@write
def organisation_gone(organisation_id: int) -> None:
    """Tells those whose open applications go with an organisation; called in the write that removes it."""
    waiting = (
        f"SELECT DISTINCT a.person_id FROM application a {OF_JOB} WHERE o.id = ? AND a.state <> 'closed' ORDER BY 1"
    )
    for one in rows(waiting, organisation_id):
        tell(one.person_id, Event.APP_GONE)


@write
def _remind(application: Any) -> bool:
    noting = "UPDATE application SET reminded_at = ? WHERE id = ? AND state = 'new' AND reminded_at IS NULL"
    is_first = bool(execute(noting, now(), application.id))
    if is_first:
        tell_team(application, Event.APP_WAITS)
    return is_first
