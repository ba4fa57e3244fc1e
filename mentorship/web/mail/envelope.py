"""The envelope: a letter as a message with its headers, of which none can be smuggled in."""

import textwrap
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from mentorship import clock
from mentorship.config import Settings
from mentorship.site import setting
from mentorship.talk.leaving import Leaving
from mentorship.text import tidy
from mentorship.web.mail.letters import Letter
from mentorship.web.mail.smtp import sender

WIDTH = 72
NO_ADDRESS = "Its address is none that mail can have."
POLICY = SMTP.clone(cte_type="7bit")
# A long link in a header that were folded would be encoded, and no link any more.
UNFOLDED = POLICY.clone(max_line_length=998)


def enclose(leaving: Leaving, letter: Letter, settings: Settings) -> EmailMessage:
    """The message, ready to send; raises ValueError for an address that cannot be one.

    Its Message-ID comes from the key of the mail, so that the same mail sent twice can be known for one.
    """
    message = EmailMessage(policy=POLICY)
    message.set_content(_wrapped(letter.text))
    message.policy = UNFOLDED
    origin = sender(settings)
    message["From"] = Address(plain(setting.current().name), addr_spec=origin.addr_spec)
    message["To"] = _reader(leaving.address)
    message["Subject"] = plain(letter.subject)
    message["Date"] = clock.now()
    message["Message-ID"] = f"<{leaving.key}@{origin.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = letter.language
    if letter.unsubscribe:
        message["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return message


def _reader(address: str) -> Address:
    try:
        return Address(addr_spec=postal(address))
    except Exception:  # the parser has many ways to say no, and quotes the address, which no log shall tell
        raise ValueError(NO_ADDRESS) from None


def _wrapped(text: str) -> str:
    lines = (textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False) for line in text.split("\n"))
    return "\n".join(lines) + "\n"


def plain(text: str) -> str:
    """One line that stays what it is: what looks encoded would be decoded on its way into the header, breaks and all."""
    return " ".join(tidy(text).replace("=?", "= ?").split())


def postal(address: str) -> str:
    """The address as servers know it: a host with accents has a plain name too."""
    name, _, host = address.rpartition("@")
    try:
        return f"{name}@{host.encode('idna').decode()}" if name.isascii() and not host.isascii() else address
    except UnicodeError:
        return address
