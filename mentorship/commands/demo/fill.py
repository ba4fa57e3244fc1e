"""Fills the demonstration from the files beside it: people, ties and talk, as if they had happened by themselves."""

import secrets
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyotp

from mentorship import clock
from mentorship.commands.demo import seeking, work
from mentorship.commands.demo.requests import ask, asked_before, forget_reports, report
from mentorship.database import execute, row, write
from mentorship.discovery.dismissal import Lane, dismiss
from mentorship.people import facts, password
from mentorship.people.person import STAFF, Person, Role
from mentorship.people.section import Section
from mentorship.people.two_step import TwoStep
from mentorship.people.vocabulary.holding import unheld
from mentorship.privacy.audience import AUDIENCES, ONLY_ME, Preset
from mentorship.privacy.sharing import begin_with, open_exactly
from mentorship.records.notice import read_about
from mentorship.site import rules
from mentorship.talk import conversation, message
from mentorship.text import fold
from mentorship.ties import mentorship
from mentorship.ties.availability import offer_places
from mentorship.ties.block import block
from mentorship.ties.friendship import befriend
from mentorship.work.organisation import leaving

FOLDER = Path(__file__).parent / "community"
HOST = "demo.example"
READ_AFTER_DAYS = 2.0

PLAIN = {
    "occupation": Section.OCCUPATION,
    "place": Section.PLACE,
    "interests": Section.INTERESTS,
    "skills": Section.SKILLS,
    "experience": Section.EXPERIENCE,
}

Keys = dict[str, int]


def has_people() -> bool:
    """Whether anybody is here."""
    return row("SELECT 1 AS x FROM person LIMIT 1") is not None


@write
def remove() -> int:
    """Removes the people of the demonstration, with all that hangs on them and the words only they used."""
    forget_reports()
    gone = execute("DELETE FROM person WHERE demo")
    leaving.remove_abandoned()
    execute(f"DELETE FROM term WHERE NOT shipped AND {unheld()}")
    return gone


@write
def fill() -> int:
    """Makes the community in one transaction; returns how many people came."""
    secret = password.hashed(secrets.token_urlsafe(24))
    people = [
        one for file in sorted(FOLDER.glob("people_*.toml")) for one in tomllib.loads(file.read_text("utf-8"))["people"]
    ]
    keys = {one["key"]: _settle(one, secret, number) for number, one in enumerate(people)}
    ties = tomllib.loads((FOLDER / "ties.toml").read_text("utf-8"))
    for tie in ties["friends"]:
        _befriend(tie, keys)
    for tie in ties["mentorships"]:
        _mentor(tie, keys)
    for asked in [*ties["requests"], *asked_before(ties)]:
        ask(asked, keys)
    for one in ties["blocks"]:
        block(keys[one["from"]], keys[one["to"]])
    for one in ties["hidden"]:
        dismiss(keys[one["person"]], keys[one["other"]], Lane(one["lane"]))
    for one in ties["reports"]:
        report(one, keys)
    work.found(keys)
    seeking.sought(keys)
    return len(people)


def _ago(days: float) -> Any:
    return clock.set_to(clock.now() - timedelta(days=days))


def _settle(one: dict[str, Any], secret: str, number: int) -> int:
    joined = clock.now() - timedelta(days=900, hours=-number)
    roles = sum(Role[name.upper()] for name in one["roles"])
    person = Person.create(
        name=one["name"],
        search_name=fold(one["name"]),
        email=f"{one['key']}@{HOST}",
        password=secret,
        demo=True,
        purpose=one["purpose"],
        language=one["language"],
        roles=roles,
        rules_version=rules.version(),
        rules_accepted_at=joined,
        joined_at=joined,
    )
    with clock.set_to(joined):
        begin_with(person.id, Preset(one["preset"]))
    for place, (section, audiences) in enumerate(one.get("shares", {}).items(), 1):
        with _ago(60 / place):
            open_exactly(person.id, Section(section), sum((AUDIENCES[name] for name in audiences), ONLY_ME))
    if one.get("places"):
        offer_places(person.id, one["places"], paused=one.get("paused", False))
    if roles & STAFF:
        TwoStep.create(person=person.id, secret=pyotp.random_base32(), confirmed_at=joined)
    _tell(person.id, one)
    return person.id


def _tell(id: int, one: dict[str, Any]) -> None:
    for section in (Section.ABOUT, Section.CONTACT):
        facts.say(id, section, one.get(section, ""))
    for name, section in PLAIN.items():
        for term in one.get(name, ()):
            facts.state(id, section, term)
    for section, focus in ((Section.WORK, "as"), (Section.EDUCATION, "field")):
        for past in one.get(section, ()):
            years = {"year_from": past.get("from"), "year_to": past.get("to")}
            facts.state(id, section, past["at"], focus=past.get(focus, ""), **years)
    for spoken in one.get("languages", ()):
        facts.state(id, Section.LANGUAGES, spoken["name"], level=spoken["level"])
    for section in (Section.OFFERS, Section.SEEKS):
        for wish in one.get(section, ()):
            facts.state(id, section, wish["topic"], area=wish["area"])


def _befriend(tie: dict[str, Any], keys: Keys) -> None:
    one, other = (keys[key] for key in tie["pair"])
    with _ago(tie["days_ago"]):
        befriend(one, other)
    if tie.get("messages"):
        _talk(conversation.open_with_friend(one, other), (one, other), tie["messages"], keys)


def _mentor(tie: dict[str, Any], keys: Keys) -> None:
    mentor, mentee = keys[tie["mentor"]], keys[tie["mentee"]]
    with _ago(tie["days_ago"]):
        agreed = mentorship.begin(mentor, mentee, tie["area"], tie["goal"], tie["rhythm"], tie["weeks"])
    if tie.get("messages"):
        _talk(conversation.open_for_mentorship(agreed), (mentor, mentee), tie["messages"], keys)
    if "ended_days_ago" in tie:
        with _ago(tie["ended_days_ago"]):
            mentorship.end(agreed, mentee, tie.get("thanks", ""))
        if tie["ended_days_ago"] > READ_AFTER_DAYS:
            read_about(mentor, agreed.key)


def _talk(opened: Any, people: tuple[int, int], messages: list[dict[str, Any]], keys: Keys) -> None:
    for number, one in enumerate(messages):
        with _ago(one["days_ago"]):
            message.send(opened, keys[one["from"]], one["text"], f"demo-{number}")
    last = messages[-1]
    for person in people:
        if person == keys[last["from"]] or last["days_ago"] > READ_AFTER_DAYS:
            conversation.note_read(opened.id, person, clock.microseconds(clock.now()))
