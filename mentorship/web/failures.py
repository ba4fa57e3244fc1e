"""When something does not work: an honest page, or fragment, that says what happened and what to do."""

import logging
import re
from typing import NamedTuple
from urllib.parse import urlsplit

import peewee
from flask import Flask, g, request
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import BadHost, HTTPException, MethodNotAllowed, SecurityError
from werkzeug.wrappers import Response

from mentorship.database import database
from mentorship.engine import Trouble, trouble
from mentorship.errors import N_, DomainError, Invalid, Missing, NotAllowed
from mentorship.web.access import here, own_path
from mentorship.web.apologies import APOLOGIES, apology
from mentorship.web.hypermedia import failed, sign_in_first

log = logging.getLogger(__name__)

SECRET = {"password", "old", "code"}
UNSEEN = {"next", "once"}
CHOICE = re.compile(r"[a-z0-9_-]{1,20}")
LONG = 60
AGAIN = {503, 507}
RETRY_SECONDS = 5
PERHAPS = N_(
    "The place could not reach what it has stored. Look first whether what you did has arrived; if not, send it again."
)


class Typed(NamedTuple):
    """What stood in one field. `kind`: hidden (a choice), secret (to be written anew), line or long."""

    name: str
    text: str
    kind: str


def _kind(name: str, text: str) -> str:
    if name in SECRET:
        return "secret"
    if not text or name in UNSEEN or CHOICE.fullmatch(text):
        return "hidden"
    return "long" if "\n" in text or len(text) > LONG else "line"


def _typed() -> list[Typed]:
    """What the person had typed, so that nothing is lost; secrets are not shown again."""
    try:
        found = list(request.form.items(multi=True))
    except HTTPException:  # too large or garbled to be read at all
        return []
    clean = [(name, text.replace("\x00", "")) for name, text in found if name != "csrf_token"]
    return [Typed(name, "" if name in SECRET else text, _kind(name, text)) for name, text in clean]


def _came_from() -> str:
    parts = urlsplit(request.referrer or "")
    query = f"?{parts.query}" if parts.query else ""
    return own_path(parts.path + query) if parts.netloc == request.host else own_path("/")


def _failure(code: int, message: str = "") -> Response:
    g.bare = code >= 500
    code = code if code in APOLOGIES else 400
    again = code in AGAIN and request.method == "POST"
    context = {"said": apology(code), "message": message, "typed": _typed(), "again": again, "then": here()}
    return failed(code, "failures/failure.html", "failures/_failure.html", **context)


def _http(error: HTTPException) -> Response | HTTPException:
    code = error.code or 500
    # Without a host that can be read no page can name an address: Werkzeug's own few words must do.
    if error.response is not None or code < 400 or isinstance(error, BadHost | SecurityError):
        return error
    if code == 401:
        back = _came_from()
        return sign_in_first("failures/signed_out.html", "failures/_signed_out.html", typed=_typed(), then=back)
    answer = _failure(code)
    if isinstance(error, MethodNotAllowed):
        answer.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
    return answer


def _stale(_error: CSRFError) -> Response:
    context = {"typed": _typed(), "then": here()}
    return failed(400, "failures/stale.html", "failures/_stale.html", in_place=True, **context)


def _missing(_error: Missing) -> Response:
    return _failure(404)


def _domain(error: DomainError) -> Response:
    code = 422 if isinstance(error, Invalid) else 403
    return _failure(code, gettext(error.message, **error.values) if error.message else "")


def _database(error: peewee.PeeweeException) -> Response:
    wrong = trouble(error)
    if wrong in (Trouble.FULL, Trouble.MISTAKE):
        return _unforeseen(error)
    log.error("the database does not answer: %s (%s)", error, wrong.value)
    if wrong is Trouble.GONE and not database.is_closed():
        database.close()
    g.bare = True  # from here on nothing may ask the database, not even for the language
    # A connection that broke may have broken after the last word was said.
    unsure = wrong is Trouble.GONE and request.method == "POST"
    answer = _failure(503, gettext(PERHAPS) if unsure else "")
    answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer


def _unforeseen(error: Exception) -> Response:
    if trouble(error) is Trouble.FULL:
        log.error("the disk is full: %s", error)
        return _failure(507)
    log.exception("unforeseen: %s", type(error).__name__)
    return _failure(500)


def register(app: Flask) -> None:
    """Maps every failure to its answer."""
    app.register_error_handler(CSRFError, _stale)
    app.register_error_handler(HTTPException, _http)  # type: ignore[type-var]
    app.register_error_handler(Missing, _missing)
    app.register_error_handler(NotAllowed, _domain)
    app.register_error_handler(Invalid, _domain)
    app.register_error_handler(peewee.OperationalError, _database)
    app.register_error_handler(peewee.InterfaceError, _database)
    app.register_error_handler(Exception, _unforeseen)
