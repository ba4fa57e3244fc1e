"""A token: the right to do one thing once, until a date. Only its key is stored; the link that carries it is signed."""

from datetime import timedelta
from enum import StrEnum
from typing import Any

from peewee import CharField, Check, ForeignKeyField

from mentorship import clock
from mentorship.database import KeyField, MomentField, Table, execute, row, write
from mentorship.people.person import EMAIL_LIMIT, Person


class Purpose(StrEnum):
    """What a token is good for."""

    CONFIRM = "confirm"
    RESET = "reset"


LIFE = {Purpose.CONFIRM: timedelta(days=3), Purpose.RESET: timedelta(hours=2)}


class Token(Table):
    """`about` is the address to confirm; `used_at` is set once, by whoever comes first.

    The link holds the key and a signature made with the secret key of the place, so that neither a copy of the
    database nor a guess makes a link; and a mail can still be written again after a crash.
    """

    key = KeyField()
    person = ForeignKeyField(Person, on_delete="CASCADE")
    purpose = CharField(max_length=8)
    about = CharField(max_length=EMAIL_LIMIT, default="")
    made_at = MomentField()
    expires_at = MomentField()
    used_at = MomentField(null=True)

    class Meta:
        constraints = [Check("purpose IN ('confirm', 'reset')", name="token_purpose")]


@write
def issue(person_id: int, purpose: Purpose, about: str = "") -> str:
    """Makes a token and gives its key; older ones of the same purpose are void from now on."""
    revoke(person_id, purpose)
    now = clock.now()
    made = Token.create(person=person_id, purpose=purpose, about=about, made_at=now, expires_at=now + LIFE[purpose])
    return str(made.key)


@write
def revoke(person_id: int, purpose: Purpose) -> None:
    """Makes all unused tokens of this purpose void."""
    execute("DELETE FROM token WHERE person_id = ? AND purpose = ? AND used_at IS NULL", person_id, purpose)


@write
def revoke_rights(person_id: int, address: str | None) -> None:
    """Makes every unused token void but the one that confirms this address: what was begun with an old password or
    from an old address must not be finished."""
    execute(
        "DELETE FROM token WHERE person_id = ? AND used_at IS NULL AND NOT (purpose = 'confirm' AND about = ?)",
        person_id,
        address or "",
    )


# A token made in the future means that the clock was set back: it must not live longer for that.
_LIVES = "purpose = ? AND used_at IS NULL AND expires_at > ? AND made_at < ?"
VALID = f"SELECT key, person_id, about, expires_at FROM token WHERE key = ? AND {_LIVES}"
OPEN = f"SELECT key, person_id, about, expires_at FROM token WHERE person_id = ? AND {_LIVES} ORDER BY id DESC LIMIT 1"
SKEW = timedelta(hours=1)


def _bounds() -> tuple[int, int]:
    now = clock.now()
    return clock.microseconds(now), clock.microseconds(now + SKEW)


def find(key: str, purpose: Purpose) -> Any | None:
    """key, person_id, about and expires_at of a token that can still be used, or None."""
    return row(VALID, key, purpose, *_bounds())


def open_of(person_id: int, purpose: Purpose) -> Any | None:
    """What find() gives, of the token of this purpose that the person has in their hands, or None."""
    return row(OPEN, person_id, purpose, *_bounds())


@write
def use(key: str, purpose: Purpose) -> Any | None:
    """Uses the token up and gives what find() gives; None if somebody was first or its time is over."""
    found = find(key, purpose)
    now = clock.microseconds(clock.now())
    if found and execute("UPDATE token SET used_at = ? WHERE key = ? AND used_at IS NULL", now, key):
        return found
    return None
