"""Asking somebody to be my mentor, or offering to be theirs."""

from dataclasses import dataclass
from typing import Any

from flask import redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from mentorship.errors import Invalid, Missing, NotAllowed
from mentorship.people.section import Section
from mentorship.privacy import profile
from mentorship.privacy.profile import Card
from mentorship.privacy.shown import shown_by
from mentorship.ties import capacity
from mentorship.ties.request import asking
from mentorship.ties.request.request import Kind, between, from_me
from mentorship.web import cards
from mentorship.web.access import me, viewer
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.requests import onward
from mentorship.web.requests.forms import MentoringForm
from mentorship.web.requests.showing import bp

AS_MENTOR = "mentor"
SAME_WORDS = ("area", "goal", "tried", "rhythm", "weeks")


@dataclass(frozen=True, slots=True)
class Wish:
    """Whom it is about, which of the two would mentor, and whether that can be: a place, and no tie yet.

    `pair_key` is the key of the mentorship that the two have already.
    """

    person: Card
    i_mentor: bool
    has_place: bool
    pair_key: str | None

    @property
    def mentor_id(self) -> int:
        """The row number of the one who would mentor."""
        return int(me().id) if self.i_mentor else self.person.id

    @property
    def can_be(self) -> bool:
        """Whether it can be asked for now."""
        return self.has_place and not self.pair_key

    def area(self) -> str:
        """The area to begin with: the first that the other names."""
        named = self.person.facts.get(Section.SEEKS if self.i_mentor else Section.OFFERS, ())
        return next((one.area for one in named), "")


def _wish(handle: str) -> Wish:
    owner, i_mentor = profile.face_of(viewer(), handle), request.args.get("as") == AS_MENTOR
    section = Section.SEEKS if i_mentor else Section.OFFERS
    if owner.id == me().id or not shown_by(viewer(), [owner.id], section):
        raise Missing
    card = profile.cards(viewer(), [owner.id], cards.SHOWN)[owner.id]
    mine = capacity.of(me().id) if i_mentor else owner
    return Wish(card, i_mentor, bool(mine and mine.has_place), owner.mentee if i_mentor else owner.mentor)


@bp.route("/people/<handle>/mentor", methods=["GET", "POST"])
def mentoring(handle: str) -> Response | str:
    """The form for a mentoring request; one that is open already is shown instead."""
    wish = _wish(handle)
    instead = _open_already(wish)
    if instead:
        return instead
    form = _form(wish)
    if request.method == "GET":
        return page("requests/mentoring.html", wish=wish, form=form)
    return _send(wish, form)


def _open_already(wish: Wish) -> Response | None:
    for one in between(viewer(), wish.person.id):
        if one.kind == Kind.MENTORING:
            return redirect(url_for("requests.show", key=one.key), 303)
    return None


def _form(wish: Wish) -> MentoringForm:
    form = MentoringForm(data={"area": wish.area()} | _same_words(wish))
    if wish.i_mentor:
        form.speak_as_mentor(wish.person.name)
    elif wish.can_be:
        form.offer(wish.person.name, onward.mentors(form.area.data or "", wish.person.id))
    return form


def _same_words(wish: Wish) -> dict[str, Any]:
    """The words of an earlier request of mine, when its page leads here with ?again=<key>; raises Missing."""
    key = request.args.get("again", "").replace("\x00", "")
    if not key:
        return {}
    before = from_me(viewer(), key)
    if before.kind != Kind.MENTORING or bool(before.i_would_mentor) != wish.i_mentor:
        raise Missing
    return {name: getattr(before, name) for name in SAME_WORDS}


def _send(wish: Wish, form: MentoringForm) -> Response:
    try:
        key = asking.ask_for_mentoring(me().id, wish.person.id, wish.mentor_id, **form.details(), **form.names())
    except (Invalid, NotAllowed) as error:
        form.take(error)
        # Pressed twice at one moment, the first press has won meanwhile.
        return _open_already(wish) or invalid("requests/mentoring.html", form, wish=wish)
    message = gettext("%(name)s has your request now.", name=wish.person.name)
    return done(message, url_for("requests.show", key=key))
