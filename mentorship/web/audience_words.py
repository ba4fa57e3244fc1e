"""Who sees something, in words: the sentences of the privacy pages."""

from babel.lists import format_list
from flask import Flask
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from mentorship.people.section import Section
from mentorship.privacy.audience import can_open, chosen
from mentorship.site.setting import Feature
from mentorship.ties.relation import Relation
from mentorship.web.language import current
from mentorship.web.place import site

# As they stand inside a sentence.
AUDIENCE = {
    "everyone": _("everyone"),
    "members": _("members"),
    "friends": _("your friends"),
    "mentors": _("your mentors"),
    "mentees": _("your mentees"),
    "coordinators": _("coordinators"),
    "employers": _("employers"),
}

LOOKING_AS = {
    "everyone": _("You are looking at your page as somebody without an account sees it."),
    "members": _("You are looking at your page as any member sees it."),
    "friends": _("You are looking at your page as a friend of yours sees it."),
    "mentors": _("You are looking at your page as a mentor of yours sees it."),
    "mentees": _("You are looking at your page as a mentee of yours sees it."),
    "coordinators": _("You are looking at your page as a coordinator sees it."),
    "employers": _("You are looking at your page as an employer sees it."),
}


def who_sees(audience: int) -> str:
    """Who sees what is open to this audience, as a whole sentence."""
    if audience & Relation.PUBLIC:
        return gettext("Everyone sees this, also without an account.")
    seeing = chosen(audience)
    if not seeing:
        return gettext("Only you see this.")
    who = format_list([str(AUDIENCE[name]) for name in seeing], locale=current())
    sentence = gettext("%(who)s see this.", who=who)
    return sentence[0].upper() + sentence[1:]


def parts(audiences: dict[Section, Relation]) -> dict[Section, Relation]:
    """The same without the parts of a profile that are off in this place."""
    has_photos = site().has(Feature.PHOTOS)
    return {section: audience for section, audience in audiences.items() if has_photos or not section.is_picture}


def register(app: Flask) -> None:
    """Gives the templates these sentences."""
    app.jinja_env.globals.update(who_sees=who_sees, can_open=can_open, LOOKING_AS=LOOKING_AS)
