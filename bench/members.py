"""Members for benchmarks: pairs of a seeker and a mentor who are friends, all with the same password."""

import functools
from dataclasses import dataclass

from mentorship import clock
from mentorship.database import database
from mentorship.engine import engine_for
from mentorship.people import password
from mentorship.people.person import Person, Purpose
from mentorship.privacy.joining import settle
from mentorship.site import rules, setting
from mentorship.talk import conversation
from mentorship.ties.availability import offer_places
from mentorship.ties.friendship import befriend

PASSWORD = "three quiet green boats"
WISH = {"area": "work", "goal": "Do well in job interviews", "tried": "", "rhythm": "weekly", "weeks": 12}


@dataclass(frozen=True, slots=True)
class Pair:
    """A seeker, their friend the mentor, and the key of what they write to each other."""

    seeker: Person
    mentor: Person
    talk: str


@functools.cache
def _secret() -> str:
    return password.hashed(PASSWORD)


def member(name: str, purpose: Purpose = Purpose.SEEK) -> Person:
    """Somebody who has joined, whose wishes and offers all members see."""
    now, is_mentor = clock.now(), purpose == Purpose.MENTOR
    account = {
        "name": name,
        "search_name": name.lower(),
        "email": f"{name.lower().replace(' ', '.')}@example.org",
        "password": _secret(),
        "purpose": purpose,
        "language": "en",
        "rules_version": rules.version(),
        "rules_accepted_at": now,
        "joined_at": now,
        "confirmed_at": now,
    }
    words = "preparing for a job interview"
    made = settle(account, "" if is_mentor else words, words if is_mentor else "")
    if is_mentor:
        offer_places(made.id, 1)
    return made


def pair(number: int) -> Pair:
    """One more pair."""
    seeker, mentor = member(f"Seeker {number}"), member(f"Mentor {number}", Purpose.MENTOR)
    befriend(seeker.id, mentor.id)
    return Pair(seeker, mentor, conversation.open_with_friend(seeker.id, mentor.id).key)


def connect(url: str) -> None:
    """Lets this process use the database of a benchmark."""
    if database.obj is not None and not database.is_closed():
        database.close()
    database.initialize(engine_for(url))
    setting.forget()
    database.connect()
