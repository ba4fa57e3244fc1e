"""The form of an application: how to be reached, a line, and which sections go along."""

from collections.abc import Sequence
from typing import Any

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField

from mentorship.errors import Invalid
from mentorship.people.section import Section
from mentorship.privacy.audience import AUDIENCES
from mentorship.text import EMPTY
from mentorship.web.access import me
from mentorship.web.forms import Form
from mentorship.work.application import cv
from mentorship.work.application.application import CONTACT_LIMIT

MAIL, OTHER, HERE = "mail", "other", "here"
# What goes along unless one says otherwise, if all members see it anyway; the rest only by a tick of one's own.
USUAL = (Section.ABOUT, Section.OCCUPATION, Section.WORK, Section.EDUCATION, Section.SKILLS, Section.LANGUAGES)
OPEN = AUDIENCES["everyone"] | AUDIENCES["members"]


class ApplyForm(Form):
    """What goes along besides the name and the ticked sections."""

    reach = RadioField(_("How can they reach you?"), choices=[], default=HERE, validate_choice=False)
    contact = StringField(_("Another way"))
    line = StringField(_("One line from you"))

    def offer(self) -> "ApplyForm":
        """Offers the ways that this person has."""
        ways = [(HERE, gettext("They answer me here"))]
        if me().email:
            ways.append((MAIL, gettext("By e-mail: %(address)s", address=me().email)))
        self.reach.choices = [*ways, (OTHER, gettext("In another way"))]
        return self

    def sent(self) -> dict[str, Any]:
        """What was typed and ticked; raises Invalid("contact") if another way was chosen and none was named."""
        other = (self.contact.data or "").strip()
        if self.reach.data == OTHER and not other:
            raise Invalid("contact", EMPTY)
        contact = {MAIL: me().email or "", OTHER: other}.get(self.reach.data or "", "")
        return {"contact": contact, "line": self.line.data or "", "sections": ticked()}


def ticked() -> list[Section]:
    """The sections that were ticked, of those that can go along."""
    return [section for section in cv.SECTIONS if section in request.form.getlist("section")]


def at_first(contact: str) -> ApplyForm:
    """The form before anything was typed. What the section about contact says stands ready if it is short."""
    return ApplyForm(data={"contact": contact if is_short(contact) else ""}).offer()


def is_short(contact: str) -> bool:
    """Whether this fits on the line of a way to be reached."""
    return len(contact) <= CONTACT_LIMIT and "\n" not in contact


def as_sent(application: Any) -> ApplyForm:
    """The form as an application was sent."""
    way = HERE if not application.contact else MAIL if application.contact == me().email else OTHER
    other = application.contact if way == OTHER else ""
    return ApplyForm(data={"reach": way, "contact": other, "line": application.line}).offer()


def usual(parts: Sequence[cv.Part], audiences: dict[Section, Any]) -> list[Section]:
    """The sections that are ticked at first: those of use to an employer that all members see anyway."""
    return [part.section for part in parts if part.section in USUAL and audiences[part.section] & OPEN]
