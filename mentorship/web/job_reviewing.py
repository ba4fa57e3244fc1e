"""Reviewing jobs: what waits for a moderator, with the checks that help, and the yes or the reason."""

from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from mentorship.errors import Invalid, NotAllowed
from mentorship.people.person import Role
from mentorship.site.setting import Feature
from mentorship.web import work_words
from mentorship.web.access import me, staff
from mentorship.web.forms import Form
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.place import refuse_without
from mentorship.work.job import checks, reviewing, writing
from mentorship.work.job.checks import Check

PAGE = "job_reviewing/show.html"

bp = Blueprint("job_reviewing", __name__)


class ReasonForm(Form):
    """Why a job goes back."""

    reason = TextAreaField(_("What is to be mended?"))


@bp.before_request
def _is_on() -> None:
    refuse_without(Feature.WORK)


@bp.get("/moderation/jobs")
@staff(Role.MODERATOR)
def index() -> str:
    """The jobs that wait, oldest first; then those changed since somebody looked."""
    waiting, changed = reviewing.waiting(), reviewing.changed()
    return page("job_reviewing/index.html", waiting=waiting, changed=changed, words_of=work_words)


@bp.get("/moderation/jobs/<key>")
@staff(Role.MODERATOR)
def show(key: str) -> str:
    """One job as people will see it, with what to look at."""
    return page(PAGE, form=ReasonForm(), **_shown(key))


def _shown(key: str) -> dict[str, Any]:
    job = reviewing.of_moderator(key)
    needs, spoken = writing.lists_of(job.id)
    same = checks.same_elsewhere(job)
    found = checks.checks(job, needs) + ([Check.SAME] if same else [])
    known = {"limit": reviewing.REASON_LIMIT, "words_of": work_words}
    return {"job": job, "needs": needs, "spoken": spoken, "same": same, "checks": found} | known


@bp.post("/moderation/jobs/<key>/accept")
@staff(Role.MODERATOR)
def accept(key: str) -> Response:
    """Publishes it, or lets its changes stand."""
    seen = request.form.get("seen", 0, type=int)
    try:
        is_first = reviewing.accept(me(), key, seen)
    except NotAllowed as refusal:
        return done(gettext(refusal.message), url_for(".show", key=key))
    return _decided(gettext("Accepted. Those who wrote it are told."), is_first)


@bp.post("/moderation/jobs/<key>/send-back")
@staff(Role.MODERATOR)
def send_back(key: str) -> Response:
    """Gives it back with a reason; a published one comes off at once."""
    form = ReasonForm()
    try:
        is_first = reviewing.send_back(me(), key, form.reason.data or "")
    except Invalid as error:
        form.take(error)
        return invalid(PAGE, form, **_shown(key))
    return _decided(gettext("Sent back. Those who wrote it read your reason."), is_first)


def _decided(said: str, is_first: bool) -> Response:
    return done(said if is_first else gettext("Somebody has decided about this already."), url_for(".index"))
