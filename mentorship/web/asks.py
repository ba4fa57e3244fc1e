"""Being asked to talk about a job: who asks and for what, and my answer."""

from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from mentorship.errors import Invalid, Missing, NotAllowed
from mentorship.privacy import sharing
from mentorship.site.setting import Feature
from mentorship.talk import notices
from mentorship.web import application_forms
from mentorship.web.access import me, viewer
from mentorship.web.application_forms import ApplyForm, ticked, usual
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.place import refuse_without
from mentorship.work.application import applying, cv
from mentorship.work.application.application import CONTACT_LIMIT, LINE_LIMIT
from mentorship.work.candidate import asks

ASKED = "asks/show.html"
LIMITS = {"contact": CONTACT_LIMIT, "line": LINE_LIMIT}

bp = Blueprint("asks", __name__)


@bp.before_request
def _only_where_work_is_on() -> None:
    refuse_without(Feature.WORK)


@bp.get("/asks/<key>")
def show(key: str) -> str:
    """Who asks me and for which job; what I would show, part by part."""
    one = asks.of(viewer(), key)
    notices.note_seen(viewer(), key)
    parts, form = cv.parts(viewer()), application_forms.at_first(cv.contact(viewer()))
    return page(ASKED, form=form, **_shown(one, parts, usual(parts, sharing.audiences_of(me().id))))


def _shown(one: Any, parts: tuple[cv.Part, ...], chosen: list[Any]) -> dict[str, Any]:
    known = {"one": one, "is_open": asks.is_open(one), "parts": parts, "ticked": chosen, "limits": LIMITS}
    return known | {"shown": applying.mark(parts)}


@bp.post("/asks/<key>/accept")
def accept(key: str) -> Response:
    """Says yes, with what I ticked."""
    form = ApplyForm().offer()
    try:
        made = asks.accept(viewer(), key, **form.sent(), shown=request.form.get("shown", ""))
    except (Invalid, NotAllowed) as error:
        one = asks.of(viewer(), key)
        if not asks.is_open(one):
            raise Missing from error
        form.take(error)
        return invalid(ASKED, form, **_shown(one, cv.parts(viewer()), ticked()))
    return done(gettext("You said yes. They see what you ticked, and can write to you."), _there(made))


def _there(key: str) -> str:
    return url_for("applications.show", key=key)


@bp.post("/asks/<key>/decline")
def decline(key: str) -> Response:
    """Says no; nobody is told."""
    asks.decline(viewer(), key)
    return done(gettext("You said no. Nobody is told."), url_for("open_to_work.show"))
