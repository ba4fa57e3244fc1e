"""Asking a candidate to talk about a job: who asks does not know whom, and learns only of a yes."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from mentorship import clock, text
from mentorship.database import execute, row, rows, write
from mentorship.errors import N_, Missing, NotAllowed
from mentorship.people.section import Section
from mentorship.records.notice import Kind as Event
from mentorship.records.telling import tell
from mentorship.ties.relation import ME, Viewer, me, relation_to
from mentorship.work.application import applying, cv
from mentorship.work.candidate import candidates
from mentorship.work.candidate.candidate import NOTE_LIMIT, Ask, Reply
from mentorship.work.job import listing
from mentorship.work.job.listing import LISTED
from mentorship.work.organisation.organisation import State

LASTS = timedelta(days=14)
A_DAY = timedelta(days=1)
MOST_A_DAY = 10

ENOUGH = N_("Your organisation has asked %(most)d people since yesterday. Please wait until tomorrow.")

_OF_ORGANISATION = """SELECT count(*) AS n FROM ask a JOIN job j ON j.id = a.job_id
WHERE j.organisation_id = ? AND a.asked_at > ?"""


@write
def ask(viewer: Viewer, key: str, id: str, note: str, secret: str) -> bool:
    """Asks whoever has this card for a job; False if they were asked for it already. Raises Missing if there is no such
    card (any more), Invalid("note"), or NotAllowed after ten of the organisation in a day."""
    job = candidates.job_of(viewer.id, key)
    whom = candidates.one(viewer, job, secret, id)
    said = text.line("note", note, NOTE_LIMIT, required=False)
    if whom.card.asked_at:
        return False
    now = clock.now()
    (sent,) = rows(_OF_ORGANISATION, job.organisation_id, clock.microseconds(now - A_DAY))
    if sent.n >= MOST_A_DAY:
        raise NotAllowed(ENOUGH, most=MOST_A_DAY)
    made = Ask.create(job=job.id, person=whom.person_id, asker=viewer.id, note=said, asked_at=now, due_at=now + LASTS)
    tell(whom.person_id, Event.ASK_TALK, viewer.id, made.key)
    return True


# The asks to whoever looks; those of somebody who does not exist for them are not there.
_MINE = f"""WITH {ME} SELECT a.id, a.key, a.note, a.reply, a.asked_at, a.due_at, a.job_id, j.key AS job_key, j.title,
 o.name AS organisation, o.key AS organisation_key, p.handle, p.name AS asker,
 CASE WHEN {LISTED} THEN 1 ELSE 0 END AS is_listed,
 (SELECT l.key FROM application l WHERE l.job_id = a.job_id AND l.person_id = a.person_id ORDER BY l.id DESC LIMIT 1) AS application
FROM me CROSS JOIN ask a JOIN job j ON j.id = a.job_id JOIN organisation o ON o.id = j.organisation_id
LEFT JOIN person p ON p.id = a.asker_id
WHERE a.person_id = ? AND o.state = '{State.VERIFIED}' AND (a.asker_id IS NULL OR {relation_to("p")} <> 0)"""


def mine(viewer: Viewer) -> list[Any]:
    """All asks to somebody, the newest first."""
    return rows(f"{_MINE} ORDER BY a.asked_at DESC, a.id DESC", *me(viewer), listing.now(), viewer.id)


def of(viewer: Viewer, key: str) -> Any:
    """One of them; raises Missing."""
    found = row(f"{_MINE} AND a.key = ?", *me(viewer), listing.now(), viewer.id, key)
    if found is None:
        raise Missing
    return found


def is_open(one: Any) -> bool:
    """Whether an ask still waits for an answer."""
    return one.reply == Reply.NONE and one.due_at > listing.now() and bool(one.is_listed)


_REPLY = f"UPDATE ask SET reply = ?, replied_at = ? WHERE id = ? AND reply = '{Reply.NONE}'"


@write
def accept(viewer: Viewer, key: str, *, contact: str, line: str, sections: Iterable[Section], shown: str) -> str:
    """Says yes with what is ticked, and gives the key of the conversation; twice is once. `shown` is the mark of what the
    page showed. Raises Missing if nobody asks (any more), Invalid("contact"/"line"), or NotAllowed."""
    one = of(viewer, key)
    if one.reply == Reply.YES and one.application:
        return str(one.application)
    if not is_open(one):
        raise Missing
    if shown != applying.mark(cv.parts(viewer)):
        raise NotAllowed(applying.CHANGED)
    made = applying.begin(one.job_id, viewer.id, contact=contact, line=line, sections=sections, was_asked=True)
    execute(_REPLY, Reply.YES, listing.now(), one.id)
    return made


@write
def decline(viewer: Viewer, key: str) -> None:
    """Says no: nobody is ever told. Twice is once; raises Missing if nobody asks (any more), or the answer was yes."""
    one = of(viewer, key)
    if one.reply == Reply.NO:
        return
    if not is_open(one):
        raise Missing
    execute(_REPLY, Reply.NO, listing.now(), one.id)
