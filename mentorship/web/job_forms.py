"""The form in which a job is written."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField

from mentorship import clock
from mentorship.web import words, work_words
from mentorship.web.forms import Form
from mentorship.web.rendering import term
from mentorship.work.job.job import CURRENCIES, MOST_LANGUAGES, Per
from mentorship.work.job.typed import Typed

AS_IT_IS = ("title", "kind", "pay_per", "currency", "hours_from", "hours_to", "text", "cv_why", "diploma_why", "apply")


class JobForm(Form):
    """All that can be said about a job, as text: the domain reads it. `language_0` and `level_0` belong together."""

    title = StringField(_("What is the job called?"))
    occupation = StringField(_("Which trade or occupation is it?"))
    kind = RadioField(_("What kind of work is it?"), choices=list(work_words.KIND.items()), validate_choice=False)
    place = StringField(_("Where is it?"))
    is_remote = BooleanField(_("It can be done from anywhere"))
    pay_from = StringField(_("What does it pay, at least?"))
    pay_to = StringField(_("At most?"))
    pay_per = SelectField(
        _("That is the pay for"), default=Per.MONTH, choices=list(work_words.PER.items()), validate_choice=False
    )
    currency = SelectField(_("Currency"), choices=[(one, one) for one in CURRENCIES], validate_choice=False)
    hours_from = StringField(_("How many hours a week, at least?"))
    hours_to = StringField(_("At most, in hours a week?"))
    text = TextAreaField(_("What does one do there?"))
    must = TextAreaField(_("What must somebody bring?"))
    learn = TextAreaField(_("What can somebody learn with you?"))
    cv_why = StringField(_("Do you need a CV? Then say why"))
    diploma_why = StringField(_("Do you need a diploma? Then say why"))
    apply = TextAreaField(_("How does one apply?"))
    until = StringField(_("Until which day?"))

    @property
    def languages(self) -> list[tuple[Any, Any]]:
        """The fields for languages in pairs: which, and how well."""
        return [(self[f"language_{number}"], self[f"level_{number}"]) for number in range(MOST_LANGUAGES)]

    @property
    def typed(self) -> Typed:
        """What was typed, for the domain."""
        own = {
            name: self[name].data or "" for name in Typed.__dataclass_fields__ if name not in ("is_remote", "languages")
        }
        spoken = tuple((name.data or "", level.data or "") for name, level in self.languages)
        return Typed(**own, is_remote=bool(self.is_remote.data), languages=spoken)


LEVELS = [("", _("Choose how well")), *words.LEVEL.items()]
for _number in range(MOST_LANGUAGES):
    setattr(JobForm, f"language_{_number}", StringField(_("Language")))
    setattr(JobForm, f"level_{_number}", SelectField(_("How well?"), choices=LEVELS, default="", validate_choice=False))


def of(job: Any, needs: list[Any], spoken: list[Any]) -> JobForm:
    """The form as the job stands."""
    known = {name: getattr(job, name) for name in AS_IT_IS}
    place = work_words.place(job)
    known |= {"occupation": term(work_words.occupation(job)), "place": term(place) if place else "", "until": _day(job)}
    known |= {"pay_from": amount(job.pay_from), "pay_to": amount(job.pay_to)}
    known |= {
        name: "\n".join(one.text for one in needs if bool(one.is_must) == (name == "must"))
        for name in ("must", "learn")
    }
    for number, one in enumerate(spoken):
        known |= {f"language_{number}": term(one), f"level_{number}": one.level}
    # Whatever is no text would count as nothing.
    shown = {name: "" if value is None else str(value) for name, value in known.items()}
    return JobForm(data=shown | {"is_remote": bool(job.is_remote)})


def amount(cents: int | None) -> str:
    """An amount in figures as one types it: 1200 or 9.50."""
    if cents is None:
        return ""
    whole, rest = divmod(cents, 100)
    return f"{whole}.{rest:02}" if rest else f"{whole}"


def _day(job: Any) -> str:
    # A day that has passed would only be refused; left empty, the date stays as it is.
    until: datetime | None = clock.moment(job.valid_until) if job.valid_until else None
    return until.astimezone().date().isoformat() if until and until > clock.now() else ""
