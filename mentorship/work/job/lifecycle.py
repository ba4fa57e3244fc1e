"""The life of a job: sent, accepted or sent back, paused, renewed, closed, put up again; and what is said about it.

Each step is one conditional change that says whether it came to be: twice is once. When its date has passed a job is
over without anybody doing anything.
"""

from datetime import timedelta
from typing import Any

from mentorship import clock
from mentorship.database import execute, row, rows, write
from mentorship.errors import N_, Invalid, Missing, NotAllowed
from mentorship.people.person import Role
from mentorship.people.person import State as Standing
from mentorship.records.notice import Kind as Event
from mentorship.records.telling import tell, tell_those_with
from mentorship.work.application import ends
from mentorship.work.job.job import Outcome
from mentorship.work.organisation.team import POSTING, is_verified

LASTS = timedelta(days=30)
REMINDED_BEFORE = timedelta(days=5)
UP_AGAIN = timedelta(days=7)  # a job that was put up more recently keeps its place in the list

NOT_YET = N_(
    "Somebody here looks at your organisation first. Once that is done you can send jobs; until then this is kept."
)
CHOOSE = N_("Please press one of these.")

_PUBLISHED = "state IN ('live', 'paused')"


def _now() -> int:
    return clock.microseconds(clock.now())


def _a_life_from_now() -> int:
    return clock.microseconds(clock.now() + LASTS)


@write
def send(job_id: int) -> bool:
    """Asks a moderator to look at a draft; False if it is no draft (any more). Raises NotAllowed or Missing."""
    organisation = row(
        "SELECT o.id, o.state FROM job j JOIN organisation o ON o.id = j.organisation_id WHERE j.id = ?", job_id
    )
    if organisation is None:
        raise Missing
    if not is_verified(organisation):
        raise NotAllowed(NOT_YET)
    sending = "UPDATE job SET state = 'review', looked_at = NULL WHERE id = ? AND state IN ('draft', 'sent_back')"
    if not execute(sending, job_id):
        return False
    tell_those_with(Role.MODERATOR, Event.JOB_REVIEW)
    return True


@write
def take_back(job_id: int) -> bool:
    """Makes a draft of a job that waits for a moderator."""
    return bool(execute("UPDATE job SET state = 'draft' WHERE id = ? AND state = 'review'", job_id))


@write
def pause(job_id: int) -> bool:
    """Nobody finds it until it goes on; its date stays."""
    return bool(execute("UPDATE job SET state = 'paused' WHERE id = ? AND state = 'live'", job_id))


@write
def resume(job_id: int) -> bool:
    """It can be found again, until its date."""
    return bool(execute("UPDATE job SET state = 'live' WHERE id = ? AND state = 'paused'", job_id))


@write
def renew(job_id: int) -> bool:
    """Thirty days from now; a date that is later stays. It keeps its place in the list. False if it is not published."""
    later = _a_life_from_now()
    renewing = f"""UPDATE job SET reminded_at = NULL, valid_until = CASE WHEN valid_until < ? THEN ? ELSE valid_until END
    WHERE id = ? AND {_PUBLISHED}"""
    return bool(execute(renewing, later, later, job_id))


@write
def close(job_id: int, outcome: str) -> bool:
    """Ends it with how it ended, and what was applied for it; False if it is not published (any more). Raises
    Invalid("outcome")."""
    if outcome not in list(Outcome):
        raise Invalid("outcome", CHOOSE)
    closing = f"UPDATE job SET state = 'closed', outcome = ? WHERE id = ? AND {_PUBLISHED}"
    is_first = bool(execute(closing, outcome, job_id))
    if is_first:
        ends.job_over(job_id)
    return is_first


@write
def repost(job_id: int) -> bool:
    """Puts up a job that is closed or whose date has passed, for thirty days; False if it is neither.

    It stands first in the list again, unless it was put up less than a week ago.
    """
    now, week = _now(), clock.microseconds(clock.now() - UP_AGAIN)
    again = """UPDATE job SET state = 'live', outcome = '', valid_until = ?, reminded_at = NULL,
     published_at = CASE WHEN published_at < ? THEN ? ELSE published_at END
    WHERE id = ? AND published_at IS NOT NULL AND (state = 'closed' OR (state IN ('live', 'paused') AND valid_until <= ?))"""
    return bool(execute(again, _a_life_from_now(), week, now, job_id, now))


@write
def remind() -> int:
    """Tells those who write jobs which end within five days, each once, and says how many."""
    now, soon = _now(), clock.microseconds(clock.now() + REMINDED_BEFORE)
    ending = """SELECT id, key, organisation_id FROM job
    WHERE state = 'live' AND reminded_at IS NULL AND valid_until > ? AND valid_until <= ? ORDER BY valid_until, id"""
    found = rows(ending, now, soon)
    for one in found:
        execute("UPDATE job SET reminded_at = ? WHERE id = ?", now, one.id)
        tell_team(one, Event.JOB_ENDS)
    return len(found)


def tell_team(job: Any, event: Event) -> None:
    """Tells all who write jobs for its organisation; `job` has key and organisation_id."""
    team = """SELECT c.person_id AS id FROM colleague c JOIN person p ON p.id = c.person_id
    WHERE c.organisation_id = ? AND c.since IS NOT NULL AND c.role IN (?, ?) AND p.state = ? ORDER BY c.person_id"""
    for one in rows(team, job.organisation_id, *POSTING, Standing.ACTIVE):
        tell(one.id, event, about=job.key)
