"""Terms while somebody types: what the vocabulary has that begins like this."""

from flask import Blueprint, request

from mentorship.discovery.terms import terms
from mentorship.errors import Missing
from mentorship.people.vocabulary import TERM_LIMIT, Kind
from mentorship.web.access import public, viewer
from mentorship.web.hypermedia import page

bp = Blueprint("terms", __name__)


@bp.get("/terms/<kind>")
@public
def index(kind: str) -> str:
    """Up to eight terms as options; the text comes as q, or under the name of the field."""
    if kind not in list(Kind):
        raise Missing
    typed = next(iter(request.args.values()), "").replace("\x00", "")[:TERM_LIMIT].strip()
    return page("terms/_options.html", names=terms(viewer(), Kind(kind), typed)) if typed else ""
