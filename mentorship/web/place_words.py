"""The words of the pages for those who look after the place."""

from flask_babel import lazy_gettext as _

from mentorship.health.finding import Standing
from mentorship.site.setting import Feature, Joining

JOINING = {
    Joining.OPEN: _("Everybody"),
    Joining.APPROVAL: _("Everybody, but a coordinator or an admin says yes first"),
    Joining.INVITATION: _("Only who is invited"),
}
JOINING_MEANING = {
    Joining.OPEN: _("Whoever signs up is in at once."),
    Joining.APPROVAL: _("Who signs up waits under “Newcomers”; those who can say yes are told."),
    Joining.INVITATION: _("The page for signing up opens with an invitation alone."),
}

FEATURE = {
    Feature.FRIENDS: _("Friends"),
    Feature.SUGGESTIONS: _("Suggestions"),
    Feature.PHOTOS: _("Photos"),
    Feature.MEMBERS_INVITE: _("Members may invite"),
    Feature.WORK: _("Work"),
}
FEATURE_MEANING = {
    Feature.FRIENDS: _(
        "People can ask each other to be friends. When you turn it off, what is asked is withdrawn; friends stay friends and can still part."
    ),
    Feature.SUGGESTIONS: _("People who fit are suggested, on my day and on a page of their own."),
    Feature.PHOTOS: _("Members can show a photo of themselves. When you turn it off, the photos are hidden, not lost."),
    Feature.MEMBERS_INVITE: _("Not only coordinators and admins can hand out invitations."),
    Feature.WORK: _(
        "Organisations have pages of their own and post jobs. When you turn it off, they are hidden, not lost."
    ),
}

CHORE = {
    "mail": _("Mail"),
    "requests": _("Requests"),
    "digests": _("Daily mails"),
    "erasing": _("Accounts that were closed"),
    "jobs": _("Jobs that end soon"),
    "applications": _("Applications that nobody answers"),
    "candidates": _("People who are open to work"),
    "cleaning": _("Cleaning up"),
    "searches": _("New jobs for searches that people keep"),
}
CHORE_MEANING = {
    "mail": _("What is in the outbox leaves."),
    "requests": _("Who has not answered is reminded; what nobody answered is closed and goes on."),
    "digests": _("Who wants one mail a day gets it in the morning."),
    "erasing": _("Accounts whose owners did not come back are erased."),
    "jobs": _("Who posted a job is told five days before it ends."),
    "applications": _(
        "Those who read applications are reminded; what nobody answered in time is closed, and its sender told."
    ),
    "candidates": _("Who is open to work is told a week before it ends; what has ended is closed."),
    "cleaning": _("What has run out is thrown away."),
    "searches": _("Who keeps a search for jobs is told when there are new ones."),
}

STANDING = {
    Standing.OK: _("All is well."),
    Standing.LOOK: _("It works. When you have a moment, please look at this:"),
    Standing.WRONG: _("Something does not work. Please look at it now:"),
}
STANDING_CLASS = {Standing.OK: "good", Standing.LOOK: "", Standing.WRONG: "attention"}
