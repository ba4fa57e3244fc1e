"""Reporting: the way from what others show or write to the moderators, and what became of my reports."""

from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from mentorship.care import reporting
from mentorship.care.reporting import Thing
from mentorship.errors import Invalid, NotAllowed
from mentorship.records.report import WORDS_LIMIT, Kind
from mentorship.site.setting import Feature
from mentorship.talk import notices
from mentorship.ties.relation import relations
from mentorship.web import report_words
from mentorship.web.access import me, viewer
from mentorship.web.forms import Form
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.place import refuse_without

PAGE = "reports/report.html"

bp = Blueprint("reports", __name__)


class ReportForm(Form):
    """The reasons are its buttons."""

    words = TextAreaField(_("In your own words, if you like"))


@bp.route("/people/<handle>/report", methods=["GET", "POST"])
def person(handle: str) -> Response | str:
    """Somebody's page, or somebody I have blocked."""
    return _report(reporting.of_profile(viewer(), handle))


@bp.route("/messages/<key>/<int:at>/report", methods=["GET", "POST"])
def message(key: str, at: int) -> Response | str:
    """What the other wrote at a moment."""
    return _report(reporting.of_message(viewer(), key, at))


@bp.route("/requests/<key>/report", methods=["GET", "POST"])
def asked(key: str) -> Response | str:
    """A request, from either side."""
    return _report(reporting.of_request(viewer(), key))


@bp.route("/jobs/<key>/report", methods=["GET", "POST"])
def job(key: str) -> Response | str:
    """A job that I can find."""
    refuse_without(Feature.WORK)
    return _report(reporting.of_job(me().id, key))


@bp.route("/organisations/<key>/report", methods=["GET", "POST"])
def organisation(key: str) -> Response | str:
    """An organisation I do not act for."""
    refuse_without(Feature.WORK)
    return _report(reporting.of_organisation(viewer(), key))


def _report(thing: Thing) -> Response | str:
    """Asks what is wrong; then sends it. Twice is once."""
    form, shown = ReportForm(), {"thing": thing, "words_of": report_words, "limit": WORDS_LIMIT}
    if request.method == "GET":
        return page(PAGE, form=form, **shown)
    try:
        key = reporting.send(me().id, thing, request.form.get("reason", ""), form.words.data or "")
    except (Invalid, NotAllowed) as error:
        form.take(error)
        return invalid(PAGE, form, **shown)
    return done(gettext("Your report is sent. Thank you for telling us."), url_for(".show", key=key))


@bp.get("/reports")
def index() -> str:
    """All that I reported, and how it stands."""
    return page("reports/index.html", reports=reporting.mine(me().id), words_of=report_words)


@bp.get("/reports/<key>")
def show(key: str) -> str:
    """One of them: what happens next, or the answer."""
    found = reporting.of_reporter(me().id, key)
    notices.note_seen(viewer(), key)
    is_there = bool(found.about_id and relations(viewer(), [found.about_id]))
    return page("reports/show.html", report=found, back=_back(found) if is_there else "", words_of=report_words)


def _back(found: Any) -> str:
    """Where the report came from, as long as the two exist for each other."""
    if found.kind == Kind.MESSAGE:
        return url_for("messages.show", key=found.thing.partition("-")[0])
    return url_for("people.show", handle=found.handle)
