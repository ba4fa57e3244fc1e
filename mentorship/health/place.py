"""The place: how people reach it, who looks after it, and whether its work gets done."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from mentorship import clock, migrations
from mentorship.config import Settings
from mentorship.database import row
from mentorship.errors import N_
from mentorship.health.finding import Finding, look, ok, wrong
from mentorship.people.person import STAFF, Role
from mentorship.site import chore

ADDRESS, MIGRATIONS, STAFF_TOPIC, MAIL, CHORES = (
    N_("Address"),
    N_("Shape of the data"),
    N_("People who run it"),
    N_("Mail"),
    N_("Chores"),
)
NEAR = ("127.0.0.1", "localhost", "::1")
LONG_IN_THE_OUTBOX = timedelta(hours=1)

_NO_STEP = "NOT EXISTS (SELECT 1 FROM two_step t WHERE t.person_id = p.id AND t.confirmed_at IS NOT NULL)"
STANDING = f"""
SELECT (SELECT count(*) FROM person WHERE state = 'pending' AND email IS NOT NULL) AS approvals,
 (SELECT count(*) FROM person p WHERE p.roles > 0 AND (p.roles & {int(Role.ADMIN)}) <> 0 AND p.state = 'active') AS admins,
 (SELECT count(*) FROM person p WHERE p.roles > 0 AND (p.roles & {int(STAFF)}) <> 0 AND p.state = 'active' AND {_NO_STEP})
  AS without_step,
 (SELECT count(*) FROM mail WHERE state = 'given_up') AS given_up,
 (SELECT count(*) FROM mail WHERE state = 'waiting' AND notice_id IS NULL) AS letters,
 (SELECT min(due_at) FROM mail WHERE state = 'waiting') AS mail_due,
 (SELECT joined_at FROM person ORDER BY id DESC LIMIT 1) AS joined,
 (SELECT seen_at FROM session ORDER BY id DESC LIMIT 1) AS seen,
 (SELECT max(ended_at) FROM chore) AS ended"""


def standing() -> Any:
    """What waits for those who run the place, and the newest moments of the database (one statement)."""
    return row(STANDING)


def newest(found: Any) -> int | None:
    """The newest moment in what standing() gave, in microseconds."""
    return max((one for one in (found.joined, found.seen, found.ended) if one), default=None)


def address(settings: Settings) -> Finding:
    """Whether links lead here, and visitors are told apart."""
    near = urlsplit(settings.public_url).hostname in NEAR
    values = {"address": settings.public_url}
    if near:
        return look(
            ADDRESS,
            N_("%(address)s opens on this machine alone. For others, set public_url to what they type."),
            **values,
        )
    if settings.is_https and not settings.proxies:
        return look(
            ADDRESS,
            N_("%(address)s needs a proxy for https. Set proxies = 1, or all visitors look like one and the same."),
            **values,
        )
    if not settings.is_https:
        return look(
            ADDRESS,
            N_("%(address)s can be read on the way, passwords too. Put a proxy with https in front."),
            **values,
        )
    return ok(ADDRESS, N_("People come by %(address)s."), **values)


def shape() -> Finding:
    """Whether the database has the shape that this version needs."""
    waiting = migrations.pending()
    if waiting:
        return wrong(
            MIGRATIONS,
            N_("This version needs steps that the database has not taken: %(steps)s. Start the server anew."),
            steps=", ".join(waiting),
        )
    return ok(MIGRATIONS, N_("It is the one that this version needs."))


def staff(found: Any) -> Finding:
    """Whether somebody looks after the place, with the second step of signing in."""
    if not found.admins:
        return wrong(STAFF_TOPIC, N_("Nobody is admin. Make the first one: flask create-admin"))
    if found.without_step:
        return look(
            STAFF_TOPIC,
            N_("Without the second step of signing in their tasks do not count; people without it: %(count)d."),
            count=found.without_step,
        )
    return ok(STAFF_TOPIC, N_("All of them sign in with two steps."))


def outbox(settings: Settings, found: Any) -> Finding:
    """Whether mail leaves."""
    if not settings.sends_mail:
        return ok(
            MAIL,
            N_("No mail server is set: letters wait in the outbox to be handed over. To send them, set mail_server."),
        )
    if found.given_up:
        return look(MAIL, N_("Mails that were given up: %(count)d. The outbox says why."), count=found.given_up)
    late = found.mail_due and clock.now() - clock.moment(found.mail_due) > LONG_IN_THE_OUTBOX
    if late:
        return look(
            MAIL, N_("Mail has been waiting for more than an hour. Try the way: flask mail-test you@example.org")
        )
    return ok(MAIL, N_("Mail leaves by %(server)s."), server=settings.mail_server)


def work(settings: Settings, known: dict[str, Any]) -> Finding:
    """Whether what is due gets done; `known` is chore.known()."""
    who = "flask chores" if settings.chores == "timer" else "python app.py"
    if not known:
        return look(CHORES, N_("None has been done yet. They begin with: %(who)s"), who=who)
    failing = [one for one in known.values() if one.failures]
    if failing:
        values = {"name": failing[0].name, "trouble": failing[0].trouble}
        return wrong(CHORES, N_("%(name)s did not go well: %(trouble)s"), **values)
    late = [one.name for one in known.values() if chore.is_overdue(one)]
    if late:
        return wrong(
            CHORES,
            N_("Nobody has looked after these for long: %(names)s. Start: %(who)s"),
            names=", ".join(late),
            who=who,
        )
    return ok(CHORES, N_("All of them are looked after."))
