"""How values look on a page: terms in the reader's language, days in words, text in paragraphs."""

from collections import ChainMap
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Any

from babel.dates import LOCALTZ, format_date, format_datetime
from babel.lists import format_list
from flask import Flask, g, request, url_for
from flask_babel import gettext
from markupsafe import Markup

from mentorship import clock
from mentorship.errors import N_
from mentorship.people.vocabulary import TermName
from mentorship.privacy.audience import AUDIENCES, is_included
from mentorship.privacy.profile import Face
from mentorship.talk.counts import Counts, counts
from mentorship.web import words
from mentorship.web.access import here, is_signed_in, me, own_path, viewer
from mentorship.web.language import current, offered
from mentorship.web.place import is_demo, site

NEAR = {-1: N_("yesterday"), 0: N_("today"), 1: N_("tomorrow")}


def term(name: TermName) -> str:
    """A term in the reader's language."""
    return name.it if current() == "it" else name.en


def listed(names: Iterable[TermName]) -> str:
    """Terms as a list in words: "choir, hiking and chess"."""
    return format_list([term(name) for name in names], locale=current())


def local(when: datetime | int) -> datetime:
    """A stored or given moment in the time zone of the machine, which stands where its people are."""
    return (clock.moment(when) if isinstance(when, int) else when).astimezone(LOCALTZ)


def day(when: datetime | int) -> str:
    """The day in words: today, yesterday, on 3 March, on 3 March 2025."""
    days_away = (local(when).date() - local(clock.now()).date()).days
    if days_away in NEAR:
        return gettext(NEAR[days_away])
    return gettext("on %(date)s", date=date(when))


def date(when: datetime | int) -> str:
    """The plain date: 3 March, or 3 March 2025."""
    then = local(when)
    return format_date(then, "d MMMM" if then.year == local(clock.now()).year else "d MMMM y", locale=current())


def exact(when: datetime | int) -> str:
    """The whole moment, for those who want it exactly."""
    return format_datetime(local(when), "d MMMM y, HH:mm", tzinfo=LOCALTZ, locale=current())


def hour(when: datetime | int) -> str:
    """The time of day."""
    return f"{local(when):%H:%M}"


def iso(when: datetime | int) -> str:
    """The moment for machines."""
    return local(when).isoformat(timespec="seconds")


def paragraphs(text: str) -> Markup:
    """Plain text with its paragraphs and line breaks, everything else escaped."""
    blocks = [block for block in text.split("\n\n") if block.strip()]
    return Markup("").join(
        Markup('<p dir="auto">{}</p>').format(Markup("<br>").join(block.strip("\n").split("\n"))) for block in blocks
    )


def face(one: Any) -> Face:
    """The face of any row that carries a handle and a name; its photo if the row has the key of one to be seen."""
    return one if isinstance(one, Face) else Face(one.handle, one.name, photo=getattr(one, "photo", "") or "")


def photo_url(one: Face, size: int) -> str:
    """The address of a photo that may be seen, or "" where initials stand instead."""
    # Where a picture has no words of its own, w3m writes the end of its address.
    return url_for("photos.show", handle=one.handle, key=one.photo, size=size, _anchor="/photo") if one.photo else ""


NOTHING_WAITS = Counts()


class Waiting:
    """What waits for the reader; asked only when a page shows it."""

    @cached_property
    def _counts(self) -> Counts:
        return counts(viewer())

    @property
    def answers(self) -> int:
        """Requests that need the reader's answer."""
        return self._counts.answers

    @property
    def unread(self) -> int:
        """Messages the reader has not seen."""
        return self._counts.unread

    @property
    def notices(self) -> int:
        """Notices the reader has not seen."""
        return self._counts.notices

    @property
    def reports(self) -> int:
        """Reports that wait for the reader, if they moderate."""
        return self._counts.reports

    @property
    def organisations(self) -> int:
        """Organisations that wait for the reader, if they moderate."""
        return self._counts.organisations

    @property
    def jobs(self) -> int:
        """Jobs that wait for the reader, if they moderate."""
        return self._counts.jobs


def _here() -> str:
    # Where a change of language leads back to: a place that can be read, not one that only takes forms.
    rule = request.url_rule
    readable = request.method == "GET" or (rule is not None and "GET" in (rule.methods or ()))
    return here() if readable else own_path("/")


def _already_known() -> Any:
    user = g.get("_login_user")
    return user if user and user.is_authenticated else None


def _context() -> dict[str, Any]:
    # A page about a failing database must not ask the database again.
    bare = g.get("bare", False)
    return {
        "me": _already_known() if bare else me() if is_signed_in() else None,
        "counts": NOTHING_WAITS if bare else Waiting(),
        "demo": is_demo(),
        "site": site(),
        "language": current(),
        "languages": offered(),
        "here": _here(),
    }


class _Names(ChainMap[str, Any]):
    """The names that every template knows. At each import of a macro all of them are compared, so they come as a set."""

    def keys(self) -> Any:
        return self.maps[0].keys() | self.maps[1].keys()


def register(app: Flask) -> None:
    """Gives the templates these words and values."""
    everywhere = app.jinja_env.globals
    app.jinja_env.make_globals = lambda own: _Names({} if own is None else dict(own), everywhere)  # type: ignore[method-assign]
    app.context_processor(_context)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        words=words, face_of=face, photo_url=photo_url, audiences=AUDIENCES, is_included=is_included
    )
    for shown in (term, day, date, exact, hour, iso, paragraphs):
        app.jinja_env.filters[shown.__name__] = shown
