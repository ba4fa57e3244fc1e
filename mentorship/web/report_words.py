"""Reports and the audit log in words."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from mentorship.errors import N_
from mentorship.people.person import Role
from mentorship.records.audit import Verb
from mentorship.records.report import Kind, Outcome, Reason
from mentorship.web import words

KIND = {
    Kind.PROFILE: _("A profile"),
    Kind.MESSAGE: _("A message"),
    Kind.REQUEST: _("A request"),
    Kind.JOB: _("A job"),
    Kind.ORGANISATION: _("An organisation"),
}
OF = {
    Kind.PROFILE: N_("The profile of %(name)s"),
    Kind.MESSAGE: N_("A message from %(name)s"),
    Kind.REQUEST: N_("A request between you and %(name)s"),
    Kind.JOB: N_("A job of %(name)s"),
    Kind.ORGANISATION: N_("The organisation %(name)s"),
}
TITLE = {
    Kind.PROFILE: N_("Report the profile of %(name)s"),
    Kind.MESSAGE: N_("Report a message from %(name)s"),
    Kind.REQUEST: N_("Report the request between you and %(name)s"),
    Kind.JOB: N_("Report a job of %(name)s"),
    Kind.ORGANISATION: N_("Report %(name)s"),
}
REASON = {
    Reason.CONTACT: _("Unwanted contact or harassment"),
    Reason.HATE: _("Hate"),
    Reason.MONEY: _("Asks for money, or looks like fraud"),
    Reason.FAKE: _("Not who they say they are"),
    Reason.DANGER: _("Somebody is in danger"),
    Reason.ELSE: _("Something else"),
}
# What a moderator sees; the reporter is told so before.
KEPT = {
    Kind.PROFILE: N_("They see the profile as you see it now."),
    Kind.MESSAGE: N_(
        "They see this message, up to two before it and up to two after it, and nothing else you two wrote."
    ),
    Kind.REQUEST: N_("They see what stands in this request."),
    Kind.JOB: N_("They see the job as it is now."),
    Kind.ORGANISATION: N_("They see the page of the organisation as it is now."),
}
PART = {
    **{section.value: label for section, label in words.THEIR_SECTION.items()},
    "goal": _("The goal"),
    "tried": _("Tried so far"),
    "question": _("The question"),
    "answer": _("The answer"),
    "title": _("The title"),
    "words": _("The text of the job"),
    "needs": _("What is needed"),
    "apply": _("How to apply"),
    "website": _("Website"),
}
OUTCOME = {
    Outcome.NOTHING: _("nothing against the house rules"),
    Outcome.WARNED: _("reminded of the house rules"),
    Outcome.SUSPENDED: _("suspended"),
    Outcome.TAKEN_OFF: _("taken off"),
}
NOTED = {
    Verb.LOOKED: N_("%(actor)s looked at report %(about)s"),
    Verb.SAW: N_("%(actor)s saw the photo kept with report %(about)s"),
    Verb.DECIDED: N_("%(actor)s decided about report %(about)s: %(detail)s"),
    Verb.SUSPENDED: N_("%(actor)s suspended %(about)s"),
    Verb.LIFTED: N_("%(actor)s let %(about)s take part again"),
    Verb.GAVE: N_("%(actor)s gave %(about)s a task: %(detail)s"),
    Verb.TOOK: N_("%(actor)s took a task from %(about)s: %(detail)s"),
    Verb.ADMITTED: N_("%(actor)s let %(about)s in"),
    Verb.REFUSED: N_("%(actor)s did not let %(about)s in"),
    Verb.PUBLISHED: N_("%(actor)s published house rules %(about)s"),
    Verb.CHANGED: N_("%(actor)s changed the settings of the place"),
    Verb.OPENED: N_("%(actor)s read letter %(about)s in the outbox"),
    Verb.RESTORED: N_("%(actor)s put back a backup"),
    Verb.LINKED: N_("%(actor)s made a link for %(about)s to choose a password"),
    Verb.ACCEPTED: N_("%(actor)s accepted job %(about)s"),
    Verb.SENT_BACK: N_("%(actor)s sent job %(about)s back"),
    Verb.UNLOCKED: N_("%(actor)s turned off the second step of %(about)s"),
    Verb.VERIFIED: N_("%(actor)s accepted the organisation %(about)s"),
    Verb.TURNED_DOWN: N_("%(actor)s did not accept the organisation %(about)s"),
    Verb.TAKEN_OFF: N_("%(actor)s took the organisation %(about)s off"),
    Verb.SPONSORED: N_("%(actor)s let job %(about)s stand above the others until %(detail)s"),
    Verb.UNSPONSORED: N_("%(actor)s ended that job %(about)s stands above the others"),
}
_DETAIL = {**OUTCOME, **{str(role.name).lower(): words.ROLE[role] for role in Role if role in words.ROLE}}


def noted(one: Any) -> str:
    """A row of the audit log in a sentence, without a full stop; who is no longer here stands there by their handle."""
    actor = one.actor_name or one.actor or gettext("Somebody at the machine itself")
    detail = _DETAIL.get(one.detail, one.detail)
    return gettext(NOTED[Verb(one.verb)], actor=actor, about=one.about_name or one.about, detail=detail)
