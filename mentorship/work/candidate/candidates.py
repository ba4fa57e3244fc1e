"""The candidates for a job as those see them who write it: at most twenty cards without a name, or none at all.

A card says only what its person has in common with the job and the team. Its id is made from the place's secret, for
this job alone: the same person has another one for another job. Among equals the id gives the order, so that the order
tells nothing.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mentorship import clock
from mentorship.database import marks, rows, write
from mentorship.errors import Missing
from mentorship.people.vocabulary.term import insert
from mentorship.ties.relation import Viewer
from mentorship.work.candidate import eligible
from mentorship.work.candidate.eligible import Ground
from mentorship.work.job import own
from mentorship.work.job.job import State
from mentorship.work.organisation.organisation import State as Verified

FEWEST = 5  # of fewer somebody could be guessed
MOST = 20
ID_LETTERS = 20
A_DAY = 24 * 3600 * 1_000_000

# How much each thing in common counts; those before it in the list stand first on a card.
WEIGHT = {
    Ground.WORK: 8,
    Ground.KIND: 5,
    Ground.HERE: 4,
    Ground.NEAR: 2,
    Ground.SPEAKS: 4,
    Ground.SCHOOL: 3,
    Ground.FRIENDS: 3,
}
# What says less than what is said already.
_LESS = {Ground.WORK: Ground.KIND, Ground.HERE: Ground.NEAR}


@dataclass(frozen=True, slots=True)
class Card:
    """Somebody without a name: what is in common, the best first, and when they were asked (in microseconds)."""

    id: str
    reasons: tuple[Ground, ...]
    asked_at: int | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A card and whose it is: never leaves the domain."""

    person_id: int
    card: Card


def job_of(person_id: int, key: str) -> Any:
    """The job with this key, if this person writes jobs for its verified organisation and it can be found now; raises
    Missing."""
    job = own.of_team(person_id, key)
    if own.standing(job) != State.LIVE or job.organisation_state != Verified.VERIFIED:
        raise Missing
    return job


def _reasons(bits: int) -> tuple[Ground, ...]:
    less = {other for one, other in _LESS.items() if bits & one}
    return tuple(one for one in WEIGHT if bits & one and one not in less)


def _id(secret: str, job_id: int, person_id: int) -> str:
    made = hmac.digest(secret.encode(), f"candidate {job_id} {person_id}".encode(), hashlib.sha256)
    return made.hex()[:ID_LETTERS]


def _best(found: list[Any], secret: str, job_id: int) -> list[tuple[int, str, tuple[Ground, ...]]]:
    """Person, id and reasons of the first twenty."""
    reasons = {bits: _reasons(bits) for bits in {one.bits for one in found}}
    score = {bits: sum(WEIGHT[one] for one in all) for bits, all in reasons.items()}
    # Whoever scores less than the twentieth cannot come in: only the others need an id.
    least = sorted((score[one.bits] for one in found), reverse=True)[:MOST][-1]
    near = [
        (-score[one.bits], _id(secret, job_id, one.id), one.id, one.bits) for one in found if score[one.bits] >= least
    ]
    return [(person, id, reasons[bits]) for _, id, person, bits in sorted(near)[:MOST]]


_KNOWN = """SELECT person_id, asked_at FROM ask WHERE job_id = ? AND person_id IN ({marks})
UNION ALL SELECT person_id, NULL FROM candidate_look WHERE job_id = ? AND day = ? AND person_id IN ({marks})"""


def shown(viewer: Viewer, job: Any, secret: str) -> tuple[Card, ...]:
    """The cards for a job, each look written into the log of whose card it is first; nothing for fewer than five."""
    best = _candidates(viewer, job, secret)
    return tuple(one.card for one in best)


def one(viewer: Viewer, job: Any, secret: str, id: str) -> Candidate:
    """The candidate whose card has this id, among those that are shown now; raises Missing."""
    found = next((each for each in _candidates(viewer, job, secret) if each.card.id == id), None)
    if found is None:
        raise Missing
    return found


def _candidates(viewer: Viewer, job: Any, secret: str) -> list[Candidate]:
    found = eligible.found(viewer, job)
    if len(found) < FEWEST:
        return []
    best, now = _best(found, secret, job.id), clock.microseconds(clock.now())
    ids, day = [person for person, *_ in best], now // A_DAY
    known = rows(_KNOWN.format(marks=marks(ids)), job.id, *ids, job.id, day, *ids)
    asked = {each.person_id: each.asked_at for each in known if each.asked_at}
    noted = {each.person_id for each in known if not each.asked_at}
    unnoted = [(person, job.id, day, now) for person in ids if person not in noted]
    if unnoted:
        _note(unnoted)
    return [Candidate(person, Card(id, reasons, asked.get(person))) for person, id, reasons in best]


@write
def _note(looks: Sequence[tuple[object, ...]]) -> None:
    insert("candidate_look (person_id, job_id, day, looked_at)", looks)
