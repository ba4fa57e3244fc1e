"""Invitations: making them, seeing how they are used, showing them as a link and a code, taking them back."""

import io
from typing import Any

import segno
from flask import Blueprint, make_response, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from mentorship import clock
from mentorship.accounts import inviting
from mentorship.errors import Invalid, Missing, NotAllowed
from mentorship.people import invitation as invitations
from mentorship.people.invitation import Invitation
from mentorship.ties.relation import relations
from mentorship.web.access import is_signed_in, me, viewer
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.invitation_form import Inviting
from mentorship.web.joining import token_of
from mentorship.web.links import public_address
from mentorship.web.place import site

TEMPLATE = "invitations/index.html"

bp = Blueprint("invitations", __name__)


def may_invite() -> bool:
    """Whether the signed-in person may invite."""
    return is_signed_in() and inviting.may_invite(me().roles, site())


@bp.route("/invitations", methods=["GET", "POST"])
def index() -> str | Response:
    """My invitations (for staff, everybody's), and the form for another."""
    form = Inviting.of(is_staff=inviting.is_staff(me().roles), languages=site().languages)
    listed = invitations.listed(_whose())
    if request.method == "POST" and form.validate() and (made := _invite(form)):
        return done(_said(made), url_for(".show", key=made.key))
    shown = {"listed": listed, "state_of": state_of, "seen": _seen(listed)}
    return page(TEMPLATE, form=form, **shown) if request.method == "GET" else invalid(TEMPLATE, form, **shown)


def _seen(listed: list[Any]) -> dict[int, Any]:
    """Who of those who made these exists for the reader."""
    return relations(viewer(), list({one.by_id for one in listed if one.by_id}))


def _whose() -> int | None:
    """Whose invitations the reader may see: None for everybody's; raises Missing if they may not invite."""
    if not may_invite():
        raise Missing
    return None if inviting.is_staff(me().roles) else int(me().id)


def _invite(form: Inviting) -> Invitation | None:
    try:
        return inviting.invite(me().id, me().roles, site(), **form.wanted())
    except (Invalid, NotAllowed) as error:
        form.take(error)
        return None


def _said(made: Invitation) -> str:
    if made.address:
        return gettext("The invitation is made, and a letter goes to %(address)s.", address=made.address)
    return gettext("The invitation is made. Pass its link or its code on.")


def state_of(one: Any) -> str:
    """How an invitation stands: open, revoked, used_up or over."""
    if one.revoked_at:
        return "revoked"
    if one.used >= one.places:
        return "used_up"
    return "open" if one.expires_at > clock.microseconds(clock.now()) else "over"


def _link(key: str) -> str:
    return public_address("joining.invited", token=token_of(key))


@bp.get("/invitations/<key>")
def show(key: str) -> str:
    """The link and the code, large, to pass on or to print."""
    one = invitations.shown(key, _whose())
    return page("invitations/show.html", one=one, state=state_of(one), link=_link(one.key))


@bp.get("/invitations/<key>/code.svg")
def code(key: str) -> Response:
    """The link as a QR code."""
    one, drawn = invitations.shown(key, _whose()), io.BytesIO()
    segno.make(_link(one.key), error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, omitsize=True, light="#fff", svgclass=None, lineclass=None
    )
    answer = make_response(drawn.getvalue())
    answer.headers.update({"Content-Type": "image/svg+xml", "Cache-Control": "private, no-store"})
    return answer


@bp.post("/invitations/<key>/revoke")
def revoke(key: str) -> Response:
    """Ends an invitation: nobody joins by it any more."""
    invitations.revoke(invitations.shown(key, _whose()).key)
    return done(gettext("This invitation has ended. Who came by it stays."), url_for(".index"))


@bp.app_context_processor
def _for_the_menu() -> dict[str, Any]:
    return {"may_invite": may_invite}
