"""Joining: one page, and one is inside, or has a letter to answer first."""

from typing import NamedTuple

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import BooleanField, EmailField, PasswordField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired

from mentorship.accounts import joining
from mentorship.errors import N_, Invalid, NotAllowed
from mentorship.people import password as passwords
from mentorship.people import person, throttle
from mentorship.people import session as sessions
from mentorship.people.person import Person, State
from mentorship.site import rules as rules_in_force
from mentorship.site.setting import Joining
from mentorship.web import words
from mentorship.web.access import is_signed_in, public
from mentorship.web.forms import Form
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.language import current
from mentorship.web.place import sends_mail, site
from mentorship.web.sessions import go_in

TEMPLATE = "accounts/sign_up.html"
# An evening where a whole group joins over one connection fits in; filling the place by machine does not.
TRIES_PER_HOST = 30
LATER = N_("Many people are joining over this connection. Please come back later; minutes to wait: %(minutes)d.")
CHOOSE = N_("Please choose what comes nearest.")

bp = Blueprint("accounts", __name__)


class Way(NamedTuple):
    """How somebody joins: at which address, and by whose invitation, if by any.

    `mailed_to` is the address whose letter brought them. The name of who invites stands on a personal one alone, the
    label on one for many alone.
    """

    action: str
    invitation: str = ""
    mailed_to: str = ""
    is_trusted: bool = False
    by_name: str = ""
    label: str = ""


class SignUp(Form):
    """Everything it takes to join."""

    name = StringField(_("Name"), [InputRequired(_("Please write the name others will see."))])
    email = EmailField(_("E-mail address"), [InputRequired(_("Please write your e-mail address."))])
    password = PasswordField(_("Password"), [InputRequired(_("Please choose a password."))])
    purpose = RadioField(_("What brings you here?"), [InputRequired(_(CHOOSE))], choices=list(words.PURPOSE.items()))
    seeks = StringField(_("I want a mentor for…"))
    offers = StringField(_("I can mentor in…"))
    why = TextAreaField(_("Why would you like to join?"))
    adult = BooleanField(_("I am 18 or over"), [InputRequired(_(person.ADULTS_ONLY))])
    rules = BooleanField(_("I have read the rules and will keep to them"), [InputRequired(_(person.RULES_NEEDED))])


@bp.route("/sign-up", methods=["GET", "POST"])
@public
def sign_up() -> str | Response:
    """The form, and joining by it; or how to get an invitation, where one needs it."""
    if is_signed_in():
        return redirect(url_for("home.index"), 303)
    if site().joining == Joining.INVITATION:
        return page("accounts/by_invitation.html")
    return welcome(Way(url_for(".sign_up")))


@bp.get("/sign-up/sent")
@public
def sent() -> str:
    """Where the link is that opens the account: the same whether or not there was one already."""
    return page("accounts/sent.html")


def welcome(way: Way) -> str | Response:
    """The form on GET; on POST joining by it, or the form again with what to mend. Raises Missing if the invitation
    has ended meanwhile."""
    form = SignUp(email=way.mailed_to)
    if not joining.needs_approval(way.is_trusted):
        del form.why
    shown = {"way": way, "least": passwords.SHORTEST, "rules_version": rules_in_force.version()}
    if request.method == "GET":
        return page(TEMPLATE, form=form, **shown)
    return (form.validate() and _joined(form, way)) or invalid(TEMPLATE, form, **shown)


def _joined(form: SignUp, way: Way) -> Response | None:
    try:
        _be_patient(f"join {request.remote_addr}")
        member = _join(form, way)
    except (Invalid, NotAllowed) as error:
        form.take(error)
        return None
    if member is None:
        said = gettext("We have written to %(address)s.", address=form.email.data)
        return done(said, url_for("accounts.sent"))
    return inside(member)


def inside(member: Person) -> Response:
    """Goes in with a new account."""
    then = go_in(member)
    if member.state != State.ACTIVE:
        return redirect(then, 303)
    return done(gettext("Welcome, %(name)s. Good that you are here.", name=member.name), then)


def _join(form: SignUp, way: Way) -> Person | None:
    wishes = {name: value for name, value in form.data.items() if name != "csrf_token"}
    by = {"invitation": way.invitation, "mailed_to": way.mailed_to, "sends_mail": sends_mail()}
    try:
        return joining.join(language=current(), **by, **wishes)
    except Invalid as error:
        member = _same_again(form) if error.message == person.ADDRESS_TAKEN else None
        if member is None:
            raise
        return member


def _be_patient(key: str) -> None:
    wait = throttle.minutes_to_wait(key, TRIES_PER_HOST)
    if wait:
        raise NotAllowed(LATER, minutes=wait)
    throttle.count(key)


def _same_again(form: SignUp) -> Person | None:
    # The button pressed twice: the second time finds the account of the first and goes in.
    try:
        return sessions.sign_in(form.email.data, form.password.data, request.remote_addr or "")
    except Invalid:
        return None
