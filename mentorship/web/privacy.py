"""Who sees what: in words, part by part, ready-made, my page as others see it, and what has changed."""

from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from mentorship.errors import N_, Invalid, Missing
from mentorship.people.section import Section
from mentorship.privacy import history, profile, sharing
from mentorship.privacy.audience import AUDIENCES, PRESETS, Preset, can_open, flags_of
from mentorship.privacy.difference import difference
from mentorship.privacy.sensitive import exposed
from mentorship.privacy.written import written
from mentorship.ties.relation import Relation
from mentorship.web import privacy_questions as questions
from mentorship.web import words
from mentorship.web.access import me
from mentorship.web.audience_words import parts, who_sees
from mentorship.web.hypermedia import done, page
from mentorship.web.privacy_words import in_words, without_what_is_off

bp = Blueprint("privacy", __name__)

SAY_YES_OR_NO = N_("Please say yes or no.")
LAST_CHANGES = 5


@bp.get("/privacy")
def show() -> str:
    """Who sees what, in words and as a table."""
    return page("privacy/show.html", **_settings())


@bp.post("/privacy/<section>/<audience>")
def toggle(section: str, audience: str) -> Response | str:
    """Opens one section to one audience, or closes it; asks first if that is something sensitive."""
    part, to, shared = _part(section, audience), AUDIENCES[audience], _wish() == "yes"
    now = sharing.audiences_of(me().id)
    if shared and not _is_sure() and exposed(now, now | {part: now[part] | to}):
        asked = questions.about_part(part, audience)
        return page("privacy/question.html", "privacy/_asked.html", asked=asked, section=part, name=audience)
    sharing.share(me().id, part, to, shared=shared)
    return _changed(part, audience)


@bp.post("/privacy/preset/<preset>")
def preset(preset: str) -> Response | str:
    """Sets all sections at once; asks first if that opens something sensitive."""
    chosen = _preset(preset)
    opened = exposed(parts(sharing.audiences_of(me().id)), parts(PRESETS[chosen]))
    if opened and not _is_sure():
        asked = questions.about_preset(chosen, opened)
        return page("privacy/question.html", "privacy/_asked_of_all.html", asked=asked, preset=chosen)
    sharing.apply_preset(me().id, chosen)
    values = {"preset": words.PRESET[chosen], "meaning": words.PRESET_MEANING[chosen]}
    message = gettext("All parts are set to “%(preset)s”: %(meaning)s", **values)
    return done(message, url_for("privacy.show"), "privacy/_settings.html", **_settings())


@bp.get("/privacy/view-as/<audience>")
def view_as(audience: str) -> str:
    """My page as this audience sees it: the same page by the same way."""
    if audience not in AUDIENCES:
        raise Missing
    try:
        seen = profile.as_seen_with(me().id, flags_of(AUDIENCES[audience]))
    except Missing:
        return page("privacy/nothing.html", looking_as=audience)
    left_out = any(section.is_people for section in seen.open_sections)
    return page("people/show.html", profile=seen, looking_as=audience, lists_left_out=left_out)


@bp.get("/privacy/history")
def changes() -> str:
    """What I changed and when, twenty at a time."""
    before = request.args.get("before", "")
    at = int(before) if before.isdecimal() and len(before) < 20 else history.END_OF_TIME
    found, more = history.latest(me().id, at)
    earlier = found[-1].at if more else None
    return page("privacy/history.html", entries=without_what_is_off(found), earlier=earlier, before=before)


def _settings() -> dict[str, Any]:
    everything = sharing.audiences_of(me().id)
    shared, (entries, more) = parts(everything), history.latest(me().id, most=LAST_CHANGES)
    return {
        "shared": shared,
        "preset": sharing.preset_of(everything),
        "would": {one: difference(shared, parts(settings)) for one, settings in PRESETS.items()},
        "in_words": in_words(shared, written(me().id)),
        "entries": without_what_is_off(entries),
        "more": more,
    }


def _is_sure() -> bool:
    return request.form.get("sure") == "yes"


def _changed(part: Section, audience: str) -> Response:
    settings = _settings()
    sees = settings["shared"][part]
    message = gettext("%(section)s: %(sees)s", section=words.SECTION[part], sees=who_sees(sees))
    then = url_for("privacy.show", _anchor=f"share-{part}")
    return done(message, then, "privacy/_section.html", section=part, audience=sees, changed=audience, **settings)


def _part(section: str, audience: str) -> Section:
    known = section in parts(dict.fromkeys(Section, Relation.NONE)) and audience in AUDIENCES
    if not known or not can_open(Section(section), AUDIENCES[audience]):
        raise Missing
    return Section(section)


def _preset(name: str) -> Preset:
    if name not in list(Preset):
        raise Missing
    return Preset(name)


def _wish() -> str:
    wish = request.form.get("shared", "")
    if wish not in ("yes", "no"):
        raise Invalid("shared", SAY_YES_OR_NO)
    return wish
