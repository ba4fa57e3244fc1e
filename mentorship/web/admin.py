"""Looking after the place: what waits for those who run it, how the place is, and what it does by itself."""

from typing import Any

from babel.dates import format_timedelta
from flask import Blueprint, current_app
from flask_babel import gettext

from mentorship import clock
from mentorship.health import machine, place
from mentorship.health.finding import Finding, Standing
from mentorship.people.person import Role
from mentorship.site import chore
from mentorship.web import place_words
from mentorship.web.access import is_signed_in, me, staff
from mentorship.web.found_work import how_many_found_work
from mentorship.web.hypermedia import page
from mentorship.web.language import current

WORST_FIRST = (Standing.WRONG, Standing.LOOK, Standing.OK)

bp = Blueprint("admin", __name__)


@bp.get("/admin")
@staff(Role.ADMIN)
def index() -> str:
    """What waits, how the place is, the chores, and the ways to everything else."""
    found = place.standing()
    findings = sorted(_findings(found), key=lambda one: WORST_FIRST.index(one.standing))
    return page("admin/index.html", findings=findings, worst=findings[0].standing, **_waiting(found), **_reached())


def _reached() -> dict[str, Any]:
    return {"found_work": how_many_found_work()}


def _waiting(found: Any) -> dict[str, Any]:
    settings, known = current_app.config["SETTINGS"], chore.known()
    chores = {name: known[name] for name in place_words.CHORE if name in known}
    neglected = [place_words.CHORE[name] for name, one in chores.items() if chore.is_overdue(one)]
    letters = found.letters and not settings.sends_mail
    trouble = any(one.failures for one in chores.values())
    return {
        "waits": found,
        "chores": chores,
        "neglected": neglected,
        "quiet": not (found.approvals or found.given_up or letters or neglected or trouble),
        "sends_mail": settings.sends_mail,
        "by_timer": settings.chores == "timer",
        "words_of": place_words,
    }


def _findings(found: Any) -> list[Finding]:
    """All that can be found out at once; the long way, by the mail server, is `flask check`."""
    settings = current_app.config["SETTINGS"]
    looked_at = [
        machine.folder(settings),
        machine.disk(settings),
        machine.clock_at(place.newest(found)),
        machine.engine(),
        place.shape(),
        place.address(settings),
        place.staff(found),
        place.outbox(settings, found),
        machine.backups(settings),
    ]
    return [one for one in looked_at if one]


def said(finding: Finding) -> str:
    """The sentence of a finding in the reader's language."""
    return gettext(finding.message, **finding.values)


def nearby(moment: int) -> str:
    """How far a moment is from now: "3 minutes ago", "in 7 minutes"."""
    return format_timedelta(clock.moment(moment) - clock.now(), add_direction=True, locale=current())


def is_ahead(moment: int) -> bool:
    """Whether the moment is still to come."""
    return moment > clock.microseconds(clock.now())


def may_look_after() -> bool:
    """Whether the signed-in person looks after the place."""
    return is_signed_in() and bool(me().has(Role.ADMIN))


@bp.app_context_processor
def _for_the_pages() -> dict[str, Any]:
    return {"may_look_after": may_look_after}


@bp.record_once
def _filters(state: Any) -> None:
    state.app.jinja_env.filters.update(said=said, nearby=nearby)
    state.app.jinja_env.tests["ahead"] = is_ahead
