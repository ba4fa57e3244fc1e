"""The first run: whoever starts the server names the place and becomes its admin, by a link that is good for that once."""

import hashlib
import hmac
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from mentorship.accounts.admins import admit
from mentorship.database import row, write
from mentorship.errors import Invalid, Missing
from mentorship.people import person
from mentorship.people.person import Person, Purpose, Role
from mentorship.site import setting

FILE = "set-up"  # in the instance folder: the hash of the token that the last start of the server printed
NEEDED = f"""SELECT 1 AS x WHERE NOT EXISTS (SELECT 1 FROM person WHERE roles > 0 AND roles & {int(Role.ADMIN)} <> 0)
AND NOT EXISTS (SELECT 1 FROM person WHERE demo)"""


def is_needed() -> bool:
    """Whether there has never been an admin here, and no demonstration either."""
    return row(NEEDED) is not None


def issue(instance: Path) -> str | None:
    """A new token, which makes the one before void; None if the place is set up. It is told here alone."""
    if not is_needed():
        (instance / FILE).unlink(missing_ok=True)
        return None
    token = secrets.token_urlsafe(32)
    new = instance / f"{FILE}.new"
    with open(os.open(new, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
        file.write(_hidden(token))
    new.replace(instance / FILE)
    return token


def is_open(instance: Path, token: str) -> bool:
    """Whether the place can be set up with this token."""
    file = instance / FILE
    expected = file.read_text("utf-8") if file.exists() else ""
    return hmac.compare_digest(_hidden(token), expected) and is_needed()


def _hidden(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def set_up(
    instance: Path,
    *,
    place: str,
    languages: Sequence[str],
    joining: str,
    name: str,
    email: str,
    password: str,
    language: str,
) -> Person:
    """Names the place and makes its admin; raises Invalid with the field to mend, or Missing if somebody was first."""
    account = person.prepare(
        name=name, email=email, password=password, purpose=Purpose.LOOK, language=language, adult=True, rules=True
    )
    admin = _set_up(account, place, languages, joining)
    (instance / FILE).unlink(missing_ok=True)
    return admin


@write
def _set_up(account: dict[str, object], place: str, languages: Sequence[str], joining: str) -> Person:
    if not is_needed():
        raise Missing
    try:
        setting.change(name=place, languages=languages, joining=joining)
    except Invalid as error:
        # Two names stand on this page.
        raise Invalid("place" if error.field == "name" else error.field, error.message, **error.values) from error
    return admit(account)
