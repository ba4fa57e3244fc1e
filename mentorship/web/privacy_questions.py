"""What is asked before something sensitive opens: what it would mean, in a sentence or two."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from mentorship.people.section import Section
from mentorship.privacy.audience import Preset
from mentorship.web import words

ASKED = {
    (Section.PHOTO, "everyone"): _("Show your photo to everyone?"),
    (Section.CONTACT, "everyone"): _("Let everyone know how to reach you?"),
    (Section.EXPERIENCE, "everyone"): _("Show everyone what you have lived through?"),
    (Section.EXPERIENCE, "members"): _("Show all members what you have lived through?"),
    (Section.EXPERIENCE, "employers"): _("Show employers what you have lived through?"),
    (Section.OPEN_WORK, "members"): _("Tell all members that you are open to work?"),
}
MEANS = {
    (Section.PHOTO, "everyone"): _("Anyone on the web can then look at your photo, copy it and search for your face."),
    (Section.CONTACT, "everyone"): _("Anyone on the web can then read how to reach you: strangers, and machines that collect addresses."),
    (Section.EXPERIENCE, "everyone"): _("Anyone on the web can then read what you have lived through: your family, your landlord, an office."),
    (Section.EXPERIENCE, "members"): _(
        "Everybody with an account here can then read it: people you have never met, and employers too."
    ),
    (Section.EXPERIENCE, "employers"): _("Everybody who offers work here can then read it before they have met you."),
    (Section.OPEN_WORK, "members"): _("Everybody with an account here can then read it: also those you work for now."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask, what it would mean, and the words of the two answers."""

    title: str
    meanings: tuple[str, ...]
    yes: str
    no: str


def about_part(section: Section, name: str) -> Question:
    """Asks before one section opens to one audience."""
    key = section, name
    return Question(str(ASKED[key]), (str(MEANS[key]),), gettext("Yes, open it"), gettext("Leave it closed"))


def about_preset(preset: Preset, exposed: Mapping[Section, str]) -> Question:
    """Asks before a ready-made setting opens something sensitive."""
    title = gettext("Set all to “%(preset)s”?", preset=words.PRESET[preset])
    meanings = tuple(str(MEANS[key]) for key in exposed.items())
    return Question(title, meanings, gettext("Yes, set all"), gettext("Leave it as it is"))
