"""What the two sides of an application write to each other, as it is shown and written on both their pages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext
from werkzeug.wrappers import Response

from mentorship.errors import Invalid, NotAllowed
from mentorship.web.access import viewer
from mentorship.web.hypermedia import done, invalid
from mentorship.web.talk import WriteForm
from mentorship.work.application import applications
from mentorship.work.application.applications import END_OF_TIME

EXCHANGE = "applications/_exchange.html"


@dataclass(frozen=True, slots=True)
class Exchange:
    """The messages on one page; `applicant` and `organisation` are how the sides are called there."""

    applicant: str
    organisation: str
    other: str
    is_open: bool
    messages: list[Any]
    has_earlier: bool
    before: int | None
    read_at: str
    write_at: str

    def sender(self, one: Any) -> str:
        """Who wrote a message: the organisation, with the name of whoever it was if they exist for the reader."""
        if not one.is_team:
            return self.applicant
        return f"{self.organisation} ({one.name})" if one.name else self.organisation


def of(application: Any, applicant: str, other: str, read_at: str, write_at: str) -> Exchange:
    """The newest messages, or those before a moment when the page asks for earlier ones."""
    typed = request.args.get("before", "")
    before = min(int(typed), END_OF_TIME) if typed.isdecimal() and len(typed) < 20 else None
    found, more = applications.words(viewer(), application.id, before or END_OF_TIME)
    is_open = applications.can_write(application)
    return Exchange(applicant, application.organisation, other, is_open, found, more, before, read_at, write_at)


def write(send: Callable[[str, str], None], then: str, template: str, shown: Callable[[], dict[str, Any]]) -> Response:
    """Sends, and answers with the messages and an empty form; or with what was typed and what to mend."""
    form = WriteForm()
    try:
        send(*form.words())
    except (Invalid, NotAllowed) as error:
        form.take(error)
        return invalid(template, form, EXCHANGE, **shown())
    context = shown() | {"form": WriteForm(formdata=None)}
    return done(gettext("Your message is sent."), f"{then}#newest", EXCHANGE, **context)
