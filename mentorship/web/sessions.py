"""Signing in and out."""

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import BooleanField, EmailField, PasswordField
from wtforms.validators import InputRequired

from mentorship.errors import Invalid
from mentorship.people import session as sessions
from mentorship.people.person import Person
from mentorship.web.access import begin_session, end_session, is_signed_in, own_path, public
from mentorship.web.forms import Form
from mentorship.web.hypermedia import done, invalid, page

TEMPLATE = "sessions/sign_in.html"

bp = Blueprint("sessions", __name__)


class SignIn(Form):
    """Who somebody is, and whether this device may remember it."""

    email = EmailField(_("E-mail address"), [InputRequired(_("Please write your e-mail address."))])
    password = PasswordField(_("Password"), [InputRequired(_("Please write your password."))])
    kept = BooleanField(_("Keep me signed in on this device"))


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> str | Response:
    """The form, and going in by it."""
    then, form = own_path(request.args.get("next", "/")), SignIn()
    if request.method == "GET":
        return redirect(then, 303) if is_signed_in() else page(TEMPLATE, form=form, then=then)
    if form.validate() and (person := _found(form)):
        begin_session(person, kept=form.kept.data)
        return redirect(then, 303)
    return invalid(TEMPLATE, form, then=then)


def _found(form: SignIn) -> Person | None:
    try:
        return sessions.sign_in(form.email.data, form.password.data, request.remote_addr or "")
    except Invalid as error:
        form.take(error)
        return None


@bp.post("/sign-out")
@public
def sign_out() -> Response:
    """Ends this session; whoever presses it twice is signed out all the same."""
    end_session()
    answer = done(gettext("You are signed out."), url_for("home.index"))
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer
