"""The mail server: one connection, the same for every mail, and what the server says in its own words."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

from mentorship.config import Settings

TIMEOUT_SECONDS = 30
CLOSING = 421  # the server ends the connection
NO_SUCH_ADDRESS = 550
NEEDS_RIGHTS = {530, 534, 535, 538}
RULES = "5.7."  # refused by a rule, such as "relay access denied": more often a wrong setting than a wrong address


class NotSent(Exception):
    """Carries the server's own words, or what the connection said in their place."""

    def __init__(self, failure: Exception, words: str) -> None:
        super().__init__(words)
        self.failure = failure


class Away(NotSent):
    """The server cannot be used now, whatever the mail."""


class Broken(NotSent):
    """The connection broke while this mail went through; nobody knows whether it arrived."""


class Refused(NotSent):
    """The server does not take this mail; `is_final` if it never will."""

    def __init__(self, failure: Exception, code: int, words: str) -> None:
        super().__init__(failure, words)
        about_rights = code in NEEDS_RIGHTS or RULES in words[:12]
        self.is_final = code >= 500 and not about_rights


class _Heard:
    """Keeps what the server said to the mail itself: smtplib throws it away when all is well."""

    heard = ""

    def data(self, msg: Any) -> tuple[int, bytes]:
        code, words = super().data(msg)  # type: ignore[misc]
        self.heard = _told(code, words)
        return code, words


class Plain(_Heard, smtplib.SMTP):
    """A connection that begins open."""


class Encrypted(_Heard, smtplib.SMTP_SSL):
    """A connection that is encrypted from its first byte."""


def _told(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return f"{code} {' '.join(text.split())}"


def _words(failure: Exception) -> str:
    if isinstance(failure, smtplib.SMTPResponseException):
        return _told(failure.smtp_code, failure.smtp_error)
    return " ".join(str(failure).split()) or type(failure).__name__


def own_name(settings: Settings) -> str:
    """The name by which this place greets mail servers: asking the network for one can take long."""
    host = urlsplit(settings.public_url).hostname or "localhost"
    return f"[{host}]" if host.replace(".", "").isdecimal() else f"[IPv6:{host}]" if ":" in host else host


def sender(settings: Settings) -> Address:
    """The address that mail comes from, without a name; raises ValueError if it cannot be one."""
    try:
        return Address(addr_spec=parseaddr(settings.mail_from)[1])
    except (MessageError, IndexError) as failure:
        raise ValueError(f"mail_from is not an address: {settings.mail_from}") from failure


@contextmanager
def connection(settings: Settings) -> Iterator[smtplib.SMTP]:
    """A connection ready to send by, closed afterwards; raises Away."""
    server = _connected(settings)
    try:
        yield server
    finally:
        with suppress(smtplib.SMTPException, OSError):
            server.quit()
        server.close()


def _connected(settings: Settings) -> smtplib.SMTP:
    server = None
    try:
        sender(settings)
        server = _begun(settings)
        if settings.mail_user:
            server.login(settings.mail_user, settings.mail_password)
        server.ehlo_or_helo_if_needed()
    except (smtplib.SMTPException, OSError, ValueError) as failure:
        if server:
            server.close()
        raise Away(failure, _words(failure)) from failure
    return server


def _begun(settings: Settings) -> smtplib.SMTP:
    place: Any = settings.mail_server, settings.mail_port, own_name(settings)
    checked = ssl.create_default_context()
    if settings.mail_security == "tls":
        return Encrypted(*place, timeout=TIMEOUT_SECONDS, context=checked)
    server = Plain(*place, timeout=TIMEOUT_SECONDS)
    if settings.mail_security == "starttls":
        try:
            server.starttls(context=checked)
        except (smtplib.SMTPException, OSError):
            server.close()
            raise
    return server


def send(server: smtplib.SMTP, message: EmailMessage, address: str) -> str:
    """Sends one mail and gives the server's own words; raises Away, Broken or Refused."""
    try:
        server.send_message(message, message["From"].addresses[0].addr_spec, [address])
    except smtplib.SMTPRecipientsRefused as failure:
        raise _refused(server, failure, *failure.recipients[address]) from failure
    except smtplib.SMTPDataError as failure:
        raise _refused(server, failure, failure.smtp_code, failure.smtp_error) from failure
    except smtplib.SMTPSenderRefused as failure:
        raise Away(failure, _words(failure)) from failure
    except (smtplib.SMTPNotSupportedError, ValueError) as failure:
        raise Refused(failure, NO_SUCH_ADDRESS, _words(failure)) from failure
    except (smtplib.SMTPException, OSError) as failure:
        server.close()
        raise Broken(failure, _words(failure)) from failure
    return str(getattr(server, "heard", ""))


def _refused(server: smtplib.SMTP, failure: Exception, code: int, words: bytes | str) -> NotSent:
    if code == CLOSING:
        server.close()
        return Broken(failure, _told(code, words))
    return Refused(failure, code, _told(code, words))
