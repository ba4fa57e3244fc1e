"""The outbox: mail that was given up or waits, then what has left; readable where somebody must hand it over."""

from typing import Any

from flask import Blueprint, current_app, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from mentorship.errors import Missing
from mentorship.people.person import Role
from mentorship.records import audit, outbox
from mentorship.records.audit import Verb
from mentorship.records.mail import Letter, State
from mentorship.records.notice import TOPIC, Kind
from mentorship.talk import leaving
from mentorship.web import words
from mentorship.web.access import me, staff
from mentorship.web.hypermedia import done, page
from mentorship.web.mail import letters

SHOWN = (State.GIVEN_UP, State.WAITING, State.SENT)
LETTER = {
    Letter.CONFIRM: _("Confirming an address"),
    Letter.RESET: _("A new password"),
    Letter.KNOWN: _("This address has an account"),
    Letter.MOVED: _("The address was changed"),
    Letter.PASSWORD: _("The password was changed"),
    Letter.TWO_STEP: _("The second step was changed"),
    Letter.CLOSED: _("The account is closed"),
    Letter.APPROVED: _("A yes to joining"),
    Letter.REFUSED: _("A no to joining"),
    Letter.WARNED: _("A reminder of the house rules"),
    Letter.SUSPENDED: _("The account is suspended"),
    Letter.LIFTED: _("The account is open again"),
    Letter.INVITED: _("An invitation"),
    Letter.DIGEST: _("What is new, once a day"),
}

bp = Blueprint("outbox", __name__)


def label(kind: str) -> Any:
    """What a mail is about, as far as an admin may know: of news between two people, only the topic."""
    return LETTER[Letter(kind)] if kind in list(Letter) else words.MAIL_TOPIC[TOPIC[Kind(kind)]]


def _sends() -> bool:
    return bool(current_app.config["SETTINGS"].sends_mail)


@bp.get("/admin/outbox")
@staff(Role.ADMIN)
def index() -> str:
    """How mail stands: the newest of each list, or one list further on."""
    asked = request.args.get("list", "")
    wanted = [state for state in SHOWN if state == asked] or SHOWN
    lists = {state: outbox.listed(state, *_place()) for state in wanted}
    standing = {"server": current_app.config["SETTINGS"].mail_server, "overdue": outbox.overdue() if _sends() else None}
    return page("outbox/index.html", lists=lists, numbers=outbox.counts(), label=label, asked=asked, **standing)


def _place() -> tuple[int, str]:
    # Where the last page ended: the moment and the key of its last mail.
    at, _dash, key = request.args.get("before", "").replace("\x00", "").partition("-")
    return (int(at) if at.isdecimal() and len(at) < 20 else outbox.END_OF_TIME), key


@bp.get("/admin/outbox/<key>")
@staff(Role.ADMIN)
def show(key: str) -> str:
    """One mail: how it stands, and its text where it will not arrive by itself."""
    return page("outbox/show.html", **_shown(key))


def _shown(key: str) -> dict[str, Any]:
    mail = outbox.of_key(key)
    if mail is None:
        raise Missing
    is_open = mail.state == State.GIVEN_UP or (mail.state == State.WAITING and not _sends())
    found = leaving.by_hand(mail.id) if is_open else None
    written = letters.write(found) if found else None
    if written:
        audit.note(me().handle, Verb.OPENED, key)
    return {"mail": mail, "letter": written, "is_open": is_open, "sends": _sends(), "label": label}


@bp.post("/admin/outbox/<key>/again")
@staff(Role.ADMIN)
def again(key: str) -> Response:
    """Lets a mail that was given up leave after all. Twice is once."""
    outbox.again(key)
    shown = _shown(key)
    said = gettext("It waits to leave.") if shown["mail"].state == State.WAITING else gettext("It was settled already.")
    return done(said, url_for(".show", key=key), "outbox/_mail.html", **shown)
