"""Somebody who joins, as the domain sees them; and the letters that wait."""

from mentorship.accounts import joining
from mentorship.people.person import Person
from mentorship.records.mail import Mail

GIA = {
    "name": "Gia",
    "email": "gia@example.org",
    "password": "three quiet green boats",
    "purpose": "seek",
    "language": "en",
    "adult": True,
    "rules": True,
}


def join(sends_mail: bool = False, **wanted: object) -> Person | None:
    """Gia joins; by the usual form unless `wanted` says otherwise."""
    return joining.join(sends_mail=sends_mail, **GIA | wanted)


def letters(kind: str = "") -> list[Mail]:
    """The letters that were posted, oldest first; of one kind if one is named."""
    found = Mail.select().where(Mail.notice.is_null()).order_by(Mail.id)
    return [one for one in found if kind in ("", one.kind)]


def key_to(address: str) -> str:
    """The key in the newest letter to this address that asks to confirm it."""
    return str([one.about for one in letters("confirm") if one.address == address][-1])
