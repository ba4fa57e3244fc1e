"""The forms of one's own profile: one for each sort of section."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional, ValidationError
from wtforms.widgets import TextInput

from mentorship.people import facts
from mentorship.people.section import Section
from mentorship.ties.availability import NOT_A_NUMBER_OF_PLACES
from mentorship.ties.capacity import MOST_PLACES
from mentorship.web import profile_words, words
from mentorship.web.forms import Form


class NumberField(IntegerField):
    """A number in figures; `otherwise` says what is wanted when it is something else."""

    widget = TextInput()

    def __init__(self, label: Any, validators: Any, otherwise: Callable[[], str], **options: Any) -> None:
        super().__init__(label, validators, **options)
        self.otherwise = otherwise

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads the figures."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(self.otherwise()) from None


def _a_year() -> str:
    return gettext(facts.NOT_A_YEAR, latest=facts.latest_year())


def _some_places() -> str:
    return gettext(NOT_A_NUMBER_OF_PLACES, most=MOST_PLACES)


def _is_there(_form: Form, field: NumberField) -> None:
    if field.data is None and not field.errors:
        raise ValidationError(field.otherwise())


class FactForm(Form):
    """One fact; the sections that say more about it add fields."""

    term = StringField()

    def __init__(self, section: Section, **options: Any) -> None:
        super().__init__(**options)
        self.section = section
        self.term.label.text = profile_words.TERM[section]
        if "focus" in self:
            self["focus"].label.text = profile_words.FOCUS[section]

    def keep(self, person_id: int) -> str:
        """States the fact and says so; raises Invalid."""
        details = {name: value for name, value in self.data.items() if name != "csrf_token" and value not in (None, "")}
        facts.state(person_id, self.section, details.pop("term", ""), **details)
        return gettext("“%(fact)s” is on your profile now.", fact=self.term.data)


class HistoryForm(FactForm):
    """A stay somewhere, with what one did there and from when to when."""

    focus = StringField()
    year_from = NumberField(_("From which year?"), [Optional()], _a_year)
    year_to = NumberField(_("To which year?"), [Optional()], _a_year)


class LanguageForm(FactForm):
    """A language and how well one speaks it."""

    level = SelectField(_("How well?"), default="", choices=[("", _("I would rather not say")), *words.LEVEL.items()])


class WishForm(FactForm):
    """What one offers or seeks, and for which part of life."""

    area = RadioField(_("Which part of life is it about?"), [Optional()], choices=list(words.AREA.items()))


class TextForm(Form):
    """The free text of a section."""

    text = TextAreaField(_("Your words"))

    def __init__(self, section: Section, **options: Any) -> None:
        super().__init__(**options)
        self.section = section

    def keep(self, person_id: int) -> str:
        """Writes the text and says so; raises Invalid."""
        facts.say(person_id, self.section, self.text.data)
        has_text = bool(self.text.data.strip())
        return gettext("Your text is kept.") if has_text else gettext("The text is gone from your profile.")


class PlacesForm(Form):
    """How many people one can mentor at a time."""

    places = NumberField(_("How many people can you mentor at the same time?"), [_is_there], _some_places, default=0)
    paused = BooleanField(_("I take a rest: no new requests for now"))


def form_for(section: Section, **options: Any) -> FactForm | TextForm:
    """The form that fits this section."""
    if section.is_text:
        return TextForm(section, **options)
    if section.is_history:
        return HistoryForm(section, **options)
    kinds = {Section.LANGUAGES: LanguageForm, **dict.fromkeys(facts.WITH_AREA, WishForm)}
    return kinds.get(section, FactForm)(section, **options)
