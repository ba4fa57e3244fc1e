"""What every answer carries: a strict content policy, no caching of personal pages, and small bytes."""

import gzip
import io
import secrets

from flask import Flask, Response, current_app, request

from mentorship.web.hypermedia import vary

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# Whatever hides in a picture, opened by itself it can do nothing.
PICTURE_POLICY = "default-src 'none'; sandbox"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
TWO_YEARS = "max-age=63072000"
WORTH_PACKING = 600


def _dress(response: Response) -> Response:
    response.headers.update(HEADERS)
    if response.mimetype.startswith("image/"):
        response.headers["Content-Security-Policy"] = PICTURE_POLICY
    if current_app.config["SETTINGS"].is_https:
        response.headers["Strict-Transport-Security"] = TWO_YEARS
    response.headers.setdefault("Cache-Control", "no-store")
    if response.mimetype == "text/html":
        vary(response)
        _pack(response)
    return response


def _pack(response: Response) -> None:
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings["gzip"] or response.direct_passthrough:
        return
    plain = response.get_data()
    if len(plain) >= WORTH_PACKING and "Content-Encoding" not in response.headers:
        response.set_data(_gzip(plain))
        response.headers["Content-Encoding"] = "gzip"


def _gzip(plain: bytes) -> bytes:
    # A file name of random length hides how well a guess beside a secret compresses (BREACH).
    name = secrets.token_hex(secrets.randbelow(24) + 1)
    packed = io.BytesIO()
    with gzip.GzipFile(filename=name, mode="wb", fileobj=packed, compresslevel=6, mtime=0) as file:
        file.write(plain)
    return packed.getvalue()


def register(app: Flask) -> None:
    """Dresses every answer."""
    app.after_request(_dress)
