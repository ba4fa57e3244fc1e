"""The language of the pages: the person's own, the one chosen on this device, or the browser's."""

from flask import Blueprint, Flask, g, redirect, request
from flask_babel import Babel, get_locale
from werkzeug.wrappers import Response

from mentorship.people import person
from mentorship.people.person import Person
from mentorship.web.access import is_signed_in, me, own_path, public

LANGUAGES = {"en": "English", "it": "Italiano"}
COOKIE = "language"
A_YEAR = 365 * 24 * 3600

bp = Blueprint("language", __name__)


def chosen() -> str:
    """The code of the language to speak now."""
    if not g.get("bare", False) and is_signed_in():
        return str(me().language)
    kept = request.cookies.get(COOKIE, "")
    return kept if kept in LANGUAGES else request.accept_languages.best_match(LANGUAGES, "en")


def current() -> str:
    """The code of the language this page is written in."""
    return str(get_locale() or "en")


@bp.post("/language")
@public
def switch() -> Response:
    """Changes the language here, and on the account of somebody signed in."""
    code = request.form.get("language", "")
    answer = redirect(own_path(request.form.get("next", "/")), 303)
    if code in LANGUAGES:
        answer.set_cookie(COOKIE, code, max_age=A_YEAR, httponly=True, samesite="Lax")
        if is_signed_in():
            person.speak(Person.get_by_id(me().id), code)
    return answer


def register(app: Flask) -> None:
    """Makes the catalogue known."""
    app.config["BABEL_DEFAULT_LOCALE"] = "en"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    Babel(app, locale_selector=chosen)
