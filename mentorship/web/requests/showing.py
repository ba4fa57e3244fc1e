"""One request as a page and as a card, for the one who asked and the one who answers."""

from collections.abc import Callable
from typing import Any

import flask
from flask import Blueprint, Flask, url_for
from werkzeug.wrappers import Response

from mentorship.errors import Invalid, NotAllowed
from mentorship.ties import availability
from mentorship.ties.request import request as requests
from mentorship.web import cards
from mentorship.web.access import me, own_path, viewer
from mentorship.web.forms import Form
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.requests import sentences
from mentorship.web.requests.forms import AcceptForm, AnswerForm, AskForm, DeclineForm

CARD = "requests/_request.html"

bp = Blueprint("requests", __name__)


@bp.get("/requests/<key>")
def show(key: str) -> str:
    """What was asked, how it stands, and the ways to go on."""
    return page("requests/show.html", **whole(key))


def card(key: str) -> dict[str, Any]:
    """What the card needs: the request and the other person; raises Missing."""
    found = requests.of_viewer(viewer(), key)
    return {"asked": found, "one": cards.of([found.other_id])[found.other_id]}


def whole(key: str) -> dict[str, Any]:
    """What the page needs: the card, the forms, and for a mentor whether there is a place left; raises Missing."""
    shown = card(key)
    to_mentor = bool(shown["asked"].i_would_mentor) and not shown["asked"].is_mine
    places = availability.of(me().id) if to_mentor else None
    forms = {"accept": AcceptForm(formdata=None), "decline": DeclineForm(formdata=None)}
    if not to_mentor:
        forms["decline"].without_places()
    forms |= {"ask": AskForm(formdata=None), "answer": AnswerForm(formdata=None)}
    return shown | {"forms": forms, "places": places}


def back(asked: Any) -> str:
    """Where the form stood, or the page of the request."""
    wanted = flask.request.form.get("next")
    return own_path(wanted) if wanted else url_for("requests.show", key=asked.key)


def change(
    key: str, name: str, form: Form, verb: Callable[[], object], message: str, then: Callable[[Any], str] = back
) -> Response:
    """Does it, and answers with the request as it stands then; or with the form and what stands against it."""
    try:
        verb()
    except (Invalid, NotAllowed) as error:
        form.take(error)
        shown = whole(key)
        shown["forms"][name] = form
        return invalid("requests/show.html", form, CARD, **shown)
    shown = card(key)
    return done(message, then(shown["asked"]), CARD, **shown)


def register(app: Flask) -> None:
    """Gives the templates the sentences of a request."""
    app.jinja_env.globals.update(asks=sentences.asks, stands=sentences.stands, says_yes=sentences.yes)
    app.jinja_env.tests.update(my_turn=requests.is_my_turn, lapsed=sentences.closed_by_itself)
