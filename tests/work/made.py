"""Organisations and jobs for the tests, as if they had been registered, written, looked at and published."""

from typing import Any

from mentorship import clock
from mentorship.database import write
from mentorship.people.person import Person
from mentorship.people.vocabulary import Kind as Words
from mentorship.people.vocabulary import find_or_add
from mentorship.text import fold
from mentorship.work.job import lifecycle, writing
from mentorship.work.job.job import Job, State
from mentorship.work.job.typed import Typed
from mentorship.work.organisation.organisation import Colleague, Kind, Organisation, Role
from mentorship.work.organisation.organisation import State as Looked

BAKING = "We bake before the town wakes up. You knead, shape and bake with three colleagues. Sundays are free."
TYPED = {
    "title": "Baker for the early shift",
    "occupation": "baker",
    "place": "Turin",
    "kind": "permanent",
    "pay_from": "12",
    "pay_to": "14",
    "pay_per": "hour",
    "currency": "EUR",
    "text": BAKING,
}
UNPAID = {"pay_from": "", "pay_to": "", "pay_per": "", "currency": ""}


@write
def organisation(
    by: Person | None = None, name: str = "Bakery Bassi", *, verified: bool = True, **fields: Any
) -> Organisation:
    """An organisation that this person owns, or nobody; in Turin, if nothing else is said."""
    now, place = clock.now(), find_or_add(Words.PLACE, "Turin")
    usual = {
        "kind": Kind.COMPANY,
        "about": f"{name} has been here for forty years.",
        "place": place.id,
        "place_written": place.written,
        "workplace": find_or_add(Words.WORKPLACE, name).id,
        "state": Looked.VERIFIED if verified else Looked.WAITING,
        "made_at": now,
        "decided_at": now if verified else None,
    }
    made = Organisation.create(name=name, folded=fold(name), **usual | fields)
    if by:
        colleague(made, by, Role.OWNER)
    return made


@write
def colleague(organisation: Organisation, person: Person, role: Role = Role.RECRUITER) -> Colleague:
    """Makes somebody act for it from now on, without the asking."""
    return Colleague.create(organisation=organisation.id, person=person.id, role=role, since=clock.now())


def typed(**fields: Any) -> Typed:
    """What somebody typed who made no mistake, but for these fields."""
    return Typed(**TYPED | fields)


def draft(organisation: Organisation, **fields: Any) -> Job:
    """A draft of this organisation; `fields` as somebody types them."""
    return Job.get(key=writing.begin(organisation.id, typed(**fields)))


@write
def job(organisation: Organisation, title: str = TYPED["title"], **fields: Any) -> Job:
    """A job that can be found, for thirty days from now: for a baker in Turin, at 12 to 14 euro an hour.

    `fields` as somebody types them, or as the row has them: amounts as numbers are in hundredths. No place means from
    anywhere; `must`, `learn` and `languages` may be lists.
    """
    as_typed = {name: _typed(name, fields.pop(name)) for name in Typed.__slots__ if name in fields}
    if not as_typed.get("place", "Turin"):
        as_typed["is_remote"] = True
    now = clock.now()
    key = writing.keep(organisation.id, typed(title=title, **as_typed)).key
    live = {"state": State.LIVE, "published_at": now, "looked_at": now, "valid_until": now + lifecycle.LASTS}
    if as_typed.get("until"):
        del live["valid_until"]
    Job.update(**live | fields).where(Job.key == key).execute()
    return Job.get(key=key)


def _typed(name: str, value: Any) -> Any:
    if isinstance(value, str | bool):
        return value
    if name in ("must", "learn"):
        return "\n".join(value)
    if name == "languages":
        return tuple(value)
    if value is None:
        return ""
    return f"{value / 100:.2f}" if name in ("pay_from", "pay_to") else str(value)
