"""The outbox as rows: one process at a time has a mail, each beginning is a try, and what fails comes back later."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from mentorship import clock
from mentorship.database import execute, row, rows, write
from mentorship.records.mail import FOLLOWS_AFTER, State
from mentorship.text import tidy

CLAIM = timedelta(minutes=10)  # longer than any server is waited for
LATE = timedelta(minutes=20)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (5, 30, 120, 360, 720, 1440, 1440))
MOST_TRIES = len(PAUSES) + 1
TROUBLE_LIMIT = 200
PAGE = 25
END_OF_TIME = 2**62
UNHEARD = "Begun too often without ever coming to an end."

# Moments further ahead than twice the longest wait mean that the clock was set back: they keep no mail waiting.
_LONGEST = " ".join(
    f"WHEN {tries} THEN {2 * pause // timedelta(microseconds=1)}"
    for tries, pause in enumerate((FOLLOWS_AFTER, *PAUSES))
)
_DUE = f"""state = 'waiting' AND (due_at <= ? OR due_at > ? + CASE tries {_LONGEST} ELSE 0 END)
AND (claimed_until IS NULL OR claimed_until <= ? OR claimed_until > ?)"""
NEXT = f"SELECT id, tries, trouble FROM mail WHERE {_DUE} ORDER BY due_at, id LIMIT 1"
TAKE = f"UPDATE mail SET claimed_until = ?, tries = tries + 1 WHERE id = ? AND {_DUE}"


@dataclass(frozen=True, slots=True)
class Claimed:
    """A mail that this process alone may send until a moment, in microseconds; `tries` counts this one too."""

    id: int
    until: int
    tries: int


def _now() -> int:
    return clock.microseconds(clock.now())


def _presently() -> tuple[int, int, int, int]:
    now = clock.now()
    at = clock.microseconds(now)
    return at, at, at, clock.microseconds(now + 2 * CLAIM)


def is_due() -> bool:
    """Whether there is a mail to send now that nobody is at (one statement)."""
    return row(NEXT, *_presently()) is not None


def is_fresh() -> bool:
    """Whether the mail that is next was not kept waiting by any trouble (one statement)."""
    found = row(NEXT, *_presently())
    return found is not None and not found.trouble


@write
def claim() -> Claimed | None:
    """Takes the mail that has been due longest; None if there is none that nobody is at."""
    found = row(NEXT, *_presently())
    until = clock.microseconds(clock.now() + CLAIM)
    if found is None or not execute(TAKE, until, found.id, *_presently()):
        return None
    return Claimed(found.id, until, found.tries + 1)


@write
def settle(mail: Claimed, state: State, trouble: str = "") -> None:
    """Notes how it ended; the first to know is right."""
    execute(
        "UPDATE mail SET state = ?, settled_at = ?, claimed_until = NULL, trouble = ? WHERE id = ? AND state = 'waiting'",
        state,
        _now(),
        _short(trouble),
        mail.id,
    )


@write
def fail(mail: Claimed, trouble: str) -> None:
    """Lets it wait for its next try, longer each time; after about three days it is given up."""
    if mail.tries >= MOST_TRIES:
        settle(mail, State.GIVEN_UP, trouble)
    else:
        _put_back(mail, trouble, clock.microseconds(clock.now() + PAUSES[mail.tries - 1]), mail.tries)


@write
def give_up_unheard() -> int:
    """Gives up mails whose every try ended with the process, so that a mail that kills it is not begun for ever."""
    now = _now()
    return execute(
        "UPDATE mail SET state = 'given_up', settled_at = ?, claimed_until = NULL, trouble = ? "
        "WHERE state = 'waiting' AND tries >= ? AND claimed_until <= ?",
        now,
        UNHEARD,
        MOST_TRIES,
        now,
    )


@write
def release(mail: Claimed, trouble: str) -> None:
    """Puts it back behind all that is due, as if it had not been tried: the mail was not to blame."""
    _put_back(mail, trouble, _now(), mail.tries - 1)


def _put_back(mail: Claimed, trouble: str, due_at: int, tries: int) -> None:
    execute(
        "UPDATE mail SET claimed_until = NULL, due_at = ?, tries = ?, trouble = ? "
        "WHERE id = ? AND state = 'waiting' AND claimed_until = ?",
        due_at,
        tries,
        _short(trouble),
        mail.id,
        mail.until,
    )


@write
def note(trouble: str) -> bool:
    """Writes what keeps everything waiting beside the mail that is next; False if it stood there already."""
    found, words = row(NEXT, *_presently()), _short(trouble)
    return bool(found and execute("UPDATE mail SET trouble = ? WHERE id = ? AND trouble <> ?", words, found.id, words))


def _short(trouble: str) -> str:
    return " ".join(tidy(trouble).split())[:TROUBLE_LIMIT]


@write
def again(key: str) -> bool:
    """Lets a mail that was given up leave now, with all its tries before it; False if it was not given up."""
    return bool(
        execute(
            "UPDATE mail SET state = 'waiting', settled_at = NULL, claimed_until = NULL, due_at = ?, tries = 0, trouble = '' "
            "WHERE key = ? AND state = 'given_up'",
            _now(),
            key,
        )
    )


def counts() -> dict[State, int]:
    """How many mails stand how (one statement); a state without any is absent."""
    return {State(one.state): one.number for one in rows("SELECT state, count(*) AS number FROM mail GROUP BY state")}


def overdue() -> Any | None:
    """due_at and trouble of the mail that should have been tried long ago, or None: then the server is away, or nobody
    delivers (one statement)."""
    before = clock.microseconds(clock.now() - LATE)
    return row(
        "SELECT due_at, trouble FROM mail WHERE state = 'waiting' AND due_at < ? ORDER BY due_at, id LIMIT 1", before
    )


_LISTED = """SELECT m.key, m.kind, m.state, m.address, m.made_at, m.due_at, m.tries, m.settled_at, m.trouble, m.notice_id,
p.handle, p.name, p.email FROM mail m LEFT JOIN person p ON p.id = m.person_id"""
LIST = f"""{_LISTED} WHERE m.state = ? AND (m.due_at, m.id) < (?, COALESCE((SELECT a.id FROM mail a WHERE a.key = ?), 0))
ORDER BY m.due_at DESC, m.id DESC LIMIT ?"""


def listed(state: State, before: int = END_OF_TIME, key: str = "") -> tuple[list[Any], bool]:
    """Mails that stand so, the newest first, from before the one with this moment and key; and whether there are more."""
    found = rows(LIST, state, min(before, END_OF_TIME), key, PAGE + 1)
    return found[:PAGE], len(found) > PAGE


def of_key(key: str) -> Any | None:
    """One mail as it stands, or None."""
    return row(f"{_LISTED.replace('SELECT ', 'SELECT m.id, ', 1)} WHERE m.key = ?", key)
