"""The second step of signing in: setting it up with an app, recovery codes on paper, and turning it off."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pyotp
import segno
from flask import Blueprint, session, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired

from mentorship.accounts import second_step
from mentorship.errors import DomainError
from mentorship.people import two_step
from mentorship.people.person import STAFF
from mentorship.web.access import me
from mentorship.web.forms import Form
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.place import site

TEMPLATE = "two_step/show.html"
CODES = "two_step/codes.html"
BEGUN = "two_step_begun"
GROUP = 4
PICTURE = 'width="200" height="200" aria-hidden="true"'  # fits the narrowest screen

PASSWORD_NEEDED = [InputRequired(_("Please write your password."))]
CODE_NEEDED = [InputRequired(_("Please write the code that your app shows."))]

bp = Blueprint("two_step", __name__)


class Beginning(Form):
    """The password, before there is a secret to see."""

    old = PasswordField(_("Your password"), PASSWORD_NEEDED)


class Confirming(Form):
    """The first code."""

    code = StringField(_("The code your app shows now"), CODE_NEEDED)


class Renewing(Form):
    """The password, for new recovery codes."""

    old = PasswordField(_("Your password"), PASSWORD_NEEDED, id="renew-old")


class Stopping(Form):
    """Password and code, for turning it off."""

    old = PasswordField(_("Your password"), PASSWORD_NEEDED, id="stop-old")
    code = StringField(_("A code of your app, or a recovery code"), CODE_NEEDED, id="stop-code")


class Secret(NamedTuple):
    """What sets up an app: to be scanned, to be typed in groups, or to be opened on the same phone."""

    picture: Markup
    letters: str
    address: str


def _secret_to_show(secret: str) -> Secret:
    address = pyotp.TOTP(secret).provisioning_uri(name=me().email, issuer_name=site().name.replace(":", " "))
    drawn = segno.make(address, micro=False).svg_inline(omitsize=True, light="#fff", svgclass=None, lineclass=None)
    picture = Markup(drawn.replace("<svg", f"<svg {PICTURE}", 1))  # noqa: S704 (drawn here, out of squares alone)
    groups = (secret[start : start + GROUP] for start in range(0, len(secret), GROUP))
    return Secret(picture, " ".join(groups), address)


def _shown(**given: Form) -> dict[str, Any]:
    own = two_step.of(me().id)
    has_begun = own is not None and not own.is_on and bool(session.get(BEGUN))
    forms = {"beginning": Beginning, "confirming": Confirming, "renewing": Renewing, "stopping": Stopping}
    return {
        **{name: form(formdata=None) for name, form in forms.items()},
        "own": own if own and own.is_on else None,
        "secret": _secret_to_show(own.secret) if has_begun else None,
        "is_staff": bool(me().given & STAFF),
        **given,
    }


def _try(form: Form, verb: Callable[[], Any]) -> Any:
    """What the verb gives, or True; False if it could not be done, with the reason in the form."""
    try:
        return form.validate() and (verb() or True)
    except DomainError as error:
        form.take(error)
        return False


@bp.get("/account/two-step")
def show() -> str:
    """How it stands: off, being set up on this device, or on."""
    return page(TEMPLATE, **_shown())


@bp.post("/account/two-step/begin")
def begin() -> Response:
    """Makes a secret, which is shown on this device until its first code is given."""
    form = Beginning()
    if not _try(form, lambda: second_step.begin(me().id, form.old.data)):
        return invalid(TEMPLATE, form, **_shown(beginning=form))
    session[BEGUN] = True
    return done(gettext("Good. Now set up the app."), url_for(".show"))


@bp.post("/account/two-step/confirm")
def confirm() -> Response | str:
    """Turns it on by the first code, and shows the recovery codes this once."""
    form = Confirming()
    codes = _try(form, lambda: second_step.confirm(me().id, me().session_key, form.code.data))
    if not codes:
        return invalid(TEMPLATE, form, **_shown(confirming=form))
    session.pop(BEGUN, None)
    return page(CODES, codes=codes, is_new=True)


@bp.post("/account/two-step/codes")
def codes() -> Response | str:
    """Makes new recovery codes and shows them this once."""
    form = Renewing()
    made = _try(form, lambda: second_step.renew_codes(me().id, me().session_key, form.old.data))
    if not made:
        return invalid(TEMPLATE, form, **_shown(renewing=form))
    return page(CODES, codes=made, is_new=False)


@bp.post("/account/two-step/stop")
def stop() -> Response:
    """Turns it off, by password and code."""
    form = Stopping()
    if not _try(form, lambda: second_step.stop(me().id, me().session_key, form.old.data, form.code.data)):
        return invalid(TEMPLATE, form, **_shown(stopping=form))
    said = gettext("The second step is off, and all other devices are signed out.")
    return done(said, url_for("account.show"))
