"""Links that carry a right: signed per purpose with the secret key, built from the public address, never from Host."""

from typing import Any

from flask import current_app, url_for
from itsdangerous import BadSignature, URLSafeSerializer

SIGN_LENGTH = 12


def _signer(purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt=f"mentorship {purpose}")


def signed(purpose: str, value: Any) -> str:
    """The value with a signature that counts for this purpose alone, fit for an address."""
    return str(_signer(purpose).dumps(value))


def unsigned(purpose: str, token: str) -> Any | None:
    """The value inside, or None if the signature is not ours for this purpose."""
    try:
        return _signer(purpose).loads(token)
    except BadSignature:
        return None


def sign_of(purpose: str, value: str) -> str:
    """A short sign of a value that does not tell it, for links that shall end when the value changes."""
    return _signer(purpose).make_signer(f"{purpose} of").get_signature(value).decode()[:SIGN_LENGTH]


def public_address(endpoint: str, **values: Any) -> str:
    """The whole address of a page, as it can stand in a mail."""
    with current_app.test_request_context(base_url=current_app.config["SETTINGS"].public_url):
        return url_for(endpoint, _external=True, **values)
