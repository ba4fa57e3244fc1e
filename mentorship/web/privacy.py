"""Who sees what: the table of sections and audiences, ready-made settings, and my page as others see it."""

from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from mentorship.errors import N_, Invalid, Missing
from mentorship.people.section import Section
from mentorship.privacy import profile, sharing
from mentorship.privacy.audience import AUDIENCES, Preset, can_open, flags_of
from mentorship.ties.relation import Relation
from mentorship.web import words
from mentorship.web.access import me
from mentorship.web.audience_words import parts, who_sees
from mentorship.web.hypermedia import done, page

bp = Blueprint("privacy", __name__)

SAY_YES_OR_NO = N_("Please say yes or no.")


@bp.get("/privacy")
def show() -> str:
    """The whole table."""
    return page("privacy/show.html", **_settings())


@bp.post("/privacy/<section>/<audience>")
def toggle(section: str, audience: str) -> Response:
    """Opens one section to one audience, or closes it."""
    part = _cell(section, audience)
    sharing.share(me().id, part, AUDIENCES[audience], shared=_wish() == "yes")
    settings = _settings()
    sees = settings["shared"][part]
    message = gettext("%(section)s: %(sees)s", section=words.SECTION[part], sees=who_sees(sees))
    then = url_for("privacy.show", _anchor=f"share-{part}")
    return done(message, then, "privacy/_section.html", section=part, audience=sees, changed=True, **settings)


@bp.post("/privacy/preset/<preset>")
def preset(preset: str) -> Response:
    """Sets the whole table at once."""
    if preset not in list(Preset):
        raise Missing
    sharing.apply_preset(me().id, Preset(preset))
    message = gettext(
        "All parts are set to “%(preset)s”: %(meaning)s",
        preset=words.PRESET[Preset(preset)],
        meaning=words.PRESET_MEANING[Preset(preset)],
    )
    return done(message, url_for("privacy.show"), "privacy/_settings.html", **_settings())


@bp.get("/privacy/view-as/<audience>")
def view_as(audience: str) -> str:
    """My page as this audience sees it: the same page by the same way."""
    if audience not in AUDIENCES:
        raise Missing
    try:
        seen = profile.as_seen_with(me().id, flags_of(AUDIENCES[audience]))
    except Missing:
        return page("privacy/nothing.html", looking_as=audience)
    left_out = any(section.is_people for section in seen.open_sections)
    return page("people/show.html", profile=seen, looking_as=audience, lists_left_out=left_out)


def _settings() -> dict[str, Any]:
    shared = sharing.audiences_of(me().id)
    return {"shared": parts(shared), "preset": sharing.preset_of(shared)}


def _cell(section: str, audience: str) -> Section:
    known = section in parts(dict.fromkeys(Section, Relation.NONE)) and audience in AUDIENCES
    if not known or not can_open(Section(section), AUDIENCES[audience]):
        raise Missing
    return Section(section)


def _wish() -> str:
    wish = request.form.get("shared", "")
    if wish not in ("yes", "no"):
        raise Invalid("shared", SAY_YES_OR_NO)
    return wish
