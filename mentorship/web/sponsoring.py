"""Sponsored jobs, for admins: which stand above the others and until when; letting one stand there, and ending that."""

from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import StringField

from mentorship.errors import Invalid, NotAllowed
from mentorship.people.person import Role
from mentorship.site.setting import Feature
from mentorship.web.access import me, staff
from mentorship.web.forms import Form
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.place import refuse_without
from mentorship.work.job import sponsoring, typed

PAGE = "sponsoring/index.html"

bp = Blueprint("sponsoring", __name__)


class SponsorForm(Form):
    """Which job, and until which day."""

    job = StringField(_("Address of the job"))
    until = StringField(_("Until which day?"))


@bp.before_request
def _is_on() -> None:
    refuse_without(Feature.WORK)


@bp.get("/admin/sponsored")
@staff(Role.ADMIN)
def index() -> str:
    """The jobs that are sponsored now; a job's page leads here with its key."""
    key = request.args.get("job", "").replace("\x00", "").strip()
    return page(PAGE, form=SponsorForm(data={"job": key}), **_shown())


def _shown() -> dict[str, Any]:
    return {"found": sponsoring.listed(), "most_days": typed.MOST_DAYS}


@bp.post("/admin/sponsored")
@staff(Role.ADMIN)
def sponsor() -> Response:
    """Lets one stand above the others until a day, or until another day than before."""
    form = SponsorForm()
    try:
        sponsoring.sponsor(me().handle, form.job.data or "", form.until.data or "")
    except (Invalid, NotAllowed) as error:
        form.take(error)
        return invalid(PAGE, form, **_shown())
    return done(gettext("It stands above the others where it fits what somebody looks for."), url_for(".index"))


@bp.post("/admin/sponsored/<key>/end")
@staff(Role.ADMIN)
def end(key: str) -> Response:
    """Ends it now; the job stays in the list as any other."""
    is_first = sponsoring.end(me().handle, key)
    said = gettext("It is a job like the others again.") if is_first else gettext("That was ended already.")
    return done(said, url_for(".index"))
