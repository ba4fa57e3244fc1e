"""My address: confirming it by the link in a letter, and changing it."""

from flask import Blueprint, make_response, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired

from mentorship.accounts import confirming
from mentorship.errors import Invalid, Missing
from mentorship.web.access import is_signed_in, me, public
from mentorship.web.accounts import inside
from mentorship.web.forms import Form
from mentorship.web.hypermedia import done, ended, invalid, page
from mentorship.web.language import offer
from mentorship.web.links import unsigned
from mentorship.web.place import sends_mail

TEMPLATE = "addresses/change.html"

bp = Blueprint("addresses", __name__)


class NewAddress(Form):
    """The password once more, and the address to use from now on."""

    old = PasswordField(_("Present password"), [InputRequired(_("Please write your present password."))])
    email = EmailField(_("New e-mail address"), [InputRequired(_("Please write the new address."))])


@bp.route("/confirm/<token>", methods=["GET", "POST"])
@public
def confirm(token: str) -> str | Response:
    """A page with one button, because programs that check mail open links; the button confirms."""
    key = unsigned("confirm", token) or ""
    found = confirming.awaited(key)
    if found is None:
        return _spent()
    owner, address = found
    offer(owner.language)
    is_new = owner.email is None
    if request.method == "GET":
        return page("addresses/confirm.html", token=token, name=owner.name, address=address, is_new=is_new)
    return _confirm(key, address)


def _confirm(key: str, address: str) -> Response:
    try:
        owner, is_new = confirming.confirm(key, me().session_key if is_signed_in() else "")
    except Missing:
        return _spent()
    except Invalid:
        return make_response(page("addresses/taken.html", address=address, failed=True), 409)
    if is_new:
        return inside(owner)
    return done(gettext("%(address)s is your confirmed address now.", address=address), url_for("account.show"))


def _spent() -> Response:
    return ended("addresses/spent.html")


@bp.route("/account/address", methods=["GET", "POST"])
def change() -> str | Response:
    """The form for another address; nothing changes until that one is confirmed."""
    form = NewAddress()
    if request.method == "GET":
        return page(TEMPLATE, form=form)
    if form.validate() and _change(form):
        return done(_letter_to(form.email.data), url_for("account.show"))
    return invalid(TEMPLATE, form)


def _change(form: NewAddress) -> bool:
    try:
        confirming.change(me().id, form.old.data, form.email.data)
    except Invalid as error:
        form.take(error)
    return not form.errors


@bp.post("/account/address/again")
def again() -> Response:
    """Sends the letter that waits for an answer once more."""
    return done(_letter_to(confirming.again(me().id)), url_for("account.show"))


def _letter_to(address: str) -> str:
    if sends_mail():
        return gettext("We have written to %(address)s. Press the link in that letter.", address=address)
    return gettext(
        "A letter for %(address)s waits with those who run this place: ask them for its link.", address=address
    )
