"""Asking: for friendship, to be mentored, or offering to mentor."""

from datetime import timedelta
from typing import Any

from mentorship import clock
from mentorship.database import row, write
from mentorship.errors import N_, Invalid, Missing, NotAllowed
from mentorship.people.section import Area
from mentorship.text import passage
from mentorship.ties import availability
from mentorship.ties.friendship import befriend, pair
from mentorship.ties.mentorship import WEEKS, Rhythm
from mentorship.ties.relation import Viewer, relations
from mentorship.ties.request.request import PATIENCE, Kind, Request, State, close_lapsed, settle

MOST_OPEN = 5
MOST_FRIEND_REQUESTS = 20
GOAL_LIMIT = 600
TRIED_LIMIT = 600

ALREADY_ASKED = N_("There is an open request between you two already.")
ALREADY_TIED = N_("You two have this tie already.")
TOO_MANY_OPEN = N_("You have %(most)d open mentoring requests. Wait for an answer or take one back first.")
TOO_MANY_TODAY = N_("You have asked %(most)d people today. Please go on tomorrow.")
NO_PLACE = N_("There is no free place at the moment.")
NO_PLACE_OF_MINE = N_("You have no free place at the moment. Add one on your profile first.")
CHOOSE = N_("Please choose one of these.")


@write
def ask_to_be_friends(sender: int, recipient: int) -> bool:
    """Sends a friend request; True if the other had asked already, so that the two are friends at once.

    Raises NotAllowed if they are friends or one has asked, or after twenty requests in a day, and Missing if the
    other does not exist for the sender.
    """
    _refuse_absent(sender, recipient)
    low, high = pair(sender, recipient)
    if row("SELECT 1 AS x FROM friendship WHERE low_id = ? AND high_id = ? AND ended_at IS NULL", low, high):
        raise NotAllowed(ALREADY_TIED)
    close_lapsed(low, high, Kind.FRIEND)
    theirs = _open(low, high, Kind.FRIEND)
    if theirs and theirs.sender_id == recipient:
        settle(theirs.id, State.ACCEPTED)
        befriend(low, high)
        return True
    if theirs:
        raise NotAllowed(ALREADY_ASKED)
    _refuse_too_many_today(sender)
    _create(sender, recipient, Kind.FRIEND)
    return False


@write
def ask_for_mentoring(
    sender: int, recipient: int, mentor: int, *, area: str, goal: str, tried: str, rhythm: str, weeks: int
) -> str:
    """Sends a mentoring request; `mentor` is one of the two. Raises Invalid beside the field, NotAllowed, or Missing.

    Gives the public key of the request.
    """
    details = {
        "area": _one_of("area", area, Area),
        "goal": passage("goal", goal, GOAL_LIMIT),
        "tried": passage("tried", tried, TRIED_LIMIT, required=False),
        "rhythm": _one_of("rhythm", rhythm, Rhythm),
        "weeks": weeks,
    }
    if weeks not in WEEKS:
        raise Invalid("weeks", CHOOSE)
    _refuse_absent(sender, recipient)
    mentee = recipient if mentor == sender else sender
    low, high = pair(sender, recipient)
    close_lapsed(low, high, Kind.MENTORING)
    if _open(low, high, Kind.MENTORING):
        raise NotAllowed(ALREADY_ASKED)
    if row("SELECT 1 AS x FROM mentorship WHERE mentor_id = ? AND mentee_id = ? AND ended_at IS NULL", mentor, mentee):
        raise NotAllowed(ALREADY_TIED)
    _refuse_too_many_open(sender)
    places = availability.of(mentor)
    if not (places and places.has_place):
        raise NotAllowed(NO_PLACE_OF_MINE if mentor == sender else NO_PLACE)
    return _create(sender, recipient, Kind.MENTORING, mentor=mentor, **details)


def _refuse_absent(sender: int, recipient: int) -> None:
    # Asked once more inside the transaction: a block may have fallen since the page was shown.
    if sender == recipient or not relations(Viewer.member(sender), [recipient]):
        raise Missing


def _one_of(field: str, value: str, choices: type[Area] | type[Rhythm]) -> str:
    if value not in list(choices):
        raise Invalid(field, CHOOSE)
    return value


def _open(low: int, high: int, kind: Kind) -> Any | None:
    return row(
        "SELECT id, sender_id FROM request WHERE low_id = ? AND high_id = ? AND kind = ? AND state = 'open'",
        low,
        high,
        kind,
    )


def _create(sender: int, recipient: int, kind: Kind, **details: object) -> str:
    low, high = pair(sender, recipient)
    now = clock.now()
    created = Request.create(
        kind=kind,
        sender=sender,
        recipient=recipient,
        low=low,
        high=high,
        asked_at=now,
        deadline=now + PATIENCE,
        **details,
    )
    return str(created.key)


def _refuse_too_many_open(sender: int) -> None:
    now = clock.microseconds(clock.now())
    if _count("state = 'open' AND deadline > ?", sender, Kind.MENTORING, now) >= MOST_OPEN:
        raise NotAllowed(TOO_MANY_OPEN, most=MOST_OPEN)


def _refuse_too_many_today(sender: int) -> None:
    yesterday = clock.microseconds(clock.now() - timedelta(days=1))
    if _count("asked_at > ?", sender, Kind.FRIEND, yesterday) >= MOST_FRIEND_REQUESTS:
        raise NotAllowed(TOO_MANY_TODAY, most=MOST_FRIEND_REQUESTS)


def _count(condition: str, sender: int, kind: Kind, when: int) -> int:
    found = row(
        f"SELECT count(*) AS n FROM request WHERE sender_id = ? AND kind = ? AND {condition}", sender, kind, when
    )
    return int(found.n) if found else 0
