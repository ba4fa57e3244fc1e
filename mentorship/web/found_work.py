"""That somebody found work: counted as one of a number if they agree, and taken back in one press."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, request, url_for
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
from mentorship.work.help import found

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
    return page(PAGE, **_beside(is_counted=found.is_counted(me().id)))


def of_pair(pair: Any) -> dict[str, Any]:
    """What the page of a pair shows of it: the mentee is asked at the end of a mentoring about work."""
    asked = url_for("found_work.count_in", key=pair.key)
    return _beside(is_counted=found.is_counted(me().id), ask_at=asked) if found.asks(me().id, pair) else {}


def of_application(application: Any) -> dict[str, Any]:
    """What the page of an application of mine shows of it: I am asked once it came to work."""
    asked = url_for("found_work.count_application", key=application.key)
    return _beside(is_counted=found.is_counted(me().id), ask_at=asked) if found.is_work(application) else {}


def _beside(*, is_counted: bool, ask_at: str = "", back: str = "") -> dict[str, Any]:
    """What the fragment shows: the question goes to the address `ask_at`, if there is one, and `back` is where it stands."""
    return {"is_counted": is_counted, "found_form": FoundForm(formdata=None), "ask_at": ask_at, "back": back}


@bp.post("/mentorships/<key>/found")
def count_in(key: str) -> Response:
    """Counts me among those who found work, when a mentoring of mine has ended."""
    pair = mentorship.of_pair(viewer(), key)
    back = url_for("mentorships.show", key=key)
    return _counted(lambda agrees: found.count_of_pair(me().id, pair, agrees=agrees), back)


@bp.post("/applications/<key>/found")
def count_application(key: str) -> Response:
    """Counts me among those who found work, when an application of mine has come to it."""
    back = url_for("applications.show", key=key)
    return _counted(lambda agrees: found.count_of_application(viewer(), key, agrees=agrees), back)


def _counted(count: Callable[[bool], None], back: str) -> Response:
    form = FoundForm()
    try:
        count(bool(form.agrees.data))
    except Invalid as error:
        form.take(error)
        shown = _beside(is_counted=False, ask_at=request.path, back=back) | {"found_form": form}
        return invalid(PAGE, form, ASK, **shown)
    said = gettext("You found work, and it is counted. We are glad with you.")
    return done(said, back, ASK, **_beside(is_counted=True, back=back))


@bp.post("/found-work/take-back")
def take_back() -> Response:
    """Counts me no longer."""
    found.take_back(me().id)
    said = gettext("It is no longer counted, and nothing of it is kept.")
    return done(said, url_for(".show"), ASK, **_beside(is_counted=False))
