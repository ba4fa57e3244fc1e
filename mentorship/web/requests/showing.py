"""One request as a page and as a card, for the one who asked and the one who answers."""

from collections.abc import Callable
from typing import Any

import flask
from flask import Blueprint, Flask, url_for
from werkzeug.wrappers import Response

from mentorship.errors import Invalid, NotAllowed
from mentorship.talk import notices
from mentorship.ties import capacity
from mentorship.ties.request import request as requests
from mentorship.web import cards
from mentorship.web.access import me, own_path, viewer
from mentorship.web.forms import Form
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.requests import onward, sentences
from mentorship.web.requests.forms import AcceptForm, AnswerForm, AskForm, DeclineForm, NextForm

CARD = "requests/_request.html"

bp = Blueprint("requests", __name__)


@bp.get("/requests/<key>")
def show(key: str) -> str:
    """What was asked, how it stands, and the ways to go on."""
    shown = whole(key)
    notices.note_seen(viewer(), key)
    return page("requests/show.html", **shown)


def card(key: str) -> dict[str, Any]:
    """What the card needs: the request and the other person; raises Missing."""
    found = requests.of_viewer(viewer(), key)
    return {"asked": found, "one": cards.of([found.other_id])[found.other_id]}


def whole(key: str) -> dict[str, Any]:
    """What the page needs: the card, whom to ask next, the forms, and for a mentor their places; raises Missing."""
    asked = requests.of_viewer(viewer(), key)
    following = onward.to_ask_next(asked) if onward.has_ended_without_yes(asked) else []
    people = cards.of([asked.other_id, *following])
    to_mentor = bool(asked.i_would_mentor) and not asked.is_mine
    return {
        "asked": asked,
        "one": people[asked.other_id],
        "following": [people[id] for id in following],
        "forms": _forms(asked, to_mentor),
        "places": capacity.of(me().id) if to_mentor else None,
    }


def _forms(asked: Any, to_mentor: bool) -> dict[str, Form]:
    decline = DeclineForm(formdata=None)
    if not to_mentor:
        decline.without_places()
    forms = {"accept": AcceptForm(formdata=None), "decline": decline}
    forms |= {"ask": AskForm(formdata=None), "answer": AnswerForm(formdata=None)}
    return forms | {"next": next_form(asked, formdata=None)} if onward.may_name(asked) else forms


def next_form(asked: Any, **given: Any) -> NextForm:
    """The form that says whom to ask next, as it stands now."""
    form = NextForm(**given, data={"second": asked.second or "", "third": asked.third or ""})
    form.offer(asked.name, onward.mentors_beside(asked))
    return form


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
    told = {
        "asks": sentences.asks,
        "stands": sentences.stands,
        "says_yes": sentences.yes,
        "says_next": sentences.onward,
    }
    app.jinja_env.globals.update(told)
    app.jinja_env.tests.update(my_turn=requests.is_my_turn, lapsed=requests.has_lapsed)
