"""Messages: all my conversations, and the one with a friend."""

from typing import Any

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from mentorship.talk import conversation, message
from mentorship.web import talk
from mentorship.web.access import me, viewer
from mentorship.web.connections import other
from mentorship.web.hypermedia import page

bp = Blueprint("messages", __name__)


@bp.get("/messages")
def index() -> str:
    """My conversations, the newest message first."""
    return page("messages/index.html", conversations=conversation.latest(viewer()))


@bp.get("/messages/<key>")
def show(key: str) -> Response | str | tuple[str, int]:
    """A conversation with a friend; that of a mentorship stands on the page of the pair."""
    found = conversation.of_viewer(viewer(), key)
    if found.mentorship_key:
        return redirect(url_for("mentorships.show", key=found.mentorship_key), 303)
    if talk.has_rested(found, is_open=bool(found.is_open)):
        return "", 204
    return talk.read("messages/show.html", **_shown(found))


def _shown(found: Any) -> dict[str, Any]:
    read_at, write_at = url_for("messages.show", key=found.key), url_for("messages.write", key=found.key)
    return {"friend": found, "talk": talk.of(found, found.name, read_at, write_at, is_open=bool(found.is_open))}


@bp.post("/messages/<key>")
def write(key: str) -> Response:
    """Writes into it; a double press is one message."""
    found, form = conversation.of_viewer(viewer(), key), talk.WriteForm()
    return talk.write(
        form,
        lambda: message.send(found, me().id, *form.words()),
        url_for("messages.show", key=key),
        "messages/show.html",
        lambda: _shown(conversation.of_viewer(viewer(), key)),
    )


@bp.post("/people/<handle>/write")
def start(handle: str) -> Response:
    """Opens the conversation with a friend."""
    opened = conversation.open_with_friend(me().id, other(handle).id)
    return redirect(url_for("messages.show", key=opened.key, _anchor="write"), 303)
