"""Sponsored jobs: an admin lets a job stand above what is found, for some time; never among it, and never against a filter."""

from datetime import datetime
from typing import Any

from mentorship import clock
from mentorship.database import execute, row, rows, write
from mentorship.errors import N_, Invalid, Missing, NotAllowed
from mentorship.records import audit
from mentorship.records.audit import Verb
from mentorship.work.job import finding, listing
from mentorship.work.job.typed import end_of
from mentorship.work.job.wanted import Wanted

MOST = 50  # at a time

NOT_THERE = N_("There is no such job that people can find. The last part of its address is enough.")
WHEN = N_("Please say until which day.")
ENOUGH = N_("%(most)d jobs are sponsored at the moment. End one of them first.")

# Its one value is this moment; where these jobs are few, a search begins with them.
_SPONSORED = "SELECT s.id FROM job s WHERE s.sponsored_until > ?"
_ANY = f"{_SPONSORED} ORDER BY s.sponsored_until LIMIT 1"
_LISTED = f"""SELECT j.key, j.title, o.name AS organisation, j.sponsored_until, CASE WHEN {listing.LISTED} THEN 1 ELSE 0 END AS is_found
FROM job j JOIN organisation o ON o.id = j.organisation_id WHERE j.sponsored_until > ? ORDER BY j.sponsored_until, j.id"""
_ONE = f"""SELECT j.id, j.key, j.sponsored_until FROM job j JOIN organisation o ON o.id = j.organisation_id
WHERE j.key = ? AND {listing.LISTED}"""


def listed() -> list[Any]:
    """All jobs that are sponsored now, those that end first first; `is_found` says whether people can find one."""
    now = listing.now()
    return rows(_LISTED, now, now)


def above(wanted: Wanted) -> Any | None:
    """The sponsored job that stands above what fits: one that fits too, each in its turn by the day (two statements, or
    one where none is sponsored)."""
    now = listing.now()
    if row(_ANY, now) is None:
        return None
    fitting = finding.newest_of(_SPONSORED, (now,), finding.conditions(wanted), MOST)
    in_turn = sorted(fitting, key=lambda one: one.id)
    return in_turn[clock.now().astimezone().toordinal() % len(in_turn)] if in_turn else None


@write
def sponsor(by: str, address: str, until: str) -> bool:
    """Lets a job stand above the others until the end of a day as 2030-12-24; False if it does already. `by` is a handle,
    `address` the job's, or its key alone. Raises Invalid with the field to mend, or NotAllowed if there are fifty."""
    job, moment = _named(address), _moment(until)
    last = clock.microseconds(moment)
    if job.sponsored_until == last:
        return False
    if sum(one.key != job.key for one in listed()) >= MOST:
        raise NotAllowed(ENOUGH, most=MOST)
    execute("UPDATE job SET sponsored_until = ? WHERE id = ?", last, job.id)
    audit.note(by, Verb.SPONSORED, job.key, moment.astimezone().date().isoformat())
    return True


def _named(address: str) -> Any:
    key = address.strip().partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2]
    found = row(_ONE, key, listing.now()) if key.isascii() and key.isalnum() else None
    if found is None:
        raise Invalid("job", NOT_THERE)
    return found


def _moment(until: str) -> datetime:
    found = end_of(until)
    if found is None:
        raise Invalid("until", WHEN)
    return found


@write
def end(by: str, key: str) -> bool:
    """Lets a job stand above the others no longer; False if it did not any more. Raises Missing if it was never published."""
    job = row("SELECT id FROM job WHERE key = ? AND published_at IS NOT NULL", key)
    if job is None:
        raise Missing
    ending = "UPDATE job SET sponsored_until = NULL WHERE id = ? AND sponsored_until > ?"
    if not execute(ending, job.id, listing.now()):
        return False
    audit.note(by, Verb.UNSPONSORED, key)
    return True
