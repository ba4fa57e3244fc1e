"""Applying for a job: what somebody chose to show goes to those who read it, as a copy."""

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from mentorship import clock, text
from mentorship.database import execute, new_key, row, rows, write
from mentorship.errors import N_, Missing, NotAllowed
from mentorship.people.section import Section
from mentorship.records.notice import Kind as Event
from mentorship.ties.relation import Viewer
from mentorship.work.application import cv, ends
from mentorship.work.application.application import CONTACT_LIMIT, LINE_LIMIT, Ending, State
from mentorship.work.application.cv import Part
from mentorship.work.application.readers import tell_team
from mentorship.work.job import listing
from mentorship.work.job.listing import LISTED

ANSWER_WITHIN = timedelta(days=21)
A_DAY = timedelta(days=1)
MOST_A_DAY = 20

ANSWERED = N_("You applied for this job before, and had an answer.")
CHANGED = N_("Your profile was changed while you read this. Please look again at what will be sent.")
ENOUGH = N_("You have applied for %(most)d jobs since yesterday. Please wait until tomorrow.")

# SQL for whether the application `a` waits for somebody, while its job can be found; `?` is this moment.
IS_OPEN = f"(a.state <> '{State.CLOSED}' AND (a.state <> '{State.NEW}' OR a.due_at > ?))"

_OPEN = f"SELECT id, key, job_id, person_id FROM application WHERE job_id = ? AND person_id = ? AND state <> '{State.CLOSED}'"
_ADD = """INSERT INTO application (key, job_id, person_id, contact, line, cv, was_asked, state, ending, answer, made_at,
 changed_at, due_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', '', ?, ?, ?)"""
_SHOW_ANEW = f"""UPDATE application SET contact = ?, line = ?, cv = ?, changed_at = ?, was_asked = TRUE, due_at = NULL,
 state = CASE WHEN state = '{State.NEW}' THEN '{State.TALKING}' ELSE state END WHERE id = ?"""


@write
def begin(
    job_id: int, person_id: int, *, contact: str, line: str, sections: Iterable[Section], was_asked: bool = False
) -> str:
    """Sends an application and gives its key; one that is open stays the only one. Whoever was asked is in conversation
    at once, and shows what they chose now. Whether they may is for the caller to say. Raises Invalid("contact"/"line")."""
    reach = text.line("contact", contact, CONTACT_LIMIT, required=False)
    words = text.line("line", line, LINE_LIMIT, required=False)
    ends.lapse_of(job_id, person_id)
    known = row(_OPEN, job_id, person_id)
    if known and not was_asked:
        return str(known.key)
    sent, at = cv.copy(Viewer.member(person_id), sections), clock.now()
    now = clock.microseconds(at)
    if known:
        execute(_SHOW_ANEW, reach, words, sent, now, known.id)
    else:
        state = State.TALKING if was_asked else State.NEW
        due = None if was_asked else clock.microseconds(at + ANSWER_WITHIN)
        execute(_ADD, new_key(), job_id, person_id, reach, words, sent, was_asked, state, now, now, due)
    made = row(_OPEN, job_id, person_id)
    tell_team(made, Event.APPLIED)
    return str(made.key) if made else ""


_TO_APPLY = f"""SELECT j.id, j.key, j.title, j.apply, j.cv_why, j.diploma_why, o.key AS organisation_key, o.name AS organisation,
 (SELECT a.key FROM application a WHERE a.job_id = j.id AND a.person_id = ? AND {IS_OPEN}) AS applied,
 CASE WHEN EXISTS (SELECT 1 FROM application a WHERE a.job_id = j.id AND a.person_id = ?
  AND a.ending IN ('{Ending.HIRED}', '{Ending.NOT_CHOSEN}')) THEN 1 ELSE 0 END AS was_answered
FROM job j JOIN organisation o ON o.id = j.organisation_id WHERE j.key = ? AND {LISTED}
 AND NOT EXISTS (SELECT 1 FROM colleague c WHERE c.organisation_id = o.id AND c.person_id = ? AND c.since IS NOT NULL)"""


def to_apply(viewer: Viewer, key: str) -> Any:
    """The job with this key, `applied` the key of what I sent for it if that is open; raises Missing if it cannot be
    applied for, or not by me: I act for its organisation."""
    found = row(_TO_APPLY, viewer.id, listing.now(), viewer.id, key, listing.now(), viewer.id)
    if found is None:
        raise Missing
    return found


def mark(parts: Iterable[Part]) -> str:
    """A mark of what a page shows: what is sent must be that, and nothing that was changed meanwhile."""
    return hashlib.sha256(cv.written(parts).encode()).hexdigest()[:24]


def refuse_changed(viewer: Viewer, shown: str) -> None:
    """Raises NotAllowed if the viewer's profile says something else than what bore this mark."""
    if shown != mark(cv.parts(viewer)):
        raise NotAllowed(CHANGED)


@write
def apply(viewer: Viewer, key: str, *, contact: str, line: str, sections: Iterable[Section], shown: str) -> str:
    """Applies for a job and gives the key of the application; twice is once. `shown` is the mark of what the page showed.
    Raises Missing, Invalid("contact"/"line"), or NotAllowed."""
    job = to_apply(viewer, key)
    if job.applied:
        return str(job.applied)
    if job.was_answered:
        raise NotAllowed(ANSWERED)
    refuse_changed(viewer, shown)
    _refuse_too_many(viewer.id)
    return begin(job.id, viewer.id, contact=contact, line=line, sections=sections)


def _refuse_too_many(person_id: int) -> None:
    sent = "SELECT count(*) AS n FROM application WHERE person_id = ? AND NOT was_asked AND made_at > ?"
    (found,) = rows(sent, person_id, clock.microseconds(clock.now() - A_DAY))
    if found.n >= MOST_A_DAY:
        raise NotAllowed(ENOUGH, most=MOST_A_DAY)
