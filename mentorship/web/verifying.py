"""Verifying: a moderator looks at each organisation once, before others see it."""

from typing import Any

from flask import Blueprint, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from mentorship.care import verifying
from mentorship.errors import Invalid
from mentorship.people.person import Role
from mentorship.site.setting import Feature
from mentorship.web import organisation_words
from mentorship.web.access import me, staff
from mentorship.web.forms import Form
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.place import refuse_without
from mentorship.work.organisation.organisation import REASON_LIMIT

PAGE = "verifying/show.html"

bp = Blueprint("verifying", __name__)


@bp.before_request
def _only_where_there_is_work() -> None:
    refuse_without(Feature.WORK)


class RefuseForm(Form):
    """Why not."""

    reason = TextAreaField(_("Why not? Those who act for it read this."))


@bp.get("/moderation/organisations")
@staff(Role.MODERATOR)
def index() -> str:
    """The organisations that wait, oldest first; then those decided last."""
    waiting, decided = verifying.waiting(me()), verifying.decided(me())
    return page("verifying/index.html", waiting=waiting, decided=decided, words_of=organisation_words)


@bp.get("/moderation/organisations/<key>")
@staff(Role.MODERATOR)
def show(key: str) -> str:
    """One of them, with the two decisions."""
    return page(PAGE, form=RefuseForm(), **_shown(key))


def _shown(key: str) -> dict[str, Any]:
    return {"one": verifying.one(me(), key), "words_of": organisation_words, "limit": REASON_LIMIT}


def _too_late() -> str:
    return gettext("Somebody has decided about this already.")


@bp.post("/moderation/organisations/<key>/accept")
@staff(Role.MODERATOR)
def accept(key: str) -> Response:
    """Lets it have a page and publish. Whoever comes first decides."""
    is_first = verifying.accept(me(), key)
    return done(gettext("Accepted. Its owners are told.") if is_first else _too_late(), url_for(".index"))


@bp.post("/moderation/organisations/<key>/refuse")
@staff(Role.MODERATOR)
def refuse(key: str) -> Response:
    """Turns it down, with a reason. Whoever comes first decides."""
    form = RefuseForm()
    try:
        is_first = verifying.refuse(me(), key, form.reason.data or "")
    except Invalid as error:
        form.take(error)
        return invalid(PAGE, form, **_shown(key))
    return done(gettext("Not accepted. Its owners read why.") if is_first else _too_late(), url_for(".index"))
