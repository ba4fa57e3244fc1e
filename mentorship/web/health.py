"""Whether the process answers, and whether it is ready to be sent people: for whoever watches it."""

import time
from datetime import timedelta

from flask import Blueprint, Flask, Response, current_app

from mentorship.health import readiness
from mentorship.web.access import public

BEGAN = "mentorship began"

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def healthz() -> Response:
    """Answers as long as the process lives; asks nothing of the database."""
    return _plain("ok")


@bp.get("/readyz")
@public
def readyz() -> Response:
    """Ready, or 503 with a word per reason: database, migrations, chores."""
    running = timedelta(seconds=time.monotonic() - current_app.extensions[BEGAN])
    reasons = readiness.reasons(current_app.config["SETTINGS"], running)
    return _plain("\n".join(reasons), 503) if reasons else _plain("ready")


def _plain(text: str, status: int = 200) -> Response:
    kept = {"Cache-Control": "no-store"}
    return Response(f"{text}\n", status, kept, content_type="text/plain; charset=utf-8")


# The door would answer with a page when the database is away; these two look for themselves.
healthz.is_file = readyz.is_file = True  # type: ignore[attr-defined]


def register(app: Flask) -> None:
    """Notes when this process began."""
    app.extensions[BEGAN] = time.monotonic()
