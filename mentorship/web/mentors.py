"""Finding a mentor: by what they offer, where they are, what they speak, and whether they have a place now."""

from flask import Blueprint, request

from mentorship.discovery import search
from mentorship.discovery.search import MentorFilter
from mentorship.people.section import Area
from mentorship.ties import capacity
from mentorship.web import cards
from mentorship.web.access import viewer
from mentorship.web.hypermedia import page

bp = Blueprint("mentors", __name__)

LONGEST = 80


NAMES = ("q", "area", "topic", "place", "language", "free")


def _asked() -> dict[str, str]:
    given = {name: request.args.get(name, "").replace("\x00", "")[:LONGEST] for name in NAMES}
    return {name: text for name, text in given.items() if text.strip() and (name != "area" or text in list(Area))}


def _filter(asked: dict[str, str]) -> MentorFilter:
    rest = {name: asked.get(name, "") for name in ("area", "topic", "place", "language")}
    return MentorFilter(text=asked.get("q", ""), free="free" in asked, **rest)


@bp.get("/mentors")
def index() -> str:
    """Mentors that fit, those for what I seek first."""
    asked = _asked()
    wanted = _filter(asked)
    ids, more = search.mentors(viewer(), wanted, request.args.get("after", "").replace("\x00", ""))
    shown = {"found": cards.in_order(ids), "free": capacity.with_place(ids), "more": more}
    return page("mentors/index.html", "mentors/_results.html", wanted=wanted, asked=asked, **shown)
