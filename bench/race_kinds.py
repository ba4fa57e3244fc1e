"""The races: what a round is about, what each process does, and what must be true whoever wins."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bench.members import PASSWORD, WISH, member
from mentorship.accounts import joining, resetting
from mentorship.database import row
from mentorship.people import invitation, token
from mentorship.people.person import Purpose
from mentorship.people.token import Purpose as Good
from mentorship.ties.availability import offer_places
from mentorship.ties.block import block
from mentorship.ties.relation import Relation, Viewer
from mentorship.ties.request import asking, request
from mentorship.ties.request.answering import accept, decline

PROCESSES = 8
PLACES = 3


@dataclass(frozen=True)
class Stage:
    """Who and what one round is about: the mentor, the seekers, and the keys of the requests, invitation or token."""

    mentor: int
    seekers: tuple[int, ...]
    keys: tuple[str, ...]
    number: int


Act = Callable[[Stage, int], object]


@dataclass(frozen=True)
class Race:
    """How many requests a round needs, what each process does, and what must hold afterwards."""

    name: str
    prepare: Callable[[int], Stage]
    act: Act
    broken: Callable[[Stage, Counter[str]], str]


def _asked(number: int, seekers: int, places: int) -> Stage:
    mentor = member(f"Mentor {number} {time.time_ns()}", Purpose.MENTOR)
    offer_places(mentor.id, places)
    asking_ = [member(f"Seeker {number} {one} {time.time_ns()}") for one in range(seekers)]
    keys = [asking.ask_for_mentoring(one.id, mentor.id, mentor.id, **WISH) for one in asking_]
    return Stage(mentor.id, tuple(one.id for one in asking_), tuple(keys), number)


def one_request(number: int) -> Stage:
    """A mentor who is asked by one."""
    return _asked(number, 1, PLACES)


def many_requests(number: int) -> Stage:
    """A mentor with three places who is asked by eight."""
    return _asked(number, PROCESSES, PLACES)


def one_invitation(number: int) -> Stage:
    """An invitation with one place."""
    host = member(f"Host {number} {time.time_ns()}")
    return Stage(host.id, (), (invitation.make(host.id, language="en", days=7).key,), number)


def one_token(number: int) -> Stage:
    """A link to choose a new password."""
    owner = member(f"Owner {number} {time.time_ns()}")
    return Stage(owner.id, (), (token.issue(owner.id, Good.RESET),), number)


def _to_mentor(stage: Stage, which: int = 0) -> Any:
    return request.to_me(Viewer(stage.mentor, Relation.MEMBER), stage.keys[which])


def all_accept(stage: Stage, _who: int) -> None:
    """The same yes from every process."""
    accept(_to_mentor(stage))


def accept_or_decline(stage: Stage, who: int) -> None:
    """Half say yes, half say no."""
    asked = _to_mentor(stage)
    accept(asked) if who % 2 else decline(asked, "full")


def accept_or_block(stage: Stage, who: int) -> None:
    """Half say yes, a quarter block the one side, a quarter the other."""
    if who % 2:
        accept(_to_mentor(stage))
    elif who % 4:
        block(stage.mentor, stage.seekers[0])
    else:
        block(stage.seekers[0], stage.mentor)


def accept_each(stage: Stage, who: int) -> None:
    """Each says yes to somebody else."""
    accept(_to_mentor(stage, who))


def join(stage: Stage, who: int) -> None:
    """Each is somebody else who joins by the invitation."""
    name = f"Guest {stage.number} {who}"
    joining.join(
        name=name,
        email=f"{name.replace(' ', '.')}.{stage.keys[0]}@example.org",
        password=PASSWORD,
        purpose=Purpose.SEEK,
        language="en",
        adult=True,
        rules=True,
        sends_mail=False,
        invitation=stage.keys[0],
    )


def choose(stage: Stage, who: int) -> None:
    """Each chooses another password by the same link."""
    resetting.choose(stage.keys[0], f"{PASSWORD} number {who}")


def _running(stage: Stage) -> int:
    return _count("mentorship WHERE ended_at IS NULL AND mentor_id = ?", stage.mentor)


def _count(what: str, *values: object) -> int:
    found = row(f"SELECT count(*) AS n FROM {what}", *values)
    return int(found.n) if found else 0


def _state(stage: Stage) -> str:
    found = row("SELECT state FROM request WHERE key = ?", stage.keys[0])
    return str(found.state) if found else "gone"


def _told(stage: Stage, kind: str) -> int:
    return _count("notice WHERE kind = ? AND about = ? AND person_id = ?", kind, stage.keys[0], stage.seekers[0])


def one_yes(stage: Stage, _said: Counter[str]) -> str:
    """One mentorship, and the seeker is told once."""
    found = _state(stage), _running(stage), _told(stage, "accepted")
    return "" if found == ("accepted", 1, 1) else str(found)


def yes_or_no(stage: Stage, _said: Counter[str]) -> str:
    """Either a mentorship and a yes, or neither and a no."""
    found = _state(stage), _running(stage), _told(stage, "accepted"), _told(stage, "declined")
    return "" if found in (("accepted", 1, 1, 0), ("declined", 0, 0, 1)) else str(found)


def strangers(stage: Stage, _said: Counter[str]) -> str:
    """Blocked both ways; nothing open, nothing running, nothing told."""
    other = stage.seekers[0]
    found = (
        _count("block WHERE blocker_id IN (?, ?) AND blocked_id IN (?, ?)", stage.mentor, other, stage.mentor, other),
        _running(stage),
        _count("request WHERE state = 'open' AND key = ?", stage.keys[0]),
        _count("notice WHERE person_id IN (?, ?) AND other_id IN (?, ?)", stage.mentor, other, stage.mentor, other),
    )
    return "" if found == (2, 0, 0, 0) else str(found)


def places_taken(stage: Stage, said: Counter[str]) -> str:
    """As many mentorships as places, and as many were told that there is none left."""
    accepted = _count("request WHERE recipient_id = ? AND state = 'accepted'", stage.mentor)
    found = _running(stage), accepted, said["done"]
    return "" if found == (PLACES, PLACES, PLACES) else str(found)


def one_guest(stage: Stage, said: Counter[str]) -> str:
    """One has joined, one place is taken, and no other account was left behind."""
    guests = _count("person WHERE email LIKE ?", f"guest.%{stage.keys[0]}@example.org")
    found = (
        said["done"],
        guests,
        _count("joined j JOIN invitation i ON i.id = j.invitation_id WHERE i.key = ?", stage.keys[0]),
    )
    return "" if found == (1, 1, 1) else str(found)


def one_password(stage: Stage, said: Counter[str]) -> str:
    """One could choose; the link is used."""
    found = said["done"], _count("token WHERE key = ? AND used_at IS NOT NULL", stage.keys[0])
    return "" if found == (1, 1) else str(found)


RACES = (
    Race("accept || accept", one_request, all_accept, one_yes),
    Race("accept || decline", one_request, accept_or_decline, yes_or_no),
    Race("accept || block", one_request, accept_or_block, strangers),
    Race("capacity", many_requests, accept_each, places_taken),
    Race("invitation, last place", one_invitation, join, one_guest),
    Race("reset link twice", one_token, choose, one_password),
)
