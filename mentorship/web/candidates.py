"""Candidates for a job of my organisation: cards without a name, and asking one of them to talk."""

from typing import Any

from flask import Blueprint, current_app, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from mentorship.errors import Invalid, NotAllowed
from mentorship.site.setting import Feature
from mentorship.web import candidate_words
from mentorship.web.access import me, viewer
from mentorship.web.forms import Form
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.place import refuse_without
from mentorship.work.candidate import asks, candidates
from mentorship.work.candidate.candidate import NOTE_LIMIT

LIST, ASK = "candidates/index.html", "candidates/ask.html"

bp = Blueprint("candidates", __name__)


class NoteForm(Form):
    """A line that goes along."""

    note = TextAreaField(_("A line to them, if you like"))


@bp.before_request
def _only_where_work_is_on() -> None:
    refuse_without(Feature.WORK)


def _secret() -> str:
    return str(current_app.secret_key)


@bp.get("/jobs/<key>/candidates")
def index(key: str) -> str:
    """Up to twenty cards, or none."""
    job = candidates.job_of(me().id, key)
    cards = candidates.shown(viewer(), job, _secret())
    return page(LIST, job=job, cards=cards, **_told())


def _told() -> dict[str, Any]:
    return {"reasons": candidate_words.REASON, "fewest": candidates.FEWEST, "limit": NOTE_LIMIT}


@bp.route("/jobs/<key>/candidates/<card>/ask", methods=["GET", "POST"])
def ask(key: str, card: str) -> str | Response:
    """Shows what is sent to the person of a card; then sends it."""
    job, form = candidates.job_of(me().id, key), NoteForm()
    if form.is_submitted():
        return _asked(job, card, form)
    return page(ASK, form=form, **_asking(job, card))


def _asking(job: Any, card: str) -> dict[str, Any]:
    return {"job": job, "one": candidates.one(viewer(), job, _secret(), card).card, "days": asks.LASTS.days, **_told()}


def _asked(job: Any, card: str, form: NoteForm) -> Response:
    try:
        is_new = asks.ask(viewer(), job.key, card, form.note.data, _secret())
    except (Invalid, NotAllowed) as refusal:
        form.take(refusal)
        return invalid(ASK, form, **_asking(job, card))
    said = gettext("They are asked. If they say yes, they stand among those who applied, and a notice tells you.")
    return done(said if is_new else gettext("They were asked already."), url_for(".index", key=job.key))
