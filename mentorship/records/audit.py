"""The audit log: what those who look after others did, in the transaction in which they did it. It only grows.

No foreign keys: it outlives whom it speaks of. It holds handles and keys, which are random and tell nobody anything.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from peewee import CharField

from mentorship import clock
from mentorship.database import MomentField, Table, row, rows, snapshot, write

PAGE = 50
AT_ONCE = 2000
BEGINNING = ""  # what stands before the first row
OPERATOR = ""  # whoever sits at the machine itself, or the place by itself


class Verb(StrEnum):
    """What was done. `about` and `detail` are as named here; what is not named is ""."""

    LOOKED = "looked"  # at what a report holds: report
    SAW = "saw"  # the photo that was kept with a report: report
    DECIDED = "decided"  # about a report: report, outcome
    SUSPENDED = "suspended"  # somebody, or an organisation: handle or key
    LIFTED = "lifted"  # a suspension: handle
    GAVE = "gave"  # somebody a task: handle, task
    TOOK = "took"  # a task from somebody: handle, task
    ADMITTED = "admitted"  # somebody who waited: handle
    REFUSED = "refused"  # somebody who waited: handle
    PUBLISHED = "published"  # house rules: version
    CHANGED = "changed"  # the settings of the place: nothing
    OPENED = "opened"  # the text of a letter: mail
    RESTORED = "restored"  # a backup: nothing
    LINKED = "linked"  # made a link to choose a password: handle
    ACCEPTED = "accepted"  # published a job, or let its changes stand: job
    SENT_BACK = "sent_back"  # gave a job back to be mended: job
    UNLOCKED = "unlocked"  # turned somebody's second step off: handle
    VERIFIED = "verified"  # let an organisation publish: organisation
    TURNED_DOWN = "turned_down"  # did not let it: organisation
    TAKEN_OFF = "taken_off"  # an organisation that was accepted: organisation
    SPONSORED = "sponsored"  # let a job stand above the others: job, last day
    UNSPONSORED = "unsponsored"  # ended that: job


class Audit(Table):
    """`chain` is the fingerprint of the whole log up to here."""

    at = MomentField()
    actor = CharField(max_length=12)
    verb = CharField(max_length=12)
    about = CharField(max_length=12)
    detail = CharField(max_length=20)
    chain = CharField(max_length=64, index=True)


def _chained(before: str, at: int, *words: str) -> str:
    """SHA-256 in hex over six lines: the fingerprint before, the moment in microseconds, actor, verb, about, detail."""
    return hashlib.sha256("\n".join((before, str(at), *words)).encode()).hexdigest()


LAST = "SELECT chain FROM audit ORDER BY id DESC LIMIT 1"


@write
def note(actor: str, verb: Verb, about: str = "", detail: str = "") -> None:
    """Adds a row; called inside the write of the event, so that there is never one without the other."""
    last, now = row(LAST), clock.now()
    known = {"actor": actor, "verb": str(verb), "about": about, "detail": detail}
    chain = _chained(last.chain if last else BEGINNING, clock.microseconds(now), *known.values())
    Audit.create(at=now, chain=chain, **known)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many rows there are, the newest fingerprint, and the place (from 1) and moment of the first that does not fit
    to what stands before it. `has_known` says whether a fingerprint noted earlier is one of the log's."""

    count: int
    newest: str
    wrong: int | None = None
    wrong_at: int | None = None
    has_known: bool = True

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed, put in between or taken out, as far as can be told."""
        return self.wrong is None and self.has_known


def verify(known: str = "") -> Verdict:
    """Walks the whole log. What was cut off its end, or wholly written anew, only a fingerprint noted earlier shows."""
    before, count, has_known = BEGINNING, 0, not known
    with snapshot():
        for one in _all():
            count += 1
            if one.chain != _chained(before, one.at, one.actor, one.verb, one.about, one.detail):
                return Verdict(count, one.chain, count, one.at, has_known)
            before = one.chain
            has_known = has_known or before == known.strip().lower()
    return Verdict(count, before, has_known=has_known)


def _all() -> Iterator[Any]:
    last = 0
    while found := rows(
        f"SELECT id, at, actor, verb, about, detail, chain FROM audit WHERE id > ? ORDER BY id LIMIT {AT_ONCE}", last
    ):
        yield from found
        last = found[-1].id


LISTED = f"""SELECT a.at, a.actor, a.verb, a.about, a.detail, a.chain, p.name AS actor_name, COALESCE(o.name, g.name) AS about_name
FROM audit a LEFT JOIN person p ON p.handle = a.actor LEFT JOIN person o ON o.handle = a.about
LEFT JOIN organisation g ON g.key = a.about
WHERE a.id < COALESCE((SELECT id FROM audit WHERE chain = ?), {2**62}) ORDER BY a.id DESC LIMIT {PAGE + 1}"""


def listed(before: str = "") -> tuple[list[Any], bool]:
    """Up to fifty rows, newest first, older than the one with this fingerprint; and whether there are more.

    Those they speak of are named as long as they are here.
    """
    found = rows(LISTED, before)
    return found[:PAGE], len(found) > PAGE
