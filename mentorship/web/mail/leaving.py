"""Mail leaves: what is due goes out over one connection, each mail claimed first, so that many processes are safe.

A mail that the server took when the process died before it could note so is sent once more, with the same Message-ID.
"""

import logging
import smtplib
import time

from flask import current_app

from mentorship.config import Settings
from mentorship.database import new_key
from mentorship.records import outbox
from mentorship.records.mail import State
from mentorship.records.outbox import Claimed
from mentorship.site import setting
from mentorship.talk import leaving
from mentorship.talk.leaving import Leaving
from mentorship.web.mail import envelope, letters, smtp

ROUND_SECONDS = 120  # other chores wait for the end of a round
TEST = "test"

log = logging.getLogger(__name__)


def deliver() -> int:
    """Sends what is due and says how many mails the server took.

    What the server refuses for now comes back later; when it cannot be used at all, everything waits and no try is
    counted. Without a mail server nothing is begun.
    """
    settings: Settings = current_app.config["SETTINGS"]
    if not settings.sends_mail or not outbox.is_due():
        return 0
    outbox.give_up_unheard()
    try:
        with smtp.connection(settings) as server:
            return _round(server, settings)
    except smtp.Away as away:
        _note(away)
        return 0


def is_awaited() -> bool:
    """Whether a mail is due that nothing has kept waiting yet: its reader may sit there and look for it."""
    return current_app.config["SETTINGS"].sends_mail and outbox.is_fresh()


def try_out(address: str) -> str:
    """Sends a test mail by the way of every other mail and gives the server's words; raises smtp.NotSent."""
    settings: Settings = current_app.config["SETTINGS"]
    mail = Leaving(new_key(), TEST, address, setting.current().languages[0])
    with smtp.connection(settings) as server:
        return _send(mail, server, settings)


def _send(mail: Leaving, server: smtplib.SMTP, settings: Settings) -> str:
    message = envelope.enclose(mail, letters.write(mail), settings)
    return smtp.send(server, message, envelope.postal(mail.address))


def _round(server: smtplib.SMTP, settings: Settings) -> int:
    sent, until = 0, time.monotonic() + ROUND_SECONDS
    while server.sock and time.monotonic() < until and (claimed := outbox.claim()):
        try:
            sent += _leave(claimed, server, settings)
        except smtp.Away as away:
            outbox.release(claimed, str(away))
            _note(away)
            break
    return sent


def _note(away: smtp.Away) -> None:
    if outbox.note(str(away)):
        log.warning("mail waits: %s", away)


def _leave(claimed: Claimed, server: smtplib.SMTP, settings: Settings) -> bool:
    """Whether the server took the mail; raises Away."""
    mail = leaving.of(claimed.id)
    if mail is None:
        outbox.settle(claimed, State.DROPPED)
        return False
    is_taken = _is_taken(claimed, mail, server, settings)
    if is_taken:
        outbox.settle(claimed, State.SENT)
    return is_taken


def _is_taken(claimed: Claimed, mail: Leaving, server: smtplib.SMTP, settings: Settings) -> bool:
    try:
        _send(mail, server, settings)
    except smtp.Away:
        raise
    except smtp.Refused as refused:
        if refused.is_final:
            outbox.settle(claimed, State.GIVEN_UP, str(refused))
        else:
            outbox.fail(claimed, str(refused))
        return False
    except smtp.Broken as broken:
        outbox.fail(claimed, str(broken))
        return False
    except Exception as failure:  # one mail that cannot be written must not hold up the others
        log.exception("a mail cannot be written")
        outbox.fail(claimed, f"This mail cannot be written: {failure}")
        return False
    return True
