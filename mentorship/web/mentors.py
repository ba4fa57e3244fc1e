"""Finding a mentor: by what they offer, where they are, what they speak, and whether they have a place now."""

from flask import Blueprint, request

from mentorship.discovery import search
from mentorship.discovery.search import MentorFilter
from mentorship.people.section import Area
from mentorship.ties import availability
from mentorship.web import cards
from mentorship.web.access import viewer
from mentorship.web.hypermedia import page

bp = Blueprint("mentors", __name__)

LONGEST = 80


def _asked(name: str) -> str:
    return request.args.get(name, "").replace("\x00", "")[:LONGEST]


@bp.get("/mentors")
def index() -> str:
    """Mentors that fit, those for what I seek first."""
    area = _asked("area")
    wanted = MentorFilter(
        _asked("q"),
        area if area in list(Area) else "",
        _asked("topic"),
        _asked("place"),
        _asked("language"),
        bool(_asked("free")),
    )
    ids, more = search.mentors(viewer(), wanted, _asked("after"))
    asked = {name: value for name, value in request.args.items() if name != "after" and value}
    found, free = cards.in_order(ids), availability.with_place(ids)
    return page(
        "mentors/index.html", "mentors/_results.html", wanted=wanted, found=found, free=free, more=more, asked=asked
    )
