"""Pictures that people send: the few addresses that take more than a form, and how much more."""

from flask import Flask, current_app, request

from mentorship.people.picture import MOST_BYTES
from mentorship.web.access import View
from mentorship.web.prefix import path_of

# A picture that is a little too large still arrives whole, and is refused beside its field.
MOST = MOST_BYTES + 512 * 1024


def takes_picture(view: View) -> View:
    """Marks an endpoint whose form may carry a picture."""
    view.most_bytes = MOST  # type: ignore[attr-defined]
    return view


def larger_addresses(app: Flask) -> dict[str, int]:
    """The paths that take more than others, with how many bytes: for the server, which reads before the pages do."""
    views = {rule.rule: app.view_functions[rule.endpoint] for rule in app.url_map.iter_rules()}
    marked = {path: most for path, view in views.items() if (most := getattr(view, "most_bytes", 0))}
    settings = app.config.get("SETTINGS")
    return marked | {f"{path_of(settings)}{path}": most for path, most in marked.items() if settings}


def sent(name: str) -> bytes:
    """The file sent under this name; nothing sent is b""."""
    file = request.files.get(name)
    return file.read() if file else b""


def _make_room() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    request.max_content_length = getattr(view, "most_bytes", None)


def register(app: Flask) -> None:
    """Makes room before anything of the request is read."""
    app.before_request(_make_room)
