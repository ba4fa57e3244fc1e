"""People: search, and somebody's page as this viewer may see it."""

from typing import Any

from flask import Blueprint, request

from mentorship.discovery import common_ground, search
from mentorship.privacy import profile
from mentorship.ties.relation import Relation
from mentorship.ties.request.request import between
from mentorship.web import cards
from mentorship.web.access import public, viewer
from mentorship.web.hypermedia import page

bp = Blueprint("people", __name__)

LONGEST = 80


@bp.get("/people")
def index() -> str:
    """Everybody, newest first, or those a few words lead to."""
    q = request.args.get("q", "").replace("\x00", "")[:LONGEST].strip()
    ids, more = search.people(viewer(), q, request.args.get("after", "").replace("\x00", ""))
    return page("people/index.html", "people/_list.html", q=q, found=cards.in_order(ids), more=more)


@bp.get("/people/<handle>")
@public
def show(handle: str) -> str:
    """Somebody's page, with what this viewer may see and do there."""
    shown = ties(handle)
    one = shown["profile"]
    ground = common_ground.with_people(viewer(), [one.id] if _is_other_member(one) else [])
    return page("people/show.html", listed=cards.Listed(one, ground[one.id]), **shown)


def ties(handle: str) -> dict[str, Any]:
    """What people/_ties.html needs: the profile, and the open requests between the two; raises Missing."""
    one = profile.of(viewer(), handle)
    return {"profile": one, "open_requests": between(viewer(), one.id) if _is_other_member(one) else []}


def _is_other_member(one: profile.Profile) -> bool:
    return one.has(Relation.MEMBER) and not one.has(Relation.SELF)
