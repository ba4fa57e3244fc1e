"""The form of what stands on the page of an organisation, and that for asking somebody to act for it."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField, StringField, TextAreaField

from mentorship.privacy.profile import TermName
from mentorship.web import organisation_words as words
from mentorship.web.forms import Form
from mentorship.web.rendering import term
from mentorship.work.organisation import team
from mentorship.work.organisation.organisation import Role


class OrganisationForm(Form):
    """All that its page says."""

    name = StringField(_("Name"))
    kind = RadioField(_("What is it?"), choices=list(words.KIND.items()), validate_choice=False)
    about = TextAreaField(_("What do you do?"))
    place = StringField(_("Where?"))
    website = StringField(_("Website"))

    @classmethod
    def of(cls, found: Any) -> "OrganisationForm":
        """The form for somebody's role there: what they may not change is not in it."""
        place = term(TermName(found.place_en, found.place_it)) if found.place_en else ""
        known = {"name": found.name, "kind": found.kind, "about": found.about, "website": found.website, "place": place}
        form = cls(data=known)
        is_owner = found.role == Role.OWNER
        for name, is_mine in {"name": False, "kind": False, "place": is_owner}.items():
            if not (is_mine or (is_owner and not team.is_verified(found))):
                del form[name]
        return form

    def wanted(self) -> dict[str, str]:
        """What was typed."""
        return {name: value or "" for name, value in self.data.items() if name != "csrf_token"}


class AskForm(Form):
    """Whom to ask, and for what."""

    handle = SelectField(_("Whom do you ask?"), choices=[], validate_choice=False)
    role = RadioField(
        _("What shall they do?"), choices=list(words.ROLE.items()), default=Role.RECRUITER, validate_choice=False
    )

    def offer(self, people: list[Any]) -> "AskForm":
        """Offers these people."""
        self.handle.choices = [("", _("Please choose")), *((one.handle, one.name) for one in people)]
        return self
