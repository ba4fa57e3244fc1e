"""The one who asked: answers a question, takes the request back, puts away how it ended."""

from flask_babel import gettext
from werkzeug.wrappers import Response

from mentorship.ties.request import answering
from mentorship.ties.request import request as requests
from mentorship.web.access import viewer
from mentorship.web.hypermedia import done
from mentorship.web.requests.forms import AnswerForm
from mentorship.web.requests.showing import CARD, back, bp, card, change


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
    requests.withdraw(asked)
    return done(gettext("You have taken your request back."), back(asked), CARD, **card(key))


@bp.post("/requests/<key>/put-away")
def put_away(key: str) -> Response:
    """The sender has read how it ended."""
    asked = requests.from_me(viewer(), key)
    requests.put_away(asked)
    return done(gettext("Put away."), back(asked), "requests/_away.html", asked=asked)
