"""The one who asked: answers a question, takes the request back, puts away how it ended."""

from flask import url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from mentorship.errors import Invalid, NotAllowed
from mentorship.ties.request import answering, moving_on, settling
from mentorship.ties.request import request as requests
from mentorship.web.access import viewer
from mentorship.web.hypermedia import done, invalid
from mentorship.web.requests import sentences
from mentorship.web.requests.forms import AnswerForm, NextForm
from mentorship.web.requests.showing import CARD, back, bp, card, change, next_form, whole


@bp.post("/requests/<key>/answer")
def answer(key: str) -> Response:
    """Answers the question that was asked before deciding."""
    asked, form = requests.from_me(viewer(), key), AnswerForm()
    message = gettext("%(name)s gets your answer.", name=asked.name)
    return change(key, "answer", form, lambda: answering.answer(asked, form.answer.data or ""), message)


@bp.post("/requests/<key>/withdraw")
def withdraw(key: str) -> Response:
    """Takes it back, or puts one away that closed by itself. Twice is once."""
    asked = requests.from_me(viewer(), key)
    settling.withdraw(asked)
    message = gettext("Put away.") if requests.has_lapsed(asked) else gettext("You have taken your request back.")
    return done(message, back(asked), CARD, **card(key))


@bp.post("/requests/<key>/put-away")
def put_away(key: str) -> Response:
    """The sender has read how it ended."""
    asked = requests.from_me(viewer(), key)
    settling.put_away(asked)
    return done(gettext("Put away."), back(asked), "requests/_away.html", asked=asked)


NEXT = "requests/_next.html"


@bp.post("/requests/<key>/next")
def name_next(key: str) -> Response:
    """Says whom to ask next if there is no yes, or nobody. Twice is once."""
    asked, form = requests.from_me(viewer(), key), NextForm()
    try:
        moving_on.name_next(viewer(), asked, **form.names())
    except (Invalid, NotAllowed) as error:
        return _refused(key, error)
    asked = requests.from_me(viewer(), key)
    message = sentences.onward(asked) or gettext("Nobody else will be asked.")
    return done(message, url_for("requests.show", key=key), NEXT, asked=asked, form=next_form(asked, formdata=None))


def _refused(key: str, error: Invalid | NotAllowed) -> Response:
    shown = whole(key)
    form = next_form(shown["asked"])
    form.take(error)
    if "next" in shown["forms"]:
        shown["forms"]["next"] = form
    return invalid("requests/show.html", form, NEXT, **shown)
