"""What people of the demonstration do to find work: they apply, are open to it, are asked, and help each other."""

import secrets
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from mentorship import clock
from mentorship.people.section import Section
from mentorship.records.notice import Kind as Event
from mentorship.records.telling import tell
from mentorship.ties.relation import Viewer
from mentorship.work.application import answering, applying
from mentorship.work.candidate import asks, wishing
from mentorship.work.candidate.candidate import Ask
from mentorship.work.candidate.wish import EMPLOYERS, Wish
from mentorship.work.help import offering
from mentorship.work.job.job import Job
from mentorship.work.organisation.organisation import Organisation

FILE = Path(__file__).parent / "community" / "seeking.toml"

Keys = dict[str, int]


def sought(keys: Keys) -> None:
    """Lets all of it happen, each at its time."""
    read = tomllib.loads(FILE.read_text("utf-8"))
    for one in read["applications"]:
        _apply(one, keys)
    for some in read["open"]:
        with _ago(some["days_ago"]):
            for name in some["people"]:
                wishing.open_to(keys[name], Wish(to=(EMPLOYERS,)))
    for one in read["asks"]:
        with _ago(one["days_ago"]):
            _ask(one, keys)
    for one in read["help"]:
        at = offering.at_organisation(Organisation.get(name=one["organisation"]).key)
        offering.offer(keys[one["from"]], at, one["sorts"], one["whom"])


def _ago(days: float) -> Any:
    return clock.set_to(clock.now() - timedelta(days=days))


def _apply(one: dict[str, Any], keys: Keys) -> None:
    sections = [Section(name) for name in one["sections"]]
    with _ago(one["days_ago"]):
        job = Job.get(title=one["job"])
        key = applying.begin(job.id, keys[one["from"]], contact="", line=one["line"], sections=sections)
    for said in one.get("messages", ()):
        write = answering.write_as_applicant if said["from"] == one["from"] else answering.write_as_team
        with _ago(said["days_ago"]):
            write(Viewer.member(keys[said["from"]]), key, said["text"], secrets.token_hex(8))
    if "moved" in one:
        with _ago(one["moved"]["days_ago"]):
            answering.move(Viewer.member(keys[one["moved"]["by"]]), key, one["moved"]["to"])


def _ask(one: dict[str, Any], keys: Keys) -> None:
    now, person, asker = clock.now(), keys[one["to"]], keys[one["from"]]
    job = Job.get(title=one["job"])
    made = Ask.create(job=job.id, person=person, asker=asker, note=one["note"], asked_at=now, due_at=now + asks.LASTS)
    tell(person, Event.ASK_TALK, asker, made.key)
