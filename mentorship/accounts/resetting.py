"""A forgotten password: a link to the owner's mail, good once and not for long."""

from typing import Any

from mentorship import clock
from mentorship.accounts import renewing
from mentorship.database import write
from mentorship.errors import Missing
from mentorship.people import password as passwords
from mentorship.people import session, throttle, token
from mentorship.people.person import Person, normal_address
from mentorship.people.token import Purpose
from mentorship.records import mail
from mentorship.records.mail import Letter

TRIES_PER_ADDRESS = 4
TRIES_PER_HOST = 30


def ask(typed: str, host: str) -> None:
    """Queues the letter with the link if the address has an account, and does not say whether it has.

    Raises Invalid("email") for what is no address, and when this address or this host has asked too often.
    """
    address = normal_address(typed)
    doors = ((f"reset {address}", TRIES_PER_ADDRESS), (f"reset from {host}", TRIES_PER_HOST))
    for key, limit in doors:
        throttle.refuse("email", key, limit)
    _ask(address, [key for key, _limit in doors])


@write
def _ask(address: str, doors: list[str]) -> None:
    # One transaction in either case, so that the wait for the disk does not tell who is here.
    for door in doors:
        throttle.count(door)
    owner = Person.get_or_none(Person.email == address, Person.state.in_(session.MAY_SIGN_IN))
    if owner:
        key = token.issue(owner.id, Purpose.RESET, address)
        mail.post(Letter.RESET, owner.id, key)


def is_open(key: str) -> bool:
    """Whether a link of this key still lets somebody choose a password."""
    return _owner(token.find(key, Purpose.RESET)) is not None


def choose(key: str, new: str) -> None:
    """Sets a new password by the link, once; raises Missing if the link is spent, Invalid("password")."""
    owner = _owner(token.find(key, Purpose.RESET))
    if owner is None:
        raise Missing
    passwords.refuse_weak(new, owner.name, owner.email or "")
    _choose(key, passwords.hashed(new))


@write
def _choose(key: str, secret: str) -> None:
    used = token.use(key, Purpose.RESET)
    owner = _owner(used)
    if used is None or owner is None:
        raise Missing
    renewing.replace(owner, secret)
    session.forgive(owner.email or "")
    # A link that went to the address itself proves it; one that an admin hands over names no address.
    if used.about == owner.email and owner.confirmed_at is None:
        Person.update(confirmed_at=clock.now()).where(Person.id == owner.id).execute()


def _owner(found: Any | None) -> Person | None:
    owner = found and Person.get_or_none(Person.id == found.person_id, Person.state.in_(session.MAY_SIGN_IN))
    return owner if found and owner and found.about in ("", owner.email) else None
