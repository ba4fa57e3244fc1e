"""The organisations of the demonstration and their jobs, as if they had been registered, looked at and published."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from mentorship import clock
from mentorship.database import execute
from mentorship.records.notice import Kind as Event
from mentorship.work.job import lifecycle, writing
from mentorship.work.job.job import Job, State
from mentorship.work.job.typed import Typed
from mentorship.work.organisation import registering, standing
from mentorship.work.organisation.organisation import Colleague, Organisation, Role
from mentorship.work.organisation.organisation import State as Looked

FOLDER = Path(__file__).parent / "community"
FIRST_DAYS_AGO, LATER_DAYS = 320, 21  # when the first was registered, and how much later each of the others
WRITTEN_BEFORE = timedelta(days=1)  # it was published
SENT_DAYS_AGO = 0.5

Keys = dict[str, int]


def found(keys: Keys) -> None:
    """Makes every organisation, with those who act for it and its jobs."""
    read = [tomllib.loads(file.read_text("utf-8")) for file in sorted(FOLDER.glob("work_*.toml"))]
    # Those that wait come last: what moderators were told about the others, they have done.
    all = sorted((one for file in read for one in file["organisations"]), key=lambda one: "waiting" in one)
    for number, one in enumerate(all):
        organisation = _register(one, keys, FIRST_DAYS_AGO - LATER_DAYS * number)
        for job in one["jobs"]:
            _write(organisation, job, one["place"])


def _ago(days: float) -> Any:
    return clock.set_to(clock.now() - timedelta(days=days))


def _register(one: dict[str, Any], keys: Keys, days_ago: int) -> Organisation:
    people = [(keys[name], Role(role)) for name, role in one["people"].items()]
    said = {name: one.get(name, "") for name in ("name", "kind", "about", "website", "place")}
    with _ago(1 if "waiting" in one else days_ago):
        made = Organisation.get(key=registering.register(people[0][0], **said))
        for person, role in people[1:]:
            Colleague.create(organisation=made.id, person=person, role=role, asked_by=people[0][0], since=clock.now())
        if "waiting" not in one:
            Organisation.update(state=Looked.VERIFIED, decided_at=clock.now()).where(
                Organisation.id == made.id
            ).execute()
            execute("DELETE FROM notice WHERE kind = ?", Event.TO_VERIFY)
    standing.settle([person for person, _ in people])
    return made


def _write(organisation: Organisation, job: dict[str, Any], place: str) -> None:
    published = clock.now() - timedelta(days=job.get("days_ago", SENT_DAYS_AGO))
    with clock.set_to(published - WRITTEN_BEFORE):
        made = Job.get(key=writing.begin(organisation.id, _typed(job, place)))
    if "days_ago" in job:
        Job.update(**_published(job, published)).where(Job.id == made.id).execute()
    elif "sent_back" in job:
        Job.update(state=State.SENT_BACK, reason=job["sent_back"]).where(Job.id == made.id).execute()
    elif "review" in job:
        with clock.set_to(published):
            lifecycle.send(made.id)


def _typed(job: dict[str, Any], place: str) -> Typed:
    plain = {name: job[name] for name in ("title", "occupation", "kind", "text")}
    reasons = {name: job.get(name, "") for name in ("apply", "cv_why", "diploma_why")}
    is_remote = job.get("is_remote", False)
    lists = {name: "\n".join(job.get(name, ())) for name in ("must", "learn")}
    hours = dict(zip(("hours_from", "hours_to"), map(str, job["hours"]), strict=True))
    low, high, per = job.get("pay", ("", "", ""))
    pay = {"pay_from": str(low), "pay_to": str(high), "pay_per": per, "currency": job.get("currency", "EUR")}
    return Typed(
        **plain | reasons | lists | hours | pay,
        place="" if is_remote else job.get("place", place),
        is_remote=is_remote,
        languages=tuple((name, level) for name, level in job.get("languages", ())),
    )


def _published(job: dict[str, Any], published: Any) -> dict[str, Any]:
    state = State.CLOSED if "ended" in job else State.PAUSED if "paused" in job else State.LIVE
    until = clock.now() + timedelta(days=job["sponsored_days"]) if "sponsored_days" in job else None
    return {
        "state": state,
        "outcome": job.get("ended", ""),
        "published_at": published,
        "looked_at": published,
        "valid_until": published + lifecycle.LASTS,
        "sponsored_until": until,
    }
