"""The cast: people, not user1. One community of seven, as every test finds it.

Ada   mentors, a nurse from Turin with two free places; speaks English here; friend of Cleo
Bob   seeks: a kitchen helper who wants to do well in job interviews; friend of Cleo
Cleo  both, a pastry cook, reads Italian; friend of Ada and of Bob
Eve   a stranger: worked at the same hospital as Ada, is tied to nobody
Dora  coordinator · Aldo admin · Finn employer

All joined by the form's own way with the *balanced* settings. Nobody mentors anybody yet, nothing is asked,
nothing written, nobody blocked: a test adds what it is about with the verbs below.
"""

import functools
from dataclasses import dataclass, fields
from typing import Any
from unittest import mock

import pyotp

from mentorship import clock
from mentorship.database import row, write
from mentorship.people import facts
from mentorship.people import password as passwords
from mentorship.people.password import hashed  # as it is, whatever a test puts in its place
from mentorship.people.person import STAFF, Person, Purpose, Role, State
from mentorship.people.section import Area, Section
from mentorship.people.two_step import TwoStep
from mentorship.privacy import joining
from mentorship.privacy.sharing import open_exactly
from mentorship.ties import friendship, mentorship
from mentorship.ties.relation import Relation, Viewer
from mentorship.ties.request import asking, request

PASSWORD = "three quiet green boats"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@functools.cache
def secret() -> str:
    """The hash of PASSWORD: everybody here has the same, made once, because hashing is slow by design."""
    return hashed(PASSWORD)


def settle(
    name: str,
    *,
    purpose: Purpose = Purpose.SEEK,
    roles: Role = Role.NONE,
    language: str = "en",
    email: str = "",
    **wishes: str,
) -> Person:
    """Somebody who joined by the form, in the balanced settings; `seeks` and `offers` as typed there."""
    address = email or f"{name.lower().replace(' ', '.')}@example.org"
    with mock.patch.object(passwords, "hashed", return_value=secret()):
        person = joining.join(
            name=name,
            email=address,
            password=PASSWORD,
            purpose=purpose,
            language=language,
            adult=True,
            rules=True,
            **wishes,
        )
    if roles:
        change(person, roles=roles)
    if roles & STAFF:
        two_steps(person)
    return person


@write
def crowd(count: int, name: str = "Guest") -> list[int]:
    """Many people with a name and nothing else, who all joined at one moment; gives their row numbers."""
    now = clock.now()
    known = {
        "search_name": name.lower(),
        "password": "",
        "language": "en",
        "purpose": Purpose.LOOK,
        "rules_version": "1",
    }
    same = {"name": name, "rules_accepted_at": now, "joined_at": now} | known
    return [Person.create(**same, email=f"{name}{number}@example.org").id for number in range(count)]


@write
def change(person: Person, **columns: object) -> None:
    """Sets columns of a person's row that no verb of the domain sets yet (roles, state)."""
    Person.update(**columns).where(Person.id == person.id).execute()
    for name, value in columns.items():
        setattr(person, name, value)


@write
def two_steps(person: Person) -> None:
    """Turns the second step of signing in on, with the secret SECRET."""
    TwoStep.create(person=person.id, secret=SECRET, confirmed_at=clock.now())


def code(steps: int = 0, secret: str = SECRET) -> str:
    """What the app shows now, or so many half minutes from now."""
    return pyotp.TOTP(secret).at(clock.now(), counter_offset=steps)


def suspend(person: Person) -> None:
    """Takes the person out of the community."""
    change(person, state=State.SUSPENDED)


def viewer(person: Person) -> Viewer:
    """This person as the one who looks."""
    return Viewer.member(person.id, person.roles)


def state(person: Person, section: Section, *terms: str, **details: Any) -> None:
    """States facts; offers and seeks are about work where nothing else is said."""
    area = {"area": Area.WORK} if section in facts.WITH_AREA else {}
    for term in terms:
        facts.state(person.id, section, term, **area | details)


def share(person: Person, section: Section, audience: Relation) -> None:
    """Opens a section to exactly this audience."""
    open_exactly(person.id, section, audience)


def befriend(one: Person, other: Person) -> None:
    """Makes the two friends without the asking."""
    friendship.befriend(one.id, other.id)


def mentor(by: Person, of: Person, *, area: Area = Area.WORK, goal: str = "Find work") -> mentorship.Mentorship:
    """`by` mentors `of` from now on, without the asking."""
    return mentorship.begin(by.id, of.id, area, goal, mentorship.Rhythm.WEEKLY, 12)


WISH = {"area": "work", "goal": "Do well in job interviews", "tried": "", "rhythm": "weekly", "weeks": 12}


def wish(mentee: Person, of: Person, **details: Any) -> Any:
    """`mentee` asks `of` to be their mentor; gives the request as the asked person has it."""
    asking.ask_for_mentoring(mentee.id, of.id, of.id, **WISH | details)
    return newest_to(of)


def offer(by: Person, mentee: Person, **details: Any) -> Any:
    """`by` offers to mentor; gives the request as the asked person has it."""
    asking.ask_for_mentoring(by.id, mentee.id, by.id, **WISH | details)
    return newest_to(mentee)


def ask_friend(sender: Person, recipient: Person) -> Any:
    """Sends a friend request; gives it as the asked person has it."""
    asking.ask_to_be_friends(sender.id, recipient.id)
    return newest_to(recipient)


def newest_to(person: Person) -> Any:
    """The last request addressed to this person."""
    found = row("SELECT key FROM request WHERE recipient_id = ? ORDER BY id DESC LIMIT 1", person.id)
    return request.to_me(viewer(person), found.key)


@dataclass(frozen=True)
class Cast:
    """The seven by name."""

    ada: Person
    bob: Person
    cleo: Person
    eve: Person
    dora: Person
    aldo: Person
    finn: Person

    @classmethod
    def found(cls) -> "Cast":
        """The cast as the database has it."""
        return cls(**{one.name: Person.get(Person.search_name == one.name) for one in fields(cls)})


def everyone() -> Cast:
    """Settles the whole cast."""
    interviews = "preparing for a job interview"
    ada = settle("Ada", purpose=Purpose.MENTOR, offers=interviews)
    bob = settle("Bob", seeks=interviews)
    cleo = settle("Cleo", purpose=Purpose.BOTH, language="it")
    eve = settle("Eve")
    dora, aldo = settle("Dora", roles=Role.COORDINATOR), settle("Aldo", roles=Role.ADMIN)
    finn = settle("Finn", roles=Role.EMPLOYER, purpose=Purpose.LOOK)
    _state_all(ada, bob, cleo, eve)
    befriend(ada, cleo)
    befriend(bob, cleo)
    return Cast(ada, bob, cleo, eve, dora, aldo, finn)


def _state_all(ada: Person, bob: Person, cleo: Person, eve: Person) -> None:
    offer_two_places(ada)
    state(ada, Section.OCCUPATION, "nurse")
    state(ada, Section.PLACE, "Turin")
    state(ada, Section.WORK, "San Rocco Hospital", focus="nurse", year_from=2009)
    state(ada, Section.EDUCATION, "University of Turin", focus="nursing", year_from=2004, year_to=2008)
    state(ada, Section.LANGUAGES, "Italian", level="native")
    state(ada, Section.EXPERIENCE, "burnout")
    facts.say(ada.id, Section.ABOUT, "Nights on the ward taught me to listen.")
    facts.say(ada.id, Section.CONTACT, "Tuesdays at the library")
    state(bob, Section.OCCUPATION, "kitchen helper")
    state(bob, Section.PLACE, "Turin")
    state(bob, Section.LANGUAGES, "Italian", level="good")
    state(cleo, Section.OCCUPATION, "pastry cook")
    state(cleo, Section.INTERESTS, "bread baking")
    state(eve, Section.WORK, "San Rocco Hospital", focus="street sweeper", year_from=2015, year_to=2020)


def offer_two_places(person: Person) -> None:
    """Makes room for two mentees."""
    joining.offer_places(person.id, 2)
