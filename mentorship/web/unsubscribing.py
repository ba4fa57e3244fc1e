"""Stopping mails by the link in one of them: without signing in, and by the button of a mail program (RFC 8058)."""

from typing import Any, NamedTuple

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from mentorship.errors import Missing
from mentorship.people import recipient
from mentorship.records import choice
from mentorship.records.choice import Choice, may_come
from mentorship.records.notice import Topic
from mentorship.web import language
from mentorship.web.access import by_signature
from mentorship.web.hypermedia import done, page
from mentorship.web.links import unsigned

TEMPLATE = "unsubscribing/show.html"
# What the token of a daily mail says in the place of a topic: whatever comes once a day.
DAILY = str(Choice.DAILY)

bp = Blueprint("unsubscribing", __name__)


class Mails(NamedTuple):
    """Whose mails, and about which topics."""

    person: Any
    topics: list[Topic]
    are_stopped: bool


def _mails(token: str) -> Mails:
    handle, about = _inside(token)
    person = recipient.of(handle)
    language.offer(person.language)
    chosen = choice.choices_of(person.id)
    if about == DAILY:
        topics = [topic for topic in Topic if chosen[topic] == Choice.DAILY and may_come(topic, person.roles)]
        return Mails(person, topics, not topics)
    return Mails(person, [Topic(about)], chosen[Topic(about)] == Choice.NEVER)


def _inside(token: str) -> tuple[str, str]:
    match unsigned("unsubscribe", token):
        case [str(handle), str(about)] if about in (DAILY, *Topic):
            return handle, about
    raise Missing


@bp.route("/unsubscribe/<token>", methods=["GET", "POST"])
@by_signature
def show(token: str) -> Response | str:
    """Says which mails these are; stops them when it is sent. Twice is once."""
    mails = _mails(token)
    if request.method != "POST":
        return page(TEMPLATE, mails=mails, token=token)
    for topic in mails.topics:
        choice.choose(mails.person.id, topic, Choice.NEVER)
    return _stopped(token)


def _stopped(token: str) -> Response | str:
    if request.form.get("List-Unsubscribe") == "One-Click":
        return page(TEMPLATE, mails=_mails(token), token=token)  # a mail program follows no redirect
    return done(gettext("These mails have stopped."), url_for(".show", token=token))
