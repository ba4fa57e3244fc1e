"""Colleagues: who acts for an organisation, asking somebody to, answering, and leaving."""

from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from mentorship.errors import DomainError, Invalid, NotAllowed
from mentorship.site.setting import Feature
from mentorship.talk import notices
from mentorship.web import organisation_words
from mentorship.web.access import me, viewer
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.organisation_forms import AskForm
from mentorship.web.place import refuse_without
from mentorship.work.organisation import asking, directory, leaving, team
from mentorship.work.organisation.organisation import Role

TEAM, LEAVE = "colleagues/index.html", "colleagues/leave.html"

bp = Blueprint("colleagues", __name__)


@bp.before_request
def _only_where_there_is_work() -> None:
    refuse_without(Feature.WORK)


@bp.route("/organisations/<key>/people", methods=["GET", "POST"])
def index(key: str) -> Response | str:
    """Who acts for it; an owner asks somebody else."""
    one = team.acting(me().id, key, *([] if request.method == "GET" else [Role.OWNER]))
    form, message = _form(one), ""
    if request.method == "POST":
        message = _ask(key, form)
    if message:
        return done(message, url_for(".index", key=key))
    return invalid(TEAM, form, **_shown(one)) if request.method == "POST" else page(TEAM, form=form, **_shown(one))


def _form(one: Any) -> AskForm:
    return AskForm().offer(asking.askable(viewer(), one.id) if one.role == Role.OWNER else [])


def _ask(key: str, form: AskForm) -> str:
    try:
        name = asking.ask(viewer(), key, form.handle.data or "", form.role.data or "")
    except (Invalid, NotAllowed) as error:
        form.take(error)
        return ""
    return gettext("%(name)s is asked. Nothing changes until they say yes.", name=name)


def _shown(one: Any) -> dict[str, Any]:
    people = directory.colleagues(viewer(), one.id)
    return {"one": one, "people": people, "words_of": organisation_words, "is_owner": one.role == Role.OWNER}


@bp.post("/organisations/<key>/people/<handle>/role")
def change(key: str, handle: str) -> Response:
    """Lets somebody do something else for it."""
    one, form = team.acting(me().id, key, Role.OWNER), None
    try:
        name = leaving.change_role(viewer(), key, handle, request.form.get("role", ""))
    except (Invalid, NotAllowed) as error:
        form = _refused(one, error)
        return invalid(TEAM, form, **_shown(one))
    return done(gettext("What %(name)s does is changed.", name=name), url_for(".index", key=key))


def _refused(one: Any, error: DomainError) -> AskForm:
    # The message belongs to another form on the page, so it stands above.
    form = AskForm(formdata=None).offer(asking.askable(viewer(), one.id))
    form.take(NotAllowed(error.message, **error.values))
    return form


@bp.post("/organisations/<key>/people/<handle>/remove")
def remove(key: str, handle: str) -> Response:
    """Takes somebody out, or takes back that they were asked."""
    name = leaving.remove(viewer(), key, handle)
    return done(gettext("%(name)s does not act for it any more.", name=name), url_for(".index", key=key))


@bp.route("/organisations/<key>/answer", methods=["GET", "POST"])
def answer(key: str) -> Response | str:
    """What I am asked to do for it; says yes or no."""
    if request.method == "GET":
        one = asking.asked(viewer(), key)
        notices.note_seen(viewer(), key)
        return page("colleagues/answer.html", one=one, words_of=organisation_words)
    if request.form.get("answer") == "yes":
        name = asking.accept(viewer(), key).name
        return done(gettext("You act for %(name)s now.", name=name), url_for("organisations.show", key=key))
    name = asking.decline(viewer(), key).name
    return done(gettext("You do not act for %(name)s. Nobody is told.", name=name), url_for("organisations.index"))


@bp.route("/organisations/<key>/leave", methods=["GET", "POST"])
def leave(key: str) -> Response | str:
    """Asks whether it is meant; then I act for it no more."""
    one, form = team.acting(me().id, key), AskForm()
    shown = {"one": one, "is_alone": leaving.is_alone(viewer(), one)}
    if request.method == "GET":
        return page(LEAVE, form=form, **shown)
    try:
        leaving.leave(viewer(), key)
    except NotAllowed as error:
        form.take(error)
        return invalid(LEAVE, form, **shown)
    return done(gettext("You do not act for %(name)s any more.", name=one.name), url_for("organisations.index"))
