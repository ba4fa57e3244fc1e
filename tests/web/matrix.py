"""All viewers x every route x everybody's identifiers: what is asked, and what each answer must be.

What must be is worked out from the columns of the gallery and tests/web/capabilities.py alone, not from the code that
is judged.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask

from mentorship.database import rows
from mentorship.people.person import Role
from tests.web.capabilities import CAPABILITY
from tests.web.conftest import HTMX
from tests.web.gallery import Gallery
from tests.web.sameness import NO_KEY

MODES = {"page": {}, "fragment": HTMX, "history": HTMX | {"HX-History-Restore-Request": "true"}}
# What stands in an address besides identifiers: a choice that exists.
CHOICES = {
    "section": "skills",
    "audience": "members",
    "preset": "open",
    "lane": "know",
    "kind": "topic",
    "accent": "teal",
    "card": "0" * 20,
    "size": 96,
}
NUMBERS = ("id", "at")
IDENTIFIERS = ("handle", "key", "token", "address", *NUMBERS)
THINGS = {
    "request": "SELECT key, sender_id AS one, recipient_id AS other, state FROM request",
    "mentorship": "SELECT key, mentor_id AS one, mentee_id AS other, '' AS state, ended_at FROM mentorship",
    "conversation": "SELECT key, low_id AS one, high_id AS other, '' AS state FROM conversation",
    "notice": "SELECT key, person_id AS one, person_id AS other, '' AS state FROM notice",
    "invitation": "SELECT key, by_id AS one, by_id AS other, '' AS state FROM invitation",
    "mail": "SELECT key, person_id AS one, person_id AS other, '' AS state FROM mail",
    "session": "SELECT key, person_id AS one, person_id AS other, '' AS state FROM session",
    "fact": "SELECT key, person_id AS one, person_id AS other, section AS state FROM fact",
    "report": "SELECT key, reporter_id AS one, about_id AS other, "
    "CASE WHEN id IN (SELECT report_id FROM evidence WHERE picture IS NOT NULL) THEN 'photo' END AS state FROM report",
    "job": "SELECT j.key, c.person_id AS one, c.person_id AS other, j.state FROM job j "
    "JOIN colleague c ON c.organisation_id = j.organisation_id WHERE c.role = 'owner'",
    # The one is who applied, the other the owner who reads it.
    "application": "SELECT a.key, a.person_id AS one, c.person_id AS other, a.ending AS state FROM application a "
    "JOIN job j ON j.id = a.job_id JOIN colleague c ON c.organisation_id = j.organisation_id WHERE c.role = 'owner'",
    "search": "SELECT key, person_id AS one, person_id AS other, '' AS state FROM saved_search",
    # All offers are for friends.
    "offer": "SELECT key, person_id AS one, person_id AS other, '' AS state FROM help_offer",
    "ask": "SELECT key, person_id AS one, asker_id AS other, reply AS state FROM ask",
    "photo": "SELECT key, person_id AS one, person_id AS other, '' AS state FROM photo",
    # The one is an owner, the other somebody who is asked to act for it.
    "organisation": "SELECT o.key, a.person_id AS one, b.person_id AS other, o.state FROM organisation o "
    "JOIN colleague a ON a.organisation_id = o.id AND a.role = 'owner' "
    "LEFT JOIN colleague b ON b.organisation_id = o.id AND b.since IS NULL",
}
# Which kind of thing the keys of these endpoints name; the sides from which a request can be acted on.
KIND = {"requests": "request", "mentorships": "mentorship", "messages": "conversation", "notices": "notice"}
KIND |= {"invitations": "invitation", "outbox": "mail", "account": "session", "profile": "fact", "photos": "photo"}
KIND |= {"reports": "report", "reports.asked": "request", "reports.message": "conversation", "moderation": "report"}
KIND |= {"job_writing": "job", "job_steps": "job", "job_reviewing": "job", "sponsoring": "job"}
KIND |= {"reports.job": "job", "job_writing.index": "organisation", "job_writing.new": "organisation"}
KIND |= {"organisations": "organisation", "colleagues": "organisation", "verifying": "organisation"}
KIND |= {"reports.organisation": "organisation"}
KIND |= {"found_work": "mentorship", "found_work.count_application": "application", "help_offers": "offer"}
KIND |= {"help_offers.job": "job", "help_offers.organisation": "organisation"}
KIND |= {"applications": "application", "applications.apply": "job"}
KIND |= {"applicants": "application", "applicants.index": "job"}
KIND |= {"jobs": "job", "saved_searches": "search"}
KIND |= {"asks": "ask", "candidates": "job"}
RECIPIENT = {"requests.accept", "requests.decline", "requests.ask"}
SENDER = {"requests.answer", "requests.withdraw", "requests.put_away", "requests.name_next", "reports.show"}
SENDER |= {"asks.show", "asks.accept", "asks.decline"}  # those whom it is about
TASKS = {"admin": Role.ADMIN, "moderator": Role.MODERATOR, "coordinator, admin": Role.COORDINATOR | Role.ADMIN}


def kind_of(endpoint: str) -> str:
    """What the keys of this endpoint name."""
    return KIND.get(endpoint) or KIND[endpoint.partition(".")[0]]


@dataclass(frozen=True)
class Cell:
    """One question: a route with identifiers in it, asked in one of three ways."""

    endpoint: str
    method: str
    values: tuple[tuple[str, object], ...]
    mode: str

    def of_nothing(self) -> "Cell":
        """The same with identifiers that name nothing, as long as these."""
        nothing = {name: 10 ** len(str(value)) - 1 if name in NUMBERS else NO_KEY for name, value in self.values}
        values = tuple((name, nothing[name] if name in IDENTIFIERS else value) for name, value in self.values)
        return Cell(self.endpoint, self.method, values, self.mode)


class World:
    """The gallery as its columns have it, and what each viewer may know of it."""

    def __init__(self, app: Flask, gallery: Gallery) -> None:
        self.app, self.gallery = app, gallery
        self.people = {one.handle: one for one in rows("SELECT id, handle, state, roles FROM person")}
        self.blocks = {frozenset((one.a, one.b)) for one in rows("SELECT blocker_id AS a, blocked_id AS b FROM block")}
        self.friends = {
            frozenset((one.a, one.b))
            for one in rows("SELECT low_id AS a, high_id AS b FROM friendship WHERE ended_at IS NULL")
        }
        self.blockers = {(one.a, one.b) for one in rows("SELECT blocker_id AS a, blocked_id AS b FROM block")}
        self.things = {kind: {one.key: one for one in rows(sql)} for kind, sql in THINGS.items()}
        self.messages = {
            (one.key, one.at): one.sender
            for one in rows(
                "SELECT c.key, m.sent_at AS at, m.sender_id AS sender FROM message m JOIN conversation c ON c.id = m.conversation_id"
            )
        }
        self.terms = [one.id for one in rows("SELECT id FROM term ORDER BY id DESC LIMIT 1")]

    def cells(self, pick: Any, viewer: object = None) -> Iterator[Cell]:
        """Every route with every combination of the identifiers that `pick` swaps in, asked in the ways it says."""
        for rule in sorted(self.app.url_map.iter_rules(), key=lambda rule: rule.rule):
            named = sorted(rule.arguments)
            swapped = [pick.values(self, viewer, rule.endpoint, name) for name in named]
            for method in sorted({"GET", "POST"} & rule.methods):
                for place, values in enumerate(itertools.product(*swapped)):
                    for mode in pick.modes(place):
                        yield Cell(rule.endpoint, method, tuple(zip(named, values, strict=True)), mode)

    def exists(self, viewer: object, other_id: int) -> bool:
        """Whether the other takes part, and none of the two has blocked the other."""
        other = next(one for one in self.people.values() if one.id == other_id)
        return other.state == "active" and frozenset((viewer.id, other.id)) not in self.blocks

    def expects(self, kind: str, cell: Cell) -> str:
        """signed out, standing, second step, absent, there; or "any" where it hangs on more than who asks for whom."""
        viewer, capability = self.gallery.people[kind], CAPABILITY[cell.endpoint]
        if capability in ("public", "public file", "by signature"):
            return self._in_the_open(kind, viewer, cell)
        if viewer is None or viewer.state == "suspended":
            return "signed out"
        if viewer.state != "active":
            return "any" if capability == "any state" else "standing"
        if capability in TASKS and not viewer.roles & TASKS[capability]:
            return "absent"
        if capability in TASKS and kind == "coordinator without second step":
            return "second step"
        return self._of_things(kind, viewer, dict(cell.values), cell.endpoint)

    def _in_the_open(self, kind: str, viewer: object, cell: Cell) -> str:
        values = dict(cell.values)
        if not {"handle", "key", "token", "address"} & values.keys():
            return "any"
        if cell.endpoint == "jobs.show":
            job = self.things["job"].get(values["key"])
            return "there" if job is not None and job.state == "live" else "nothing"
        takes_part = viewer is not None and viewer.state == "active"
        if cell.endpoint == "organisations.show":
            thing = self.things["organisation"].get(values["key"])
            is_theirs = takes_part and thing is not None and viewer.id == thing.one
            return "there" if is_theirs or (thing is not None and thing.state == "verified") else "nothing"
        owner = self.people.get(values.get("handle"))
        if not takes_part or owner is None or cell.endpoint not in ("people.show", "photos.show"):
            return "nothing"
        photo = self.things["photo"].get(values.get("key"))
        is_theirs = cell.endpoint == "people.show" or (photo is not None and photo.one == owner.id)
        return "there" if is_theirs and self.exists(viewer, owner.id) else "absent"

    def _of_things(self, kind: str, viewer: object, values: dict[str, object], endpoint: str) -> str:
        if "handle" in values and "key" not in values:
            return self._of_person(viewer, self.people.get(values["handle"]), endpoint)
        if "key" in values:
            return self._of_key(viewer, values, endpoint)
        if "id" in values:
            return "any"
        return "there"

    def _of_person(self, viewer: object, other: object, endpoint: str) -> str:
        if endpoint == "roles.change":
            return "absent" if other is None or other.state != "active" else "any"
        if endpoint.startswith("approvals.") or endpoint == "moderation.lift":
            return "any"
        if other is None:
            return "absent"
        whom_i_blocked = endpoint.startswith("blocks.") or endpoint == "reports.person"
        if whom_i_blocked and (viewer.id, other.id) in self.blockers:
            return "there" if other.state == "active" else "absent"
        if not self.exists(viewer, other.id):
            return "absent"
        if other.id == viewer.id:
            return "any" if endpoint.startswith("suggestions.") else "absent"
        is_friend = frozenset((viewer.id, other.id)) in self.friends
        return "absent" if endpoint == "messages.start" and not is_friend else "there"

    def _of_key(self, viewer: object, values: dict[str, object], endpoint: str) -> str:
        kind = kind_of(endpoint)
        thing = self.things[kind].get(values["key"])
        if thing is None:
            return "absent"
        if kind == "organisation":
            return self._of_organisation(viewer, thing, values, endpoint)
        if endpoint.startswith("moderation."):
            is_there = endpoint != "moderation.photo" or thing.state == "photo"
            return "there" if is_there and viewer.id not in (thing.one, thing.other) else "absent"
        if kind == "application":
            return self._of_application(viewer, thing, endpoint)
        if endpoint == "help_offers.job":
            return "there" if thing.state == "live" else "absent"
        if endpoint == "help_offers.ask":
            is_friend = frozenset((viewer.id, thing.one)) in self.friends and self.exists(viewer, thing.one)
            return "there" if is_friend else "absent"
        if endpoint == "found_work.count_in":
            is_asked = viewer.id == thing.other and thing.ended_at is not None
            return "there" if is_asked and self.exists(viewer, thing.one) else "absent"
        if endpoint in ("reports.job", "applications.apply"):
            return "there" if thing.state == "live" and viewer.id != thing.one else "absent"
        if endpoint.startswith("sponsoring."):
            return "there" if thing.state == "live" else "absent"
        if kind_of(endpoint) == "job" and endpoint.startswith("candidates."):
            # Of fewer than five there is no card to ask.
            is_theirs = thing.state == "live" and viewer.id == thing.one
            return "there" if is_theirs and endpoint == "candidates.index" else "absent"
        if endpoint.startswith("job_reviewing."):
            return "there" if thing.state in ("review", "live", "paused") else "absent"
        if "at" in values and self.messages.get((thing.key, values["at"])) in (None, viewer.id):
            return "absent"
        if kind == "mail" or (kind == "invitation" and viewer.roles and self._sees_all_invitations(viewer)):
            return "there"
        sides = {"one"} if endpoint in SENDER else {"other"} if endpoint in RECIPIENT else {"one", "other"}
        if viewer.id not in {getattr(thing, side) for side in sides} or thing.state == "ended":
            return "absent"
        if kind == "fact" and thing.state != values["section"]:
            return "absent"
        if kind == "report":
            return "there"
        if kind == "notice":
            return "any"
        return "there" if self.exists(viewer, thing.one if viewer.id == thing.other else thing.other) else "absent"

    def _of_organisation(self, viewer: object, thing: Any, values: dict[str, object], endpoint: str) -> str:
        is_owner, is_verified = viewer.id == thing.one, thing.state == "verified"
        if endpoint.startswith("verifying."):
            return "absent" if viewer.id in (thing.one, thing.other) else "there"
        if endpoint == "colleagues.answer":
            return "there" if viewer.id == thing.other and self.exists(viewer, thing.one) else "absent"
        if endpoint in ("organisations.work_there", "help_offers.organisation"):
            return "there" if is_verified else "absent"
        if endpoint == "reports.organisation":
            return "there" if is_verified and not is_owner else "absent"
        if "handle" in values and is_owner:
            return self._of_colleague(viewer, thing, values["handle"], endpoint)
        return "there" if is_owner else "absent"

    def _of_application(self, viewer: object, thing: Any, endpoint: str) -> str:
        if endpoint == "found_work.count_application" and thing.state != "hired":
            return "absent"
        if endpoint.startswith(("applications.", "found_work.")):
            return "there" if viewer.id == thing.one else "absent"
        is_theirs = viewer.id == thing.other and thing.state != "withdrawn"
        return "there" if is_theirs and self.exists(viewer, thing.one) else "absent"

    def _of_colleague(self, viewer: object, thing: Any, handle: object, endpoint: str) -> str:
        other = self.people.get(handle)
        is_one = other is not None and other.id in (thing.one, thing.other) and self.exists(viewer, other.id)
        return "there" if is_one and (endpoint == "colleagues.change" or other.id != viewer.id) else "absent"

    def _sees_all_invitations(self, viewer: object) -> bool:
        has_step = bool(rows("SELECT 1 AS x FROM two_step WHERE person_id = ?", viewer.id))
        return bool(has_step and viewer.roles & (Role.COORDINATOR | Role.ADMIN))
