"""The address of an account: shown to be one's own by a link in a letter to it, and changed the same way."""

from typing import Any, NamedTuple

from mentorship import clock
from mentorship.accounts import joining
from mentorship.database import row, write
from mentorship.errors import N_, Invalid, Missing, NotAllowed
from mentorship.people import proof, session, throttle, token
from mentorship.people.person import ADDRESS_TAKEN, Person, normal_address
from mentorship.people.token import Purpose
from mentorship.records import mail
from mentorship.records.mail import Letter

YOURS = N_("This is your address already.")
NOTHING_WAITS = N_("No address of yours waits to be confirmed.")


class Confirmed(NamedTuple):
    """Whose address is confirmed now, and whether that opened a new account."""

    person: Person
    is_new: bool


def _owner(found: Any | None) -> Person | None:
    return found and Person.get_or_none(Person.id == found.person_id, Person.state.in_(session.MAY_SIGN_IN))


def _other_owner(address: str, person_id: int) -> Any | None:
    return row("SELECT id FROM person WHERE email = ? AND id <> ?", address, person_id)


def awaited(key: str) -> tuple[Person, str] | None:
    """Who wants to confirm which address by the link of this key; None if it is spent."""
    found = token.find(key, Purpose.CONFIRM)
    owner = _owner(found)
    return (owner, found.about) if found and owner else None


@write
def confirm(key: str, session_key: str = "") -> Confirmed:
    """Confirms an address by its link, once: opens a new account, or moves one here, which ends all its sessions but
    this one. Raises Missing if the link is spent, Invalid("email") if another account has the address by now."""
    found = token.use(key, Purpose.CONFIRM)
    owner = _owner(found)
    if found is None or owner is None:
        raise Missing
    if _other_owner(found.about, owner.id):
        raise Invalid("email", ADDRESS_TAKEN)
    before, owner.email, owner.confirmed_at = owner.email, found.about, clock.now()
    owner.save()
    if before is None:
        joining.forget_rivals(found.about, owner.id)
        joining.begin(owner)
    elif before != found.about:
        session.end_others(owner.id, session_key)
        token.revoke_rights(owner.id, owner.email)
        mail.post(Letter.MOVED, owner.id, address=before)
    return Confirmed(owner, before is None)


def change(person_id: int, old: str, typed: str) -> None:
    """Sends the letter that moves the account to a new address once it is answered from there; until then nothing
    changes. Raises Invalid("old") or Invalid("email"); does not say whether the address has an account."""
    owner = proof.by_password(person_id, old)
    address = normal_address(typed)
    if address == owner.email:
        raise Invalid("email", YOURS)
    _send(person_id, address)


def waiting(person_id: int) -> Any | None:
    """about (the address) and expires_at of the letter that this person has not answered, or None."""
    return token.open_of(person_id, Purpose.CONFIRM)


def again(person_id: int) -> str:
    """Sends the letter that waits for an answer once more and gives its address; raises NotAllowed if none does,
    Invalid("email") after too many."""
    found, owner = waiting(person_id), Person.get_by_id(person_id)
    if found is None and owner.confirmed_at:
        raise NotAllowed(NOTHING_WAITS)
    address = str(found.about if found else owner.email)
    _send(person_id, address)
    return address


def _send(person_id: int, address: str) -> None:
    doors = (f"letter {address}", joining.LETTERS), (f"letters by {person_id}", joining.LETTERS)
    throttle.take_turn("email", *doors)
    _post(person_id, address)


@write
def _post(person_id: int, address: str) -> None:
    key, other = token.issue(person_id, Purpose.CONFIRM, address), _other_owner(address, person_id)
    if other:
        mail.post(Letter.KNOWN, other.id)
    else:
        mail.post(Letter.CONFIRM, person_id, key, address)
