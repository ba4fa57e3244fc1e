"""People: search, and somebody's page as this viewer may see it."""

from flask import Blueprint, request

from mentorship.discovery import search
from mentorship.web import cards
from mentorship.web.access import viewer
from mentorship.web.hypermedia import page

bp = Blueprint("people", __name__)

LONGEST = 80


@bp.get("/people")
def index() -> str:
    """Everybody, newest first, or those a few words lead to."""
    q = request.args.get("q", "").replace("\x00", "")[:LONGEST].strip()
    ids, more = search.people(viewer(), q, request.args.get("after", "").replace("\x00", ""))
    return page("people/index.html", "people/_list.html", q=q, found=cards.in_order(ids), more=more)
