"""Verifying: the organisations that wait to be looked at, and the decision about each. No moderator decides about one
that they act for."""

from typing import Any

from mentorship import clock
from mentorship.care.moderator import Moderator
from mentorship.database import execute, row, rows, write
from mentorship.errors import Missing
from mentorship.records import audit
from mentorship.records.audit import Verb
from mentorship.records.notice import Kind as Event
from mentorship.records.telling import tell
from mentorship.text import passage
from mentorship.work.organisation import standing
from mentorship.work.organisation.directory import PLACE
from mentorship.work.organisation.organisation import REASON_LIMIT, State

SHOWN = 50

_QUEUE = f"""SELECT o.id, o.key, o.name, o.kind, o.about, o.website, o.state, o.reason, o.made_at, o.decided_at, {PLACE},
 (SELECT count(*) FROM organisation x WHERE x.folded = o.folded AND x.id <> o.id AND x.state = 'verified') AS namesakes
FROM organisation o LEFT JOIN term t ON t.id = o.place_id
WHERE NOT EXISTS (SELECT 1 FROM colleague c WHERE c.organisation_id = o.id AND c.person_id = ?)"""


def waiting(moderator: Moderator) -> list[Any]:
    """The organisations that wait, oldest first."""
    return rows(f"{_QUEUE} AND o.state = 'waiting' ORDER BY o.made_at, o.id LIMIT {SHOWN}", moderator.id)


def decided(moderator: Moderator) -> list[Any]:
    """Those decided last, newest first."""
    return rows(f"{_QUEUE} AND o.state <> 'waiting' ORDER BY o.decided_at DESC, o.id DESC LIMIT {SHOWN}", moderator.id)


def one(moderator: Moderator, key: str) -> Any:
    """One organisation, however it stands; raises Missing."""
    found = row(f"{_QUEUE} AND o.key = ?", moderator.id, key)
    if found is None:
        raise Missing
    return found


@write
def accept(moderator: Moderator, key: str) -> bool:
    """Lets it have a page and publish; False if somebody was first. Raises Missing."""
    found = one(moderator, key)
    if found.state == State.VERIFIED:
        return False
    _decide(moderator, found, State.VERIFIED, Verb.VERIFIED, Event.VERIFIED)
    return True


@write
def refuse(moderator: Moderator, key: str, reason: str) -> bool:
    """Turns it down with a reason that those who act for it read; False if somebody was first. Raises Missing or
    Invalid("reason")."""
    found = one(moderator, key)
    words = passage("reason", reason, REASON_LIMIT)
    if found.state != State.WAITING:
        return False
    _decide(moderator, found, State.REFUSED, Verb.TURNED_DOWN, Event.UNVERIFIED, words)
    return True


@write
def take_off(moderator: Moderator, key: str) -> None:
    """Hides one that was reported, and all its jobs, until a moderator accepts it again."""
    found = one(moderator, key)
    _decide(moderator, found, State.REFUSED, Verb.TAKEN_OFF, Event.UNVERIFIED)


def _decide(moderator: Moderator, found: Any, state: State, verb: Verb, event: Event, reason: str = "") -> None:
    execute(
        "UPDATE organisation SET state = ?, reason = ?, decided_at = ?, decided_by = ? WHERE id = ?",
        state,
        reason,
        clock.microseconds(clock.now()),
        moderator.handle,
        found.id,
    )
    standing.settle_all_of(found.id)
    audit.note(moderator.handle, verb, found.key)
    for person_id in owners(found.id):
        tell(person_id, event, about=found.key)


def owners(organisation_id: int) -> list[int]:
    """The row numbers of its owners."""
    found = rows(
        "SELECT person_id FROM colleague WHERE organisation_id = ? AND role = 'owner' AND since IS NOT NULL ORDER BY id",
        organisation_id,
    )
    return [one.person_id for one in found]
