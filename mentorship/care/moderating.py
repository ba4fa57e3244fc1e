"""Moderating: the reports that wait, one of them with what was kept of it, and the decision.

A moderator who made a report, or is meant by it, does not meet it anywhere.
"""

from typing import Any

from mentorship import clock
from mentorship.care import evidence, suspending, verifying
from mentorship.care.moderator import Moderator
from mentorship.database import execute, row, rows, write
from mentorship.errors import N_, Invalid, Missing, NotAllowed
from mentorship.people.person import State
from mentorship.records import audit, mail
from mentorship.records.audit import Verb
from mentorship.records.mail import Letter
from mentorship.records.notice import Kind as Event
from mentorship.records.report import FOREIGN, WORDS_LIMIT, Kind, Outcome
from mentorship.records.telling import tell
from mentorship.text import passage
from mentorship.work.job import reviewing
from mentorship.work.organisation import organisation

SHOWN = 50
SHOWN_CLOSED = 20

CHOOSE = N_("Please choose one of these.")
NO_JOB = N_("Nobody can find this job any more, so there is nothing to take off.")
NOT_HERE = N_("%(name)s does not take part here now, so there is nobody to warn or to suspend.")

OF_A_PERSON = (Outcome.NOTHING, Outcome.WARNED, Outcome.SUSPENDED)
DECISIONS = {
    Kind.JOB: (Outcome.NOTHING, Outcome.TAKEN_OFF),
    Kind.ORGANISATION: (Outcome.NOTHING, Outcome.WARNED, Outcome.TAKEN_OFF),
}

_ME = "WITH me AS (SELECT CAST(? AS BIGINT) AS id)"
_LISTED = f"""{_ME} SELECT w.key, w.kind, w.reason, w.outcome, w.made_at, w.closed_at, w.closed_by
FROM me CROSS JOIN report w WHERE {FOREIGN} AND w.state ="""
WAITING = f"{_LISTED} 'open' ORDER BY w.made_at, w.id LIMIT {SHOWN}"
CLOSED = f"{_LISTED} 'closed' ORDER BY w.closed_at DESC, w.id DESC LIMIT {SHOWN_CLOSED}"
ONE = f"""{_ME} SELECT w.id, w.key, w.kind, w.thing, w.handle, w.name, w.reason, w.words, w.state, w.outcome, w.answer, w.made_at,
 w.closed_at, w.closed_by, w.reporter_id, w.about_id, COALESCE(a.state, g.state) AS about_state, g.id AS organisation_id, r.name AS reporter_name
FROM me CROSS JOIN report w LEFT JOIN person a ON a.id = w.about_id LEFT JOIN person r ON r.id = w.reporter_id
LEFT JOIN organisation g ON w.kind = 'organisation' AND g.key = w.thing
WHERE {FOREIGN} AND w.key = ?"""


def waiting(moderator: Moderator) -> list[Any]:
    """The reports that wait, oldest first: what and why, but not who."""
    return rows(WAITING, moderator.id)


def closed(moderator: Moderator) -> list[Any]:
    """Those decided last, newest first."""
    return rows(CLOSED, moderator.id)


@write
def look(moderator: Moderator, key: str) -> tuple[Any, list[Any]]:
    """A report and what was kept with it; that it was looked at is noted first. Raises Missing."""
    found = _of(moderator, key)
    audit.note(moderator.handle, Verb.LOOKED, key)
    return found, evidence.of(found.id)


@write
def look_at_picture(moderator: Moderator, key: str) -> bytes:
    """The photo that was kept with a report, as WebP; this look is noted too. Raises Missing."""
    content = evidence.picture(_of(moderator, key).id)
    if content is None:
        raise Missing
    audit.note(moderator.handle, Verb.SAW, key)
    return content


def _of(moderator: Moderator, key: str) -> Any:
    found = row(ONE, moderator.id, key)
    if found is None:
        raise Missing
    return found


@write
def decide(moderator: Moderator, key: str, outcome: str, answer: str) -> bool:
    """Ends a report and answers who made it; False if somebody was first. Raises Missing, Invalid("outcome"),
    Invalid("answer"), or NotAllowed if who is meant is not here, or is the last admin."""
    found = _of(moderator, key)
    if outcome not in DECISIONS.get(found.kind, OF_A_PERSON):
        raise Invalid("outcome", CHOOSE)
    words = passage("answer", answer, WORDS_LIMIT, required=False)
    if not _close(moderator, key, Outcome(outcome), words):
        return False
    if outcome != Outcome.NOTHING:
        act = _ACT.get(found.kind, _act_on_person)
        act(moderator, found, Outcome(outcome))
    audit.note(moderator.handle, Verb.DECIDED, key, outcome)
    if found.reporter_id:
        tell(found.reporter_id, Event.HEARD, about=key)
    return True


def _close(moderator: Moderator, key: str, outcome: Outcome, answer: str) -> bool:
    now = clock.microseconds(clock.now())
    closing = """UPDATE report SET state = 'closed', outcome = ?, answer = ?, closed_at = ?, closed_by = ?
    WHERE key = ? AND state = 'open'"""
    return bool(execute(closing, outcome, answer, now, moderator.handle, key))


def _act_on_job(moderator: Moderator, found: Any, _outcome: Outcome) -> None:
    try:
        reviewing.take_off(moderator, reviewing.of_moderator(found.thing), "")
    except Missing:
        raise NotAllowed(NO_JOB) from None


def _act_on_person(moderator: Moderator, found: Any, outcome: Outcome) -> None:
    is_suspended = found.about_state == State.SUSPENDED
    if found.about_state != State.ACTIVE and not (is_suspended and outcome == Outcome.SUSPENDED):
        raise NotAllowed(NOT_HERE, name=found.name)
    if outcome == Outcome.WARNED:
        mail.post(Letter.WARNED, found.about_id)
        tell(found.about_id, Event.RULES)
    elif not is_suspended:
        suspending.suspend(moderator.handle, found.about_id)


def _act_on_organisation(moderator: Moderator, found: Any, outcome: Outcome) -> None:
    if found.about_state != organisation.State.VERIFIED:
        raise NotAllowed(NOT_HERE, name=found.name)
    if outcome == Outcome.TAKEN_OFF:
        verifying.take_off(moderator, found.handle)
        return
    for owner in verifying.owners(found.organisation_id):
        mail.post(Letter.WARNED, owner)
        tell(owner, Event.RULES)


_ACT = {Kind.JOB: _act_on_job, Kind.ORGANISATION: _act_on_organisation}
