"""The person a mail was sent to, as the signed link in it names them."""

from typing import Any

from mentorship.database import row
from mentorship.errors import Missing
from mentorship.people.person import HAS_TWO_STEPS

RECIPIENT = f"""SELECT p.id, p.name, p.email, p.language, p.roles,
 {HAS_TWO_STEPS} AS has_two_steps
FROM person p WHERE p.handle = ?"""


def of(handle: str) -> Any:
    """The person with this handle, in whatever state: id, name, email, language, roles and has_two_steps; raises Missing."""
    found = row(RECIPIENT, handle)
    if found is None:
        raise Missing
    return found
