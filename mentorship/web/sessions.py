"""Signing in, by password and then by the second step where it is on; and signing out."""

import hashlib
import hmac
from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, redirect, request, session, url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import BooleanField, EmailField, PasswordField, StringField
from wtforms.validators import InputRequired

from mentorship import clock
from mentorship.errors import Invalid
from mentorship.people import session as sessions
from mentorship.people import two_step
from mentorship.people.person import Person
from mentorship.web.access import begin_session, end_session, is_signed_in, own_path, public
from mentorship.web.forms import Form
from mentorship.web.hypermedia import done, invalid, page

TEMPLATE = "sessions/sign_in.html"
CODE_TEMPLATE = "sessions/second_step.html"
HALFWAY = "halfway"
PATIENCE = timedelta(minutes=10)

bp = Blueprint("sessions", __name__)


class SignIn(Form):
    """Who somebody is, and whether this device may remember it."""

    email = EmailField(_("E-mail address"), [InputRequired(_("Please write your e-mail address."))])
    password = PasswordField(_("Password"), [InputRequired(_("Please write your password."))])
    kept = BooleanField(_("Keep me signed in on this device"))


class SecondStep(Form):
    """A code of the app, or one from the paper."""

    code = StringField(_("Code"), [InputRequired(_("Please write the code that your app shows."))])


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> str | Response:
    """The form, and going in by it."""
    then, form = own_path(request.args.get("next", "/")), SignIn()
    if request.method == "GET":
        return redirect(then, 303) if is_signed_in() else page(TEMPLATE, form=form, then=then)
    if form.validate() and (person := _found(form)):
        return redirect(go_in(person, kept=form.kept.data, then=then), 303)
    return invalid(TEMPLATE, form, then=then)


def _found(form: SignIn) -> Person | None:
    try:
        return sessions.sign_in(form.email.data, form.password.data, request.remote_addr or "")
    except Invalid as error:
        form.take(error)
        return None


def go_in(person: Person, *, kept: bool = False, then: str = "/") -> str:
    """Signs in whoever has proved their password; gives the address to go to: `then`, or first the second step.

    The only way in for an account that may have one: begin_session() itself asks nothing more.
    """
    if not two_step.is_on(person.id):
        begin_session(person, kept=kept)
        return then
    end_session()
    at = clock.microseconds(clock.now())
    session[HALFWAY] = {"who": person.handle, "at": at, "kept": kept, "then": then, "seal": _seal(person)}
    return url_for("sessions.second_step")


def _seal(person: Person) -> str:
    # Another password, or another secret in the app, and whoever stands halfway begins again.
    own = two_step.of(person.id)
    return hashlib.sha256(f"{person.password} {own.secret if own else ''}".encode()).hexdigest()


def _halfway() -> tuple[Person, dict[str, Any]] | None:
    """Who has given the password on this device within the last ten minutes, and what they wanted."""
    half = session.get(HALFWAY)
    if not half or not timedelta() <= clock.now() - clock.moment(half["at"]) <= PATIENCE:
        return None
    person = Person.get_or_none(Person.handle == half["who"], Person.state.in_(sessions.MAY_SIGN_IN))
    if person is None or not hmac.compare_digest(half["seal"], _seal(person)):
        return None
    return person, half


@bp.route("/sign-in/code", methods=["GET", "POST"])
@public
def second_step() -> str | Response:
    """Asks for the code, and goes in by it."""
    found, form = _halfway(), SecondStep()
    if found is None:
        return _begin_again()
    if request.method == "GET":
        return page(CODE_TEMPLATE, form=form)
    if form.validate() and _pass(*found, form):
        return redirect(found[1]["then"], 303)
    return invalid(CODE_TEMPLATE, form)


def _begin_again() -> Response:
    half = session.pop(HALFWAY, None)
    if half:
        flash(gettext("That took a while, or your account has changed. Please sign in once more."))
    return redirect(url_for(".sign_in", next=half["then"] if half else None), 303)


def _pass(person: Person, half: dict[str, Any], form: SecondStep) -> bool:
    try:
        left = two_step.check(person.id, form.code.data)
    except Invalid as error:
        form.take(error)
        return False
    begin_session(person, kept=half["kept"])
    if left is not None:
        flash(_said_of(left))
    return True


def _said_of(left: int) -> str:
    if not left:
        return gettext("That was your last recovery code. Please make new ones under Account.")
    return ngettext("You have %(num)d recovery code left.", "You have %(num)d recovery codes left.", left)


@bp.post("/sign-out")
@public
def sign_out() -> Response:
    """Ends this session; whoever presses it twice is signed out all the same."""
    end_session()
    answer = done(gettext("You are signed out."), url_for("home.index"))
    # Under a path, what the browser stores belongs to the neighbours too.
    answer.headers["Clear-Site-Data"] = '"cache"' if request.script_root else '"cache", "storage"'
    return answer
