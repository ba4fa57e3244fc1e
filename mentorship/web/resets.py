"""A forgotten password: asking for a link, and choosing a new password by it."""

from flask import Blueprint, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired

from mentorship.accounts import resetting
from mentorship.errors import Invalid, Missing
from mentorship.people import password as passwords
from mentorship.web.access import public
from mentorship.web.forms import Form
from mentorship.web.hypermedia import done, ended, invalid, page
from mentorship.web.links import unsigned
from mentorship.web.place import sends_mail

ASK, CHOOSE, SPENT = "resets/ask.html", "resets/choose.html", "resets/spent.html"

bp = Blueprint("resets", __name__)


class Asking(Form):
    """Where to send the link."""

    email = EmailField(_("E-mail address"), [InputRequired(_("Please write your e-mail address."))])


class Choosing(Form):
    """The password to use from now on."""

    password = PasswordField(_("New password"), [InputRequired(_("Please write the new password."))])


@bp.route("/reset", methods=["GET", "POST"])
@public
def ask() -> str | Response:
    """The form for the address; the answer is the same whether or not it has an account."""
    form = Asking()
    if request.method == "GET" or not sends_mail():
        return page(ASK if sends_mail() else "resets/by_hand.html", form=form)
    if form.validate() and _ask(form):
        return done(gettext("Look into the mail of %(address)s.", address=form.email.data), url_for(".sent"))
    return invalid(ASK, form)


def _ask(form: Asking) -> bool:
    try:
        resetting.ask(form.email.data, request.remote_addr or "")
    except Invalid as error:
        form.take(error)
    return not form.errors


@bp.get("/reset/sent")
@public
def sent() -> str:
    """Where the link is, if there is an account."""
    return page("resets/sent.html")


@bp.route("/reset/<token>", methods=["GET", "POST"])
@public
def choose(token: str) -> str | Response:
    """The form for a new password, which does not say whose; it signs nobody in."""
    key, form = unsigned("reset", token) or "", Choosing()
    if not resetting.is_open(key):
        return ended(SPENT)
    shown = {"token": token, "least": passwords.SHORTEST}
    if request.method == "GET":
        return page(CHOOSE, form=form, **shown)
    return (form.validate() and _choose(key, form)) or invalid(CHOOSE, form, **shown)


def _choose(key: str, form: Choosing) -> Response | None:
    try:
        resetting.choose(key, form.password.data)
    except Missing:
        return ended(SPENT)
    except Invalid as error:
        form.take(error)
        return None
    said = gettext("Your new password counts from now on, and all devices are signed out. Sign in with it.")
    return done(said, url_for("sessions.sign_in"))
