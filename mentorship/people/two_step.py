"""The second step of signing in: a code from an app (RFC 6238), and recovery codes for the day the phone is lost."""

import hmac
import secrets
from typing import Any

import pyotp
from peewee import CharField, ForeignKeyField, IntegerField

from mentorship import clock
from mentorship.database import KEY_LETTERS, MomentField, Table, execute, row, write
from mentorship.errors import N_, Invalid, NotAllowed
from mentorship.people import password as passwords
from mentorship.people import throttle
from mentorship.people.person import Person

STEP_SECONDS = 30
DRIFT = 1  # steps that the clock of the phone may be off, either way
SET_BACK = 20  # a last step further in the future means that our own clock was set back
DIGITS = 6
CODES = 10
CODE_LETTERS = 10
TRIES = 5

DOES_NOT_FIT = N_(
    "This code does not fit. Each works once, and those of the app for half a minute: please write the next one."
)
ON_ALREADY = N_("The second step is on already.")


class TwoStep(Table):
    """The shared secret; it counts from `confirmed_at`. `last_step` is the time step of the last code, so that none works twice."""

    person = ForeignKeyField(Person, unique=True, on_delete="CASCADE")
    secret = CharField(max_length=64)
    confirmed_at = MomentField(null=True)
    last_step = IntegerField(default=0)


class RecoveryCode(Table):
    """One of ten codes on paper, hashed; each works once."""

    person = ForeignKeyField(Person, on_delete="CASCADE")
    code_hash = CharField(max_length=64)
    used_at = MomentField(null=True)

    class Meta:
        indexes = ((("person", "code_hash"), True),)


OF = """
SELECT secret, confirmed_at, confirmed_at IS NOT NULL AS is_on,
 (SELECT count(*) FROM recovery_code c WHERE c.person_id = t.person_id AND c.used_at IS NULL) AS codes_left
FROM two_step t WHERE person_id = ?"""


def of(person_id: int) -> Any | None:
    """secret, confirmed_at, is_on and codes_left of a person who has begun or finished setting it up, or None."""
    return row(OF, person_id)


def is_on(person_id: int) -> bool:
    """Whether signing in takes the second step."""
    own = of(person_id)
    return bool(own and own.is_on)


def fresh_codes() -> list[str]:
    """Ten recovery codes to write down, such as "abcde-fghjk"."""
    letters = ("".join(secrets.choice(KEY_LETTERS) for _ in range(CODE_LETTERS)) for _ in range(CODES))
    return [f"{code[:5]}-{code[5:]}" for code in letters]


def hidden(code: str, secret: str) -> str:
    """A recovery code as it is stored, salted by the secret of the same person."""
    return passwords.stretched(_plain(code), secret)


@write
def begin(person_id: int) -> None:
    """Makes a new secret, which counts once its first code is given; raises NotAllowed if the second step is on."""
    made = execute(
        "INSERT INTO two_step (person_id, secret, last_step) VALUES (?, ?, 0) ON CONFLICT (person_id) "
        "DO UPDATE SET secret = excluded.secret, last_step = 0 WHERE two_step.confirmed_at IS NULL",
        person_id,
        pyotp.random_base32(),
    )
    if not made:
        raise NotAllowed(ON_ALREADY)


def check(person_id: int, typed: str) -> int | None:
    """Takes a code of the app, or a recovery code; each works once.

    Gives how many recovery codes are left if it was one, otherwise None. Raises Invalid("code"), also after too many
    tries and for somebody without the second step.
    """
    own, code = of(person_id), _plain(typed)
    is_recovery = own is not None and len(code) == CODE_LETTERS
    looked_up = hidden(code, own.secret) if own and is_recovery else ""
    # Returned, not raised: an exception would take the count of the tries back with it.
    refusal = _take(person_id, code, looked_up)
    if refusal:
        raise refusal
    return of(person_id).codes_left if is_recovery else None  # type: ignore[union-attr]


@write
def _take(person_id: int, code: str, looked_up: str) -> Invalid | None:
    key = f"second step {person_id}"
    wait = throttle.minutes_to_wait(key, TRIES)
    if wait:
        return Invalid("code", throttle.WAIT, minutes=wait)
    own = of(person_id)
    if own and own.is_on and (_use(person_id, looked_up) if looked_up else _move_on(person_id, own.secret, code)):
        throttle.forget(key)
        return None
    throttle.count(key)
    return Invalid("code", DOES_NOT_FIT)


def _use(person_id: int, looked_up: str) -> bool:
    used = "UPDATE recovery_code SET used_at = ? WHERE person_id = ? AND code_hash = ? AND used_at IS NULL"
    return bool(execute(used, clock.microseconds(clock.now()), person_id, looked_up))


MOVE_ON = "UPDATE two_step SET last_step = ? WHERE person_id = ? AND (last_step < ? OR last_step > ?)"


def _move_on(person_id: int, secret: str, code: str) -> bool:
    """The one statement that takes a code of the app: its step must lie after the last one taken."""
    now = _step_now()
    return any(execute(MOVE_ON, step, person_id, step, now + SET_BACK) for step in _steps_of(secret, code, now))


def _step_now() -> int:
    return clock.microseconds(clock.now()) // (STEP_SECONDS * 1_000_000)


def _steps_of(secret: str, code: str, now: int) -> list[int]:
    app = pyotp.TOTP(secret, digits=DIGITS, interval=STEP_SECONDS)
    near = range(max(0, now - DRIFT), now + DRIFT + 1)
    return [step for step in near if hmac.compare_digest(app.generate_otp(step), code)]


def _plain(typed: str) -> str:
    """The code without the gaps in which people read and write it; digits of any script are digits."""
    letters = (str(int(letter)) if letter.isdecimal() else letter for letter in typed.casefold())
    return "".join(letter for letter in letters if letter.isascii() and letter.isalnum())


def begun(person_id: int, typed: str) -> str:
    """The secret whose first code this is; raises Invalid("code"), or NotAllowed if the second step is on already."""
    own = of(person_id)
    if own and own.is_on:
        raise NotAllowed(ON_ALREADY)
    if own is None or not _steps_of(own.secret, _plain(typed), _step_now()):
        raise Invalid("code", DOES_NOT_FIT)
    return str(own.secret)


@write
def confirm(person_id: int, typed: str, codes: list[str]) -> None:
    """Turns the second step on by the first code of the app, with these recovery codes (hidden); raises as begun() does."""
    if not _move_on(person_id, begun(person_id, typed), _plain(typed)):
        raise Invalid("code", DOES_NOT_FIT)
    execute("UPDATE two_step SET confirmed_at = ? WHERE person_id = ?", clock.microseconds(clock.now()), person_id)
    replace_codes(person_id, codes)


@write
def replace_codes(person_id: int, codes: list[str]) -> None:
    """Puts new recovery codes (hidden) in the place of all old ones."""
    execute("DELETE FROM recovery_code WHERE person_id = ?", person_id)
    RecoveryCode.insert_many([{"person": person_id, "code_hash": code} for code in codes]).execute()


@write
def stop(person_id: int) -> bool:
    """Turns the second step off and forgets secret and codes; False if there was nothing."""
    execute("DELETE FROM recovery_code WHERE person_id = ?", person_id)
    return bool(execute("DELETE FROM two_step WHERE person_id = ?", person_id))
