"""The page of a pair: what the two agreed on, their conversation, and ending it with thanks."""

from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from mentorship.errors import Invalid
from mentorship.people.section import Area
from mentorship.privacy import profile
from mentorship.site.setting import Feature
from mentorship.talk import conversation, message, notices
from mentorship.ties import mentorship
from mentorship.web import found_work, talk
from mentorship.web.access import me, viewer
from mentorship.web.forms import Form
from mentorship.web.hypermedia import done, invalid, page, wants_fragment
from mentorship.web.place import site
from mentorship.work.job import fitting

bp = Blueprint("mentorships", __name__)


class EndForm(Form):
    """A word of thanks, or none."""

    thanks = TextAreaField(_("A word of thanks, if you like"))


@bp.get("/mentorships/<key>")
def show(key: str) -> Response | str | tuple[str, int]:
    """What was agreed, and the conversation."""
    pair, head = conversation.of_mentorship(viewer(), key)
    if talk.has_rested(head, is_open=pair.ended_at is None):
        return "", 204
    if pair.ended_at and not (head and head.unread):
        notices.note_seen(viewer(), key)
    return talk.read("mentorships/show.html", **_shown(pair, head))


def _shown(pair: Any, head: Any | None) -> dict[str, Any]:
    read_at, write_at = url_for("mentorships.show", key=pair.key), url_for("mentorships.write", key=pair.key)
    shown = talk.of(head, pair.name, read_at, write_at, is_open=pair.ended_at is None)
    return {
        "pair": pair,
        "talk": shown,
        "card": profile.cards(viewer(), [pair.other_id])[pair.other_id],
        **_about_work(pair),
    }


def _about_work(pair: Any) -> dict[str, Any]:
    """Jobs that fit the mentee while the two look for work; when that has ended, whether the mentee found some."""
    if pair.area != Area.WORK or wants_fragment() or not site().has(Feature.WORK):
        return {}
    if pair.ended_at is None:
        return {"fitting": fitting.jobs(viewer(), pair.mentee_id)}
    return found_work.of_pair(pair)


def _anew(key: str) -> dict[str, Any]:
    return _shown(*conversation.of_mentorship(viewer(), key))


@bp.post("/mentorships/<key>/messages")
def write(key: str) -> Response:
    """Writes into the conversation of the two; a double press is one message."""
    pair, form = mentorship.of_pair(viewer(), key), talk.WriteForm()
    return talk.write(
        form,
        lambda: message.send_to_pair(pair, me().id, *form.words()),
        url_for("mentorships.show", key=key),
        "mentorships/show.html",
        lambda: _anew(key),
    )


@bp.route("/mentorships/<key>/end", methods=["GET", "POST"])
def end(key: str) -> Response | str:
    """Asks for a word of thanks; then ends it. Twice is once."""
    pair, form = mentorship.of_pair(viewer(), key), EndForm()
    if request.method == "POST":
        return _end(pair, form)
    if pair.ended_at:
        return redirect(url_for("mentorships.show", key=key), 303)
    return page("mentorships/end.html", pair=pair, form=form)


def _end(pair: Any, form: EndForm) -> Response:
    try:
        mentorship.end(pair, me().id, form.thanks.data or "")
    except Invalid as error:
        form.take(error)
        return invalid("mentorships/end.html", form, pair=pair)
    ended = gettext("The mentoring with %(name)s has ended. You can still read what you two wrote.", name=pair.name)
    return done(ended, url_for("mentorships.show", key=pair.key))
