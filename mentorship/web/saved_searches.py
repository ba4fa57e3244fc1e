"""Searches for jobs that I keep: keeping them, finding back to them, letting them go."""

from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from mentorship.database import when_possible
from mentorship.site.setting import Feature
from mentorship.web.access import me
from mentorship.web.finding_words import search_in_words
from mentorship.web.hypermedia import done, page
from mentorship.web.jobs import given
from mentorship.web.place import refuse_without
from mentorship.work.job import saved
from mentorship.work.job.wanted import unwritten

LIST = "saved_searches/_list.html"

bp = Blueprint("saved_searches", __name__)


@bp.before_request
def _only_where_work_is_on() -> None:
    refuse_without(Feature.WORK)


@bp.get("/jobs/saved")
def index() -> str:
    """My searches."""
    return page("saved_searches/index.html", **_shown())


def _shown() -> dict[str, Any]:
    return {"kept": [(one, search_in_words(unwritten(one.query))) for one in saved.kept(me().id)]}


@bp.post("/jobs/saved")
def save() -> Response:
    """Keeps a search. Twice is once."""
    saved.save(me().id, given(request.form))
    return done(gettext("You keep this search. When there are new jobs for it, we tell you."), url_for(".index"))


@bp.get("/jobs/saved/<key>")
def show(key: str) -> Response:
    """Leads to the jobs of a search, and marks what was told about it as read."""
    one = saved.of(me().id, key)
    when_possible(saved.note_seen, me().id, key)
    return redirect(url_for("jobs.index", **unwritten(one.query)), 303)


@bp.post("/jobs/saved/<key>/let-go")
def let_go(key: str) -> Response:
    """Lets a search go."""
    saved.let_go(me().id, key)
    return done(gettext("This search is gone."), url_for(".index"), LIST, **_shown())
