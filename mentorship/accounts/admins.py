"""What the operator does by hand, noted: admins, the first and a later one, and a way in for who has lost theirs."""

import secrets

from mentorship import clock
from mentorship.accounts import second_step
from mentorship.database import write
from mentorship.people import person, token
from mentorship.people.person import Person, Purpose, Role, State
from mentorship.people.token import Purpose as Right
from mentorship.privacy.joining import settle
from mentorship.records import audit
from mentorship.records.audit import OPERATOR, Verb


@write
def admit(account: dict[str, object]) -> Person:
    """Adds a prepared account as an admin, with its address taken as confirmed: the operator wrote it."""
    made = settle(account | {"roles": int(Role.ADMIN), "confirmed_at": clock.now()})
    audit.note(OPERATOR, Verb.GAVE, made.handle, "admin")
    return made


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
    audit.note(OPERATOR, Verb.GAVE, found.handle, "admin")


@write
def link(found: Person) -> str:
    """The key of a link that lets somebody choose a password."""
    audit.note(OPERATOR, Verb.LINKED, found.handle)
    return token.issue(found.id, Right.RESET)


@write
def unlock(found: Person) -> bool:
    """Turns off somebody's second step of signing in; False if it was off."""
    audit.note(OPERATOR, Verb.UNLOCKED, found.handle)
    return second_step.take_away(found.id)
