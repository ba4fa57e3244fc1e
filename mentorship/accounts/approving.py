"""Letting people in: who waits, and yes or no, decided once by whoever comes first."""

from typing import Any

from mentorship.accounts.removing import remove
from mentorship.database import execute, row, rows, write
from mentorship.people.person import APPROVERS, State
from mentorship.records import audit, mail
from mentorship.records.audit import Verb
from mentorship.records.mail import Letter
from mentorship.records.notice import Kind
from mentorship.records.telling import tell, tell_those_with

SHOWN = 50

# Without an address they have not shown yet that it is theirs.
_WAITS = f"p.state = '{State.PENDING}' AND p.email IS NOT NULL"

_WAITING = f"""SELECT p.handle, p.name, p.joined_at, p.purpose, p.why, i.label AS invitation, i.places, b.id AS by_id, b.name AS by_name
FROM person p LEFT JOIN joined j ON j.person_id = p.id LEFT JOIN invitation i ON i.id = j.invitation_id
LEFT JOIN person b ON b.id = i.by_id AND b.state = 'active'
WHERE {_WAITS} ORDER BY p.joined_at, p.id LIMIT {SHOWN}"""


def waiting() -> list[Any]:
    """Those who wait for approval, oldest first: name, when, why, and by which invitation (its label; None without
    one). Whether this approver may see who made that, `by_name`, is for the caller to ask."""
    return rows(_WAITING)


def how_many() -> int:
    """How many people wait for approval."""
    return int(rows(f"SELECT count(*) AS n FROM person p WHERE {_WAITS}")[0].n)


@write
def tell_approvers() -> None:
    """Tells all who may decide that somebody waits; who has not looked yet is told once."""
    tell_those_with(APPROVERS, Kind.WAITING)


@write
def accept(handle: str, by: str) -> str | None:
    """Lets somebody in and tells them; gives their name, or None if somebody has decided already. `by` is a handle."""
    found = _found(handle)
    if found is None or not execute(
        f"UPDATE person SET state = 'active', why = '' WHERE id = ? AND state = '{State.PENDING}'", found.id
    ):
        return None
    mail.post(Letter.APPROVED, found.id)
    tell(found.id, Kind.WELCOME)
    audit.note(by, Verb.ADMITTED, handle)
    return str(found.name)


@write
def refuse(handle: str, by: str) -> str | None:
    """Says no with a letter and removes the account at once; gives the name, or None if somebody has decided already."""
    found = _found(handle)
    if found is None or not remove(found.id, State.PENDING):
        return None
    # The person is gone: what the letter needs travels with it.
    mail.post(Letter.REFUSED, None, about=found.language, address=found.email)
    audit.note(by, Verb.REFUSED, handle)
    return str(found.name)


def _found(handle: str) -> Any | None:
    return row(f"SELECT p.id, p.name, p.language, p.email FROM person p WHERE p.handle = ? AND {_WAITS}", handle)
