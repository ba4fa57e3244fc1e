"""A sign-in: a row that can be ended, found by the hash of a random token."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from peewee import BooleanField, CharField, ForeignKeyField

from mentorship import clock
from mentorship.database import KeyField, MomentField, Table, execute, row, rows, when_possible, write
from mentorship.errors import N_, Invalid
from mentorship.people import password as passwords
from mentorship.people import throttle
from mentorship.people.person import HAS_TWO_STEPS, Person, State
from mentorship.people.throttle import WAIT
from mentorship.site.setting import VERSION
from mentorship.text import fold, tidy

IDLE = timedelta(hours=2)
IDLE_KEPT = timedelta(days=30)
LONGEST = timedelta(days=90)
NOTED_EVERY = timedelta(minutes=10)
TRIES_PER_ADDRESS = 8
TRIES_PER_HOST = 60

# A pending or closed account opens nothing but the page that says how it stands.
MAY_SIGN_IN = (State.ACTIVE, State.PENDING, State.CLOSED)

DOES_NOT_FIT = N_("This address and password do not fit together. Please check both.")
SUSPENDED = N_("Your account is suspended for now. To talk about it, please turn to those who run this place.")


class Session(Table):
    """One signed-in device. The token itself is only in that device's cookie."""

    key = KeyField()
    token_hash = CharField(max_length=64, unique=True)
    person = ForeignKeyField(Person, on_delete="CASCADE")
    started_at = MomentField()
    seen_at = MomentField()
    kept = BooleanField()
    device = CharField(max_length=120)


def _hidden(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def sign_in(email: str, password: str, host: str) -> Person:
    """The person behind an address and its password.

    An unknown address takes the same time and gets the same answer as a wrong password. Whoever is suspended is told so
    once they have proved who they are.
    Raises Invalid("password"), also when this address or this host has tried too often.
    """
    keys = ((_door(email), TRIES_PER_ADDRESS), (f"host {host}", TRIES_PER_HOST))
    wait = max(throttle.minutes_to_wait(key, limit) for key, limit in keys)
    if wait:
        raise Invalid("password", WAIT, minutes=wait)
    person = Person.get_or_none(Person.email == tidy(email).lower(), Person.state.in_((*MAY_SIGN_IN, State.SUSPENDED)))
    fits = passwords.matches(person.password if person else None, password)
    if person is None or not fits:
        for key, _limit in keys:
            throttle.count(key)
        raise Invalid("password", DOES_NOT_FIT)
    throttle.forget(keys[0][0])
    if person.state == State.SUSPENDED:
        raise Invalid("password", SUSPENDED)
    return person


def forgive(email: str) -> None:
    """Forgets the tries at this address: its owner has a new password."""
    throttle.forget(_door(email))


def _door(email: str) -> str:
    return f"address {fold(tidy(email))}"


@write
def start(person: Person, *, kept: bool, device: str) -> str:
    """Opens a session and returns its token, which is shown this once and never stored."""
    token, now = secrets.token_urlsafe(32), clock.now()
    execute("DELETE FROM session WHERE person_id = ? AND seen_at < ?", person.id, clock.microseconds(now - LONGEST))
    Session.create(
        token_hash=_hidden(token), person=person.id, started_at=now, seen_at=now, kept=kept, device=tidy(device)[:120]
    )
    return token


RESOLVE = f"""
SELECT s.id AS session_id, s.key AS session_key, s.seen_at, s.kept, s.started_at, p.id, p.handle, p.name, p.email,
       p.language, p.purpose, p.roles, p.state, p.closed_at, p.rules_version, p.confirmed_at,
       {HAS_TWO_STEPS} AS has_two_steps,
       (SELECT r.version FROM rules r ORDER BY r.published_at DESC, r.id DESC LIMIT 1) AS own_rules,
       {VERSION} AS site_version, EXISTS (SELECT 1 FROM person WHERE demo) AS is_demo_community
FROM session s JOIN person p ON p.id = s.person_id
WHERE s.token_hash = ? AND p.state IN ('active', 'pending', 'closed')"""


def resolve(token: str) -> Any | None:
    """The signed-in person behind a token (one statement), or None if the session has ended or run out."""
    found = row(RESOLVE, _hidden(token))
    if found is None:
        return None
    now, seen = clock.now(), clock.moment(found.seen_at)
    # A moment in the future means that the clock was set back: such a session must not live for ever.
    if seen - now > NOTED_EVERY or now - seen > (IDLE_KEPT if found.kept else IDLE):
        return None
    if now - clock.moment(found.started_at) > LONGEST:
        return None
    if now - seen > NOTED_EVERY:
        when_possible(_note, found.session_id)
    return found


@write
def _note(session_id: int) -> None:
    execute("UPDATE session SET seen_at = ? WHERE id = ?", clock.microseconds(clock.now()), session_id)


def of(person_id: int) -> list[Any]:
    """The person's open sessions, newest use first; those that have run out are absent."""
    now = clock.now()
    return rows(
        "SELECT key, started_at, seen_at, kept, device FROM session WHERE person_id = ? AND started_at > ? "
        "AND seen_at > CASE WHEN kept THEN ? ELSE ? END AND seen_at <= ? ORDER BY seen_at DESC, id DESC",
        person_id,
        *(clock.microseconds(now - idle) for idle in (LONGEST, IDLE_KEPT, IDLE, -NOTED_EVERY)),
    )


@write
def end(person_id: int, key: str) -> bool:
    """Ends one session of this person; False if there is none such."""
    return bool(execute("DELETE FROM session WHERE person_id = ? AND key = ?", person_id, key))


@write
def end_others(person_id: int, key: str) -> int:
    """Ends all sessions of this person but one; returns how many."""
    return execute("DELETE FROM session WHERE person_id = ? AND key <> ?", person_id, key)
