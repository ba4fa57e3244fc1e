"""A request told in sentences: who asks what of whom, how it stands, and until when."""

from typing import Any

from flask_babel import gettext

from mentorship import clock
from mentorship.errors import N_
from mentorship.ties.request.request import REMINDED_AFTER, Kind, State, has_lapsed, is_my_turn, next_reminder
from mentorship.web import words
from mentorship.web.rendering import date, day

FRIEND, WISH, OFFER = "friend", "wish", "offer"

ASKED_OF_ME = {
    FRIEND: N_("%(name)s would like to be friends"),
    WISH: N_("%(name)s would like you as a mentor"),
    OFFER: N_("%(name)s offers to be your mentor"),
}
ASKED_BY_ME = {
    FRIEND: N_("You asked %(name)s to be friends"),
    WISH: N_("You asked %(name)s to be your mentor"),
    OFFER: N_("You offered to mentor %(name)s"),
}
YES = {
    FRIEND: N_("Become friends"),
    WISH: N_("Become %(name)s's mentor"),
    OFFER: N_("Take %(name)s as my mentor"),
}
TIED = {
    FRIEND: N_("You and %(name)s are friends now."),
    WISH: N_("You are %(name)s's mentor now."),
    OFFER: N_("%(name)s is your mentor now."),
}


def sort(request: Any) -> str:
    """friend, wish (the sender wants a mentor) or offer (the sender wants to mentor)."""
    if request.kind == Kind.FRIEND:
        return FRIEND
    return OFFER if bool(request.is_mine) == bool(request.i_would_mentor) else WISH


def asks(request: Any) -> str:
    """Who asks what of whom, without a full stop: a title."""
    return gettext((ASKED_BY_ME if request.is_mine else ASKED_OF_ME)[sort(request)], name=request.name)


def yes(request: Any) -> str:
    """What the button says that accepts it."""
    return gettext(YES[sort(request)], name=request.name)


def tied(request: Any) -> str:
    """What is new after I accepted it."""
    return gettext(TIED[sort(request)], name=request.name)


def stands(request: Any) -> str:
    """How it stands, with the dates that matter."""
    if has_lapsed(request):
        sentence = N_("There was no answer by %(date)s, so this closed by itself.")
        return gettext(sentence, date=date(request.deadline))
    if request.state == State.OPEN:
        return _turn(request) if is_my_turn(request) else _wait(request)
    return _end(request)


def onward(request: Any) -> str:
    """Whom the reader wants to be asked next: "Next: Cleo, then Ugo."; nothing if there is nobody."""
    names = [name for name in (request.second_name, request.third_name) if name]
    if len(names) == 2:
        return gettext("Next: %(name)s, then %(other)s.", name=names[0], other=names[1])
    return gettext("Next: %(name)s.", name=names[0]) if names else ""


def _turn(request: Any) -> str:
    if request.set_aside:
        sentence = N_("You have set this aside; %(name)s is not told. You can still say yes until %(date)s.")
    elif request.is_mine:
        sentence = N_("%(name)s has a question before deciding. Please answer by %(date)s.")
    elif request.answer:
        sentence = N_("%(name)s has answered your question. Please decide by %(date)s.")
    else:
        sentence = _since(request)
    since = date(request.turn_at)
    return gettext(sentence, name=request.name, date=date(request.deadline), since=since)


def _since(request: Any) -> str:
    if clock.moment(request.turn_at) + REMINDED_AFTER[0] <= clock.now():
        return N_("%(name)s has waited since %(since)s, and waits for your answer until %(date)s.")
    return N_("%(name)s waits for your answer until %(date)s.")


def _wait(request: Any) -> str:
    reminder = next_reminder(request)
    if not request.is_mine:
        sentence = N_("Waiting for %(name)s's answer to your question, until %(date)s.")
    elif reminder is None:
        sentence = N_("Waiting for %(name)s's answer, until %(date)s.")
    else:
        sentence = N_("Waiting for %(name)s's answer, until %(date)s. We remind %(name)s %(day)s.")
    return gettext(sentence, name=request.name, date=date(request.deadline), day=day(reminder or 0))


def _end(request: Any) -> str:
    sentence = {
        (State.ACCEPTED, True): N_("%(name)s said yes %(day)s."),
        (State.ACCEPTED, False): N_("You said yes %(day)s."),
        (State.DECLINED, False): N_("You said no %(day)s: “%(reason)s”."),
        (State.WITHDRAWN, True): N_("You took it back %(day)s."),
        (State.WITHDRAWN, False): N_("%(name)s took it back %(day)s."),
    }.get((State(request.state), bool(request.is_mine)))
    if sentence is None:
        return gettext("%(name)s %(reason)s.", name=request.name, reason=words.REASON_GIVEN[request.reason])
    reason = words.REASON.get(request.reason, "")
    return gettext(sentence, name=request.name, day=day(request.settled_at), reason=reason)
