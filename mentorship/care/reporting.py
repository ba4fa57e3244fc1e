"""Reporting: whatever of others I can see, told to the moderators; and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from mentorship import clock
from mentorship.care import evidence
from mentorship.care.evidence import Piece
from mentorship.database import row, rows, write
from mentorship.errors import N_, Invalid, Missing, NotAllowed
from mentorship.people.person import Role
from mentorship.privacy import profile
from mentorship.records.notice import Kind as Event
from mentorship.records.report import WORDS_LIMIT, Kind, Reason, Report
from mentorship.records.telling import tell_those_with
from mentorship.talk import conversation, message
from mentorship.text import passage
from mentorship.ties import block
from mentorship.ties.relation import Relation, Viewer
from mentorship.ties.request import request
from mentorship.work.job import listing
from mentorship.work.job.own import COLUMNS
from mentorship.work.job.writing import lists_of
from mentorship.work.organisation import directory

A_DAY = timedelta(days=1)
MOST_A_DAY = 10
SHOWN = 50

CHOOSE = N_("Please press one of the reasons.")
ENOUGH = N_(
    "You have sent %(most)d reports since yesterday, and somebody reads each of them. Please wait until tomorrow; if "
    "somebody is in danger now, call the emergency number."
)


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that can be reported: what it is, whose it is, and what the one who reports sees of it now."""

    kind: Kind
    key: str
    person_id: int | None
    handle: str
    name: str
    pieces: tuple[Piece, ...] = ()
    team: tuple[int, ...] = ()  # who answers for it, besides


def of_profile(viewer: Viewer, handle: str) -> Thing:
    """Somebody's page, or somebody the viewer has blocked, whose page is not there to be copied; raises Missing."""
    blocked = block.blocked(viewer.id, handle)
    if blocked:
        return Thing(Kind.PROFILE, handle, blocked.id, handle, blocked.name)
    shown = profile.of(viewer, handle)
    if shown.has(Relation.SELF):
        raise Missing
    return Thing(Kind.PROFILE, handle, shown.id, handle, shown.name, tuple(evidence.of_profile(shown)))


def of_message(viewer: Viewer, key: str, at: int) -> Thing:
    """What the other wrote at a moment (in microseconds) in one of the viewer's conversations; raises Missing."""
    found = conversation.of_viewer(viewer, key)
    around = message.around(found, at)
    if not any(one.sent_at == at and one.sender_id == found.other_id for one in around):
        raise Missing
    pieces = tuple(evidence.of_messages(around, at, found.other_id))
    return Thing(Kind.MESSAGE, f"{key}-{at}", found.other_id, found.handle, found.name, pieces)


def of_request(viewer: Viewer, key: str) -> Thing:
    """A request between the viewer and somebody; raises Missing."""
    asked = request.of_viewer(viewer, key)
    return Thing(Kind.REQUEST, key, asked.other_id, asked.handle, asked.name, tuple(evidence.of_request(asked)))


def of_job(person_id: int, key: str) -> Thing:
    """A job that can be found, of an organisation for which this person does not act; raises Missing."""
    job = row(_JOB, listing.now(), key)
    team = _team(job.organisation_key) if job else ()
    if job is None or person_id in team:
        raise Missing
    pieces = tuple(evidence.of_job(job, lists_of(job.id)[0]))
    return Thing(Kind.JOB, key, None, "", job.organisation_name, pieces, team)


_JOB = f"{COLUMNS} WHERE {listing.LISTED} AND j.key = ?"


def of_organisation(viewer: Viewer, key: str) -> Thing:
    """An organisation that the viewer does not act for; raises Missing."""
    found = directory.of(viewer, key)
    if found.role:
        raise Missing
    pieces = tuple(evidence.of_organisation(found))
    return Thing(Kind.ORGANISATION, key, None, key, found.name, pieces, _team(key))


def _team(key: str) -> tuple[int, ...]:
    acting = "SELECT c.person_id AS id FROM colleague c JOIN organisation o ON o.id = c.organisation_id WHERE o.key = ?"
    return tuple(one.id for one in rows(acting, key))


@write
def send(reporter_id: int, thing: Thing, reason: str, words: str) -> str:
    """Tells the moderators, and nobody else, and gives the key of the report; the same thing while it waits is the same
    report. Raises Invalid("reason") or Invalid("words"), or NotAllowed after ten in a day."""
    if reason not in list(Reason):
        raise Invalid("reason", CHOOSE)
    words = passage("words", words, WORDS_LIMIT, required=False)
    same = "SELECT key FROM report WHERE reporter_id = ? AND kind = ? AND thing = ? AND state = 'open'"
    found = row(same, reporter_id, thing.kind, thing.key)
    if found:
        return str(found.key)
    _refuse_too_many(reporter_id)
    about = {"about": thing.person_id, "handle": thing.handle, "name": thing.name}
    said = {"kind": thing.kind, "thing": thing.key, "reason": reason, "words": words}
    made = Report.create(reporter=reporter_id, made_at=clock.now(), **about, **said)
    own = row("SELECT handle FROM person WHERE id = ?", reporter_id)
    evidence.keep(made, thing.pieces, own.handle if own else "")
    _tell_moderators((reporter_id, thing.person_id or 0, *thing.team))
    return str(made.key)


def _refuse_too_many(reporter_id: int) -> None:
    since = clock.microseconds(clock.now() - A_DAY)
    (sent,) = rows("SELECT count(*) AS n FROM report WHERE reporter_id = ? AND made_at > ?", reporter_id, since)
    if sent.n >= MOST_A_DAY:
        raise NotAllowed(ENOUGH, most=MOST_A_DAY)


def _tell_moderators(others_than: Sequence[int]) -> None:
    # Where nobody may look at it, those who give the task are told.
    if not tell_those_with(Role.MODERATOR, Event.REPORTED, others_than):
        tell_those_with(Role.ADMIN, Event.UNMINDED, others_than)


_MINE = "SELECT key, about_id, handle, name, kind, thing, reason, words, state, outcome, answer, made_at, closed_at FROM report"


def mine(person_id: int) -> list[Any]:
    """What this person reported, newest first."""
    return rows(f"{_MINE} WHERE reporter_id = ? ORDER BY made_at DESC, id DESC LIMIT {SHOWN}", person_id)


def of_reporter(person_id: int, key: str) -> Any:
    """One of the reports of this person; raises Missing."""
    found = row(f"{_MINE} WHERE reporter_id = ? AND key = ?", person_id, key)
    if found is None:
        raise Missing
    return found
