"""Who has which task in the community. There is always somebody to look after it."""

from typing import Any

from mentorship.database import execute, row, rows, write
from mentorship.errors import N_, Missing, NotAllowed
from mentorship.people.person import HAS_TWO_STEPS, STAFF, Role
from mentorship.text import fold, like, tidy

SHOWN = 20

LAST_ADMIN = N_("There must be an admin. Give this task to somebody else first.")

_LISTED = f"""SELECT p.id, p.handle, p.name, p.email, p.roles,
 {HAS_TWO_STEPS} AS has_two_steps
FROM person p WHERE p.state = 'active' AND"""
WITH_TASKS = f"{_LISTED} p.roles > 0 AND (p.roles & {int(STAFF)}) <> 0 ORDER BY p.search_name, p.id LIMIT {SHOWN + 1}"
FOUND = f"""{_LISTED} (p.search_name LIKE ? ESCAPE '!' OR p.email LIKE ? ESCAPE '!')
ORDER BY p.search_name, p.id LIMIT {SHOWN + 1}"""
OTHER_ADMIN = (
    f"SELECT 1 AS x FROM person WHERE roles > 0 AND roles & {int(Role.ADMIN)} <> 0 AND state = 'active' AND id <> ?"
)


def listed(wanted: str = "") -> tuple[list[Any], bool]:
    """Up to twenty people whose name or address has these letters, or those with a task; and whether there are more.

    Each has id, handle, name, email, roles and has_two_steps.
    """
    words = fold(tidy(wanted))
    named, address = f"%{like(words)}%", f"%{like(tidy(wanted).lower())}%"
    found = rows(FOUND, named, address) if words else rows(WITH_TASKS)
    return found[:SHOWN], len(found) > SHOWN


def of(handle: str) -> Any:
    """One active person as listed() gives them; raises Missing."""
    found = row(f"{_LISTED} p.handle = ?", handle)
    if found is None:
        raise Missing
    return found


@write
def assign(handle: str, wanted: Role) -> None:
    """Gives somebody exactly these tasks; raises Missing, or NotAllowed if nobody would be left as admin.

    Whether they are an employer follows from the organisations they act for, and stays as it is.
    """
    found = of(handle)
    if not wanted & Role.ADMIN:
        refuse_last_admin(found.id)
    execute("UPDATE person SET roles = ? WHERE id = ?", int(wanted & STAFF | Role(found.roles) & ~STAFF), found.id)


def refuse_last_admin(person_id: int) -> None:
    """Raises NotAllowed if this person is the only admin."""
    own = row("SELECT roles FROM person WHERE id = ?", person_id)
    if own and own.roles & Role.ADMIN and row(OTHER_ADMIN, person_id) is None:
        raise NotAllowed(LAST_ADMIN)
