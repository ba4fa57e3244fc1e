"""The requests of the demonstration, and the one report in it."""

from datetime import timedelta
from typing import Any

from mentorship import clock
from mentorship.care import reporting
from mentorship.database import execute, row
from mentorship.records.notice import Kind as Event
from mentorship.records.telling import tell
from mentorship.talk import conversation
from mentorship.ties.friendship import pair
from mentorship.ties.relation import Viewer
from mentorship.ties.request.moving_on import put
from mentorship.ties.request.request import PATIENCE, Request, State


def asked_before(ties: dict[str, Any]) -> list[dict[str, Any]]:
    """The requests that mentorships began with, as far as the file does not tell them itself."""
    told = [{asked["from"], asked["to"]} for asked in ties["requests"]]
    begun = [tie for tie in ties["mentorships"] if {tie["mentee"], tie["mentor"]} not in told]
    return [_request_for(tie, 1 + number % 4) for number, tie in enumerate(begun)]


def _request_for(tie: dict[str, Any], waited: int) -> dict[str, Any]:
    agreed = {name: tie[name] for name in ("area", "goal", "rhythm", "weeks")}
    asked = {"kind": "mentoring", "from": tie["mentee"], "to": tie["mentor"], "as": "mentee"}
    ended = {"state": State.ACCEPTED, "answered_after": waited, "seen": True}
    return agreed | asked | ended | {"days_ago": tie["days_ago"] + waited}


def ask(asked: dict[str, Any], keys: dict[str, int]) -> None:
    """Makes a request as it stands; who is to answer has their notice."""
    sender, recipient = keys[asked["from"]], keys[asked["to"]]
    low, high = pair(sender, recipient)
    when = clock.now() - timedelta(days=asked["days_ago"])
    mentor = {"mentor": sender, "mentee": recipient}.get(asked.get("as", ""))
    told = ("kind", "state", "area", "goal", "tried", "rhythm", "weeks", "question", "answer", "reason", "set_aside")
    made = Request.create(
        sender=sender,
        recipient=recipient,
        low=low,
        high=high,
        mentor=mentor,
        asked_at=when,
        turn_at=when,
        deadline=when + PATIENCE,
        settled_at=None if asked["state"] == State.OPEN else when + timedelta(days=asked.get("answered_after", 1)),
        **{name: asked[name] for name in (*told, "seen") if name in asked},
    )
    put(made.id, [keys[key] for key in asked.get("then", ())])
    if asked["state"] == State.OPEN and not asked.get("question"):
        with clock.set_to(when):
            tell(recipient, Event.ASKED, sender, made.key)


def report(one: dict[str, Any], keys: dict[str, int]) -> None:
    """Lets somebody report a message that begins with these words."""
    reporter = Viewer.member(keys[one["from"]])
    talk = conversation.open_with_friend(reporter.id, keys[one["about"]])
    starts = "SELECT sent_at FROM message WHERE conversation_id = ? AND body LIKE ?"
    said = row(starts, talk.id, one["message"] + "%")
    with clock.set_to(clock.now() - timedelta(days=one["days_ago"])):
        thing = reporting.of_message(reporter, talk.key, said.sent_at)
        reporting.send(reporter.id, thing, one["reason"], one["words"])


def forget_reports() -> None:
    """Removes what the people of the demonstration reported; to be called while they are still there."""
    people = "(SELECT id FROM person WHERE demo)"
    execute(f"DELETE FROM report WHERE reporter_id IN {people} OR about_id IN {people}")
