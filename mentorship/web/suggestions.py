"""Suggestions: three lanes of people, each with the reason, each to be hidden for good."""

from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from mentorship.discovery import dismissal, suggestions
from mentorship.discovery.dismissal import Lane
from mentorship.errors import Missing
from mentorship.privacy import profile
from mentorship.site.setting import Feature
from mentorship.web import cards
from mentorship.web.access import me, viewer
from mentorship.web.hypermedia import done, page
from mentorship.web.place import refuse_without, site

bp = Blueprint("suggestions", __name__)


@bp.before_request
def _only_where_suggestions_are_on() -> None:
    refuse_without(Feature.SUGGESTIONS)


def _on() -> list[Lane]:
    if not site().has(Feature.SUGGESTIONS):
        return []
    return [lane for lane in Lane if lane != Lane.KNOW or site().has(Feature.FRIENDS)]


def lanes(most: int = suggestions.PER_LANE) -> dict[Lane, list[int]]:
    """The row numbers of up to `most` people for each lane that this place has."""
    found = suggestions.lanes(viewer(), most) if _on() else {}
    return {lane: found[lane] for lane in _on()}


@bp.get("/suggestions")
def index() -> str:
    """All three lanes."""
    found = lanes()
    people = cards.of([id for ids in found.values() for id in ids])
    shown = {lane: [people[id] for id in ids] for lane, ids in found.items()}
    return page("suggestions/index.html", lanes=shown, just_hidden=_just_hidden())


def _just_hidden() -> dict[str, Any] | None:
    # Without scripts the way back from a press on Hide stands on the page that follows it.
    lane, handle = request.args.get("lane", ""), request.args.get("hidden", "").replace("\x00", "")
    return {"lane": _lane(lane), "person": profile.face_of(viewer(), handle)} if lane and handle else None


@bp.post("/suggestions/<lane>/<handle>/dismiss")
def dismiss(lane: str, handle: str) -> Response:
    """Hides somebody from a lane, silently."""
    person = profile.face_of(viewer(), handle)
    dismissal.dismiss(me().id, person.id, _lane(lane))
    message = gettext("You will not be shown %(name)s here again.", name=person.name)
    then = url_for("suggestions.index", lane=lane, hidden=handle)
    return done(message, then, "suggestions/_hidden.html", lane=lane, person=person)


@bp.post("/suggestions/<lane>/<handle>/restore")
def restore(lane: str, handle: str) -> Response:
    """Takes it back."""
    person = profile.face_of(viewer(), handle)
    dismissal.restore(me().id, person.id, _lane(lane))
    one = cards.of([person.id])[person.id]
    message = gettext("%(name)s may be suggested to you again.", name=person.name)
    return done(message, url_for("suggestions.index"), "suggestions/_suggestion.html", lane=lane, one=one)


@bp.post("/suggestions/restore")
def restore_all() -> Response:
    """Takes every hiding back."""
    dismissal.restore_all(me().id)
    return done(gettext("Nobody is hidden from your suggestions any more."), url_for("suggestions.index"))


def _lane(code: str) -> Lane:
    if code not in _on():
        raise Missing
    return Lane(code)
