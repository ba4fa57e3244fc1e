"""Those who applied for a job of my organisation: the board, and each of them with what they sent."""

from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from mentorship.errors import Invalid
from mentorship.site.setting import Feature
from mentorship.talk import notices
from mentorship.web import application_talk, application_words
from mentorship.web.access import me, viewer
from mentorship.web.forms import Form
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.place import refuse_without
from mentorship.web.talk import WriteForm
from mentorship.work.application import answering, applicants, cv
from mentorship.work.application.application import Ending, State
from mentorship.work.application.applications import END_OF_TIME
from mentorship.work.job import own

BOARD, ONE = "applicants/index.html", "applicants/show.html"

bp = Blueprint("applicants", __name__)


@bp.before_request
def _is_on() -> None:
    refuse_without(Feature.WORK)


@bp.get("/jobs/<key>/applicants")
def index(key: str) -> str:
    """The board of a job: new, talking, offered, closed; or one of these alone."""
    job, state = own.of_team(me().id, key), request.args.get("state", "")
    shown = {"job": job, "words_of": application_words, "state": state}
    if state not in list(State):
        return page(BOARD, board=applicants.board(viewer(), job.id), **shown | {"state": ""})
    at, after = request.args.get("at", END_OF_TIME, type=int), request.args.get("after", "").replace("\x00", "")[:12]
    found, more = applicants.column(viewer(), job.id, State(state), at, after)
    return page("applicants/column.html", found=found, more=more, **shown)


@bp.get("/applicants/<key>")
def show(key: str) -> str:
    """One of them: what they sent, what we wrote, and what can be done."""
    found = applicants.of_team(viewer(), key)
    notices.note_seen(viewer(), key)
    return page(ONE, form=WriteForm(), **_shown(found))


def _shown(found: Any) -> dict[str, Any]:
    read_at, write_at = url_for(".show", key=found.key), url_for(".write", key=found.key)
    talk = application_talk.of(found, found.name, found.name, read_at, write_at)
    ready = found.answer or application_words.kind_words(found.name, found.title)
    known = {"one": found, "talk": talk, "parts": cv.read(found.cv), "steps": answering.steps_of(found)}
    return known | {"words_of": application_words, "answer": ready, "is_closed": found.stands == State.CLOSED}


@bp.post("/applicants/<key>/messages")
def write(key: str) -> Response:
    """Writes to them for my organisation; a double press is one message."""
    return application_talk.write(
        lambda body, once: answering.write_as_team(viewer(), key, body, once),
        url_for(".show", key=key),
        ONE,
        lambda: _shown(applicants.of_team(viewer(), key)),
    )


@bp.post("/applicants/<key>/move")
def move(key: str) -> Response:
    """Moves it on, or closes it with a word; whoever sent it is told."""
    step, typed, form = request.form.get("step", ""), request.form.get("answer", ""), Form()
    try:
        is_done = answering.move(viewer(), key, step, typed if step == Ending.NOT_CHOSEN else "")
    except Invalid as error:
        form.problem = gettext(error.message, **error.values)
        shown = _shown(applicants.of_team(viewer(), key)) | {"answer": typed}
        return invalid(ONE, WriteForm(formdata=None), wrong=form, **shown)
    return done(_moved() if is_done else _not_now(), url_for(".show", key=key))


def _moved() -> str:
    return gettext("That is how it stands now, and they are told.")


def _not_now() -> str:
    return gettext("That was done already, or cannot be done any more. This is how it stands.")
