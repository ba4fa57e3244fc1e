"""Answering a request by the link in a mail. Whoever follows links for others changes nothing: only the buttons do."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, abort, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from mentorship.errors import Invalid, Missing, NotAllowed
from mentorship.people import recipient
from mentorship.privacy import profile
from mentorship.ties.relation import Viewer, viewer_of
from mentorship.ties.request import answering
from mentorship.ties.request import request as requests
from mentorship.ties.request.request import Kind, State
from mentorship.web import language
from mentorship.web.access import public
from mentorship.web.forms import Form
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.links import sign_of, signed, unsigned
from mentorship.web.requests import sentences
from mentorship.web.requests.forms import DeclineForm

TEMPLATE = "replies/show.html"

bp = Blueprint("replies", __name__)


@dataclass(frozen=True, slots=True)
class Letter:
    """What the link in a mail opens: one request, for the person it was sent to."""

    token: str
    person: Any
    viewer: Viewer
    asked: Any

    @property
    def is_open(self) -> bool:
        """Whether the person can still answer by this link: it serves for one answer, until the deadline."""
        return self.asked.state == State.OPEN and not requests.has_lapsed(self.asked) and not self.asked.set_aside


def token_of(handle: str, key: str, mailed_to: str) -> str:
    """What the link in the mail about a request carries. It ends when its reader's address changes: whoever still has
    the old one answers nothing."""
    return signed("answer", [handle, key, sign_of("answer", mailed_to)])


def _letter(token: str) -> Letter:
    handle, key, mailed_to = _inside(token)
    person = recipient.of(handle)
    language.offer(person.language)
    is_enough = not person.has_two_steps and mailed_to == sign_of("answer", person.email or "")
    viewer = viewer_of(person.id) if is_enough else None
    if viewer is None:
        abort(redirect(url_for("sessions.sign_in", next=url_for("requests.show", key=key)), 303))
    return Letter(token, person, viewer, requests.to_me(viewer, key))


def _inside(token: str) -> tuple[str, str, str]:
    match unsigned("answer", token):
        case [str(handle), str(key), str(mailed_to)]:
            return handle, key, mailed_to
    raise Missing


@bp.get("/answer/<token>")
@public
def show(token: str) -> str:
    """Who asks for what, with a button for each answer; once it is answered, that it is."""
    letter = _letter(token)
    return page(TEMPLATE, **_shown(letter)) if letter.is_open else page("replies/over.html", letter=letter)


def _shown(letter: Letter, form: Form | None = None) -> dict[str, Any]:
    # Photos open to those who are signed in: here are initials.
    card = replace(profile.cards(letter.viewer, [letter.asked.other_id])[letter.asked.other_id], photo="")
    decline = form if isinstance(form, DeclineForm) else _declining(letter, formdata=None)
    return {"letter": letter, "asked": letter.asked, "card": card, "form": form or Form(), "decline": decline}


def _declining(letter: Letter, **given: Any) -> DeclineForm:
    form = DeclineForm(**given)
    del form.pause  # it concerns more than this request
    if not letter.asked.i_would_mentor:
        form.without_places()
    return form


@bp.post("/answer/<token>/accept")
@public
def accept(token: str) -> Response:
    """Says yes. Twice is once."""
    letter = _letter(token)
    return _answer(letter, Form(), lambda: answering.accept(letter.asked), sentences.tied(letter.asked))


@bp.post("/answer/<token>/decline")
@public
def decline(token: str) -> Response:
    """Says no to mentoring with a reason; sets a friend request aside, silently. Twice is once."""
    letter = _letter(token)
    form, name = _declining(letter), letter.asked.name
    said = gettext("Set aside. %(name)s is not told.", name=name)
    if letter.asked.kind == Kind.MENTORING:
        said = gettext("%(name)s gets your kind no, and can go on elsewhere.", name=name)
    return _answer(letter, form, lambda: answering.decline(letter.asked, form.reason.data or ""), said)


def _answer(letter: Letter, form: Form, verb: Callable[[], object], said: str) -> Response:
    then = url_for(".show", token=letter.token)
    if not letter.is_open:
        return redirect(then, 303)
    try:
        verb()
    except (Invalid, NotAllowed) as error:
        form.take(error)
        now = _letter(letter.token)
        # Answered elsewhere at the same moment, there is nothing to mend.
        return invalid(TEMPLATE, **_shown(now, form)) if now.is_open else redirect(then, 303)
    return done(said, then)
