"""Blocks: neither of the two exists for the other any more, until the one who blocked takes it back."""

from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from mentorship.ties import block as blocking
from mentorship.web.access import me
from mentorship.web.connections import other
from mentorship.web.hypermedia import done, page

bp = Blueprint("blocks", __name__)


def _person(handle: str) -> Any:
    # Whom I have blocked already does not exist for me, and can still be blocked twice or unblocked.
    return blocking.blocked(me().id, handle) or other(handle)


@bp.route("/people/<handle>/block", methods=["GET", "POST"])
def block(handle: str) -> Response | str:
    """Says what a block does and asks; then does it."""
    person = _person(handle)
    if request.method == "GET":
        return page("blocks/block.html", person=person)
    blocking.block(me().id, person.id)
    message = gettext("%(name)s is blocked. You two do not see each other here any more.", name=person.name)
    return done(message, url_for("connections.index"))


@bp.post("/people/<handle>/unblock")
def unblock(handle: str) -> Response:
    """Takes my own block back; the ties that were do not return. Twice is once."""
    person = _person(handle)
    blocking.unblock(me().id, handle)
    message = gettext(
        "You no longer block %(name)s. What was between you does not come back by itself.", name=person.name
    )
    return done(message, url_for("connections.index"))
