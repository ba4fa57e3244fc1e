"""The language of the pages: the person's own, the one chosen on this device, or the browser's."""

from typing import Any

from flask import Blueprint, Flask, current_app, g, redirect, request
from flask_babel import Babel, get_translations
from werkzeug.wrappers import Response

from mentorship.people import person
from mentorship.people.person import Person
from mentorship.web.access import is_signed_in, me, own_path, public
from mentorship.web.place import site

LANGUAGES = {"en": "English", "it": "Italiano"}
COOKIE = "language"
A_YEAR = 365 * 24 * 3600

bp = Blueprint("language", __name__)


def offered() -> dict[str, str]:
    """The languages that are on in this place: code and name."""
    return {code: LANGUAGES[code] for code in site().languages}


def chosen() -> str:
    """The code of the language to speak now."""
    if not g.get("bare", False) and is_signed_in():
        return site().spoken(me().language)
    on, kept = site().languages, request.cookies.get(COOKIE, "")
    return kept if kept in on else request.accept_languages.best_match(on, on[0])


def current() -> str:
    """The code of the language this page is written in."""
    if "language" not in g:
        g.language = chosen()
    return g.language


def offer(code: str) -> None:
    """Writes this page in the language of the person a link was sent to, if nobody chose another on this device."""
    if not is_signed_in() and request.cookies.get(COOKIE) not in site().languages:
        g.language = site().spoken(code)


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
    if code in offered():
        secure = current_app.config["SETTINGS"].is_https
        path = request.script_root or "/"
        answer.set_cookie(COOKIE, code, max_age=A_YEAR, path=path, secure=secure, httponly=True, samesite="Lax")
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
