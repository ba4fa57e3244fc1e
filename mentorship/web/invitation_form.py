"""The form of an invitation: for whom, until when, and how they come in."""

from typing import Any, Self

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField, StringField

from mentorship.web.forms import Form
from mentorship.web.language import LANGUAGES, current

ONE, MANY = "one", "many"


def _number(text: Any) -> int:
    # Anything else becomes a number that the domain refuses.
    return int(text) if str(text).isdecimal() and len(str(text)) < 6 else 0


class Inviting(Form):
    """What staff can choose; a member invites one person, who is to be vetted."""

    reach = RadioField(
        _("For whom?"),
        choices=[(ONE, _("For one person")), (MANY, _("For many: a poster, a course, a club"))],
        default=ONE,
    )
    address = StringField(_("Their e-mail address"))
    places = StringField(_("How many people may join by it"))
    label = StringField(_("A few words"))
    days = RadioField(
        _("How long does it count?"),
        choices=[(7, _("One week")), (30, _("30 days")), (90, _("90 days"))],
        default=30,
        coerce=_number,
        validate_choice=False,
    )
    language = RadioField(_("Language of the invitation"), choices=list(LANGUAGES.items()))
    trusted = BooleanField(_("Whoever joins by it is in at once, without approval"))

    @classmethod
    def of(cls, *, is_staff: bool, languages: tuple[str, ...]) -> Self:
        """The form as this person may fill it."""
        form = cls(language=current() if current() in languages else languages[0])
        form.language.choices = [one for one in form.language.choices if one.value in languages]
        for name in () if is_staff else ("reach", "places", "trusted"):
            del form[name]
        return form

    def wanted(self) -> dict[str, Any]:
        """What was chosen, as the domain takes it."""
        wishes = {name: self[name].data for name in ("label", "address", "days", "language")}
        if "reach" not in self:
            return wishes
        places = 1 if self.reach.data == ONE else _number(self.places.data.strip())
        return wishes | {"places": places, "trusted": self.trusted.data}
