"""Applying for a job: what somebody chose to show goes to those who read it, as a copy."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from mentorship import clock, text
from mentorship.database import execute, new_key, row, rows, write
from mentorship.people.person import State as Account
from mentorship.people.section import Section
from mentorship.records.notice import Kind as Event
from mentorship.records.telling import tell
from mentorship.ties.relation import Viewer
from mentorship.work import cv
from mentorship.work.application import CONTACT_LIMIT, LINE_LIMIT, State
from mentorship.work.team import POSTING

ANSWER_WITHIN = timedelta(days=21)

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
    known = row(_OPEN, job_id, person_id)
    if known and not was_asked:
        return str(known.key)
    sent, now = cv.copy(Viewer.member(person_id), sections), clock.microseconds(clock.now())
    if known:
        execute(_SHOW_ANEW, reach, words, sent, now, known.id)
    else:
        state = State.TALKING if was_asked else State.NEW
        due = None if was_asked else clock.microseconds(clock.now() + ANSWER_WITHIN)
        execute(_ADD, new_key(), job_id, person_id, reach, words, sent, was_asked, state, now, now, due)
    made = row(_OPEN, job_id, person_id)
    tell_team(made, Event.APPLIED)
    return str(made.key) if made else ""


# Those who read the applications of a job, as far as the person who applied exists for them.
_READERS = """SELECT p.id FROM job j JOIN colleague c ON c.organisation_id = j.organisation_id
JOIN person p ON p.id = c.person_id WHERE j.id = ? AND c.since IS NOT NULL AND c.role IN (?, ?) AND p.state = ?
 AND p.id <> ? AND NOT EXISTS (SELECT 1 FROM block b WHERE (b.blocker_id = p.id AND b.blocked_id = ?)
  OR (b.blocker_id = ? AND b.blocked_id = p.id)) ORDER BY p.id"""


@write
def tell_team(application: Any, event: Event) -> None:
    """Tells all who read it; `application` has key, job_id and person_id."""
    person = application.person_id
    for one in rows(_READERS, application.job_id, *POSTING, Account.ACTIVE, person, person, person):
        tell(one.id, event, person, application.key)
