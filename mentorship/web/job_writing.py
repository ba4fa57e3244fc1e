"""The jobs of my organisation: all of them, writing one, mending it, and how it looks to others."""

from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from mentorship.errors import DomainError
from mentorship.site.setting import Feature
from mentorship.talk import notices
from mentorship.web import job_forms, work_words
from mentorship.web.access import me, viewer
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.job_forms import JobForm
from mentorship.web.place import refuse_without
from mentorship.work.application import applicants
from mentorship.work.job import checks, lifecycle, own, writing
from mentorship.work.job.job import Outcome, State
from mentorship.work.job.own import END_OF_TIME
from mentorship.work.organisation import team

FORM = "job_writing/form.html"
LIST, FOUND = "job_writing/index.html", "job_writing/_list.html"

bp = Blueprint("job_writing", __name__)


@bp.before_request
def _is_on() -> None:
    refuse_without(Feature.WORK)


@bp.get("/organisations/<key>/jobs")
def index(key: str) -> str:
    """All jobs of one of my organisations, narrowed by words and by how they stand."""
    organisation = team.acting(me().id, key, *team.POSTING)
    asked = {name: request.args.get(name, "").replace("\x00", "")[:80] for name in ("q", "state", "after")}
    at = request.args.get("at", END_OF_TIME, type=int)
    jobs, more = own.listed(organisation.id, asked["q"], asked["state"], at, asked["after"])
    shown = {"asked": asked, "words_of": work_words, "waiting": applicants.waiting(viewer(), organisation.id)}
    return page(LIST, FOUND, organisation=organisation, jobs=jobs, more=more, **shown)


@bp.route("/organisations/<key>/jobs/new", methods=["GET", "POST"])
def new(key: str) -> str | Response:
    """Writes a new job: a draft at first."""
    organisation, form = team.acting(me().id, key, *team.POSTING), JobForm()
    shown = {"organisation_key": key, "organisation": organisation.name, "job": None}
    if request.method == "GET":
        return page(FORM, form=form, **shown)
    made = _kept(form, lambda: writing.begin(organisation.id, form.typed))
    if made is None:
        return invalid(FORM, form, **shown)
    return done(gettext("Your draft is kept. This is how others will see it."), url_for(".preview", key=made))


@bp.route("/jobs/<key>/edit", methods=["GET", "POST"])
def edit(key: str) -> str | Response:
    """Mends a job of my organisation."""
    job = own.of_team(me().id, key)
    form = JobForm() if request.method == "POST" else job_forms.of(job, *writing.lists_of(job.id))
    shown = {"organisation_key": job.organisation_key, "organisation": job.organisation_name, "job": job}
    if request.method == "GET":
        return page(FORM, form=form, **shown)
    changed = _kept(form, lambda: writing.change(job.id, form.typed))
    return invalid(FORM, form, **shown) if changed is None else done(_said(job, changed), url_for(".preview", key=key))


def _kept(form: JobForm, keep: Any) -> Any:
    """What keeping gives, or None when something is to be mended: then it stands beside its field."""
    for problem in writing.problems(form.typed):
        form.take(problem)
    if form.errors:
        return None
    try:
        return keep()
    except DomainError as error:
        form.take(error)
        return None


def _said(job: Any, is_changed: bool) -> str:
    if not is_changed:
        return gettext("Nothing was changed.")
    if job.state in writing.PUBLISHED:
        return gettext("Your changes are published, and a moderator has a look at them.")
    return gettext("Your changes are kept. This is how others will see it.")


@bp.get("/jobs/<key>/preview")
def preview(key: str) -> str:
    """A job of my organisation as others see it, what would make it better, and what can be done with it."""
    job = own.of_team(me().id, key)
    needs, spoken = writing.lists_of(job.id)
    notices.note_seen(viewer(), key)
    hints = checks.hints(job, needs) if job.state != State.CLOSED else []
    return page("job_writing/preview.html", job=job, needs=needs, spoken=spoken, hints=hints, **_standing(job))


def _standing(job: Any) -> dict[str, Any]:
    return {"standing": own.standing(job), "words_of": work_words, "days": lifecycle.LASTS.days, "outcomes": Outcome}
