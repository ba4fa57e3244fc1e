"""Answering: accept, decline kindly, set aside, or ask one question first."""

from typing import Any

from mentorship import clock
from mentorship.database import execute, row, write
from mentorship.errors import N_, Invalid, NotAllowed
from mentorship.text import passage
from mentorship.ties import availability, mentorship
from mentorship.ties.friendship import befriend
from mentorship.ties.request.request import Kind, Reason, State, settle

QUESTION_LIMIT = 500

NO_PLACE_LEFT = N_("All places are taken. End a mentorship or add a place first.")
ASKED_ONCE = N_("One question has been asked already. Please decide now.")
CHOOSE_REASON = N_("Please choose a reason. It helps to go on elsewhere.")
OVER = N_("This request is settled already.")

TAKE_PLACE = """
UPDATE request SET state = 'accepted', settled_at = ? WHERE id = ? AND state = 'open' AND deadline > ?
AND EXISTS (SELECT 1 FROM availability m WHERE m.person_id = request.mentor_id
            AND m.places > (SELECT count(*) FROM mentorship t WHERE t.mentor_id = m.person_id AND t.ended_at IS NULL))"""


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
    if settle(request.id, State.ACCEPTED):
        befriend(request.sender_id, request.recipient_id)
    else:
        _refuse_unless(request, State.ACCEPTED)


def _accept_mentoring(request: Any) -> None:
    now = clock.microseconds(clock.now())
    if execute(TAKE_PLACE, now, request.id, now):
        mentee = request.recipient_id if request.mentor_id == request.sender_id else request.sender_id
        mentorship.begin(request.mentor_id, mentee, request.area, request.goal, request.rhythm, request.weeks)
    elif _state(request) == (State.OPEN, True):
        raise NotAllowed(NO_PLACE_LEFT)
    else:
        _refuse_unless(request, State.ACCEPTED)


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
        execute("UPDATE request SET set_aside = ? WHERE id = ? AND state = 'open'", True, request.id)
        return
    if reason not in list(Reason):
        raise Invalid("reason", CHOOSE_REASON)
    if not settle(request.id, State.DECLINED, reason=reason):
        _refuse_unless(request, State.DECLINED)
    _pause(request, pause)


def _pause(request: Any, wanted: bool) -> None:
    if wanted and request.mentor_id == request.recipient_id:
        availability.pause(request.recipient_id)


@write
def ask(request: Any, question: str) -> None:
    """Asks the sender one question before deciding; raises Invalid("question") or NotAllowed."""
    words = passage("question", question, QUESTION_LIMIT)
    if not _change_open("question", words, request):
        raise NotAllowed(ASKED_ONCE if _state(request) == (State.OPEN, True) else OVER)


@write
def answer(request: Any, text: str) -> None:
    """The sender's answer to that question; raises Invalid("answer") or NotAllowed."""
    words = passage("answer", text, QUESTION_LIMIT)
    if not (request.question and _change_open("answer", words, request)):
        raise NotAllowed(OVER)


def _change_open(column: str, words: str, request: Any) -> int:
    return execute(
        f"UPDATE request SET {column} = ? WHERE id = ? AND state = 'open' AND kind = 'mentoring' AND deadline > ? "
        f"AND ({column} = '' OR {column} = ?)",
        words,
        request.id,
        clock.microseconds(clock.now()),
        words,
    )
