"""Answering: accept, decline kindly, set aside, or ask one question first."""

from typing import Any

from mentorship import clock
from mentorship.database import execute, row, write
from mentorship.errors import N_, Invalid, NotAllowed
from mentorship.records.notice import Kind as Event
from mentorship.records.notice import read_about
from mentorship.records.telling import tell
from mentorship.text import passage
from mentorship.ties import availability, mentorship
from mentorship.ties.capacity import TAKEN
from mentorship.ties.friendship import befriend
from mentorship.ties.request import friends_off, moving_on
from mentorship.ties.request.request import Kind, Reason, State
from mentorship.ties.request.settling import say_no, settle

QUESTION_LIMIT = 500

NO_PLACE_LEFT = N_("All places are taken. End a mentorship or add a place first.")
ASKED_ONCE = N_("One question has been asked already. Please decide now.")
CHOOSE_REASON = N_("Please choose a reason. It helps to go on elsewhere.")
OVER = N_("This request is settled already.")

TAKE_PLACE = f"""
UPDATE request SET state = 'accepted', settled_at = ? WHERE id = ? AND state = 'open' AND deadline > ?
AND EXISTS (SELECT 1 FROM availability m WHERE m.person_id = request.mentor_id AND m.places > {TAKEN})"""


@write
def accept(request: Any, *, pause: bool = False) -> None:
    """Says yes: the tie begins in the same transaction. Twice is once.

    Raises NotAllowed if the mentor has no place left, or if the request was settled otherwise before.
    """
    if request.kind == Kind.FRIEND:
        _accept_friend(request)
    else:
        _accept_mentoring(request)
    _pause(request, pause)


def _accept_friend(request: Any) -> None:
    friends_off.refuse_if_off()
    if settle(request, State.ACCEPTED):
        befriend(request.sender_id, request.recipient_id)
        tell(request.sender_id, Event.ACCEPTED, request.recipient_id, request.key)
    else:
        _refuse_unless(request, State.ACCEPTED)


def _accept_mentoring(request: Any) -> None:
    now = clock.microseconds(clock.now())
    if execute(TAKE_PLACE, now, request.id, now):
        _begin(request)
    elif _state(request) == (State.OPEN, True):
        raise NotAllowed(NO_PLACE_LEFT)
    else:
        _refuse_unless(request, State.ACCEPTED)


def _begin(request: Any) -> None:
    mentee = request.recipient_id if request.mentor_id == request.sender_id else request.sender_id
    mentorship.begin(request.mentor_id, mentee, request.area, request.goal, request.rhythm, request.weeks)
    moving_on.put(request.id, [])
    read_about(request.recipient_id, request.key)
    tell(request.sender_id, Event.ACCEPTED, request.recipient_id, request.key)


def _state(request: Any) -> tuple[str, bool]:
    found = row(
        "SELECT state, deadline > ? AS waits FROM request WHERE id = ?", clock.microseconds(clock.now()), request.id
    )
    return (found.state, bool(found.waits)) if found else (State.ENDED, False)


def _refuse_unless(request: Any, state: State) -> None:
    if _state(request)[0] != state:
        raise NotAllowed(OVER)


@write
def decline(request: Any, reason: str = "", *, pause: bool = False) -> None:
    """Says no to a mentoring request with a kind reason; sets a friend request aside, silently. Twice is once."""
    if request.kind == Kind.FRIEND:
        _set_aside(request)
        return
    if reason not in list(Reason):
        raise Invalid("reason", CHOOSE_REASON)
    if not say_no(request, Reason(reason)):
        _refuse_unless(request, State.DECLINED)
    _pause(request, pause)


def _set_aside(request: Any) -> None:
    if execute("UPDATE request SET set_aside = ? WHERE id = ? AND state = 'open'", True, request.id):
        read_about(request.recipient_id, request.key)


def _pause(request: Any, wanted: bool) -> None:
    if wanted and request.mentor_id == request.recipient_id:
        availability.pause(request.recipient_id, Reason.FULL)


@write
def ask(request: Any, question: str) -> None:
    """Asks the sender one question before deciding; raises Invalid("question") or NotAllowed."""
    words = passage("question", question, QUESTION_LIMIT)
    if _say("question", words, request):
        read_about(request.recipient_id, request.key)
        tell(request.sender_id, Event.QUESTION, request.recipient_id, request.key)
    elif not _said("question", words, request):
        raise NotAllowed(ASKED_ONCE if _state(request) == (State.OPEN, True) else OVER)


@write
def answer(request: Any, text: str) -> None:
    """The sender's answer to that question; raises Invalid("answer") or NotAllowed."""
    words = passage("answer", text, QUESTION_LIMIT)
    if request.question and _say("answer", words, request):
        read_about(request.sender_id, request.key)
        tell(request.recipient_id, Event.ANSWER, request.sender_id, request.key)
    elif not _said("answer", words, request):
        raise NotAllowed(OVER)


def _say(column: str, words: str, request: Any) -> int:
    now = clock.microseconds(clock.now())
    return execute(
        f"UPDATE request SET {column} = ?, turn_at = ? WHERE id = ? AND state = 'open' AND kind = 'mentoring' "
        f"AND deadline > ? AND {column} = ''",
        words,
        now,
        request.id,
        now,
    )


def _said(column: str, words: str, request: Any) -> bool:
    """Whether the same words stand there already: the form was sent twice."""
    found = row(f"SELECT {column} AS words FROM request WHERE id = ?", request.id)
    return _state(request) == (State.OPEN, True) and found is not None and found.words == words
