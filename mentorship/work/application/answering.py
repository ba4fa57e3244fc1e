"""What the two sides of an application do: write to each other, move it on, answer it, take it back."""

import hashlib
from collections.abc import Iterable
from typing import Any

from mentorship import text
from mentorship.database import execute, row, write
from mentorship.errors import N_, Invalid, NotAllowed
from mentorship.people.section import Section
from mentorship.records.notice import Kind as Event
from mentorship.records.telling import tell
from mentorship.ties.relation import Viewer
from mentorship.work.application import cv
from mentorship.work.application.applicants import of_team
from mentorship.work.application.application import (
    ANSWER_LIMIT,
    CONTACT_LIMIT,
    LINE_LIMIT,
    MESSAGE_LIMIT,
    Ending,
    State,
)
from mentorship.work.application.applications import can_write, now, of_mine
from mentorship.work.application.applying import refuse_changed
from mentorship.work.application.readers import tell_team

CLOSED = N_("This application is closed: nothing can be added.")
CHOOSE = N_("Please press one of these.")

# From where each step can be made, and what it makes of an application.
_STEPS: dict[str, tuple[tuple[str, ...], State, str]] = {
    State.TALKING: ((State.NEW, State.OFFERED, Ending.NO_ANSWER, Ending.NOT_CHOSEN), State.TALKING, ""),
    State.OFFERED: ((State.NEW, State.TALKING), State.OFFERED, ""),
    Ending.HIRED: ((State.NEW, State.TALKING, State.OFFERED), State.CLOSED, Ending.HIRED),
    Ending.NOT_CHOSEN: ((State.NEW, State.TALKING, State.OFFERED), State.CLOSED, Ending.NOT_CHOSEN),
}
STEPS = tuple(_STEPS)


def steps_of(application: Any) -> list[str]:
    """The steps that can be made now."""
    here = application.ends or application.stands
    return [step for step, (before, _, _) in _STEPS.items() if here in before]


@write
def move(viewer: Viewer, key: str, step: str, answer: str = "") -> bool:
    """Moves an application on, and tells whoever sent it; False if that cannot be done (any more). A no needs a word.
    Raises Missing, Invalid("step") or Invalid("answer")."""
    found = of_team(viewer, key)
    if step not in _STEPS:
        raise Invalid("step", CHOOSE)
    _, state, ending = _STEPS[step]
    words = text.passage("answer", answer, ANSWER_LIMIT, required=step == Ending.NOT_CHOSEN) if ending else ""
    if step not in steps_of(found) or _is_open_elsewhere(found):
        return False
    moving = "UPDATE application SET state = ?, ending = ?, answer = ?, changed_at = ?, due_at = NULL WHERE id = ?"
    execute(moving, state, ending, words, now(), found.id)
    tell(found.person_id, Event.APP_NEWS, about=key)
    return True


def _is_open_elsewhere(found: Any) -> bool:
    other = "SELECT 1 AS x FROM application WHERE job_id = ? AND person_id = ? AND id <> ? AND state <> 'closed'"
    return row(other, found.job_id, found.person_id, found.id) is not None


_ADD = """INSERT INTO application_message (application_id, sender_id, is_team, body, sent_at, once) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (application_id, once) DO NOTHING"""
_TALKS = "UPDATE application SET state = 'talking', due_at = NULL, changed_at = ? WHERE id = ? AND state = 'new'"


@write
def write_as_applicant(viewer: Viewer, key: str, body: str, once: str) -> None:
    """Writes to those who read it; the same form sent twice is one message. Raises Missing, Invalid("body"), NotAllowed."""
    found = of_mine(viewer, key)
    if _write(viewer, found, body, once, is_team=False):
        tell_team(found, Event.APP_WORDS)


@write
def write_as_team(viewer: Viewer, key: str, body: str, once: str) -> None:
    """Writes to whoever applied, for the organisation: that is an answer. Raises as above."""
    found = of_team(viewer, key)
    if _write(viewer, found, body, once, is_team=True):
        execute(_TALKS, now(), found.id)
        tell(found.person_id, Event.APP_WORDS, about=key)


def _write(viewer: Viewer, found: Any, body: str, once: str, *, is_team: bool) -> bool:
    words = text.passage("body", body, MESSAGE_LIMIT)
    if not can_write(found):
        raise NotAllowed(CLOSED)
    # Going back and sending other words is another message, though the form may be the same.
    mark = hashlib.sha256(f"{viewer.id}\n{once}\n{words}".encode("utf-8", "replace")).hexdigest()[:24]
    last = row("SELECT COALESCE(max(sent_at), 0) AS at FROM application_message WHERE application_id = ?", found.id)
    at = max(now(), last.at + 1) if last else now()
    return bool(execute(_ADD, found.id, viewer.id, is_team, words, at, mark))


@write
def show_again(viewer: Viewer, key: str, *, contact: str, line: str, sections: Iterable[Section], shown: str) -> None:
    """Puts what my profile says now in the place of what was sent; `shown` is the mark of what the page showed. Raises
    Missing, Invalid, or NotAllowed once it is closed."""
    found = of_mine(viewer, key)
    reach = text.line("contact", contact, CONTACT_LIMIT, required=False)
    words = text.line("line", line, LINE_LIMIT, required=False)
    if found.stands == State.CLOSED:
        raise NotAllowed(CLOSED)
    refuse_changed(viewer, shown)
    changing = "UPDATE application SET contact = ?, line = ?, cv = ? WHERE id = ?"
    execute(changing, reach, words, cv.copy(viewer, sections), found.id)


@write
def withdraw(viewer: Viewer, key: str) -> Any:
    """Takes an application back, and gives it: from now on nobody else sees anything of it, nor that it was there. Twice
    is once. Raises Missing."""
    found = of_mine(viewer, key)
    if found.ends != Ending.WITHDRAWN:
        closing = "UPDATE application SET state = 'closed', ending = ?, changed_at = ?, due_at = NULL WHERE id = ?"
        execute(closing, Ending.WITHDRAWN, now(), found.id)
        execute("DELETE FROM notice WHERE about = ?", key)
    return found
