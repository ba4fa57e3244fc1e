"""Setting the place up, by the link that the server prints at its first start; afterwards this page does not exist."""

from pathlib import Path

from flask import Blueprint, current_app, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import EmailField, PasswordField, RadioField, SelectMultipleField, StringField
from wtforms.validators import InputRequired

from mentorship.accounts import first_run
from mentorship.errors import Invalid, Missing
from mentorship.people import password as passwords
from mentorship.people.person import Person
from mentorship.site.setting import LANGUAGES as SPOKEN
from mentorship.site.setting import Joining
from mentorship.web import place_words
from mentorship.web.access import public
from mentorship.web.forms import Form
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.language import LANGUAGES, current
from mentorship.web.place import site
from mentorship.web.sessions import go_in

TEMPLATE = "first_run/show.html"

bp = Blueprint("first_run", __name__)


class SetUp(Form):
    """The place, and the one who looks after it."""

    place = StringField(_("Name of the place"), [InputRequired(_("Please give the place a name."))])
    languages = SelectMultipleField(_("Languages"), choices=list(LANGUAGES.items()), validate_choice=False)
    joining = RadioField(_("Who may join"), choices=list(place_words.JOINING.items()), validate_choice=False)
    name = StringField(_("Your name"), [InputRequired(_("Please write the name others will see."))])
    email = EmailField(_("E-mail address"), [InputRequired(_("Please write your e-mail address."))])
    password = PasswordField(_("Password"), [InputRequired(_("Please choose a password."))])


@bp.route("/set-up/<token>", methods=["GET", "POST"])
@public
def show(token: str) -> str | Response:
    """Asks for the name of the place and for its admin; then opens it."""
    if not first_run.is_open(_instance(), token):
        raise Missing
    form = SetUp(place=site().name, languages=SPOKEN, joining=Joining.OPEN)
    shown = {"secret": token, "least": passwords.SHORTEST}
    if request.method == "GET":
        return page(TEMPLATE, form=form, **shown)
    admin = form.validate() and _set_up(form)
    return _inside(admin) if admin else invalid(TEMPLATE, form, **shown)


def _instance() -> Path:
    return Path(current_app.instance_path)


def _set_up(form: SetUp) -> Person | None:
    wanted = {name: value for name, value in form.data.items() if name != "csrf_token"}
    language = current() if current() in wanted["languages"] else next(iter(wanted["languages"]), current())
    try:
        return first_run.set_up(_instance(), language=language, **wanted)
    except Invalid as error:
        form.take(error)
        return None


def _inside(admin: Person) -> Response:
    then = go_in(admin, then=url_for("two_step.show"))
    return done(gettext("The place is yours, %(name)s. One thing is left to do.", name=admin.name), then)
