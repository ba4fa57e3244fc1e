"""The language of the pages: the person's own, the one chosen on this device, or the browser's."""

from typing import Any

from flask import Blueprint, Flask, current_app, g, redirect, request
from flask_babel import Babel, get_translations
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
    if "language" not in g:
        g.language = chosen()
    return g.language


def _translations() -> Any:
    # Asked for every sentence of a page, so it is looked up once.
    if "translations" not in g:
        g.translations = get_translations()
    return g.translations


@bp.post("/language")
@public
def switch() -> Response:
    """Changes the language here, and on the account of somebody signed in."""
    code = request.form.get("language", "")
    answer = redirect(own_path(request.form.get("next", "/")), 303)
    if code in LANGUAGES:
        secure = current_app.config["SETTINGS"].is_https
        answer.set_cookie(COOKIE, code, max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax")
        if is_signed_in():
            person.speak(Person.get_by_id(me().id), code)
    return answer


def register(app: Flask) -> None:
    """Makes the catalogue known."""
    app.config["BABEL_DEFAULT_LOCALE"] = "en"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    Babel(app, locale_selector=current)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda sentence: _translations().ugettext(sentence),
        lambda one, many, count: _translations().ungettext(one, many, count),
        newstyle=True,
    )
