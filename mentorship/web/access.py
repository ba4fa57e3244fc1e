"""The door: deny by default. Who is signed in, who may come in, and from where a form may come."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

import flask_login
from flask import Flask, abort, current_app, g, has_request_context, redirect, request, session, url_for
from flask_wtf.csrf import CSRFProtect
from werkzeug.urls import iri_to_uri

from mentorship.database import connect
from mentorship.people import session as sessions
from mentorship.people.person import Role, State
from mentorship.ties.relation import Viewer
from mentorship.web.devices import device_name
from mentorship.web.signed_in import SignedIn

View = TypeVar("View", bound=Callable[..., Any])

SAFE = {"GET", "HEAD", "OPTIONS"}
FORM_HOURS = 12
LONGEST_ADDRESS = 2000

login_manager = flask_login.LoginManager()
csrf = CSRFProtect()


def public(view: View) -> View:
    """Marks an endpoint that answers people who are not signed in."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def by_signature(view: View) -> View:
    """Marks an endpoint whose address carries a signature of ours that is all the right there is: it takes forms from
    anywhere, without token or cookie, and must never look at who is signed in."""
    view.is_by_signature = True  # type: ignore[attr-defined]
    return public(view)


def staff(role: Role) -> Callable[[View], View]:
    """Marks an endpoint for one task; without it the page does not exist, without the second step it waits."""

    def marked(view: View) -> View:
        view.role = role  # type: ignore[attr-defined]
        return view

    return marked


def in_any_state(view: View) -> View:
    """Marks an endpoint that also answers accounts that wait for approval or are closed."""
    view.is_for_any_state = True  # type: ignore[attr-defined]
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
        takes_part = is_signed_in() and me().state == State.ACTIVE
        g.viewer = Viewer.member(me().id, me().roles) if takes_part else Viewer.anonymous()
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
    first = f"{request.script_root if has_request_context() else ''}/"
    if len(wanted) > LONGEST_ADDRESS or any(letter <= " " or letter in "\\\x7f" for letter in wanted):
        return first
    # One slash first: "//host" and "scheme:" lead away, and with one slash there is neither.
    return wanted if wanted.startswith(first) and not wanted.startswith("//") and not _climbs(wanted) else first


def _climbs(address: str) -> bool:
    # A browser takes "/ours/../theirs" for "/theirs".
    return ".." in unquote(address.partition("?")[0].partition("#")[0]).split("/")


def here() -> str:
    """The address of the page that is asked for now, as a link on a page would name it."""
    return own_path(iri_to_uri(request.script_root + request.full_path.rstrip("?")))


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
    if request.method == "HEAD":
        request.method = "GET"  # who asks for the head alone reads: no page may take it for its form
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "is_file", False):
        return
    connect()
    if "\x00" in request.path:
        abort(404)  # no key or handle has this letter, and PostgreSQL takes none
    is_form = request.method not in SAFE and not getattr(view, "is_by_signature", False)
    if is_form and _is_cross_site():
        abort(403)
    if view and not getattr(view, "is_public", False) and not is_signed_in():
        abort(401)
    if view and not getattr(view, "is_public", False):
        _refuse_by_state(view)
        _refuse_by_task(view)
    if view and is_form:
        csrf.protect()


def _refuse_by_state(view: Any) -> None:
    if me().state != State.ACTIVE and not getattr(view, "is_for_any_state", False):
        abort(redirect(url_for("standing.show"), 303))


def _refuse_by_task(view: Any) -> None:
    role = getattr(view, "role", None)
    if role is None or me().has(role):
        return
    if not me().given & role:
        abort(404)
    abort(redirect(url_for("two_step.show"), 303))


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
