"""What this place is, its rules, and what it keeps about people."""

from flask import Blueprint

from mentorship.people import session as sessions
from mentorship.web import house_rules
from mentorship.web.access import public
from mentorship.web.hypermedia import page

bp = Blueprint("about", __name__)


@bp.get("/about")
@public
def about() -> str:
    """What this is, for whom, and who runs it."""
    return page("about/about.html")


@bp.get("/rules")
@public
def rules() -> str:
    """The rules everybody agrees to."""
    return page("about/rules.html", **house_rules.in_force())


@bp.get("/data")
@public
def data() -> str:
    """What is kept about people, who sees it, and how to leave."""
    idle, kept = sessions.IDLE.seconds // 3600, sessions.IDLE_KEPT.days
    return page("about/data.html", hours=idle, days=kept)
