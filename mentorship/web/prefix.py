"""Under a path of a larger site (https://example.org/mentoring/), whether or not the proxy takes the path off."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from flask import Flask

from mentorship.config import Settings

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


def path_of(settings: Settings) -> str:
    """The path in the public address: "/mentoring", or "" for a site of its own."""
    return urlsplit(settings.public_url).path.rstrip("/")


def cookies(settings: Settings) -> dict[str, Any]:
    """The session cookie: bound to https where there is https, and to the path where there is one."""
    path = path_of(settings)
    bound = ("__Secure-" if path else "__Host-") if settings.is_https else ""
    return {"SESSION_COOKIE_NAME": f"{bound}mentorship", "SESSION_COOKIE_PATH": path or "/"}


def _under(path: str, pages: Wsgi) -> Wsgi:
    def answer(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        asked = environ["PATH_INFO"]
        inside = asked.removeprefix(path) if f"{asked}/".startswith(f"{path}/") else asked
        return pages(environ | {"SCRIPT_NAME": path, "PATH_INFO": inside or "/"}, start)

    return answer


def register(app: Flask) -> None:
    """Lets all links, forms and cookies lead to pages under the path of the public address, if it has one."""
    if path := path_of(app.config["SETTINGS"]):
        app.wsgi_app = _under(path, app.wsgi_app)  # type: ignore[method-assign]
