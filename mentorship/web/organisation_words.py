"""Organisations in words."""

from flask_babel import lazy_gettext as _

from mentorship.work.organisation.organisation import Kind, Role, State

KIND = {
    Kind.COMPANY: _("Company"),
    Kind.COOPERATIVE: _("Cooperative"),
    Kind.CHARITY: _("Charity or association"),
    Kind.PUBLIC: _("Public body"),
    Kind.SCHOOL: _("School"),
    Kind.HOUSEHOLD: _("Household"),
}
KIND_MEANING = {Kind.HOUSEHOLD: _("For work at home. The name is public, so leave the surname out if you like.")}
STATE = {
    State.WAITING: _("waits for a moderator"),
    State.VERIFIED: _("accepted"),
    State.REFUSED: _("not accepted"),
}
ROLE = {
    Role.OWNER: _("Owner"),
    Role.RECRUITER: _("Recruiter"),
    Role.REPRESENTATIVE: _("Representative"),
}
ROLE_MEANING = {
    Role.OWNER: _("May do everything, and says who else acts for it."),
    Role.RECRUITER: _("Writes jobs and answers those who apply."),
    Role.REPRESENTATIVE: _("Speaks for it: changes the words on its page."),
}
