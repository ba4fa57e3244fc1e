"""The first page: a welcome, or my day: what waits for me first, then people to meet."""

from typing import Any

from flask import Blueprint

from mentorship.discovery import suggestions
from mentorship.discovery.dismissal import Lane
from mentorship.ties import mentorship
from mentorship.ties.request import request
from mentorship.web import cards
from mentorship.web.access import is_signed_in, public, viewer
from mentorship.web.hypermedia import page

PER_LANE = 3

bp = Blueprint("home", __name__)


@bp.get("/")
@public
def index() -> str:
    """Welcome, or my day."""
    return page("home/day.html", **_day()) if is_signed_in() else page("home/welcome.html")


def _day() -> dict[str, Any]:
    requests = request.current(viewer())
    pairs = mentorship.lately(viewer())
    lanes = suggestions.lanes(viewer(), PER_LANE)
    people = cards.of([*request.people_in(requests), *(id for ids in lanes.values() for id in ids)])
    mine = [one for one in requests if request.is_my_turn(one)]
    return {
        "mine": mine,
        "others": [one for one in requests if one not in mine],
        "pairs": [pair for pair in pairs if not pair.ended_at],
        "ended": [pair for pair in pairs if pair.ended_at],
        "people": people,
        "lanes": {lane: [people[id] for id in lanes[lane] if id in people] for lane in Lane},
    }
