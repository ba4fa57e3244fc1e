"""Who acts for an organisation, and what they may do there."""

from typing import Any

from mentorship.database import row, rows
from mentorship.errors import Missing
from mentorship.work.organisation.organisation import Role, State

POSTING = (Role.OWNER, Role.RECRUITER)  # who writes jobs and reads applications

_ACTING = """SELECT o.id, o.key, o.name, o.kind, o.about, o.website, o.place_id, o.place_written, o.workplace_id, o.state, o.reason,
 o.made_at, c.role FROM colleague c JOIN organisation o ON o.id = c.organisation_id
WHERE c.person_id = ? AND c.since IS NOT NULL"""


def mine(person_id: int) -> list[Any]:
    """The organisations somebody acts for, with their `role` (one statement)."""
    return rows(f"{_ACTING} ORDER BY o.folded, o.id", person_id)


def acting(person_id: int, key: str, *roles: Role) -> Any:
    """The organisation of this key with the `role` somebody has there; of these roles, if any are named.

    Raises Missing, whether there is no such organisation or it is not theirs.
    """
    found = row(f"{_ACTING} AND o.key = ?", person_id, key)
    if found is None or (roles and found.role not in roles):
        raise Missing
    return found


def is_verified(organisation: Any) -> bool:
    """Whether an organisation may publish."""
    return organisation.state == State.VERIFIED
