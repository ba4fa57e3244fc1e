"""My own profile: every section with who sees it, and the pages that change it."""

from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from mentorship.errors import Invalid, Missing
from mentorship.people import facts
from mentorship.people.person import Purpose
from mentorship.people.section import Section
from mentorship.privacy import profile as profiles
from mentorship.privacy import sharing
from mentorship.privacy.profile import Profile
from mentorship.ties import availability, capacity
from mentorship.web import profile_words
from mentorship.web.access import me, viewer
from mentorship.web.audience_words import parts
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.profile_forms import FactForm, PlacesForm, TextForm, form_for
from mentorship.web.rendering import term

bp = Blueprint("profile", __name__)

PAGE, PART = "profile/section.html", "profile/_section.html"
# The order in which a profile is best filled, after what brings somebody here.
STEPS = (Section.OCCUPATION, Section.PLACE, Section.LANGUAGES, Section.ABOUT, Section.SKILLS, Section.INTERESTS)
FIRST_STEPS = {
    Purpose.SEEK: (Section.SEEKS,),
    Purpose.MENTOR: (Section.OFFERS,),
    Purpose.BOTH: (Section.OFFERS, Section.SEEKS),
}
ON_A_CV = (
    Section.CONTACT,
    Section.ABOUT,
    Section.OCCUPATION,
    Section.WORK,
    Section.EDUCATION,
    Section.SKILLS,
    Section.LANGUAGES,
    Section.PLACE,
    Section.INTERESTS,
    Section.OFFERS,
    Section.EXPERIENCE,
)
NOT_AT_FIRST = (Section.PLACE, Section.OFFERS, Section.EXPERIENCE)


def mine() -> Profile:
    """My own profile, all of it."""
    return profiles.of(viewer(), me().handle)


@bp.get("/profile")
def show() -> str:
    """All my sections, and who sees each."""
    profile, shared = mine(), parts(sharing.audiences_of(me().id))
    return page(
        "profile/show.html",
        profile=profile,
        shared=shared,
        places=capacity.of(me().id),
        next_step=next_step(profile, me().purpose),
        invite=profile_words.INVITE,
    )


def next_step(profile: Profile, purpose: str) -> Section | None:
    """The one section that would help most now, or None when there is enough."""
    steps = (*FIRST_STEPS.get(Purpose(purpose), ()), *STEPS)
    return next((step for step in steps if step not in profile.facts and step not in profile.texts), None)


@bp.route("/profile/<section>", methods=["GET", "POST"])
def section(section: str) -> str | Response:
    """One section with its form; adds a fact to it, or writes its text."""
    part = _writable(section)
    if request.method == "GET":
        return page(PAGE, **_editing(part))
    form = form_for(part)
    message = _kept(form)
    if message:
        return done(message, url_for("profile.section", section=part), PART, **_editing(part))
    return invalid(PAGE, form, PART, **_part(part))


@bp.post("/profile/<section>/<key>/remove")
def remove(section: str, key: str) -> Response:
    """Takes a fact back."""
    part = _writable(section)
    fact = next((one for one in mine().facts.get(part, ()) if one.key == key), None)
    if fact is None:
        raise Missing
    facts.retract(me().id, key)
    message = gettext("“%(fact)s” is no longer on your profile.", fact=term(fact.term))
    return done(message, url_for("profile.section", section=part), PART, removed=True, **_editing(part))


def _writable(name: str) -> Section:
    # What one is open to has a page of its own: it is opened for a time, and with more than a word.
    if name not in list(Section) or Section(name).is_people or name in (Section.PHOTO, Section.OPEN_WORK):
        raise Missing
    return Section(name)


def _kept(form: FactForm | TextForm) -> str:
    if not form.validate():
        return ""
    try:
        return form.keep(me().id)
    except Invalid as error:
        form.take(error)
        return ""


def _part(part: Section) -> dict[str, Any]:
    return {
        "section": part,
        "profile": mine(),
        "audience": sharing.audiences_of(me().id)[part],
        "invite": profile_words.INVITE[part],
        "kinds": facts,
        "limit": facts.TEXT_LIMIT.get(part),
    }


def _editing(part: Section) -> dict[str, Any]:
    shown = _part(part)
    return {"form": form_for(part, formdata=None, data={"text": shown["profile"].texts.get(part, "")}), **shown}


@bp.route("/profile/places", methods=["GET", "POST"])
def places() -> str | Response:
    """How many people I can mentor, and whether I take a rest."""
    now = capacity.of(me().id)
    form = PlacesForm(obj=now)
    if request.method == "GET":
        return page("profile/places.html", form=form, now=now)
    if form.validate() and _offered(form):
        return done(_places_said(form.places.data, form.paused.data), url_for("profile.show"))
    return invalid("profile/places.html", form, now=now)


def _offered(form: PlacesForm) -> bool:
    try:
        availability.offer_places(me().id, form.places.data, paused=form.paused.data)
    except Invalid as error:
        form.take(error)
    return not form.errors


def _places_said(places: int, paused: bool) -> str:
    if paused or not places:
        return gettext("Nobody can ask you to be their mentor now. What is running goes on.")
    return ngettext("You can mentor %(num)d person now.", "You can mentor %(num)d people at the same time.", places)


@bp.get("/profile/cv")
def cv() -> str:
    """My profile as one page to print, with the sections I tick."""
    asked = request.args.getlist("section")
    ticked = [one for one in ON_A_CV if (one in asked if asked else one not in NOT_AT_FIRST)]
    return page("profile/cv.html", profile=mine(), ticked=ticked, offered=ON_A_CV)
