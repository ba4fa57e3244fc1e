"""A slow door: counts tries per key in the database, so that all workers agree."""

import hashlib
from datetime import timedelta

from peewee import CharField, IntegerField

from mentorship import clock
from mentorship.database import MomentField, Table, execute, row, write
from mentorship.errors import N_, Invalid

WAIT = N_("Too many tries. Please come back later; minutes to wait: %(minutes)d.")

WINDOW = timedelta(minutes=15)
SKEW = timedelta(minutes=1)  # a start further in the future means that the clock was set back


class Throttle(Table):
    """How many tries one key has had since `since`; the key is hashed, for it may be an address."""

    key = CharField(max_length=64, unique=True)
    since = MomentField()
    tries = IntegerField()


def _hidden(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def minutes_to_wait(key: str, limit: int) -> int:
    """0 if the key may try again, otherwise the whole minutes until it may."""
    found = row("SELECT since, tries FROM throttle WHERE key = ?", _hidden(key))
    if found is None or found.tries < limit:
        return 0
    now, since = clock.now(), clock.moment(found.since)
    if since - now > SKEW:
        return 0
    return max(0, -((now - since - WINDOW) // timedelta(minutes=1)))


def refuse(field: str, key: str, limit: int) -> None:
    """Raises Invalid(field) if the key has to wait."""
    wait = minutes_to_wait(key, limit)
    if wait:
        raise Invalid(field, WAIT, minutes=wait)


def take_turn(field: str, *doors: tuple[str, int]) -> None:
    """Counts one try for each (key, limit); raises Invalid(field), and counts none, if one of them has to wait."""
    for key, limit in doors:
        refuse(field, key, limit)
    for key, _limit in doors:
        count(key)


@write
def count(key: str) -> None:
    """Counts one try; a window that has passed begins anew."""
    now = clock.now()
    old, future = clock.microseconds(now - WINDOW), clock.microseconds(now + SKEW)
    execute(
        "INSERT INTO throttle (key, since, tries) VALUES (?, ?, 1) ON CONFLICT (key) DO UPDATE SET "
        "tries = CASE WHEN throttle.since < ? OR throttle.since > ? THEN 1 ELSE throttle.tries + 1 END, "
        "since = CASE WHEN throttle.since < ? OR throttle.since > ? THEN excluded.since ELSE throttle.since END",
        _hidden(key),
        clock.microseconds(now),
        old,
        future,
        old,
        future,
    )


@write
def forget(key: str) -> None:
    """Starts the key at zero, after a success."""
    execute("DELETE FROM throttle WHERE key = ?", _hidden(key))
