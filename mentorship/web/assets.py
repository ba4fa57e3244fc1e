"""Static files: read once, served from memory under a name that carries their hash, kept by browsers for a year."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, request, url_for

from mentorship.web.access import public

FOREVER = "public, max-age=31536000, immutable"
FOLDER = Path(__file__).parent.parent.parent / "static"

bp = Blueprint("assets", __name__)


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it leaves."""

    address: str
    kind: str
    plain: bytes
    small: bytes


def _read(path: Path) -> Asset:
    plain = path.read_bytes()
    stem, dot, suffix = path.name.rpartition(".")
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Asset(
        f"{stem}.{hashlib.sha256(plain).hexdigest()[:10]}{dot}{suffix}", kind, plain, gzip.compress(plain, 9, mtime=0)
    )


_assets = {path.name: _read(path) for path in sorted(FOLDER.iterdir())}
_by_address = {one.address: one for one in _assets.values()}


def asset(name: str) -> str:
    """The address of a static file."""
    return url_for("assets.show", address=_assets[name].address)


@bp.get("/static/<address>")
@public
def show(address: str) -> Response:
    """A static file."""
    found = _by_address.get(address)
    if found is None:
        abort(404)
    small = request.accept_encodings["gzip"] > 0
    answer = Response(found.small if small else found.plain, content_type=_content_type(found.kind))
    answer.headers["Cache-Control"] = FOREVER
    answer.headers["Vary"] = "Accept-Encoding"
    if small:
        answer.headers["Content-Encoding"] = "gzip"
    return answer


def _content_type(kind: str) -> str:
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or "xml" in kind else kind


show.is_file = True  # type: ignore[attr-defined]


def register(app: Flask) -> None:
    """Gives the templates asset()."""
    app.jinja_env.globals["asset"] = asset
