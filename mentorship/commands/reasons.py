"""Why Mentorship cannot start: one plain sentence instead of a traceback."""

import sys
import tomllib
import traceback
from collections.abc import Callable

import peewee
from flask import Flask

from mentorship.archive import Refused
from mentorship.config import UnknownSetting

NO_DRIVER = "PostgreSQL needs one more package: .venv/bin/python -m pip install -r requirements-postgres.txt"

# The driver's own words would repeat the address, with the password in it.
NOT_AN_ADDRESS = "DATABASE_URL cannot be understood: it should look like postgresql://user:password@host/name"


class CannotStart(RuntimeError):
    """Carries the sentence for the person who wants to start the server."""


def made(create_app: Callable[[], Flask]) -> Flask:
    """The application; or the end of this process, with what is wrong in one sentence."""
    try:
        return create_app()
    except Exception as failure:
        sys.exit(plainly(failure))


def plainly(failure: Exception) -> str:
    """What is wrong, in one sentence; what nobody foresaw keeps its traceback, for it is a mistake of ours."""
    match failure:
        case UnknownSetting() | Refused():
            return str(failure)
        case tomllib.TOMLDecodeError():
            return f"The file config.toml in the instance folder cannot be read: {failure}"
        case peewee.ImproperlyConfigured():
            return NO_DRIVER
        case peewee.ProgrammingError() if not _has_code(failure):
            return NOT_AN_ADDRESS
        case peewee.PeeweeException():
            return f"The database cannot be used: {_first_line(failure)}"
        case OSError():
            return f"The folder {failure.filename or 'instance'} cannot be written: {failure.strerror}"
        case ValueError():
            return _first_line(failure)
    return "".join(traceback.format_exception(failure))


def _has_code(failure: BaseException | None) -> bool:
    """Whether a database server refused something: then its words are about the data, not about the address."""
    while failure is not None:
        if getattr(failure, "sqlstate", None):
            return True
        failure = failure.__cause__ or failure.__context__
    return False


def _first_line(failure: Exception) -> str:
    return (str(failure).strip() or type(failure).__name__).splitlines()[0]
