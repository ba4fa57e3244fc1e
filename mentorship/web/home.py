"""The first page: a welcome, or my day: what waits for me first, then people to meet."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from mentorship.people.person import State
from mentorship.talk import unread
from mentorship.ties import mentorship
from mentorship.ties.request import request
from mentorship.web import agreeing, cards, suggestions
from mentorship.web.access import is_signed_in, me, public, viewer
from mentorship.web.hypermedia import page

PER_LANE = 3

bp = Blueprint("home", __name__)


@bp.get("/")
@public
def index() -> str | Response:
    """Welcome, or my day."""
    if not is_signed_in():
        return page("home/welcome.html")
    if me().state != State.ACTIVE:
        return redirect(url_for("standing.show"), 303)
    if not agreeing.agrees():
        return redirect(url_for("agreeing.show"), 303)
    return page("home/day.html", **_day())


@dataclass(frozen=True, slots=True)
class Item:
    """Something that waits for the reader: a request, new messages, or a mentorship that the other has ended."""

    sort: str
    since: int
    what: Any


def _day() -> dict[str, Any]:
    requests = request.current(viewer())
    pairs = mentorship.lately(viewer())
    lanes = suggestions.lanes(PER_LANE)
    tied = [*request.people_in(requests), *(pair.other_id for pair in pairs)]
    people = cards.of([*tied, *(id for ids in lanes.values() for id in ids)])
    mine = [one for one in requests if request.is_my_turn(one)]
    return {
        "waiting": _oldest_first(mine, unread.waiting(viewer()), [pair for pair in pairs if pair.ended_at]),
        "others": [one for one in requests if one not in mine],
        "pairs": [pair for pair in pairs if not pair.ended_at],
        "people": people,
        "lanes": {lane: [people[id] for id in ids if id in people] for lane, ids in lanes.items()},
    }


def _oldest_first(mine: list[Any], talks: list[Any], ended: list[Any]) -> list[Item]:
    items = [Item("request", one.turn_at, one) for one in mine]
    items += [Item("talk", one.since, one) for one in talks]
    items += [Item("ended", one.ended_at, one) for one in ended]
    return sorted(items, key=lambda item: item.since)
