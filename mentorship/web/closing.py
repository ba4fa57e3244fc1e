"""Closing my account: what goes at once, what can come back, and the password as the last word."""

from flask import Blueprint, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import PasswordField
from wtforms.validators import InputRequired

from mentorship import clock
from mentorship.accounts import closing
from mentorship.errors import DomainError
from mentorship.web.access import end_session, me
from mentorship.web.agreeing import before_agreeing
from mentorship.web.forms import Form
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.rendering import date

TEMPLATE = "closing/close.html"

bp = Blueprint("closing", __name__)


class Closing(Form):
    """The password, so that nobody else does it on a device left open."""

    old = PasswordField(_("Your password"), [InputRequired(_("Please write your password."))])


@bp.route("/account/close", methods=["GET", "POST"])
@before_agreeing
def close() -> str | Response:
    """Says what it means and asks; then closes."""
    form, until = Closing(), clock.now() + closing.GRACE
    if request.method == "GET":
        return page(TEMPLATE, form=form, until=until)
    if not _closed(form):
        return invalid(TEMPLATE, form, until=until)
    end_session()
    said = gettext("Your account is closed. To open it again, sign in before %(date)s.", date=date(until))
    return done(said, url_for("home.index"))


def _closed(form: Closing) -> bool:
    try:
        if form.validate():
            closing.close(me().id, form.old.data)
            return True
    except DomainError as error:
        form.take(error)
    return False
