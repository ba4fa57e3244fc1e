"""Agreeing to new rules: whoever has not yet is led here before anything else."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint, Flask, abort, current_app, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from mentorship.people import person
from mentorship.site import rules as rules_in_force
from mentorship.web.access import SAFE, here, in_any_state, is_signed_in, me, own_path
from mentorship.web.hypermedia import done, lead, page

View = TypeVar("View", bound=Callable[..., Any])

bp = Blueprint("agreeing", __name__)


def before_agreeing(view: View) -> View:
    """Marks an endpoint that is open to people who have not agreed to the rules: who does not agree must be able to leave."""
    view.is_before_agreeing = True  # type: ignore[attr-defined]
    return view


def agrees() -> bool:
    """Whether the signed-in person has agreed to the rules in force (no statement: the session knows)."""
    return bool(me().rules_version == _version())


def _version() -> str:
    return me().own_rules or rules_in_force.SHIPPED_VERSION


@bp.route("/rules/agree", methods=["GET", "POST"])
@in_any_state
def show() -> str | Response:
    """What is new in the rules, and agreeing to them by a button."""
    then = own_path(request.args.get("next", "/"))
    if agrees():
        return redirect(then, 303)
    if request.method == "GET" or request.form.get("version") != _version():
        return page("agreeing/show.html", then=then, version=_version(), rules=rules_in_force.latest())
    person.agree(me().id, _version())
    return done(gettext("Thank you. This is noted."), then)


def _ask_first() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    # What somebody was just writing is still taken; the page after it leads here.
    if view is None or request.method not in SAFE or _is_open(view) or not is_signed_in() or agrees():
        return
    abort(lead(url_for("agreeing.show", next=here())))


def _is_open(view: Any) -> bool:
    return any(
        getattr(view, mark, False) for mark in ("is_file", "is_public", "is_for_any_state", "is_before_agreeing")
    )


def register(app: Flask) -> None:
    """Asks before every page, behind the door itself."""
    app.before_request(_ask_first)
