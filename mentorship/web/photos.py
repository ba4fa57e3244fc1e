"""My photo: choosing it, taking it away, and showing it to those it is open to."""

from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response
from wtforms import FileField

from mentorship.errors import Invalid, Missing
from mentorship.people import photo, picture
from mentorship.people.section import Section
from mentorship.privacy import portrait, sharing
from mentorship.site.setting import Feature
from mentorship.web.access import me, public, viewer
from mentorship.web.forms import Form
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.place import site
from mentorship.web.profile import mine
from mentorship.web.uploads import sent, takes_picture

bp = Blueprint("photos", __name__)

PAGE, PART = "photos/edit.html", "photos/_photo.html"
ASK_AGAIN = "private, no-cache"


class PhotoForm(Form):
    """One picture."""

    photo = FileField(_("Choose a photo"))


@bp.before_request
def _only_where_photos_are_on() -> None:
    if not site().has(Feature.PHOTOS):
        raise Missing


@bp.route("/profile/photo", methods=["GET", "POST"])
@takes_picture
def edit() -> str | Response:
    """My photo with its form; puts another picture in its place."""
    form = PhotoForm()
    if request.method == "GET":
        return page(PAGE, form=form, **_mine())
    if form.validate() and _shown(form):
        return done(gettext("This is your photo now."), url_for("photos.edit"))
    return invalid(PAGE, form, **_mine())


@bp.post("/profile/photo/remove")
def remove() -> Response:
    """Takes my photo away. Twice is once."""
    photo.remove(me().id)
    message = gettext("Your photo is gone. Your initials stand in its place.")
    return done(message, url_for("photos.edit"), PART, removed=True, **_mine())


@bp.get("/people/<handle>/photo/<key>-<int:size>.webp")
@public
def show(handle: str, key: str, size: int) -> Response:
    """A photo, for those who may see it now; whoever has it asks again each time."""
    answer = Response(portrait.content(viewer(), handle, key, size), mimetype="image/webp")
    answer.headers["Content-Disposition"] = 'inline; filename="photo.webp"'
    answer.headers["Cache-Control"] = ASK_AGAIN
    answer.set_etag(f"{key}-{size}")
    return answer.make_conditional(request)


@bp.errorhandler(RequestEntityTooLarge)
def _too_large(_error: RequestEntityTooLarge) -> Response:
    form = PhotoForm(formdata=None)
    form.take(Invalid("photo", picture.TOO_LARGE, most=picture.MOST_BYTES // 1024**2))
    return invalid(PAGE, form, **_mine())


def _shown(form: PhotoForm) -> bool:
    try:
        photo.show_oneself(me().id, sent("photo"))
    except Invalid as error:
        form.take(error)
    return not form.errors


def _mine() -> dict[str, Any]:
    return {"profile": mine(), "audience": sharing.audiences_of(me().id)[Section.PHOTO]}
