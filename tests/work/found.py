"""Jobs for the tests of finding, as if they had been written, looked at and published."""

from datetime import timedelta
from typing import Any

from mentorship import clock
from mentorship.database import write
from mentorship.people.person import Person
from mentorship.people.vocabulary import Kind as Words
from mentorship.people.vocabulary import find_or_add
from mentorship.text import fold
from mentorship.work.job import Job, JobLanguage, Need
from mentorship.work.job_words import index
from mentorship.work.organisation import Colleague, Organisation

LONG = timedelta(days=30)
BAKING = "We bake before the town wakes up. You knead, shape and bake with two others."


@write
def organisation(name: str = "Bakery Bassi", by: Person | None = None, **fields: Any) -> Organisation:
    """An organisation that was looked at, whose owner is this person, or nobody."""
    now = clock.now()
    usual = {
        "kind": "company",
        "about": f"{name} has been here for forty years.",
        "workplace": find_or_add(Words.WORKPLACE, name).id,
        "state": "verified",
        "made_at": now,
        "decided_at": now,
    }
    made = Organisation.create(name=name, folded=fold(name), **usual | fields)
    if by:
        Colleague.create(organisation=made.id, person=by.id, role="owner", since=now)
    return made


@write
def job(of: Organisation, title: str = "Baker for the early shift", **fields: Any) -> Job:
    """A job that is live for thirty days: for a baker in Turin, at 12 to 14 euro an hour.

    `must`, `learn` and `languages` (pairs of a name and a level) are what it needs.
    """
    needs = [(text, True) for text in fields.pop("must", ())] + [(text, False) for text in fields.pop("learn", ())]
    spoken = fields.pop("languages", ())
    made = Job.create(organisation=of.id, **_columns(title, fields))
    for position, (text, is_must) in enumerate(needs):
        Need.create(job=made.id, position=position, text=text, is_must=is_must)
    for name, level in spoken:
        term = find_or_add(Words.LANGUAGE, name)
        JobLanguage.create(job=made.id, term=term.id, written=term.written, level=level)
    index(made.id)
    return made


def _columns(title: str, fields: dict[str, Any]) -> dict[str, Any]:
    now, work, place = clock.now(), fields.pop("occupation", "baker"), fields.pop("place", "Turin")
    occupation = find_or_add(Words.OCCUPATION, work)
    where = find_or_add(Words.PLACE, place) if place else None
    usual = {
        "title": title,
        "occupation": occupation.id,
        "occupation_written": occupation.written,
        "place": where.id if where else None,
        "place_written": where.written if where else None,
        "is_remote": where is None,
        "kind": "permanent",
        "pay_from": 1200,
        "pay_to": 1400,
        "pay_per": "hour",
        "currency": "EUR",
        "text": BAKING,
        "folded": "",
        "state": "live",
        "made_at": now,
        "changed_at": now,
        "published_at": now,
        "valid_until": now + LONG,
    }
    return usual | fields


UNPAID = {"pay_from": None, "pay_to": None, "pay_per": "", "currency": ""}
