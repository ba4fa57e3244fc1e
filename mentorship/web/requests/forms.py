"""The forms of a request: what the sender writes, and the ways to answer."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField, SelectField, TextAreaField

from mentorship.ties.mentorship import Rhythm
from mentorship.ties.request.request import Reason
from mentorship.web import words
from mentorship.web.forms import Form

USUAL_WEEKS = 12
FULL = _("After this I am full: pause me for new requests")


def _number(text: Any) -> int:
    return int(text) if str(text).isdecimal() and len(str(text)) < 4 else 0


class NextForm(Form):
    """Whom to ask next if there is no yes; each may be nobody."""

    second = SelectField(default="", choices=[], validate_choice=False)
    third = SelectField(_("And after that"), default="", choices=[], validate_choice=False)

    def offer(self, name: str, mentors: Mapping[str, str]) -> None:
        """The mentors to choose from, by handle, for a request to the one with this name."""
        self.second.label.text = gettext("If %(name)s cannot, ask next", name=name)
        for field in (self.second, self.third):
            field.choices = [("", gettext("Nobody")), *mentors.items()]

    def names(self) -> dict[str, str]:
        """Who was chosen; nobody is ""."""
        return {field.name: field.data or "" for field in self if field.name in ("second", "third")}


class MentoringForm(NextForm):
    """What is asked for: the domain says what is missing."""

    area = RadioField(_("What is it about?"), choices=list(words.AREA.items()), validate_choice=False)
    goal = TextAreaField(_("What do you want to reach?"))
    tried = TextAreaField(_("What have you tried so far?"))
    rhythm = RadioField(
        _("How often?"), choices=list(words.RHYTHM.items()), default=Rhythm.FORTNIGHTLY, validate_choice=False
    )
    weeks = RadioField(
        _("For how long?"),
        choices=list(words.WEEKS.items()),
        default=USUAL_WEEKS,
        coerce=_number,
        validate_choice=False,
    )

    def details(self) -> dict[str, Any]:
        """What was chosen and written; nothing is ""."""
        fields = (self.area, self.goal, self.tried, self.rhythm, self.weeks)
        return {field.name: field.data or "" for field in fields}

    def speak_as_mentor(self, name: str) -> None:
        """The same questions, put to somebody who offers: an offer goes on to nobody."""
        del self.second, self.third
        self.goal.label.text = gettext("What could you reach together?")
        self.tried.label.text = gettext("Why do you offer this to %(name)s?", name=name)


class AcceptForm(Form):
    """Saying yes."""

    pause = BooleanField(FULL, id="accept-pause")


class DeclineForm(Form):
    """Saying no, with a reason that helps to go on elsewhere."""

    reason = RadioField(
        _("A reason that helps to go on elsewhere"), choices=list(words.REASON.items()), validate_choice=False
    )
    pause = BooleanField(FULL, id="decline-pause")

    def without_places(self) -> None:
        """Somebody who was offered a mentor has no places to be full."""
        self.reason.choices = [choice for choice in words.REASON.items() if choice[0] != Reason.FULL]


class AskForm(Form):
    """One question before deciding."""

    question = TextAreaField(_("Your question"))


class AnswerForm(Form):
    """The answer to that question."""

    answer = TextAreaField(_("Your answer"))
