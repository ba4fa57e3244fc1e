"""That somebody found work: counted as one of a number if they agree, and taken back in one press."""

from flask import Blueprint, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import BooleanField

from mentorship.errors import Invalid
from mentorship.site.setting import Feature
from mentorship.ties import mentorship
from mentorship.web.access import me, viewer
from mentorship.web.forms import Form
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.place import refuse_without, site
from mentorship.work import found

PAGE, ASK = "found_work/show.html", "found_work/_ask.html"

bp = Blueprint("found_work", __name__)


@bp.before_request
def _only_where_there_is_work() -> None:
    refuse_without(Feature.WORK)


class FoundForm(Form):
    """Somebody's consent, which nobody gives by leaving a form as it was."""

    agrees = BooleanField(_("I found work. Count it, as one of a number and nothing else."))


def how_many_found_work() -> int:
    """The number, as everybody may read it; 0 if there is none to show, and where there is no work here."""
    return found.number() if site().has(Feature.WORK) else 0


@bp.get("/found-work")
def show() -> str:
    """Whether I am counted."""
    return page(PAGE, is_counted=found.is_counted(me().id), form=FoundForm(), pair=None)


@bp.post("/mentorships/<key>/found")
def count_in(key: str) -> Response:
    """Counts me among those who found work."""
    pair, form = mentorship.of_pair(viewer(), key), FoundForm()
    try:
        found.count_in(me().id, pair, agrees=bool(form.agrees.data))
    except Invalid as error:
        form.take(error)
        return invalid(PAGE, form, ASK, is_counted=False, pair=pair)
    said = gettext("You found work, and it is counted. We are glad with you.")
    return done(said, url_for("mentorships.show", key=key), ASK, is_counted=True, pair=pair, form=form)


@bp.post("/found-work/take-back")
def take_back() -> Response:
    """Counts me no longer."""
    found.take_back(me().id)
    shown = {"is_counted": False, "form": FoundForm(formdata=None), "pair": None}
    return done(gettext("It is no longer counted, and nothing of it is kept."), url_for(".show"), ASK, **shown)
