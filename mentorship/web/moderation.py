"""Moderation: what members report, with what was kept of it and nothing else, and what comes of it."""

from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from mentorship.care import moderating, suspending
from mentorship.errors import Invalid, NotAllowed
from mentorship.people.person import Role
from mentorship.records.report import WORDS_LIMIT
from mentorship.ties.relation import relations
from mentorship.web import report_words
from mentorship.web.access import is_signed_in, me, staff, viewer
from mentorship.web.forms import Form
from mentorship.web.hypermedia import done, invalid, page

PAGE = "moderation/show.html"

bp = Blueprint("moderation", __name__)


class DecideForm(Form):
    """The decisions are its buttons."""

    answer = TextAreaField(_("A few words to whoever reported it, if you like"))


@bp.get("/moderation")
@staff(Role.MODERATOR)
def index() -> str:
    """The reports that wait, oldest first; then those decided last."""
    waiting, closed = moderating.waiting(me()), moderating.closed(me())
    return page("moderation/index.html", waiting=waiting, closed=closed, words_of=report_words)


@bp.get("/moderation/<key>")
@staff(Role.MODERATOR)
def show(key: str) -> str:
    """One report. Each look is noted."""
    return page(PAGE, form=DecideForm(), **_shown(key))


@bp.get("/moderation/<key>/photo.webp")
@staff(Role.MODERATOR)
def photo(key: str) -> Response:
    """The photo that was kept with a report. Each look is noted, so no device keeps it."""
    return Response(moderating.look_at_picture(me(), key), mimetype="image/webp")


def _shown(key: str) -> dict[str, Any]:
    report, evidence = moderating.look(me(), key)
    # Whoever reported it is named to those for whom they exist.
    seen = relations(viewer(), [id for id in (report.reporter_id, report.about_id) if id])
    return {"report": report, "evidence": evidence, "seen": seen, "words_of": report_words, "limit": WORDS_LIMIT}


@bp.post("/moderation/<key>/decide")
@staff(Role.MODERATOR)
def decide(key: str) -> Response:
    """Ends it and answers whoever reported it. Whoever comes first decides."""
    form = DecideForm()
    try:
        is_first = moderating.decide(me(), key, request.form.get("outcome", ""), form.answer.data or "")
    except (Invalid, NotAllowed) as error:
        form.take(error)
        return invalid(PAGE, form, **_shown(key))
    said = gettext("Decided. Whoever reported it can read your answer.")
    return done(said if is_first else gettext("Somebody has decided about this already."), url_for(".index"))


@bp.get("/moderation/suspended")
@staff(Role.MODERATOR)
def suspended() -> str:
    """Those who do not take part for now."""
    return page("moderation/suspended.html", people=suspending.suspended())


@bp.post("/moderation/suspended/<handle>/lift")
@staff(Role.MODERATOR)
def lift(handle: str) -> Response:
    """Lets somebody take part again. Twice is once."""
    name = suspending.lift(me().handle, handle)
    said = gettext("%(name)s takes part again, and has a letter that says so.", name=name) if name else ""
    return done(said or gettext("They are not suspended (any more)."), url_for(".suspended"))


def may_moderate() -> bool:
    """Whether the signed-in person answers reports."""
    return is_signed_in() and bool(me().has(Role.MODERATOR))


@bp.app_context_processor
def _for_the_menu() -> dict[str, Any]:
    return {"may_moderate": may_moderate}
