"""Organisations: who there is to work for, the page of each, registering one and changing its page."""

from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from mentorship.errors import Invalid, Missing, NotAllowed
from mentorship.site.setting import Feature
from mentorship.talk import notices
from mentorship.web import help_words, organisation_words
from mentorship.web.access import me, public, viewer
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.organisation_forms import OrganisationForm
from mentorship.web.place import refuse_without
from mentorship.work.help import who_helps
from mentorship.work.job import opening
from mentorship.work.organisation import asking, directory, registering, team, workplace
from mentorship.work.organisation.organisation import ABOUT_LIMIT, NAME_LIMIT, WEBSITE_LIMIT, Role, State

EDIT, REGISTER = "organisations/edit.html", "organisations/register.html"
LIMITS = {"about": ABOUT_LIMIT, "name": NAME_LIMIT, "website": WEBSITE_LIMIT}

bp = Blueprint("organisations", __name__)


@bp.before_request
def _only_where_there_is_work() -> None:
    refuse_without(Feature.WORK)


def _asked(name: str) -> str:
    return request.args.get(name, "").replace("\x00", "")[: directory.LONGEST].strip()


@bp.get("/organisations")
@public
def index() -> str:
    """All that were accepted, by name, or those a few words lead to; first what I act for or am asked to."""
    q, kind = _asked("q"), _asked("kind")
    found, more = directory.listed(q, kind, _asked("after"))
    mine, asked = team.mine(viewer().id), asking.waiting_for(viewer())
    shown = {"q": q, "kind": kind, "found": found, "more": more, "words_of": organisation_words}
    return page("organisations/index.html", "organisations/_list.html", mine=mine, asked=asked, **shown)


@bp.route("/organisations/register", methods=["GET", "POST"])
def register() -> Response | str:
    """Registers one. A moderator looks at it before others see it."""
    form, shown = OrganisationForm(), {"limits": LIMITS, "words_of": organisation_words}
    if request.method == "GET":
        return page(REGISTER, form=form, **shown)
    key = _registered(form)
    if not key:
        return invalid(REGISTER, form, **shown)
    said = gettext("It is registered. A moderator looks at it, and a notice tells you.")
    return done(said, url_for(".show", key=key))


def _registered(form: OrganisationForm) -> str:
    try:
        return registering.register(me().id, **form.wanted())
    except (Invalid, NotAllowed) as error:
        form.take(error)
        return ""


@bp.get("/organisations/<key>")
@public
def show(key: str) -> str:
    """The page of one."""
    found = directory.of(viewer(), key)
    if found.role:
        notices.note_seen(viewer(), key)
    return page("organisations/show.html", one=found, jobs=opening.of_organisation(found.id), **_around(found))


def _around(found: Any) -> dict[str, Any]:
    """The people on its page, for members."""
    speakers = [one for one in directory.colleagues(viewer(), found.id) if one.since]
    people, more = workplace.people(viewer(), found.workplace_id)
    around = who_helps.of_organisation(viewer(), found)
    known = {"speakers": speakers, "people": people, "more": more, "around": around, "help_words": help_words}
    return known | {"words_of": organisation_words, "may_edit": found.role in (Role.OWNER, Role.REPRESENTATIVE)}


@bp.route("/organisations/<key>/edit", methods=["GET", "POST"])
def edit(key: str) -> Response | str:
    """Changes what its page says, for those who may."""
    found = _to_edit(key)
    form, shown = OrganisationForm.of(found), {"one": found, "limits": LIMITS, "words_of": organisation_words}
    if request.method == "GET":
        return page(EDIT, form=form, **shown)
    if not _kept(key, form):
        return invalid(EDIT, form, **shown)
    return done(_said(found), url_for(".show", key=key))


def _to_edit(key: str) -> Any:
    found = directory.of(viewer(), key)
    if found.role not in (Role.OWNER, Role.REPRESENTATIVE):
        raise Missing
    return found


def _kept(key: str, form: OrganisationForm) -> bool:
    try:
        registering.edit(me().id, key, **form.wanted())
    except Invalid as error:
        form.take(error)
        return False
    return True


def _said(found: Any) -> str:
    if found.state == State.REFUSED and found.role == Role.OWNER:
        return gettext("It is changed, and waits for a moderator again.")
    return gettext("It is changed.")


@bp.post("/organisations/<key>/work-there")
def work_there(key: str) -> Response:
    """States on my profile that I work there."""
    found = directory.of(viewer(), key)
    if found.state != State.VERIFIED:
        raise Missing
    try:
        workplace.state(me().id, found.workplace_id)
    except Invalid as error:
        raise NotAllowed(error.message, **error.values) from error
    said = gettext("“%(name)s” is on your profile now, for those who may see where you work.", name=found.name)
    return done(said, url_for(".show", key=key))
