"""How my account stands while it does not take part: it waits for approval, or I have closed it and can open it again."""

from flask import Blueprint, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from mentorship import clock
from mentorship.accounts import closing
from mentorship.people.person import State
from mentorship.web.access import in_any_state, me
from mentorship.web.hypermedia import done, page
from mentorship.web.place import sends_mail

bp = Blueprint("standing", __name__)


@bp.get("/account/standing")
@in_any_state
def show() -> str | Response:
    """What happens next, and until when one can think again; leads home whoever takes part."""
    if me().state == State.ACTIVE:
        return redirect(url_for("home.index"), 303)
    until = closing.until(me().closed_at) if me().closed_at else None
    is_over = until is not None and until <= clock.now()
    return page("standing/show.html", until=until, is_over=is_over, by_mail=sends_mail())


@bp.post("/account/reopen")
@in_any_state
def reopen() -> Response:
    """Opens my closed account again. Twice is once."""
    if me().state == State.PENDING or (me().state == State.CLOSED and not closing.reopen(me().id)):
        return redirect(url_for(".show"), 303)
    return done(gettext("Your account is open again. Good that you are here."), url_for("home.index"))
