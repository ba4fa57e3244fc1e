"""Reviewing jobs: those that wait for a moderator and those changed since one looked, and the decision."""

from typing import Any, Protocol

from mentorship import clock
from mentorship.database import execute, row, rows, write
from mentorship.errors import N_, Missing, NotAllowed
from mentorship.records import audit
from mentorship.records.audit import Verb
from mentorship.records.notice import Kind as Event
from mentorship.text import passage
from mentorship.work.application import ends
from mentorship.work.job.lifecycle import LASTS, tell_team
from mentorship.work.job.own import COLUMNS
from mentorship.work.organisation.team import is_verified

REASON_LIMIT = 500
SHOWN = 50

CHANGED = N_("This job was changed while you read it. Please look at it again.")
NOT_VERIFIED = N_("Its organisation is not verified (any more). Look at the organisation first.")


class Moderator(Protocol):
    """Who decides: a handle."""

    @property
    def handle(self) -> str: ...


# What a moderator meets: what waits, and what is published; drafts are nobody's but their organisation's.
_QUEUE = f"{COLUMNS} WHERE j.state = ? AND j.looked_at IS NULL ORDER BY j.changed_at, j.id LIMIT {SHOWN}"
_ONE = f"{COLUMNS} WHERE j.key = ? AND j.state IN ('review', 'live', 'paused')"


def waiting() -> list[Any]:
    """The jobs that wait to be published, oldest first."""
    return rows(_QUEUE, "review")


def changed() -> list[Any]:
    """Those that can be found and were changed since a moderator looked, oldest first."""
    return rows(_QUEUE, "live")


def of_moderator(key: str) -> Any:
    """One job as moderators see it, with what its organisation is; raises Missing."""
    found = row(_ONE, key)
    if found is None:
        raise Missing
    return found


@write
def accept(moderator: Moderator, key: str, seen: int) -> bool:
    """Publishes a job, or says that its changes are fine; `seen` is the moment (in microseconds) of the last change that
    was read. False if somebody was first. Raises Missing or NotAllowed."""
    job = of_moderator(key)
    if job.looked_at is not None:
        return False
    if job.changed_at != seen:
        raise NotAllowed(CHANGED)
    if not is_verified(row("SELECT state FROM organisation WHERE id = ?", job.organisation_id)):
        raise NotAllowed(NOT_VERIFIED)
    now = clock.microseconds(clock.now())
    if job.state == "review":
        _publish(job, now)
    execute("UPDATE job SET looked_at = ? WHERE id = ?", now, job.id)
    audit.note(moderator.handle, Verb.ACCEPTED, key)
    return True


def _publish(job: Any, now: int) -> None:
    later = clock.microseconds(clock.moment(now) + LASTS)
    # A day that has passed while it waited, or was never chosen, becomes thirty days from now.
    until = job.valid_until if job.valid_until and job.valid_until > now else later
    publishing = (
        "UPDATE job SET state = 'live', reason = '', published_at = ?, valid_until = ?, reminded_at = NULL WHERE id = ?"
    )
    execute(publishing, now, until, job.id)
    tell_team(job, Event.JOB_LIVE)


@write
def send_back(moderator: Moderator, key: str, reason: str) -> bool:
    """Gives a job back to whoever wrote it with what is to be mended; a published one comes off at once. False if
    somebody was first. Raises Invalid("reason") or Missing."""
    words = passage("reason", reason, REASON_LIMIT)
    return take_off(moderator, of_moderator(key), words)


def take_off(moderator: Moderator, job: Any, reason: str) -> bool:
    """The same inside a write, for a job of `of_moderator`."""
    back = "UPDATE job SET state = 'sent_back', reason = ?, looked_at = NULL WHERE id = ? AND state = ?"
    if not execute(back, reason, job.id, job.state):
        return False
    ends.job_over(job.id)
    audit.note(moderator.handle, Verb.SENT_BACK, job.key)
    tell_team(job, Event.JOB_BACK)
    return True
