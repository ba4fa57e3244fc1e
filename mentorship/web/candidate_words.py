"""What a candidate has in common with a job and those who write it, in words; and how an ask ended."""

from flask import Flask
from flask_babel import lazy_gettext as _

from mentorship.work.candidate.candidate import Reply
from mentorship.work.candidate.eligible import Ground

REASON = {
    Ground.WORK: _("does this work now"),
    Ground.KIND: _("does work of this kind now"),
    Ground.HERE: _("lives where the job is"),
    Ground.NEAR: _("lives in the same region"),
    Ground.SPEAKS: _("speaks what the job needs"),
    Ground.SCHOOL: _("went to a school that somebody of your team went to"),
    Ground.FRIENDS: _("has friends in common with you"),
}
# For the one who was asked.
ASK_REPLY = {
    Reply.NONE: _("closed without an answer"),
    Reply.YES: _("you said yes"),
    Reply.NO: _("you said no, and nobody was told"),
}


def register(app: Flask) -> None:
    """Gives the templates these words."""
    app.jinja_env.globals["ASK_REPLY"] = ASK_REPLY
