"""Organisations for the tests: "Bakery Bassi" and whoever acts for it, as if they had been registered and looked at."""

from mentorship import clock
from mentorship.database import write
from mentorship.people.person import Person
from mentorship.people.vocabulary import Kind as Words
from mentorship.people.vocabulary import find_or_add
from mentorship.text import fold
from mentorship.work.job import Job
from mentorship.work.organisation import Colleague, Kind, Organisation, Role, State


@write
def organisation(by: Person, name: str = "Bakery Bassi", *, verified: bool = True, **fields: object) -> Organisation:
    """An organisation that this person owns; in Turin, if nothing else is said."""
    now, place = clock.now(), find_or_add(Words.PLACE, "Turin")
    usual = {
        "kind": Kind.COMPANY,
        "about": f"{name} has been here for forty years.",
        "place": place.id,
        "place_written": place.written,
        "workplace": find_or_add(Words.WORKPLACE, name).id,
        "state": State.VERIFIED if verified else State.WAITING,
        "made_at": now,
        "decided_at": now if verified else None,
    }
    made = Organisation.create(name=name, folded=fold(name), **usual | fields)
    colleague(made, by, Role.OWNER)
    return made


@write
def colleague(organisation: Organisation, person: Person, role: Role = Role.RECRUITER) -> Colleague:
    """Makes somebody act for it from now on, without the asking."""
    return Colleague.create(organisation=organisation.id, person=person.id, role=role, since=clock.now())


@write
def job(organisation: Organisation, **fields: object) -> Job:
    """A live one, for a word that nobody else uses."""
    now = clock.now()
    usual = {
        "organisation": organisation.id,
        "title": "Baker",
        "occupation": find_or_add(Words.OCCUPATION, "kneader of dough").id,
        "is_remote": True,
        "kind": "permanent",
        "text": "Bread.",
        "folded": "baker",
        "state": "live",
        "made_at": now,
        "changed_at": now,
        "published_at": now,
        "valid_until": now,
    }
    return Job.create(**usual | fields)
