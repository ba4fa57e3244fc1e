"""Whether the process answers, for whoever watches it."""

from flask import Blueprint, Response

from mentorship.web.access import public

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def healthz() -> Response:
    """Answers as long as the process lives; asks nothing of the database."""
    return Response("ok\n", content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"})


healthz.is_file = True  # type: ignore[attr-defined]
