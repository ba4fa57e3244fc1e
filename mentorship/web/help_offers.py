"""Help with work: offering it for an organisation or a job, taking it back, and asking for what is offered."""

from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import SelectMultipleField

from mentorship.errors import Invalid, NotAllowed
from mentorship.site.setting import Feature
from mentorship.web import help_words
from mentorship.web.access import me, viewer
from mentorship.web.forms import Form
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.place import refuse_without
from mentorship.work.help import help_asking, offering

FORM, LIST = "help_offers/form.html", "help_offers/_list.html"

bp = Blueprint("help_offers", __name__)


@bp.before_request
def _only_where_there_is_work() -> None:
    refuse_without(Feature.WORK)


class HelpForm(Form):
    """How somebody helps, and whom."""

    sorts = SelectMultipleField(_("What do you offer?"), choices=list(help_words.SORT.items()), validate_choice=False)
    whom = SelectMultipleField(_("For whom?"), choices=list(help_words.FOR_WHOM.items()), validate_choice=False)

    @classmethod
    def of(cls, said: list[Any]) -> "HelpForm":
        """The form with what somebody offers already; or with what the address asks for, for friends and mentees."""
        audience = said[0].audience if said else offering.WHOM["friends"] | offering.WHOM["mentees"]
        sorts = [one.sort for one in said] or request.args.getlist("sort")
        return cls(sorts=sorts, whom=[name for name, flag in offering.WHOM.items() if flag & audience])


@bp.get("/help-offers")
def index() -> str:
    """All that I offer."""
    return page("help_offers/index.html", offers=offering.mine(me().id), words_of=help_words)


@bp.route("/organisations/<key>/help", methods=["GET", "POST"])
def organisation(key: str) -> Response | str:
    """Offers help with work at an organisation."""
    return _offer(offering.at_organisation(key), url_for("organisations.show", key=key))


@bp.route("/jobs/<key>/help", methods=["GET", "POST"])
def job(key: str) -> Response | str:
    """Offers help with one job."""
    return _offer(offering.at_job(key), url_for("jobs.show", key=key))


def _offer(at: Any, then: str) -> Response | str:
    said = offering.said(me().id, at)
    form, shown = HelpForm.of(said), {"at": at, "back": then, "said": said, "words_of": help_words}
    if request.method == "GET":
        return page(FORM, form=form, **shown)
    if not _is_offered(form, at):
        return invalid(FORM, form, **shown)
    return done(gettext("You offer it now. Those whom it is for find it on the page, and can ask you."), then)


def _is_offered(form: HelpForm, at: Any) -> bool:
    try:
        offering.offer(me().id, at, form.sorts.data or [], form.whom.data or [])
    except (Invalid, NotAllowed) as error:
        form.take(error)
        return False
    return True


@bp.post("/help-offers/<key>/take-back")
def take_back(key: str) -> Response:
    """Takes an offer of mine back."""
    offering.take_back(me().id, key)
    shown = {"offers": offering.mine(me().id), "words_of": help_words}
    return done(gettext("You no longer offer this."), url_for(".index"), LIST, **shown)


@bp.post("/help-offers/<key>/ask")
def ask(key: str) -> Response:
    """Takes an offer up, and leads to where the two talk."""
    job_key = request.form.get("job", "").replace("\x00", "")
    asked = help_asking.ask(viewer(), key, job_key, help_words.asking)
    said = gettext("%(name)s is asked, in your name. Here you two can go on.", name=asked.name)
    known = gettext("You asked %(name)s before. Here you two can go on.", name=asked.name)
    return done(said if asked.is_new else known, _room(asked))


def _room(asked: help_asking.Asked) -> str:
    if asked.mentorship:
        return url_for("mentorships.show", key=asked.mentorship, _anchor="newest")
    return url_for("messages.show", key=asked.conversation, _anchor="newest")
