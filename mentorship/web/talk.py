"""A conversation as it is shown, on the page of a pair and among the messages: reading, refreshing gently, writing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import HiddenField, TextAreaField

from mentorship import clock
from mentorship.database import new_key, when_possible
from mentorship.errors import Invalid, NotAllowed
from mentorship.talk import message
from mentorship.web.access import me
from mentorship.web.forms import Form
from mentorship.web.hypermedia import done, invalid, page, wants_fragment

REFRESHED_FOR = timedelta(minutes=20)
LIST, EXCHANGE = "messages/_conversation.html", "messages/_exchange.html"


class WriteForm(Form):
    """A message; `once` makes a double press one message."""

    body = TextAreaField(_("Your message"))
    once = HiddenField(default=new_key)

    def words(self) -> tuple[str, str]:
        """What was typed, and the mark of this one form."""
        return self.body.data or "", self.once.data or new_key()


@dataclass(frozen=True, slots=True)
class Talk:
    """The messages on one page: `found` is None before the first. `refresh` is asked while the page stays open."""

    name: str
    is_open: bool
    found: Any | None
    messages: list[Any]
    has_earlier: bool
    before: int | None
    read_at: str
    write_at: str
    refresh: str

    @property
    def check_at(self) -> str:
        """Where to look for new messages: a browser loads an address with an anchor again only if it is another one."""
        return f"{self.read_at}{'' if 'again' in request.args else '?again=1'}#newest"


def _number(name: str) -> int | None:
    text = request.args.get(name, "")
    return min(int(text), message.END_OF_TIME) if text.isdecimal() and len(text) < 20 else None


def _last_at(found: Any | None) -> int:
    return (found.last_at or 0) if found else 0


def has_rested(found: Any | None, *, is_open: bool) -> bool:
    """Whether htmx asks again and nothing was written since: then the page keeps what it shows."""
    until = _number("until")
    in_time = until is not None and clock.microseconds(clock.now()) < until
    return wants_fragment() and is_open and in_time and _number("seen") == _last_at(found)


def of(found: Any | None, name: str, read_at: str, write_at: str, *, is_open: bool) -> Talk:
    """The newest messages, or those before a moment when the page asks for earlier ones."""
    before = _number("before")
    messages, earlier = message.page_of(found, before or message.END_OF_TIME) if found else ([], False)
    refresh = "" if before or not is_open or _rests(found) else _refresh(found, read_at)
    return Talk(name, is_open, found, messages, earlier, before, read_at, write_at, refresh)


def _rests(found: Any | None) -> bool:
    # A page left open on a shared desk, or a dear connection, must not ask for ever.
    left_alone = wants_fragment() and request.method == "GET" and _number("seen") == _last_at(found)
    return left_alone or request.headers.get("Save-Data", "").lower() == "on"


def _refresh(found: Any | None, read_at: str) -> str:
    until = clock.microseconds(clock.now() + REFRESHED_FOR)
    return f"{read_at}?seen={_last_at(found)}&until={until}"


def read(template: str, talk: Talk, **context: Any) -> Response | str:
    """The page, after which the conversation counts as read; or, for htmx, the list with what is new in it."""
    if not wants_fragment():
        if talk.found and not talk.before:
            when_possible(message.mark_read, talk.found, me().id)
        return page(template, talk=talk, form=WriteForm(), **context)
    if _number("seen") == _last_at(talk.found):
        return page(template, LIST, talk=talk)
    return done(gettext("There is something new from %(name)s.", name=talk.name), talk.read_at, LIST, talk=talk)


def write(
    form: WriteForm, send: Callable[[], None], then: str, template: str, shown: Callable[[], dict[str, Any]]
) -> Response:
    """Sends, and answers with the conversation and an empty form; or with what was typed and what to mend."""
    try:
        send()
    except (Invalid, NotAllowed) as error:
        form.take(error)
        return invalid(template, form, EXCHANGE, **shown())
    context = shown() | {"form": WriteForm(formdata=None)} if wants_fragment() else {}
    return done(gettext("Your message is sent."), f"{then}#newest", EXCHANGE, **context)
