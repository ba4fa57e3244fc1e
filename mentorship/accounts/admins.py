"""Admins by the hand of the operator: the first one, and one when all others have lost their way in."""

import secrets

from mentorship import clock
from mentorship.database import write
from mentorship.people import person
from mentorship.people.person import Person, Purpose, Role, State
from mentorship.privacy.joining import settle


@write
def admit(account: dict[str, object]) -> Person:
    """Adds a prepared account as an admin, with its address taken as confirmed: the operator wrote it."""
    return settle(account | {"roles": int(Role.ADMIN), "confirmed_at": clock.now()})


def create(name: str, email: str, password: str, language: str) -> Person:
    """A new admin; without a password, with one that nobody knows. Raises Invalid with the field to mend."""
    known = {"purpose": Purpose.LOOK, "language": language, "adult": True, "rules": True}
    return admit(
        person.prepare(name=name, email=email, password=password or secrets.token_urlsafe(24), **known)  # type: ignore[arg-type]
    )


@write
def appoint(found: Person) -> None:
    """Makes somebody an admin, besides what they are, and lets them in if they wait for that."""
    found.roles = int(Role(found.roles) | Role.ADMIN)
    found.state = State.ACTIVE if found.state == State.PENDING else found.state
    found.save()
