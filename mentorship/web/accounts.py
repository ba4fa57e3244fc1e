"""Joining: one page, and one is inside."""

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import BooleanField, EmailField, PasswordField, RadioField, StringField
from wtforms.validators import InputRequired

from mentorship.errors import DomainError, Invalid, N_, NotAllowed
from mentorship.people import password as passwords
from mentorship.people import person, throttle
from mentorship.people import session as sessions
from mentorship.people.person import Person
from mentorship.privacy import joining
from mentorship.text import EMPTY
from mentorship.web import words
from mentorship.web.access import begin_session, is_signed_in, public
from mentorship.web.forms import Form
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.language import current

# An evening where a whole group joins over one connection fits in; filling the place by machine does not.
JOINS_PER_HOST = 30
LATER = N_("Many people have joined over this connection just now. Please wait %(minutes)d minutes and try again.")
CHOOSE = N_("Please choose what comes nearest.")

bp = Blueprint("accounts", __name__)


class SignUp(Form):
    """Everything it takes to join."""

    name = StringField(_("Name"), [InputRequired(_(EMPTY))])
    email = EmailField(_("E-mail address"), [InputRequired(_(EMPTY))])
    password = PasswordField(_("Password"), [InputRequired(_(EMPTY))])
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
    about = {"least": passwords.SHORTEST, "rules_version": person.RULES_VERSION}
    if not (form.is_submitted() and form.validate() and _joined(form)):
        return invalid("accounts/sign_up.html", form, **about) if form.errors or form.problem else page(
            "accounts/sign_up.html", form=form, **about
        )
    return done(gettext("Welcome, %(name)s. It is good that you are here.", name=form.name.data), url_for("home.index"))
