"""Suspending: somebody does not take part any more, until a moderator lifts it."""

from typing import Any

from mentorship.database import execute, row, rows, write
from mentorship.people import roles, session
from mentorship.records import audit, mail
from mentorship.records.audit import Verb
from mentorship.records.mail import Letter
from mentorship.ties import leaving
from mentorship.work.organisation.leaving import rest


@write
def suspend(by: str, person_id: int) -> bool:
    """Ends all their sessions and what waits between them and others, with a letter; False if they are not active.
    `by` is the handle of the moderator. Raises NotAllowed for the last admin."""
    found = row("SELECT handle FROM person WHERE id = ? AND state = 'active'", person_id)
    if found is None:
        return False
    roles.refuse_last_admin(person_id)
    # While they still exist for the others: what waits between them ends in the usual way.
    leaving.settle_all(person_id)
    rest(person_id)
    execute("UPDATE person SET state = 'suspended' WHERE id = ?", person_id)
    session.end_others(person_id, "")
    mail.post(Letter.SUSPENDED, person_id)
    audit.note(by, Verb.SUSPENDED, found.handle)
    return True


def suspended() -> list[Any]:
    """Those who are suspended: handle and name."""
    return rows("SELECT handle, name FROM person WHERE state = 'suspended' ORDER BY search_name, id")


@write
def lift(by: str, handle: str) -> str | None:
    """Lets them take part again, with a letter; gives their name, or None if they are not suspended (any more)."""
    found = row("SELECT id, name FROM person WHERE handle = ? AND state = 'suspended'", handle)
    if found is None:
        return None
    execute("UPDATE person SET state = 'active' WHERE id = ?", found.id)
    mail.post(Letter.LIFTED, found.id)
    audit.note(by, Verb.LIFTED, handle)
    return str(found.name)
