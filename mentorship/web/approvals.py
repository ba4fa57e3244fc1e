"""Who would like to join: the people who wait for a yes, and the yes or no."""

from typing import Any

from flask import Blueprint, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from mentorship.accounts import approving
from mentorship.accounts.approving import APPROVERS
from mentorship.ties.relation import relations
from mentorship.web.access import is_signed_in, me, staff, viewer
from mentorship.web.hypermedia import done, page

bp = Blueprint("approvals", __name__)


@bp.get("/admin/approvals")
@staff(APPROVERS)
def index() -> str:
    """Those who wait, oldest first."""
    waiting = approving.waiting()
    count = approving.how_many() if len(waiting) == approving.SHOWN else len(waiting)
    seen = relations(viewer(), [one.by_id for one in waiting if one.by_id])
    return page("approvals/index.html", waiting=waiting, count=count, seen=seen)


@bp.post("/admin/approvals/<handle>/accept")
@staff(APPROVERS)
def accept(handle: str) -> Response:
    """Lets somebody in."""
    name = approving.accept(handle, me().handle)
    return _decided(gettext("%(name)s is in, and has a letter that says so.", name=name) if name else "")


@bp.post("/admin/approvals/<handle>/refuse")
@staff(APPROVERS)
def refuse(handle: str) -> Response:
    """Says no, kindly, and keeps nothing of them."""
    name = approving.refuse(handle, me().handle)
    return _decided(gettext("%(name)s gets a kind letter, and nothing of them is kept.", name=name) if name else "")


def _decided(said: str) -> Response:
    return done(said or gettext("Somebody has decided about this already."), url_for(".index"))


def may_approve() -> bool:
    """Whether the signed-in person may let people in."""
    return is_signed_in() and bool(me().has(APPROVERS))


@bp.app_context_processor
def _for_the_menu() -> dict[str, Any]:
    return {"may_approve": may_approve}
