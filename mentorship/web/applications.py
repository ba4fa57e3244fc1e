"""My applications: applying for a job, where each stands, what they see of me, and taking one back."""

from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from mentorship.errors import Invalid, NotAllowed
from mentorship.privacy import sharing
from mentorship.site.setting import Feature
from mentorship.talk import notices
from mentorship.web import application_forms, application_talk, application_words, found_work
from mentorship.web.access import me, viewer
from mentorship.web.application_forms import ApplyForm, ticked, usual
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.place import refuse_without
from mentorship.web.talk import WriteForm
from mentorship.work.application import answering, applications, applying, cv
from mentorship.work.application.application import CONTACT_LIMIT, LINE_LIMIT, Ending, State

APPLY, AGAIN, MINE = "applications/apply.html", "applications/again.html", "applications/show.html"
LIMITS = {"contact": CONTACT_LIMIT, "line": LINE_LIMIT}

bp = Blueprint("applications", __name__)


@bp.before_request
def _is_on() -> None:
    refuse_without(Feature.WORK)


@bp.get("/applications")
def index() -> str:
    """What I applied for, and how each stands."""
    return page("applications/index.html", found=applications.mine(viewer()), words_of=application_words)


@bp.route("/jobs/<key>/apply", methods=["GET", "POST"])
def apply(key: str) -> str | Response:
    """Shows all that will be sent, and sends it."""
    job = applying.to_apply(viewer(), key)
    if request.method == "POST":
        return _apply(job)
    if job.applied:
        return redirect(url_for(".show", key=job.applied), 303)
    parts, form = cv.parts(viewer()), application_forms.at_first(cv.contact(viewer()))
    return page(APPLY, form=form, **_sending(job, parts, usual(parts, sharing.audiences_of(me().id))))


def _sending(job: Any, parts: tuple[cv.Part, ...], chosen: list[Any]) -> dict[str, Any]:
    return {"job": job, "parts": parts, "ticked": chosen, "shown": applying.mark(parts), "limits": LIMITS}


def _apply(job: Any) -> Response:
    form = ApplyForm().offer()
    try:
        made = applying.apply(viewer(), job.key, **form.sent(), shown=request.form.get("shown", ""))
    except (Invalid, NotAllowed) as error:
        form.take(error)
        return invalid(APPLY, form, **_sending(job, cv.parts(viewer()), ticked()))
    return done(gettext("It is sent. Here you see how it stands."), url_for(".show", key=made))


@bp.get("/applications/<key>")
def show(key: str) -> str:
    """One of them: where it stands, what they see, and what we wrote."""
    found = applications.of_mine(viewer(), key)
    notices.note_seen(viewer(), key)
    return page(MINE, form=WriteForm(), **_shown(found))


def _shown(found: Any) -> dict[str, Any]:
    read_at, write_at = url_for(".show", key=found.key), url_for(".write", key=found.key)
    talk = application_talk.of(found, me().name, found.organisation, read_at, write_at)
    known = {"talk": talk, "parts": cv.read(found.cv), "words_of": application_words} | found_work.of_application(found)
    return known | {"one": found, "is_open": found.stands != State.CLOSED, "is_gone": found.ends == Ending.WITHDRAWN}


@bp.post("/applications/<key>/messages")
def write(key: str) -> Response:
    """Writes to those who read it; a double press is one message."""
    return application_talk.write(
        lambda body, once: answering.write_as_applicant(viewer(), key, body, once),
        url_for(".show", key=key),
        MINE,
        lambda: _shown(applications.of_mine(viewer(), key)),
    )


@bp.route("/applications/<key>/again", methods=["GET", "POST"])
def again(key: str) -> str | Response:
    """Shows what my profile says now, and puts it in the place of what was sent."""
    found = applications.of_mine(viewer(), key)
    if found.stands == State.CLOSED:
        return done(gettext(answering.CLOSED), url_for(".show", key=key))
    parts = cv.parts(viewer())
    if request.method == "POST":
        return _again(found, parts)
    sent = [part.section for part in cv.read(found.cv)]
    return page(AGAIN, form=application_forms.as_sent(found), **_sending(found, parts, sent))


def _again(found: Any, parts: tuple[cv.Part, ...]) -> Response:
    form = ApplyForm().offer()
    try:
        answering.show_again(viewer(), found.key, **form.sent(), shown=request.form.get("shown", ""))
    except (Invalid, NotAllowed) as error:
        form.take(error)
        return invalid(AGAIN, form, **_sending(found, parts, ticked()))
    return done(gettext("This is what they see now."), url_for(".show", key=found.key))


@bp.post("/applications/<key>/withdraw")
def withdraw(key: str) -> Response:
    """Takes it back: from now on they see nothing of it. Twice is once."""
    answering.withdraw(viewer(), key)
    return done(gettext("It is taken back. They see nothing of it any more."), url_for(".index"))
