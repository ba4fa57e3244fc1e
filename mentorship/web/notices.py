"""Notices: what happened, newest first, each leading to the thing itself."""

from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from mentorship import clock
from mentorship.database import when_possible
from mentorship.records import notice
from mentorship.talk import notices
from mentorship.web.access import me, viewer
from mentorship.web.hypermedia import done, page
from mentorship.web.notice_words import there

LIST = "notices/_list.html"

bp = Blueprint("notices", __name__)


@bp.get("/notices")
def index() -> str:
    """What I was told, thirty at a time."""
    before = request.args.get("before", "")
    return page("notices/index.html", before=before, **_shown(*_place(before)))


def _place(before: str) -> tuple[int, str]:
    # Where the last page ended: the moment and the key of its last notice.
    at, _, key = before.replace("\x00", "").partition("-")
    return _moment(at), key


def _moment(text: str) -> int:
    return min(int(text), notices.END_OF_TIME) if text.isdecimal() and len(text) < 20 else notices.END_OF_TIME


def _shown(*place: Any) -> dict[str, Any]:
    found, more = notices.latest(viewer(), *place)
    return {"notices": found, "more": more, "until": clock.microseconds(clock.now())}


@bp.get("/notices/<key>", endpoint="open")
def lead(key: str) -> Response:
    """Leads to the thing, and marks the notice as read."""
    found = notices.of_viewer(viewer(), key)
    when_possible(notice.read, me().id, key)
    endpoint, values = there(found)
    return redirect(url_for(endpoint, **values), 303)


@bp.post("/notices/read-all")
def read_all() -> Response:
    """Marks all as read that were there when the page was made. Twice is once."""
    notice.read_all(me().id, _moment(request.form.get("until", "")))
    return done(gettext("All are marked as read."), url_for(".index"), LIST, is_swapped=True, **_shown())
