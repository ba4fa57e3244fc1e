"""Connections: what waits for an answer, my mentors, my mentees, my friends; becoming friends and ending it."""

from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from mentorship.discovery.common_ground import NOTHING
from mentorship.errors import Missing, NotAllowed
from mentorship.privacy import profile
from mentorship.ties import block, friendship, mentorship
from mentorship.ties.relation import Relation
from mentorship.ties.request import asking
from mentorship.ties.request import request as requests
from mentorship.web import people
from mentorship.web.access import me, viewer
from mentorship.web.cards import Listed
from mentorship.web.hypermedia import done, page
from mentorship.web.rendering import date

bp = Blueprint("connections", __name__)


@bp.get("/connections")
def index() -> str:
    """Everybody I have to do with, those who wait for me first."""
    friends, more = friendship.friends(viewer(), request.args.get("after", "").replace("\x00", ""))
    pairs, asked = mentorship.running(viewer()), requests.current(viewer())
    cards = profile.cards(viewer(), [one.other_id for one in (*asked, *pairs)] + [one.id for one in friends])
    listed = {id: Listed(card, NOTHING) for id, card in cards.items()}
    return page("connections/index.html", people=listed, friends=friends, more=more, **_sorted(asked), **_others(pairs))


def _sorted(asked: list[Any]) -> dict[str, Any]:
    mine = [one for one in asked if requests.is_my_turn(one)]
    return {"to_answer": mine, "waiting": [one for one in asked if one not in mine]}


def _others(pairs: list[Any]) -> dict[str, Any]:
    return {
        "mentors": [pair for pair in pairs if not pair.i_mentor],
        "mentees": [pair for pair in pairs if pair.i_mentor],
        "ended": mentorship.ended(viewer()),
        "blocked": block.blocked_by(me().id),
    }


def other(handle: str) -> Any:
    """Somebody else, by row number, handle, name and flags; raises Missing if there is nobody such for the reader."""
    person = profile.face_of(viewer(), handle)
    if person.id == me().id:
        raise Missing
    return person


@bp.post("/people/<handle>/friend")
def befriend(handle: str) -> Response:
    """Asks somebody to be friends; if they had asked already, the two are friends at once. Twice is once."""
    refused = _ask(other(handle))
    shown = people.ties(handle)
    message = _how_it_stands(shown["profile"], shown["open_requests"])
    if refused and not message:
        raise refused
    return done(message, url_for("people.show", handle=handle), "people/_ties.html", **shown)


def _ask(person: Any) -> NotAllowed | None:
    try:
        asking.ask_to_be_friends(me().id, person.id)
    except NotAllowed as refused:
        return refused
    return None


def _how_it_stands(person: profile.Profile, asked: list[Any]) -> str:
    if person.has(Relation.FRIEND):
        return gettext("You and %(name)s are friends now.", name=person.name)
    for one in asked:
        if one.kind == requests.Kind.FRIEND and one.is_mine:
            until = date(one.deadline)
            return gettext(
                "%(name)s has been asked. You wait for the answer until %(date)s.", name=person.name, date=until
            )
    return ""


@bp.post("/people/<handle>/unfriend")
def unfriend(handle: str) -> Response:
    """Ends a friendship, silently. Twice is once."""
    person = other(handle)
    friendship.unfriend(me().id, person.id)
    message = gettext("You and %(name)s are no longer friends here.", name=person.name)
    return done(message, url_for("people.show", handle=handle))
