"""This place as every page shows it: its name, its looks, and whether it is a demonstration."""

from typing import Any

from flask import Blueprint, Flask, Response, abort, current_app, g
from markupsafe import Markup

from mentorship.database import row
from mentorship.errors import Missing
from mentorship.people import logo as logos
from mentorship.site import colour
from mentorship.site.setting import COLOUR, VERSION, Feature, Site, current
from mentorship.web.access import is_signed_in, me, public

FOREVER = "public, max-age=31536000, immutable"
STANDING = f"SELECT {VERSION} AS site_version, EXISTS (SELECT 1 FROM person WHERE demo) AS is_demo_community"
LOOKS = """:root {{ --accent: {light.colour}; --on-accent: {light.on}; --wash: {light.wash}; }}
@media screen and (prefers-color-scheme: dark) {{
  :root {{ --accent: {dark.colour}; --on-accent: {dark.on}; --wash: {dark.wash}; }}
}}
"""

bp = Blueprint("place", __name__)


def _standing() -> Any:
    # Signed in, the statement that knows the person knows this too.
    if "standing" not in g:
        g.standing = me() if is_signed_in() else row(STANDING)
    return g.standing


def site() -> Site:
    """This place as it is set up; on a page about a failing database, as it is from the start."""
    if g.get("bare", False):
        return Site()
    if "site" not in g:
        g.site = current(_standing().site_version)
    return g.site


def is_demo() -> bool:
    """Whether the people here are invented."""
    return not g.get("bare", False) and bool(_standing().is_demo_community)


def sends_mail() -> bool:
    """Whether letters leave by themselves; without a mail server an admin hands them over."""
    return bool(current_app.config["SETTINGS"].sends_mail)


def refuse_without(feature: Feature) -> None:
    """Raises Missing if this part of the place is turned off."""
    if not site().has(feature):
        raise Missing


@bp.get("/place/<accent>.css")
@public
def colours(accent: str) -> Response:
    """The colours of the place, made from the accent it chose, for light and dark."""
    chosen = f"#{accent}"
    if not COLOUR.fullmatch(chosen) or not colour.is_readable(chosen):
        abort(404)
    looks = LOOKS.format(light=colour.light(chosen), dark=colour.dark(chosen))
    return _kept(looks, "text/css; charset=utf-8")


colours.is_file = True  # type: ignore[attr-defined]


@bp.get("/place/logo/<key>")
@public
def logo(key: str) -> Response:
    """The picture of the place."""
    found = logos.find(key)
    if found is None:
        raise Missing
    return _kept(bytes(found.content), found.kind)


def _kept(content: str | bytes, kind: str) -> Response:
    return Response(content, headers={"Cache-Control": FOREVER}, content_type=kind)


def contact() -> Markup:
    """How those who run this place can be reached: an address and a page of the web become links."""
    reach = site().contact
    if reach.startswith(("https://", "http://")) and " " not in reach:
        return Markup('<a href="{}" rel="noreferrer">{}</a>').format(reach, reach)
    before, at, after = reach.partition("@")
    if at and before and "." in after and not set(" ,;<>?&:/") & set(reach) and "@" not in after:
        return Markup('<a href="mailto:{}">{}</a>').format(reach, reach)
    return Markup('<span dir="auto">{}</span>').format(reach)


def register(app: Flask) -> None:
    """Gives the templates contact() and sends_mail()."""
    app.jinja_env.globals.update(contact=contact, sends_mail=sends_mail)
