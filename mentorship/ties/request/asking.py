"""Asking: for friendship, to be mentored, or offering to mentor."""

from datetime import timedelta
from typing import Any

from mentorship import clock
from mentorship.database import row, write
from mentorship.errors import N_, Invalid, Missing, NotAllowed
from mentorship.people.section import Area, Section
from mentorship.records.notice import Kind as Event
from mentorship.records.telling import tell
from mentorship.text import passage
from mentorship.ties import capacity
from mentorship.ties.friendship import befriend, pair
from mentorship.ties.mentorship import WEEKS, Rhythm
from mentorship.ties.openness import shown_by
from mentorship.ties.relation import Viewer, relations, viewer_of
from mentorship.ties.request import friends_off, moving_on, opening
from mentorship.ties.request.opening import MOST_OPEN
from mentorship.ties.request.request import Kind, State
from mentorship.ties.request.settling import catch_up, settle

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


def ask_to_be_friends(sender: int, recipient: int) -> bool:
    """Sends a friend request; True if the other had asked already, so that the two are friends at once.

    Raises NotAllowed if they are friends or one has asked, or after twenty requests in a day, and Missing if the
    other does not exist for the sender.
    """
    catch_up(sender, recipient)
    return _befriend(sender, recipient)


@write
def _befriend(sender: int, recipient: int) -> bool:
    friends_off.refuse_if_off()
    _existing(sender, recipient)
    low, high = pair(sender, recipient)
    if row("SELECT 1 AS x FROM friendship WHERE low_id = ? AND high_id = ? AND ended_at IS NULL", low, high):
        raise NotAllowed(ALREADY_TIED)
    theirs = _open(low, high, Kind.FRIEND)
    if theirs and theirs.sender_id == recipient:
        settle(theirs, State.ACCEPTED)
        befriend(low, high)
        tell(recipient, Event.ACCEPTED, sender, theirs.key)
        return True
    if theirs:
        raise NotAllowed(ALREADY_ASKED)
    _refuse_too_many_today(sender)
    opening.create(sender, recipient, Kind.FRIEND)
    return False


def ask_for_mentoring(
    sender: int,
    recipient: int,
    mentor: int,
    *,
    area: str,
    goal: str,
    tried: str,
    rhythm: str,
    weeks: int,
    second: str = "",
    third: str = "",
) -> str:
    """Sends a mentoring request; `mentor` is one of the two; `second` and `third` (handles) are asked next without a yes.

    Gives the public key of the request. Raises Invalid beside the field, NotAllowed, or Missing: also when the
    recipient does not let the sender see what they offer (or, for an offer, what they seek).
    """
    details = _details(area, goal, tried, rhythm, weeks)
    catch_up(sender, recipient)
    return _send(sender, recipient, mentor, details, second, third)


@write
def _send(sender: int, recipient: int, mentor: int, details: dict[str, object], second: str, third: str) -> str:
    viewer = _existing(sender, recipient)
    if recipient not in shown_by(viewer, [recipient], Section.OFFERS if mentor == recipient else Section.SEEKS):
        raise Missing
    _refuse_tied(sender, recipient, mentor)
    if opening.has_too_many(sender):
        raise NotAllowed(TOO_MANY_OPEN, most=MOST_OPEN)
    places = capacity.of(mentor)
    if not (places and places.has_place):
        raise NotAllowed(NO_PLACE_OF_MINE if mentor == sender else NO_PLACE)
    made = opening.create(sender, recipient, Kind.MENTORING, mentor=mentor, **details)
    if second or third:
        moving_on.name_next(viewer, made, second, third)
    return str(made.key)


def _details(area: str, goal: str, tried: str, rhythm: str, weeks: int) -> dict[str, object]:
    details = {
        "area": _one_of("area", area, Area),
        "goal": passage("goal", goal, GOAL_LIMIT),
        "tried": passage("tried", tried, TRIED_LIMIT, required=False),
        "rhythm": _one_of("rhythm", rhythm, Rhythm),
        "weeks": weeks,
    }
    if weeks not in WEEKS:
        raise Invalid("weeks", CHOOSE)
    return details


def _existing(sender: int, recipient: int) -> Viewer:
    # Asked once more inside the transaction: a block may have fallen since the page was shown.
    viewer = viewer_of(sender)
    if viewer is None or sender == recipient or not relations(viewer, [recipient]):
        raise Missing
    return viewer


def _refuse_tied(sender: int, recipient: int, mentor: int) -> None:
    if _open(*pair(sender, recipient), Kind.MENTORING):
        raise NotAllowed(ALREADY_ASKED)
    mentee = recipient if mentor == sender else sender
    if row("SELECT 1 AS x FROM mentorship WHERE mentor_id = ? AND mentee_id = ? AND ended_at IS NULL", mentor, mentee):
        raise NotAllowed(ALREADY_TIED)


def _one_of(field: str, value: str, choices: type[Area] | type[Rhythm]) -> str:
    if value not in list(choices):
        raise Invalid(field, CHOOSE)
    return value


def _open(low: int, high: int, kind: Kind) -> Any | None:
    return row(
        "SELECT id, key, sender_id, recipient_id FROM request "
        "WHERE low_id = ? AND high_id = ? AND kind = ? AND state = 'open'",
        low,
        high,
        kind,
    )


def _refuse_too_many_today(sender: int) -> None:
    asked = "SELECT count(*) AS n FROM request WHERE sender_id = ? AND kind = 'friend' AND asked_at > ?"
    found = row(asked, sender, clock.microseconds(clock.now() - timedelta(days=1)))
    if found and found.n >= MOST_FRIEND_REQUESTS:
        raise NotAllowed(TOO_MANY_TODAY, most=MOST_FRIEND_REQUESTS)
