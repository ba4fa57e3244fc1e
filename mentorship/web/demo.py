"""The demonstration: enter as one of its people with one press, as long as it is there."""

from typing import Any

from flask import Blueprint, Flask, redirect, url_for
from werkzeug.wrappers import Response

from mentorship.database import row, rows
from mentorship.errors import Missing
from mentorship.people.person import Person
from mentorship.web.access import begin_session, public

# Their part in the demonstration follows from the address, which no real person can have.
CAST = ("ada", "bob", "cleo", "eve", "dora", "bruno", "aldo")
HOST = "demo.example"

bp = Blueprint("demo", __name__)


def people() -> list[Any]:
    """Those one may enter as, in the order of the cast; nobody once the demonstration is gone."""
    addresses = [f"{key}@{HOST}" for key in CAST]
    found = {
        one.email: one
        for one in rows(
            f"SELECT handle, name, email FROM person WHERE demo AND email IN ({', '.join('?' * len(addresses))})",
            *addresses,
        )
    }
    return [(key, found[f"{key}@{HOST}"]) for key in CAST if f"{key}@{HOST}" in found]


@bp.post("/demo/enter/<handle>")
@public
def enter(handle: str) -> Response:
    """Signs in as a person of the demonstration; real people cannot be entered as."""
    found = row("SELECT id FROM person WHERE demo AND state = 'active' AND handle = ?", handle)
    if found is None:
        raise Missing
    begin_session(Person.get_by_id(found.id), kept=False)
    return redirect(url_for("home.index"), 303)


def register(app: Flask) -> None:
    """Gives the welcome and the sign-in page the people to enter as."""
    app.jinja_env.globals["demo_people"] = people
