"""Joining: one page, and one is inside."""

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import BooleanField, EmailField, PasswordField, RadioField, StringField
from wtforms.validators import InputRequired

from mentorship.errors import N_, DomainError, Invalid, NotAllowed
from mentorship.people import password as passwords
from mentorship.people import person, throttle
from mentorship.people import session as sessions
from mentorship.people.person import Person
from mentorship.privacy import joining
from mentorship.web import words
from mentorship.web.access import begin_session, is_signed_in, public
from mentorship.web.forms import Form
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.language import current

TEMPLATE = "accounts/sign_up.html"
LIMITS = {"least": passwords.SHORTEST, "rules_version": person.RULES_VERSION}
# An evening where a whole group joins over one connection fits in; filling the place by machine does not.
TRIES_PER_HOST = 30
LATER = N_("Many people are joining over this connection. Please come back later; minutes to wait: %(minutes)d.")
CHOOSE = N_("Please choose what comes nearest.")

bp = Blueprint("accounts", __name__)


class SignUp(Form):
    """Everything it takes to join."""

    name = StringField(_("Name"), [InputRequired(_("Please write the name others will see."))])
    email = EmailField(_("E-mail address"), [InputRequired(_("Please write your e-mail address."))])
    password = PasswordField(_("Password"), [InputRequired(_("Please choose a password."))])
    purpose = RadioField(_("What brings you here?"), [InputRequired(_(CHOOSE))], choices=list(words.PURPOSE.items()))
    seeks = StringField(_("I want a mentor for…"))
    offers = StringField(_("I can mentor in…"))
    adult = BooleanField(_("I am 18 or over"), [InputRequired(_(person.ADULTS_ONLY))])
    rules = BooleanField(_("I have read the rules and will keep to them"), [InputRequired(_(person.RULES_NEEDED))])


@bp.route("/sign-up", methods=["GET", "POST"])
@public
def sign_up() -> str | Response:
    """The form, and joining by it."""
    if is_signed_in():
        return redirect(url_for("home.index"), 303)
    form = SignUp()
    if request.method == "GET":
        return page(TEMPLATE, form=form, **LIMITS)
    if form.validate() and (member := _join(form)):
        begin_session(member, kept=False)
        return done(gettext("Welcome, %(name)s. Good that you are here.", name=member.name), url_for("home.index"))
    return invalid(TEMPLATE, form, **LIMITS)


def _join(form: SignUp) -> Person | None:
    try:
        _be_patient(f"join {request.remote_addr}")
        return joining.join(language=current(), **_wishes(form))
    except Invalid as error:
        return _same_again(form, error)
    except DomainError as error:
        form.take(error)
    return None


def _be_patient(key: str) -> None:
    wait = throttle.minutes_to_wait(key, TRIES_PER_HOST)
    if wait:
        raise NotAllowed(LATER, minutes=wait)
    throttle.count(key)


def _wishes(form: SignUp) -> dict[str, object]:
    return {name: value for name, value in form.data.items() if name != "csrf_token"}


def _same_again(form: SignUp, error: Invalid) -> Person | None:
    # The button pressed twice: the second time finds the account of the first and goes in.
    try:
        if error.message == person.ADDRESS_TAKEN:
            return sessions.sign_in(form.email.data, form.password.data, request.remote_addr or "")
    except Invalid:
        pass
    form.take(error)
    return None
