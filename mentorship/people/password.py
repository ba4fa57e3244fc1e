"""Passwords: hashed with Argon2id, common ones refused, no rules of composition (OWASP ASVS 5.0, 6.2)."""

import functools
import hashlib
import threading

from argon2 import PasswordHasher, low_level
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from mentorship.errors import N_, Invalid
from mentorship.text import fold

SHORTEST = 8
LONGEST = 200

TOO_SHORT = N_("Please use at least %(least)d characters. Three or four words in a row are easy to remember.")
TOO_LONG = N_("Please use at most %(most)d characters.")
TOO_COMMON = N_("Many people use this password, so it is the first that others would try. Please choose another.")
TOO_CLOSE = N_("Please choose something that is not your name or your address.")

# OWASP's smallest recommended cost: strong, and still quick on a small machine.
ROUNDS, KIBIBYTES, LANES = 2, 19 * 1024, 1
_hasher = PasswordHasher(ROUNDS, KIBIBYTES, LANES)
# Each hash takes 19 MiB: at most two at once keep a sign-in storm from eating the machine.
_turns = threading.BoundedSemaphore(2)


@functools.cache
def _common() -> frozenset[str]:
    return frozenset(word for word in FREQUENCY_LISTS["passwords"] if len(word) >= SHORTEST)


def refuse_weak(password: str, *personal: str) -> None:
    """Raises Invalid("password") if it is too short, too long, common, or one of the `personal` words."""
    if len(password) < SHORTEST:
        raise Invalid("password", TOO_SHORT, least=SHORTEST)
    if len(password) > LONGEST:
        raise Invalid("password", TOO_LONG, most=LONGEST)
    if password.casefold() in _common() or len(set(password)) < 4:
        raise Invalid("password", TOO_COMMON)
    parts = {fold(word) for text in personal for word in (text, text.partition("@")[0])}
    if fold(password) in parts:
        raise Invalid("password", TOO_CLOSE)


def hashed(password: str) -> str:
    """The Argon2id hash to store."""
    with _turns:
        return _hasher.hash(password)


@functools.cache
def _nobody() -> str:
    return hashed("nobody signs in with this")


def matches(stored: str | None, password: str) -> bool:
    """Whether the password fits; without a stored hash it takes the same time and says no."""
    if len(password) > LONGEST:
        return False
    try:
        with _turns:
            _hasher.verify(stored or _nobody(), password)
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False
    return bool(stored)


def stretched(text: str, salt: str) -> str:
    """Argon2id of a short secret under a salt known beforehand, in 64 hexadecimal digits: one that can be looked up."""
    own = hashlib.sha256(salt.encode()).digest()[:16]
    with _turns:
        return low_level.hash_secret_raw(text.encode(), own, ROUNDS, KIBIBYTES, LANES, 32, low_level.Type.ID).hex()
