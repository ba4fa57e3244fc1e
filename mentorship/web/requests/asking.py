"""Asking somebody to be my mentor, or offering to be theirs."""

from dataclasses import dataclass

from flask import redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from mentorship.errors import Invalid, Missing, NotAllowed
from mentorship.people.section import Section
from mentorship.privacy import profile
from mentorship.privacy.profile import Profile
from mentorship.ties import availability
from mentorship.ties.relation import Relation
from mentorship.ties.request import asking
from mentorship.ties.request.request import Kind, between
from mentorship.web.access import me, viewer
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.requests.forms import MentoringForm
from mentorship.web.requests.showing import bp

AS_MENTOR = "mentor"


@dataclass(frozen=True, slots=True)
class Wish:
    """Whom it is about, which of the two would mentor, and whether that can be: a place, and no tie yet."""

    person: Profile
    i_mentor: bool
    has_place: bool
    tied: bool

    @property
    def mentor_id(self) -> int:
        """The row number of the one who would mentor."""
        return int(me().id) if self.i_mentor else self.person.id

    def area(self) -> str | None:
        """The area to begin with: the first that the other names."""
        named = self.person.facts.get(Section.SEEKS if self.i_mentor else Section.OFFERS, ())
        return next((one.area for one in named), None)


def _wish(handle: str) -> Wish:
    person, i_mentor = profile.of(viewer(), handle), request.args.get("as") == AS_MENTOR
    section, tie = (Section.SEEKS, Relation.MENTOR) if i_mentor else (Section.OFFERS, Relation.MENTEE)
    if person.has(Relation.SELF) or section not in person.open_sections:
        raise Missing
    mine = availability.of(me().id) if i_mentor else None
    has_place = bool(mine and mine.has_place) if i_mentor else bool(person.has_place)
    return Wish(person, i_mentor, has_place, person.has(tie))


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
    form = MentoringForm(data={"area": wish.area()})
    if wish.i_mentor:
        form.speak_as_mentor(wish.person.name)
    return form


def _send(wish: Wish, form: MentoringForm) -> Response:
    try:
        key = asking.ask_for_mentoring(me().id, wish.person.id, wish.mentor_id, **form.details())
    except (Invalid, NotAllowed) as error:
        form.take(error)
        # Pressed twice at one moment, the first press has won meanwhile.
        return _open_already(wish) or invalid("requests/mentoring.html", form, wish=wish)
    message = gettext("%(name)s has your request now.", name=wish.person.name)
    return done(message, url_for("requests.show", key=key))
