"""Applications in words: where they stand, for those who sent them and for those who read them."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from mentorship.web.rendering import date
from mentorship.work.application.application import Ending, State

# The columns of the board.
COLUMN = {
    State.NEW: _("New"),
    State.TALKING: _("Talking"),
    State.OFFERED: _("Offered"),
    State.CLOSED: _("Closed"),
}
ENDING = {
    Ending.HIRED: _("Hired"),
    Ending.NOT_CHOSEN: _("Not chosen"),
    Ending.WITHDRAWN: _("Taken back"),
    Ending.NO_ANSWER: _("No answer in time"),
    Ending.JOB_OVER: _("The job is over"),
}
STEP = {
    State.TALKING: _("We are talking"),
    State.OFFERED: _("We offer the job"),
    Ending.HIRED: _("Hired: this is somebody for us"),
    Ending.NOT_CHOSEN: _("Not chosen this time"),
}
# For whoever applied.
MEANS = {
    State.TALKING: _("You are in conversation with them."),
    State.OFFERED: _("They offer you the job. Write to them below, or where you agreed to meet."),
    Ending.HIRED: _("They chose you. Congratulations: may it be good work!"),
    Ending.NOT_CHOSEN: _("They did not choose you this time. It says nothing about what you can do."),
    Ending.WITHDRAWN: _("You took it back. They see nothing of it any more."),
    Ending.NO_ANSWER: _(
        "They did not answer within 21 days, so it is closed. That says something about their time, not about you."
    ),
    Ending.JOB_OVER: _("The job is over: it was given to somebody, or is no longer there."),
}
# For those who read it.
THEIRS = {
    State.TALKING: _("You are talking with each other."),
    State.OFFERED: _("You have offered the job."),
    Ending.HIRED: _("Hired. May it go well!"),
    Ending.NOT_CHOSEN: _("Not chosen. This is what you wrote:"),
    Ending.NO_ANSWER: _("Nobody answered within 21 days, so it is closed."),
    Ending.JOB_OVER: _("The job is over, so this is closed."),
}


def short(application: Any) -> str:
    """Where it stands in two or three words."""
    return str(ENDING[application.ends] if application.ends else COLUMN[application.stands])


def mine(application: Any) -> str:
    """Where it stands, for whoever sent it, with the date by which they answer."""
    if application.stands == State.NEW:
        said = gettext("It is sent. They answer by %(date)s; if they do not, it closes and you are told.")
        return said % {"date": date(application.due_at)}
    return str(MEANS[application.ends or application.stands])


def theirs(application: Any) -> str:
    """Where it stands, for those who read it."""
    if application.stands == State.NEW:
        said = gettext("New. Please answer by %(date)s: then it closes by itself, and they are told so.")
        return said % {"date": date(application.due_at)}
    return str(THEIRS[application.ends or application.stands])


def kind_words(name: str, title: str) -> str:
    """The words that stand ready for a no, to be made one's own."""
    return gettext(
        "Dear %(name)s, thank you for your interest in “%(title)s” and for the time you took. We have chosen somebody else "
        "this time. We wish you well, and are glad if you look at our jobs again.",
        name=name,
        title=title,
    )
