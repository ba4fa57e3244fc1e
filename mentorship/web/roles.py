"""Who has which task: an admin finds people, and gives and takes tasks."""

from typing import Any, NamedTuple

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms import SelectMultipleField

from mentorship.care import stewardship
from mentorship.errors import NotAllowed
from mentorship.people import roles
from mentorship.people.person import Role
from mentorship.web import words
from mentorship.web.access import me, staff
from mentorship.web.forms import Form
from mentorship.web.hypermedia import done, invalid, page

TEMPLATE = "roles/index.html"
FRAGMENT = "roles/_person.html"
LONGEST = 100

bp = Blueprint("roles", __name__)


class Tasks(Form):
    """The tasks of one person."""

    roles = SelectMultipleField(choices=[(role.name, label) for role, label in words.GIVEN_ROLE.items()])


class Shown(NamedTuple):
    """Somebody with the names of their tasks."""

    handle: str
    name: str
    email: str
    has_two_steps: bool
    tasks: list[str | None]

    @classmethod
    def of(cls, one: Any) -> "Shown":
        """A row of people.roles as the page needs it."""
        return cls(one.handle, one.name, one.email, bool(one.has_two_steps), [role.name for role in Role(one.roles)])


@bp.get("/admin/people")
@staff(Role.ADMIN)
def index() -> str:
    """People found by name or address; at first those who have a task."""
    return page(TEMPLATE, **_found(request.args.get("q", "")))


def _found(wanted: str) -> dict[str, Any]:
    people, has_more = roles.listed(wanted[:LONGEST])
    return {
        "people": [Shown.of(one) for one in people],
        "has_more": has_more,
        "q": wanted[:LONGEST],
        "most": roles.SHOWN,
    }


@bp.post("/admin/people/<handle>/roles")
@staff(Role.ADMIN)
def change(handle: str) -> Response:
    """Gives somebody exactly the tasks that are ticked. Twice is once."""
    form, q = Tasks(), request.form.get("q", "")
    if not (form.validate() and _assigned(handle, form)):
        return invalid(TEMPLATE, form, FRAGMENT, person=Shown.of(roles.of(handle)), at=handle, **_found(q))
    said = gettext("The tasks of %(name)s are noted.", name=roles.of(handle).name)
    return done(said, _then(q), FRAGMENT, person=Shown.of(roles.of(handle)), q=q)


def _assigned(handle: str, form: Tasks) -> bool:
    try:
        stewardship.assign(me().handle, handle, sum((Role[name] for name in form.roles.data), Role.NONE))
    except NotAllowed as error:
        form.take(error)
    return not form.problem


def _then(q: str) -> str:
    # Whoever has just laid down their own task has no way back here.
    still_admin = roles.of(me().handle).roles & Role.ADMIN
    return url_for(".index", q=q or None) if still_admin else url_for("home.index")
