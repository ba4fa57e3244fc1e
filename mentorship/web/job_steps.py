"""What can be done with a job of my organisation: send it, pause it, renew it, close it, put it up again, copy it."""

from collections.abc import Callable

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from mentorship.errors import NotAllowed
from mentorship.site.setting import Feature
from mentorship.web import work_words
from mentorship.web.access import me
from mentorship.web.forms import Form
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.place import refuse_without
from mentorship.work.job import lifecycle, own, writing

CLOSE = "job_steps/close.html"

bp = Blueprint("job_steps", __name__)


@bp.before_request
def _is_on() -> None:
    refuse_without(Feature.WORK)


@bp.post("/jobs/<key>/send")
def send(key: str) -> Response:
    """Asks a moderator to look at it."""
    return _step(key, lifecycle.send, gettext("It is sent. A moderator reads it, and a notice tells you the answer."))


@bp.post("/jobs/<key>/take-back")
def take_back(key: str) -> Response:
    """Makes it a draft again while it waits."""
    return _step(key, lifecycle.take_back, gettext("It is a draft again."))


@bp.post("/jobs/<key>/pause")
def pause(key: str) -> Response:
    """Nobody finds it for now."""
    return _step(key, lifecycle.pause, gettext("It is paused. Nobody finds it until you let it go on."))


@bp.post("/jobs/<key>/resume")
def resume(key: str) -> Response:
    """It can be found again."""
    return _step(key, lifecycle.resume, gettext("It goes on. People can find it again."))


@bp.post("/jobs/<key>/renew")
def renew(key: str) -> Response:
    """Thirty days from now."""
    return _step(key, lifecycle.renew, gettext("It is renewed."))


@bp.post("/jobs/<key>/repost")
def repost(key: str) -> Response:
    """Puts up one that is over."""
    return _step(key, lifecycle.repost, gettext("It is up again. People can find it."))


def _step(key: str, verb: Callable[[int], bool], said: str) -> Response:
    job = own.of_team(me().id, key)
    try:
        is_done = verb(job.id)
    except NotAllowed as refusal:
        return done(gettext(refusal.message), url_for("job_writing.preview", key=key))
    return done(said if is_done else _not_now(), url_for("job_writing.preview", key=key))


def _not_now() -> str:
    return gettext("That was done already, or cannot be done any more. This is how it stands.")


@bp.post("/jobs/<key>/duplicate")
def duplicate(key: str) -> Response:
    """A draft with the same words."""
    job = own.of_team(me().id, key)
    try:
        copy = writing.duplicate(job.id)
    except NotAllowed as refusal:
        said = gettext(refusal.message, **refusal.values)
        return done(said, url_for("job_writing.preview", key=key))
    return done(gettext("This is the copy. Change what is different."), url_for("job_writing.edit", key=copy))


@bp.post("/jobs/<key>/discard")
def discard(key: str) -> Response:
    """Throws away what nobody else has seen."""
    job = own.of_team(me().id, key)
    if not writing.discard(job.id):
        return done(_not_now(), url_for("job_writing.preview", key=key))
    return done(gettext("The draft is gone."), url_for("job_writing.index", key=job.organisation_key))


@bp.route("/jobs/<key>/close", methods=["GET", "POST"])
def close(key: str) -> str | Response:
    """Asks how it ended; then it is closed."""
    job, form, shown = own.of_team(me().id, key), Form(), {"outcomes": work_words.OUTCOME}
    if request.method == "GET":
        return page(CLOSE, form=form, job=job, **shown)
    outcome = request.form.get("outcome", "")
    if outcome not in work_words.OUTCOME:
        form.problem = gettext(lifecycle.CHOOSE)
        return invalid(CLOSE, form, job=job, **shown)
    return _step(
        key, lambda id: lifecycle.close(id, outcome), gettext("It is closed. Thank you for saying how it ended.")
    )
