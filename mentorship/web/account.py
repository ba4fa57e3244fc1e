"""My account: the name others see, the language, the password, and the devices that are signed in."""

from typing import Any

from flask import Blueprint, url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired

from mentorship.accounts import confirming, renewing
from mentorship.errors import Invalid, Missing
from mentorship.people import password as passwords
from mentorship.people import person
from mentorship.people import session as sessions
from mentorship.people.person import Person
from mentorship.web.access import me
from mentorship.web.agreeing import before_agreeing
from mentorship.web.forms import Form
from mentorship.web.hypermedia import done, invalid, page

TEMPLATE = "account/show.html"

bp = Blueprint("account", __name__)


class Naming(Form):
    """The name others see."""

    name = StringField(_("Name"), [InputRequired(_("Please write the name others will see."))])


class NewPassword(Form):
    """The present password, and the one to use from now on."""

    old = PasswordField(_("Present password"), [InputRequired(_("Please write your present password."))])
    password = PasswordField(_("New password"), [InputRequired(_("Please write the new password."))])


def _forms(**given: Form) -> dict[str, Any]:
    untouched = {"naming": Naming(formdata=None, name=me().name), "renewal": NewPassword(formdata=None)}
    shown = {"least": passwords.SHORTEST, "open": len(sessions.of(me().id)), "awaited": confirming.waiting(me().id)}
    return {**untouched, **shown, **given}


@bp.get("/account")
@before_agreeing
def show() -> str:
    """The account with its forms."""
    return page(TEMPLATE, **_forms())


@bp.post("/account/name")
def rename() -> Response:
    """Changes the name others see."""
    form = Naming()
    if form.validate() and _rename(form):
        return done(gettext("Others see your new name now."), url_for(".show"), "account/_name.html", naming=form)
    return invalid(TEMPLATE, form, "account/_name.html", **_forms(naming=form))


def _rename(form: Naming) -> bool:
    try:
        person.rename(Person.get_by_id(me().id), form.name.data)
    except Invalid as error:
        form.take(error)
    return not form.errors


@bp.post("/account/password")
def change_password() -> Response:
    """Changes the password and signs out all other devices."""
    form = NewPassword()
    if form.validate() and _change(form):
        said = gettext("Your password is changed, and all other devices are signed out.")
        return done(said, url_for(".show"), "account/_password.html", renewal=form, least=passwords.SHORTEST)
    return invalid(TEMPLATE, form, "account/_password.html", **_forms(renewal=form))


def _change(form: NewPassword) -> bool:
    try:
        renewing.change(me().id, me().session_key, form.old.data, form.password.data)
    except Invalid as error:
        form.take(error)
    return not form.errors


@bp.get("/account/sessions", endpoint="sessions")
@before_agreeing
def devices() -> str:
    """The devices that are signed in."""
    return page("account/sessions.html", devices=sessions.of(me().id))


@bp.post("/account/sessions/<key>/end")
def end_session(key: str) -> Response:
    """Signs one device out."""
    if not sessions.end(me().id, key):
        raise Missing
    return _ended(gettext("That device is signed out."))


@bp.post("/account/sessions/end-others")
def end_others() -> Response:
    """Signs out all devices but this one."""
    ended = sessions.end_others(me().id, me().session_key)
    return _ended(ngettext("%(num)d other device is signed out.", "%(num)d other devices are signed out.", ended))


def _ended(said: str) -> Response:
    return done(said, url_for(".sessions"), "account/_devices.html", devices=sessions.of(me().id))
