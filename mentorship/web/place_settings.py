"""The settings of the place: its name and looks, its languages, who may join, and which parts are on."""

from typing import Any

from flask import Blueprint, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response
from wtforms import BooleanField, FileField, RadioField, SelectMultipleField, StringField

from mentorship.care import stewardship
from mentorship.errors import Invalid
from mentorship.people import logo, picture
from mentorship.people.person import Role
from mentorship.site import setting
from mentorship.site.setting import CONTACT_LIMIT, NAME_LIMIT
from mentorship.ties.request import friends_off
from mentorship.web import place_words
from mentorship.web.access import me, staff
from mentorship.web.forms import Form
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.language import LANGUAGES
from mentorship.web.place import site
from mentorship.web.uploads import sent, takes_picture

PAGE = "place_settings/show.html"
SETTINGS = ("name", "contact", "accent", "joining", "languages", "features")

bp = Blueprint("place_settings", __name__)


class PlaceForm(Form):
    """All of it on one page."""

    name = StringField(_("Name of the place"))
    contact = StringField(_("How members reach those who run it"))
    joining = RadioField(_("Who may join"), choices=list(place_words.JOINING.items()), validate_choice=False)
    features = SelectMultipleField(
        _("What there is here"), choices=list(place_words.FEATURE.items()), validate_choice=False
    )
    languages = SelectMultipleField(_("Languages"), choices=list(LANGUAGES.items()), validate_choice=False)
    accent = StringField(_("Colour of links and buttons"))
    logo = FileField(_("Picture beside the name"))
    without_logo = BooleanField(_("Take the picture away"))


@bp.get("/admin/place")
@staff(Role.ADMIN)
def show() -> str:
    """The place as it is set up now."""
    return page(PAGE, form=_filled(), **_words())


@bp.post("/admin/place")
@staff(Role.ADMIN)
@takes_picture
def change() -> Response:
    """Sets it up anew."""
    form = PlaceForm()
    if not _is_set_up(form):
        return invalid(PAGE, form, **_words())
    friends_off.withdraw_if_off()
    return done(gettext("This is how the place is set up now."), url_for(".show"))


def _is_set_up(form: PlaceForm) -> bool:
    wanted = {name: form[name].data for name in SETTINGS}
    troubles = setting.refused(wanted)
    try:
        # A picture is read last: it is the dearest of them.
        if not troubles:
            stewardship.change_place(me().handle, wanted, sent("logo"), without=form.without_logo.data)
    except Invalid as error:
        troubles = [error]
    for error in troubles:
        form.take(error)
    return not troubles


@bp.errorhandler(RequestEntityTooLarge)
def _too_large(_error: RequestEntityTooLarge) -> Response:
    form = _filled()
    form.take(Invalid("logo", picture.TOO_LARGE, most=picture.MOST_BYTES // 1024**2))
    return invalid(PAGE, form, **_words())


def _filled() -> PlaceForm:
    now = site()
    return PlaceForm(formdata=None, data={name: getattr(now, name) for name in SETTINGS})


def _words() -> dict[str, Any]:
    return {
        "place_words": place_words,
        "name_limit": NAME_LIMIT,
        "contact_limit": CONTACT_LIMIT,
        "most_bytes": picture.MOST_BYTES,
        "logo_width": logo.WIDTH,
        "logo_height": logo.HEIGHT,
    }
