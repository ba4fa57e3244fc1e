"""Letters: what may leave, in the words and the language of its reader. Plain text; no person, goal or section in it.

The one name that can stand in a letter is that of the person it is about, for readers who chose so, and it stands in
one place: templates/mail/letter.txt. Not even readers are called by name: an address may have been typed by a stranger.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import current_app, g

from mentorship.accounts import closing
from mentorship.records.mail import Letter as Kind
from mentorship.records.notice import Kind as Notice
from mentorship.site import setting
from mentorship.talk.leaving import Leaving
from mentorship.web import replies
from mentorship.web.joining import token_of
from mentorship.web.links import public_address, signed
from mentorship.web.unsubscribing import DAILY

MANY_BREAKS = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands in a mail; `unsubscribe` is the address that stops this kind of mail, or empty."""

    subject: str
    text: str
    language: str
    unsubscribe: str


def write(leaving: Leaving) -> Letter:
    """The letter in its reader's language."""
    site = setting.current()
    with _speaking(site.spoken(leaving.language)):
        template = current_app.jinja_env.get_template(f"mail/{leaving.kind}.txt")
        unsubscribe = _unsubscribe(leaving)
        words = {"mail": leaving, "site": site, "link": _link(leaving), "unsubscribe": unsubscribe}
        words |= {"page": public_address, "last_day": closing.until(leaving.since) if leaving.since else None}
        subject = "".join(template.blocks["subject"](template.new_context(words)))
        return Letter(
            " ".join(subject.split()), MANY_BREAKS.sub("\n\n", template.render(words)).strip(), g.language, unsubscribe
        )


@contextmanager
def _speaking(language: str) -> Iterator[None]:
    # A context of its own: whoever looks at the mail on a page goes on reading in their own language.
    with current_app.app_context():
        g.language = language
        yield


def _link(leaving: Leaving) -> str:
    """Where the letter leads: the one thing to do."""
    match leaving.kind:
        case Kind.CONFIRM:
            return public_address("addresses.confirm", token=signed("confirm", leaving.about))
        case Kind.RESET:
            return public_address("resets.choose", token=signed("reset", leaving.about))
        case Kind.INVITED:
            return public_address("joining.invited", token=token_of(leaving.about, leaving.address))
        case Notice.ASKED | Notice.REMINDED:
            return public_address(
                "replies.show", token=replies.token_of(leaving.handle, leaving.about, leaving.address)
            )
        case Kind.DIGEST:
            return public_address("notices.index")
    if leaving.notice:
        return public_address("notices.open", key=leaving.notice)
    return public_address(PLACES.get(leaving.kind, "home.index"))


PLACES: dict[str, str] = {
    Kind.KNOWN: "sessions.sign_in",
    Kind.MOVED: "about.about",
    Kind.REFUSED: "about.about",
    Kind.PASSWORD: "resets.ask",
    Kind.TWO_STEP: "resets.ask",
    Kind.CLOSED: "sessions.sign_in",
    Kind.APPROVED: "sessions.sign_in",
    Kind.WARNED: "about.rules",
    Kind.SUSPENDED: "about.rules",
    Kind.LIFTED: "sessions.sign_in",
}


def _unsubscribe(leaving: Leaving) -> str:
    topic = DAILY if leaving.kind == Kind.DIGEST else leaving.topic
    return public_address("unsubscribing.show", token=signed("unsubscribe", [leaving.handle, topic])) if topic else ""
