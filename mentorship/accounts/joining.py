"""Joining: at once, or as soon as the address is confirmed; by an invitation or without; approved or not."""

from datetime import timedelta
from typing import Any

from mentorship import clock
from mentorship.accounts import approving
from mentorship.accounts.removing import remove
from mentorship.database import row, rows, write
from mentorship.errors import N_, Missing, NotAllowed
from mentorship.people import invitation as invitations
from mentorship.people import person, throttle, token
from mentorship.people.person import Person, State
from mentorship.people.token import Purpose
from mentorship.privacy.joining import settle
from mentorship.records import mail
from mentorship.records.mail import Letter
from mentorship.site import setting
from mentorship.site.setting import Joining

LETTERS = 4  # in a quarter of an hour, to one address
UNCONFIRMED_DAYS = 7

BY_INVITATION = N_("One joins here by invitation.")


def join(
    *, seeks: str = "", offers: str = "", sends_mail: bool, invitation: str = "", mailed_to: str = "", **account: Any
) -> Person | None:
    """A new account (see person.prepare), by the key of an invitation or without; None if its address must be
    confirmed first.

    With mail, whoever has an account already gets a letter, and here the answer is the same. `mailed_to` is the
    address whose own letter brought somebody here, so that it needs no other proof.
    Raises Invalid with the field to mend, Missing if the invitation is not open, NotAllowed without one where one is needed.
    """
    _refuse_uninvited(invitation)
    ready = person.prepare(**account)
    is_proved = bool(mailed_to) and ready["email"] == mailed_to
    if sends_mail:
        throttle.take_turn("email", (f"letter {ready['email']}", LETTERS))
    if sends_mail and not (is_proved and _owner_of(mailed_to) is None):
        _ask_to_confirm(ready, seeks, offers, invitation)
        return None
    return _enter(ready, seeks, offers, invitation, is_proved)


def _refuse_uninvited(invitation: str) -> None:
    if invitation and invitations.find_open(invitation) is None:
        raise Missing
    if not invitation and setting.current().joining == Joining.INVITATION:
        raise NotAllowed(BY_INVITATION)


def _owner_of(address: str) -> Any | None:
    return row("SELECT id FROM person WHERE email = ?", address)


@write
def _ask_to_confirm(account: dict[str, Any], seeks: str, offers: str, invitation: str) -> None:
    address = account["email"]
    member = settle(account | {"email": None, "state": State.PENDING}, seeks, offers)
    if invitation:
        invitations.take_place(invitation, member.id)
    key = token.issue(member.id, Purpose.CONFIRM, address)
    # All that differs is which letter leaves: the work here tells nobody whether the address has an account.
    owner = _owner_of(address)
    if owner:
        mail.post(Letter.KNOWN, owner.id)
    else:
        mail.post(Letter.CONFIRM, member.id, key, address)


@write
def _enter(account: dict[str, Any], seeks: str, offers: str, invitation: str, is_proved: bool) -> Person:
    address = account["email"]
    shown = {"confirmed_at": clock.now()} if is_proved else {}
    member = settle(account | shown | {"state": State.PENDING}, seeks, offers)
    if invitation:
        invitations.take_place(invitation, member.id)
    begin(member)
    if not is_proved:
        mail.post(Letter.CONFIRM, member.id, token.issue(member.id, Purpose.CONFIRM, address), address)
    return member


@write
def begin(member: Person) -> None:
    """Lets somebody in who has an address, or lets them wait and tells those who decide."""
    way = row(
        "SELECT i.is_trusted FROM joined j JOIN invitation i ON i.id = j.invitation_id WHERE j.person_id = ?", member.id
    )
    waits = needs_approval(bool(way and way.is_trusted))
    member.state = State.PENDING if waits else State.ACTIVE
    member.save()
    if waits:
        approving.tell_approvers()


def needs_approval(is_trusted: bool = False) -> bool:
    """Whether somebody who joins now waits until they are let in; `is_trusted` says it of their invitation."""
    return not is_trusted and setting.current().joining != Joining.OPEN


def forget_unconfirmed() -> int:
    """Removes sign-ups whose address was not confirmed within a week; returns how many."""
    before = clock.microseconds(clock.now() - timedelta(days=UNCONFIRMED_DAYS))
    old = rows("SELECT id FROM person WHERE state = 'pending' AND email IS NULL AND joined_at < ?", before)
    return sum(forget(one.id) for one in old)


@write
def forget(person_id: int) -> bool:
    """Removes a sign-up that was not confirmed, and frees its place; False if it is (by now)."""
    if row("SELECT 1 AS x FROM person WHERE id = ? AND state = 'pending' AND email IS NULL", person_id) is None:
        return False
    invitations.give_back(person_id)
    return remove(person_id, State.PENDING)


@write
def forget_rivals(address: str, but: int) -> None:
    """Removes the other sign-ups that wait for this address to be confirmed: it has its owner now."""
    for one in rows(
        "SELECT DISTINCT person_id FROM token WHERE purpose = 'confirm' AND about = ? AND person_id <> ?", address, but
    ):
        forget(one.person_id)
