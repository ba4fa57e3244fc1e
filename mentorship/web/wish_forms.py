"""The form of being open to work."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import SelectField, SelectMultipleField, StringField

from mentorship.people.vocabulary import TermName
from mentorship.privacy.audience import chosen
from mentorship.web import words, work_words
from mentorship.web.forms import Form
from mentorship.web.job_forms import amount
from mentorship.web.rendering import term
from mentorship.work.candidate.wish import EMPLOYERS, MOST_OCCUPATIONS, OPEN_TO, Wish
from mentorship.work.job.job import Per
from mentorship.work.job.typed import CURRENCIES


class WishForm(Form):
    """To whom, for what, and for which organisations not."""

    to = SelectMultipleField(
        _("To whom are you open to work?"),
        choices=[(name, words.AUDIENCE[name]) for name in OPEN_TO],
        validate_choice=False,
    )
    place = StringField(_("Where?"))
    hours_from = StringField(_("How many hours a week, at least?"))
    hours_to = StringField(_("At most, in hours a week?"))
    pay = StringField(_("What must it pay, at least?"))
    pay_per = SelectField(
        _("That is the pay for"), default=Per.MONTH, choices=list(work_words.PER.items()), validate_choice=False
    )
    currency = SelectField(_("Currency"), choices=[(one, one) for one in CURRENCIES], validate_choice=False)
    not_for = SelectMultipleField(_("Never show me to"), choices=[], validate_choice=False)
    other = StringField(_("And never to this organisation"))

    def offer(self, organisations: list[Any]) -> "WishForm":
        """Offers these organisations to be left out."""
        self.not_for.choices = [(one.key, one.name) for one in organisations]
        return self

    @property
    def occupations(self) -> list[Any]:
        """The fields for occupations."""
        return [self[f"occupation_{place}"] for place in range(MOST_OCCUPATIONS)]

    @property
    def wish(self) -> Wish:
        """What was typed, for the domain."""
        texts = {
            name: self[name].data or "" for name in Wish.__dataclass_fields__ if name in self and name not in LISTS
        }
        lists = {name: tuple(self[name].data or ()) for name in LISTS}
        return Wish(occupations=tuple(one.data or "" for one in self.occupations), **texts, **lists)


LISTS = ("to", "not_for")
for _place in range(MOST_OCCUPATIONS):
    setattr(WishForm, f"occupation_{_place}", StringField(_("Kind of work")))


def of(wish: Any | None, wished: list[Any], organisations: list[Any], *, is_open: bool) -> WishForm:
    """The form as somebody's wishes stand. Where they say that they work now is left out unless they said otherwise."""
    left_out = [one.key for one in organisations if one.is_named or not is_open]
    known: dict[str, Any] = {"to": _to(wish) or [EMPLOYERS], "not_for": left_out}
    known |= {f"occupation_{place}": term(TermName(one.en, one.it)) for place, one in enumerate(wished)}
    if wish:
        known |= {"pay": amount(wish.pay_from), "pay_per": wish.pay_per or Per.MONTH}
        known |= {"currency": wish.currency or CURRENCIES[0], "place": _place_of(wish)}
        known |= {name: str(getattr(wish, name) or "") for name in ("hours_from", "hours_to")}
    return WishForm(formdata=None, data=known).offer(organisations)


def _to(wish: Any | None) -> list[str]:
    return [EMPLOYERS] * bool(wish and wish.to_employers) + (chosen(wish.audience) if wish else [])


def _place_of(wish: Any) -> str:
    return term(TermName(wish.place_en, wish.place_it)) if wish.place_en else ""
