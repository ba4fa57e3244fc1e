"""When something does not work: an honest page, or fragment, that says what happened and what to do."""

import logging

import peewee
from flask import Flask, g, make_response, request
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from mentorship.database import database
from mentorship.errors import DomainError, Invalid, Missing, NotAllowed
from mentorship.web.access import own_path
from mentorship.web.hypermedia import page, sign_in_first

log = logging.getLogger(__name__)

KNOWN = {400, 403, 404, 405, 413, 422, 500, 503}
NOT_KEPT = {"csrf_token", "password", "old", "next", "once"}


def _typed() -> list[tuple[str, str]]:
    """What the person had typed, so that nothing is lost; secrets are not shown again."""
    return [(name, text) for name, text in request.form.items(multi=True) if name not in NOT_KEPT]


def _failure(code: int, **context: object) -> Response:
    g.bare = code >= 500
    code = code if code in KNOWN else 400
    return make_response(page("failures/failure.html", "failures/_failure.html", code=code, failed=True, **context), code)


def _http(error: HTTPException) -> Response | HTTPException:
    code = error.code or 500
    if error.response is not None or code < 400:
        return error
    if code == 401:
        return sign_in_first("failures/signed_out.html", typed=_typed(), failed=True)
    return _failure(code)


def _stale(_error: CSRFError) -> Response:
    then = own_path(request.full_path)
    return make_response(page("failures/stale.html", "failures/_stale.html", typed=_typed(), then=then, failed=True), 400)


def _missing(_error: Missing) -> Response:
    return _failure(404)


def _domain(error: DomainError) -> Response:
    code = 422 if isinstance(error, Invalid) else 403
    return _failure(code, message=gettext(error.message, **error.values) if error.message else "")


def _database(error: peewee.OperationalError) -> Response:
    log.error("the database does not answer: %s", error)
    if not database.is_closed():
        database.close()
    answer = _failure(503)
    answer.headers["Retry-After"] = "5"
    return answer


def _unforeseen(error: Exception) -> Response:
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
    app.register_error_handler(Exception, _unforeseen)
