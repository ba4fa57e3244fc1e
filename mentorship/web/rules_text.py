"""Writing the house rules: in both languages, looked at first, then published as a new version that everybody is asked to agree to."""

from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import HiddenField, TextAreaField

from mentorship.care import stewardship
from mentorship.errors import DomainError
from mentorship.people import person
from mentorship.people.person import Role
from mentorship.site import rules
from mentorship.web.access import me, staff
from mentorship.web.forms import Form
from mentorship.web.house_rules import shown
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.language import LANGUAGES
from mentorship.web.markdown import rendered

PAGE = "rules_text/show.html"

bp = Blueprint("rules_text", __name__)


class RulesForm(Form):
    """The text in each language, and the version that the author had before their eyes."""

    en = TextAreaField(_("The rules in English"))
    it = TextAreaField(_("The rules in Italian"))
    instead_of = HiddenField()

    @property
    def previews(self) -> dict[str, Any]:
        """How each text that was written will look, by its language."""
        return {code: rendered(self[code].data) for code in LANGUAGES if self[code].data}


@bp.get("/admin/rules")
@staff(Role.ADMIN)
def show() -> str:
    """The rules in force, ready to be changed, and all the versions there have been."""
    now = rules.in_force()
    form = RulesForm(data={"en": now.en, "it": now.it, "instead_of": now.version})
    return page(PAGE, form=form, **_versions())


@bp.post("/admin/rules")
@staff(Role.ADMIN)
def publish() -> str | Response:
    """Shows how it will look, or puts it in force."""
    form = RulesForm()
    if request.form.get("do") == "look":
        return page(PAGE, form=form, previews=form.previews, **_versions())
    try:
        version = stewardship.publish(me().handle, form.en.data, form.it.data, instead_of=form.instead_of.data)
    except DomainError as error:
        form.take(error)
        return invalid(PAGE, form, **_versions())
    person.agree(me().id, version)  # whoever writes them need not be asked
    return done(gettext("These rules are in force now: version %(version)s.", version=version), url_for(".show"))


def _versions() -> dict[str, Any]:
    versions = rules.history()
    wanted = request.args.get("version", "")
    read = next((shown(one) for one in versions if one.version == wanted), None)
    return {"versions": versions, "read": read, "limit": rules.RULES_LIMIT}
