"""The asked person answers: yes, no, not now, or one question first."""

from typing import Any

from flask import url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from mentorship.ties.request import answering
from mentorship.ties.request.request import Kind, to_me
from mentorship.web.access import viewer
from mentorship.web.requests.forms import AcceptForm, AskForm, DeclineForm
from mentorship.web.requests.sentences import tied
from mentorship.web.requests.showing import back, bp, change


@bp.post("/requests/<key>/accept")
def accept(key: str) -> Response:
    """Says yes; twice is once."""
    asked, form = to_me(viewer(), key), AcceptForm()
    return change(key, "accept", form, lambda: answering.accept(asked, pause=form.pause.data), tied(asked), _onward)


def _onward(asked: Any) -> str:
    return url_for("mentorships.show", key=asked.pair_key) if asked.pair_key else back(asked)


@bp.post("/requests/<key>/decline")
def decline(key: str) -> Response:
    """Says no to mentoring with a reason; sets a friend request aside, silently."""
    asked, form = to_me(viewer(), key), DeclineForm()
    message = gettext("Set aside. %(name)s is not told.", name=asked.name)
    if asked.kind == Kind.MENTORING:
        message = gettext("%(name)s gets your kind no, and can go on elsewhere.", name=asked.name)
    reason, pause = form.reason.data or "", form.pause.data
    return change(key, "decline", form, lambda: answering.decline(asked, reason, pause=pause), message)


@bp.post("/requests/<key>/ask")
def ask(key: str) -> Response:
    """Asks one question before deciding."""
    asked, form = to_me(viewer(), key), AskForm()
    message = gettext("%(name)s gets your question.", name=asked.name)
    return change(key, "ask", form, lambda: answering.ask(asked, form.question.data or ""), message)
