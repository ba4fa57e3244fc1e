"""Registering an organisation, and changing what stands on its page."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from mentorship import clock
from mentorship.database import execute, row, rows, write
from mentorship.errors import N_, Invalid, NotAllowed
from mentorship.people.person import Role as Task
from mentorship.people.vocabulary import TERM_LIMIT, Found, find_or_add
from mentorship.people.vocabulary import Kind as Words
from mentorship.records.notice import Kind as Event
from mentorship.records.telling import tell_those_with
from mentorship.text import fold, line, passage
from mentorship.work.job.job_words import index_of_organisation
from mentorship.work.organisation import team
from mentorship.work.organisation.organisation import (
    ABOUT_LIMIT,
    NAME_LIMIT,
    WEBSITE_LIMIT,
    Colleague,
    Kind,
    Organisation,
    Role,
    State,
)

A_DAY = timedelta(days=1)
MOST_A_DAY = 3
HOST = re.compile(r"[^\s.@:/?#\\]+(\.[^\s.@:/?#\\]+)+(:\d{1,5})?")

CHOOSE = N_("Please choose one of these.")
NEEDS_LETTER = N_("Please write a name with at least one letter.")
NOT_A_PAGE = N_("This does not look like the address of a website. It looks like www.example.org.")
FIXED = N_(
    "The name and the kind stay as they are, because somebody has looked at them. If they are wrong, write to those who run this place."
)
ENOUGH = N_("You have registered %(most)d organisations since yesterday. Please wait until tomorrow.")


def normal_name(name: str) -> str:
    """The tidy name; raises Invalid("name")."""
    tidy = line("name", name, NAME_LIMIT)
    if not any(letter.isalnum() for letter in tidy):
        raise Invalid("name", NEEDS_LETTER)
    return tidy


def normal_website(typed: str) -> str:
    """The address of a page of the web, with its https:// before it; empty stays empty. Raises Invalid("website")."""
    address = line("website", typed, WEBSITE_LIMIT, required=False)
    if not address:
        return ""
    address = address if address.lower().startswith(("https://", "http://")) else f"https://{address}"
    if len(address) > WEBSITE_LIMIT or " " in address or not HOST.fullmatch(_host(address)):
        raise Invalid("website", NOT_A_PAGE)
    return address


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


def _folded(name: str) -> str:
    return fold(name)[: NAME_LIMIT * 2]


def _named(name: str, kind: str) -> dict[str, Any]:
    tidy = normal_name(name)
    if kind not in list(Kind):
        raise Invalid("kind", CHOOSE)
    return {"name": tidy, "folded": _folded(tidy), "kind": Kind(kind)}


def _said(about: str, website: str) -> dict[str, Any]:
    return {"about": passage("about", about, ABOUT_LIMIT), "website": normal_website(website)}


def _placed(place: str) -> dict[str, Any]:
    found = find_or_add(Words.PLACE, place, "place") if place.strip() else None
    return {"place": found and found.id, "place_written": found and found.written}


def _workplace(name: str, place: str, own_id: int = 0) -> Found:
    """The term under which people state that they work there: with the place, if another organisation has the name."""
    found = find_or_add(Words.WORKPLACE, name, "name")
    taken = row("SELECT 1 AS x FROM organisation WHERE workplace_id = ? AND id <> ?", found.id, own_id)
    longer = f"{name}, {place.strip()}"
    return (
        find_or_add(Words.WORKPLACE, longer, "name") if taken and place.strip() and len(longer) <= TERM_LIMIT else found
    )


@write
def register(person_id: int, *, name: str, kind: str, about: str, website: str = "", place: str = "") -> str:
    """Registers an organisation with this person as its owner, tells the moderators, and gives its key. The same name
    again is the same one. Raises Invalid with the field to mend, or NotAllowed after three in a day."""
    wanted = _named(name, kind) | _said(about, website) | _placed(place)
    same = next((one for one in team.mine(person_id) if _folded(one.name) == wanted["folded"]), None)
    if same:
        return str(same.key)
    _refuse_too_many(person_id)
    workplace = _workplace(wanted["name"], place)
    made = Organisation.create(**wanted, workplace=workplace.id, made_at=clock.now())
    Colleague.create(organisation=made.id, person=person_id, role=Role.OWNER, asked_by=person_id, since=made.made_at)
    _tell_moderators(made.id)
    return str(made.key)


def _refuse_too_many(person_id: int) -> None:
    (made,) = rows(
        "SELECT count(*) AS n FROM colleague c JOIN organisation o ON o.id = c.organisation_id "
        "WHERE c.person_id = ? AND c.asked_by_id = c.person_id AND o.made_at > ?",
        person_id,
        clock.microseconds(clock.now() - A_DAY),
    )
    if made.n >= MOST_A_DAY:
        raise NotAllowed(ENOUGH, most=MOST_A_DAY)


def _tell_moderators(organisation_id: int) -> None:
    team = rows("SELECT person_id FROM colleague WHERE organisation_id = ? ORDER BY id", organisation_id)
    tell_those_with(Task.MODERATOR, Event.TO_VERIFY, [one.person_id for one in team])


@write
def edit(
    person_id: int, key: str, *, about: str, website: str, place: str | None = None, name: str = "", kind: str = ""
) -> None:
    """Changes what stands on its page: an owner all of it, a representative only the words and the website. One that was
    refused waits again, with its reason gone. Raises Missing, or Invalid with the field to mend."""
    found = team.acting(person_id, key, Role.OWNER, Role.REPRESENTATIVE)
    wanted = _said(about, website)
    if found.role == Role.OWNER:
        wanted |= {} if place is None else _placed(place)
        wanted |= _renamed(found, name, kind, place or "")
    Organisation.update(**wanted).where(Organisation.id == found.id).execute()
    if wanted.get("name", found.name) != found.name:
        index_of_organisation(found.id)
    if found.state == State.REFUSED and found.role == Role.OWNER:
        _send_again(found.id)


def _renamed(found: Any, name: str, kind: str, place: str) -> dict[str, Any]:
    if team.is_verified(found):
        if (name and normal_name(name) != found.name) or (kind and kind != found.kind):
            raise Invalid("name", FIXED)
        return {}
    wanted = _named(name, kind)
    return wanted | {"workplace": _workplace(wanted["name"], place, found.id).id}


def _send_again(organisation_id: int) -> None:
    execute(
        "UPDATE organisation SET state = 'waiting', reason = '', decided_at = NULL, decided_by = '' "
        "WHERE id = ? AND state = 'refused'",
        organisation_id,
    )
    _tell_moderators(organisation_id)
