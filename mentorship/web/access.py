"""The door: deny by default. Who is signed in, who may come in, and from where a form may come."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

import flask_login
from flask import Flask, abort, current_app, g, request, session
from flask_wtf.csrf import CSRFProtect

from mentorship.database import database
from mentorship.people import session as sessions
from mentorship.ties.relation import Viewer
from mentorship.web.devices import device_name

View = TypeVar("View", bound=Callable[..., Any])

SAFE = {"GET", "HEAD", "OPTIONS"}
FORM_HOURS = 12
LONGEST_ADDRESS = 2000

login_manager = flask_login.LoginManager()
csrf = CSRFProtect()


class SignedIn(flask_login.UserMixin):
    """The person behind this request, and the session that says so."""

    def __init__(self, token: str, found: Any) -> None:
        self.token = token
        self.found = found

    def get_id(self) -> str:
        """What the cookie carries: the session's random token, never a row number."""
        return self.token

    def __getattr__(self, name: str) -> Any:
        return getattr(self.found, name)


def public(view: View) -> View:
    """Marks an endpoint that answers people who are not signed in."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def me() -> Any:
    """The signed-in person: id, handle, name, email, language, purpose, roles, session_key."""
    return flask_login.current_user


def is_signed_in() -> bool:
    """Whether somebody is signed in."""
    return bool(flask_login.current_user.is_authenticated)


def viewer() -> Viewer:
    """Who looks, as the domain knows them."""
    if "viewer" not in g:
        g.viewer = Viewer.member(me().id, me().roles) if is_signed_in() else Viewer.anonymous()
    return g.viewer


def begin_session(person: Any, *, kept: bool) -> None:
    """Signs in on this device with a fresh session and a fresh form token; whoever was here before is signed out."""
    end_session()
    token = sessions.start(person, kept=kept, device=device_name(request.user_agent.string))
    session.permanent = kept
    found = sessions.resolve(token)
    flask_login.login_user(SignedIn(token, found))
    g.pop("viewer", None)


def end_session() -> None:
    """Signs out whoever is here: the row goes, so that a copied cookie is worth nothing."""
    if is_signed_in():
        sessions.end(me().id, me().session_key)
        flask_login.logout_user()
    session.clear()
    g.pop("viewer", None)


def own_path(wanted: str) -> str:
    """The wanted address if it is surely one of our own pages, otherwise the first page."""
    if len(wanted) > LONGEST_ADDRESS or any(letter <= " " or letter in "\\\x7f" for letter in wanted):
        return "/"
    # One slash first: "//host" and "scheme:" lead away, and with one slash there is neither.
    return wanted if wanted.startswith("/") and not wanted.startswith("//") else "/"


def _load(token: str) -> SignedIn | None:
    found = sessions.resolve(token)
    return SignedIn(token, found) if found else None


def _is_cross_site() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    # Old browsers send neither; the form token is what stands then.
    return bool(origin) and urlsplit(origin).netloc != request.host


def _guard() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "is_file", False):
        return
    if database.is_closed():
        database.connect()
    if "\x00" in request.path:
        abort(404)  # no key or handle has this letter, and PostgreSQL takes none
    if request.method not in SAFE and _is_cross_site():
        abort(403)
    if view and not getattr(view, "is_public", False) and not is_signed_in():
        abort(401)
    if view and request.method not in SAFE:
        csrf.protect()


def register(app: Flask) -> None:
    """Puts the door in front of every endpoint."""
    app.config.update(
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=FORM_HOURS * 3600,
        WTF_CSRF_SSL_STRICT=False,
        PERMANENT_SESSION_LIFETIME=sessions.LONGEST,
    )
    # Werkzeug would lead "//" to "/" by an address made of the Host header, which anybody can write.
    app.url_map.merge_slashes = False
    login_manager.session_protection = None
    login_manager.user_loader(_load)
    # Its own context processor would ask the database even on the page about a failing database.
    login_manager.init_app(app, add_context_processor=False)
    csrf.init_app(app)
    app.before_request(_guard)
