"""What may leave: asked of each mail at the moment it leaves, for its reader as they stand now.

Mail about the account goes to any address its owner gave. Notices, digests and whatever somebody can set off again and
again go to confirmed addresses only: an address that a stranger typed gets at most a letter for each thing done to it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from mentorship import clock
from mentorship.database import row
from mentorship.errors import Missing
from mentorship.people import invitation, token
from mentorship.people.person import HAS_TWO_STEPS, State, in_force
from mentorship.people.session import MAY_SIGN_IN
from mentorship.records.choice import Choice, choice_of, may_name
from mentorship.records.mail import Letter
from mentorship.records.notice import TOPIC, Kind, Topic
from mentorship.talk import digest, notices
from mentorship.ties.relation import Viewer
from mentorship.ties.request import request

STALE = timedelta(days=14)  # a place that had no mail server for months does not begin with old news

# What else than active an account may be for its letters.
STATES = {
    Letter.CONFIRM: MAY_SIGN_IN,
    Letter.RESET: MAY_SIGN_IN,
    Letter.KNOWN: MAY_SIGN_IN,
    Letter.MOVED: MAY_SIGN_IN,
    Letter.PASSWORD: MAY_SIGN_IN,
    Letter.TWO_STEP: MAY_SIGN_IN,
    Letter.CLOSED: (State.CLOSED,),
    Letter.SUSPENDED: (State.SUSPENDED,),
}
MODERATED = (Letter.WARNED, Letter.SUSPENDED, Letter.LIFTED)
TO_CONFIRMED = (Letter.PASSWORD, Letter.TWO_STEP, Letter.CLOSED, Letter.DIGEST, *MODERATED)
TO_ANSWER = (Kind.ASKED, Kind.REMINDED, Kind.ANSWER, Kind.QUESTION)
WITHOUT_MAIL = (Kind.WELCOME, Kind.RULES)  # a letter says it already


@dataclass(frozen=True, slots=True)
class Leaving:
    """A mail that may leave, and all that its words may rest on.

    `handle` and `language` are the reader's. `name` is that of the person it is about, only for readers who chose so.
    `until` is the moment, in microseconds, when it is too late, and `since` when the account was closed. `counts` is for
    a digest.
    """

    key: str
    kind: str
    address: str
    language: str
    handle: str = ""
    about: str = ""
    notice: str = ""
    topic: Topic | None = None
    name: str = ""
    until: int | None = None
    since: int | None = None
    counts: dict[Topic, int] = field(default_factory=dict)


MAIL = f"""
SELECT m.id, m.key, m.kind, m.about, m.address, m.made_at, m.notice_id, n.key AS notice_key, p.id AS person_id, p.handle,
       p.email, p.language, p.state, p.roles, {HAS_TWO_STEPS} AS has_two_steps, p.demo, p.confirmed_at, p.closed_at
FROM mail m LEFT JOIN person p ON p.id = m.person_id LEFT JOIN notice n ON n.id = m.notice_id WHERE m.id = ?"""


def of(mail_id: int) -> Leaving | None:
    """The mail as it may leave now; None if there is nothing (any more) that it may say."""
    mail = row(MAIL, mail_id)
    return _allowed(mail) if mail and _has_reader(mail) else None


def by_hand(mail_id: int) -> Leaving | None:
    """The mail as an admin may hand it over: also where mail does not reach its reader, and without anybody's name."""
    mail = row(MAIL, mail_id)
    found = _allowed(mail) if mail else None
    return replace(found, name="") if found else None


def _has_reader(mail: Any) -> bool:
    # The people of the demonstration are invented, and so are their addresses.
    needs_confirmed = mail.notice_key or mail.kind in TO_CONFIRMED
    return not mail.demo and bool(mail.confirmed_at or not needs_confirmed)


def _allowed(mail: Any) -> Leaving | None:
    if mail.person_id is not None and mail.state not in STATES.get(mail.kind, (State.ACTIVE,)):
        return None
    known = _of_notice(mail) if mail.notice_key else RULES.get(mail.kind, _nothing)(mail)
    if known is None:
        return None
    usual = {"address": mail.address or mail.email, "language": mail.language, "handle": mail.handle or ""}
    found = {"key": mail.key, "kind": mail.kind, "about": mail.about} | usual | known
    return Leaving(**found) if found["address"] else None


def _of_notice(mail: Any) -> dict[str, Any] | None:
    viewer = Viewer.member(mail.person_id, in_force(mail.roles, mail.has_two_steps))
    try:
        notice = notices.of_viewer(viewer, mail.notice_key)
    except Missing:
        return None
    topic = TOPIC[Kind(notice.kind)]
    if notice.read_at or notice.kind in WITHOUT_MAIL or mail.made_at < clock.microseconds(clock.now() - STALE):
        return None
    if choice_of(viewer.id, topic) != Choice.AT_ONCE or not _is_turn(viewer, notice):
        return None
    name = notice.name if notice.name and may_name(viewer.id) else ""
    known = {"notice": mail.notice_key, "about": notice.about, "topic": topic, "name": name}
    return known | {"until": notice.deadline if notice.kind in TO_ANSWER else None}


def _is_turn(viewer: Viewer, notice: Any) -> bool:
    if notice.kind not in TO_ANSWER:
        return True
    try:
        return request.is_my_turn(request.of_viewer(viewer, notice.about))
    except Missing:
        return False


def _confirm(mail: Any) -> dict[str, Any] | None:
    found = token.find(mail.about, token.Purpose.CONFIRM)
    return {"until": found.expires_at} if found and found.about == mail.address else None


def _reset(mail: Any) -> dict[str, Any] | None:
    found = token.find(mail.about, token.Purpose.RESET)
    return {"until": found.expires_at} if found else None


def _closed(mail: Any) -> dict[str, Any] | None:
    return {"since": mail.closed_at}


def _moved(mail: Any) -> dict[str, Any] | None:
    return {} if mail.address else None


def _refused(mail: Any) -> dict[str, Any] | None:
    # The account is gone: the row says in which language its owner read.
    return {"language": mail.about, "about": ""} if mail.person_id is None else None


def _invited(mail: Any) -> dict[str, Any] | None:
    found = invitation.find_open(mail.about)
    # Somebody who has joined since, and maybe blocked the one who invites, must not be reached by this way.
    if found is None or row("SELECT 1 AS x FROM person WHERE email = ?", mail.address):
        return None
    # Anybody can enter the demonstration: it must not write to people outside.
    lasts = row(
        "SELECT i.expires_at AS until FROM invitation i LEFT JOIN person p ON p.id = i.by_id "
        "WHERE i.id = ? AND NOT COALESCE(p.demo, FALSE)",
        found.id,
    )
    return {"language": found.language, "until": lasts.until} if lasts else None


def _digest(mail: Any) -> dict[str, Any] | None:
    counts = digest.counts(Viewer.member(mail.person_id, in_force(mail.roles, mail.has_two_steps)), mail.made_at)
    return {"counts": counts} if counts else None


def _of_account(mail: Any) -> dict[str, Any] | None:
    return {} if mail.person_id else None


def _nothing(_mail: Any) -> dict[str, Any] | None:
    return None


RULES: dict[str, Callable[[Any], dict[str, Any] | None]] = {
    **dict.fromkeys((Letter.KNOWN, Letter.PASSWORD, Letter.TWO_STEP, Letter.APPROVED, *MODERATED), _of_account),
    Letter.CLOSED: _closed,
    Letter.CONFIRM: _confirm,
    Letter.RESET: _reset,
    Letter.MOVED: _moved,
    Letter.REFUSED: _refused,
    Letter.INVITED: _invited,
    Letter.DIGEST: _digest,
}
