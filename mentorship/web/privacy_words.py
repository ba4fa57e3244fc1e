"""My settings in words: what each audience sees, what a change would do, what has changed, and what is asked first."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from babel.lists import format_list
from flask import Flask
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from mentorship.errors import N_
from mentorship.people.section import Section
from mentorship.privacy.audience import AUDIENCES, ONLY_ME, Preset, is_included
from mentorship.privacy.difference import Settings, Step
from mentorship.privacy.history import Cause, Entry
from mentorship.privacy.sensitive import SENSITIVE
from mentorship.ties.relation import Relation
from mentorship.web import words
from mentorship.web.audience_words import AUDIENCE, parts
from mentorship.web.language import current

# As they stand inside a sentence.
PARTS = {
    Section.PHOTO: _("your photo"),
    Section.ABOUT: _("what you write about yourself"),
    Section.OCCUPATION: _("what you do"),
    Section.WORK: _("where you have worked"),
    Section.EDUCATION: _("your school and training"),
    Section.PLACE: _("where you live"),
    Section.LANGUAGES: _("your languages"),
    Section.INTERESTS: _("your interests"),
    Section.SKILLS: _("what you are good at"),
    Section.OFFERS: _("what you offer"),
    Section.SEEKS: _("what you seek"),
    Section.OPEN_WORK: _("which work you are open to"),
    Section.EXPERIENCE: _("what you have lived through"),
    Section.CONTACT: _("how to reach you"),
    Section.FRIENDS: _("who your friends are"),
    Section.MUTUAL: _("which friends you share"),
    Section.LINEAGE: _("who your mentors and mentees are"),
}
WHO = {
    "everyone": _("Whoever comes by on the web, also without an account."),
    "members": _("Everybody who has an account here."),
    "friends": _("Those you are friends with here."),
    "mentors": _("Those who mentor you now."),
    "mentees": _("Those you mentor now."),
    "coordinators": _("Those who help people find each other here."),
    "employers": _("Those who offer work here."),
}
LOOK = {
    "everyone": _("Look as everyone"),
    "members": _("Look as a member"),
    "friends": _("Look as a friend"),
    "mentors": _("Look as a mentor"),
    "mentees": _("Look as a mentee"),
    "coordinators": _("Look as a coordinator"),
    "employers": _("Look as an employer"),
}
WITHOUT_ACCOUNT = _("people without an account")
STEP = {
    ("would", True): N_("Opens to %(who)s: %(parts)s."),
    ("would", False): N_("Closes to %(who)s: %(parts)s."),
    ("would", "still"): N_("Closes to %(who)s, but not to %(still)s: %(parts)s."),
    ("did", True): N_("Opened to %(who)s: %(parts)s."),
    ("did", False): N_("Closed to %(who)s: %(parts)s."),
    ("did", "still"): N_("Closed to %(who)s, but not to %(still)s: %(parts)s."),
}
CAUSE = {
    Cause.PRESET: N_("You set all parts to “%(preset)s”."),
    Cause.JOINING: N_("You joined with the settings “%(preset)s”."),
}


@dataclass(frozen=True, slots=True)
class InWords:
    """The settings as sentences: what each audience sees, what is only mine, which parts hold nothing yet."""

    seen: Mapping[str, str]
    mine: str
    empty: str


def listed(parts: Iterable[object]) -> str:
    """Words as a list: "your photo, what you do, and where you live"."""
    return format_list([str(one) for one in parts], locale=current())


def in_words(shared: Settings, written: Collection[Section]) -> InWords:
    """What each audience sees of the parts that hold something, told from the widest: each says only what it adds."""
    full = {section: audience for section, audience in shared.items() if section in written}
    adds = {name: [part for part in full if _is_added(full[part], flag)] for name, flag in AUDIENCES.items()}
    mine, empty = _parts(part for part in full if full[part] == ONLY_ME), _parts(set(shared) - set(full))
    return InWords(
        {name: _seen(name, added, has_public=bool(adds["everyone"])) for name, added in adds.items()},
        gettext("Nobody but you sees %(parts)s.", parts=mine)
        if mine
        else gettext("You keep nothing to yourself alone."),
        gettext("Nothing stands there yet, so nobody sees anything: %(parts)s.", parts=empty) if empty else "",
    )


def _is_added(audience: Relation, flag: Relation) -> bool:
    return bool(audience & flag) and not is_included(audience, flag)


def _parts(sections: Iterable[Section]) -> str:
    chosen = set(sections)
    return listed(PARTS[section] for section in Section if section in chosen)


def _seen(name: str, added: list[Section], *, has_public: bool) -> str:
    if name == "everyone" or (name == "members" and not has_public):
        return _from_nothing(name, added)
    wider = "everyone" if name == "members" else "members"
    if added:
        return gettext(MORE[wider], parts=_parts(added))
    return gettext(NO_MORE[wider])


MORE = {
    "everyone": N_("They see all that everyone sees, and also %(parts)s."),
    "members": N_("They see all that members see, and also %(parts)s."),
}
NO_MORE = {
    "everyone": N_("They see what everyone sees, and no more."),
    "members": N_("They see what members see, and no more."),
}


def _from_nothing(name: str, added: list[Section]) -> str:
    if added:
        parts = listed([gettext("your name"), *(PARTS[section] for section in added)])
        return gettext("They see %(parts)s.", parts=parts)
    if name == "everyone":
        return gettext("They see nothing of you, not even your name.")
    return gettext("They see your name and nothing else.")


def told(steps: Iterable[Step], when: str = "did") -> list[str]:
    """What opens and closes, a sentence each; `when` is "did" for what has happened, "would" for what is offered."""
    return [_told(step, when) for step in steps]


def _told(step: Step, when: str) -> str:
    if step.to == ("everyone",) and "members" in step.still:
        return gettext(STEP[when, False], who=WITHOUT_ACCOUNT, parts=_parts(step.sections))
    who, still = (listed(AUDIENCE[name] for name in names) for names in (step.to, step.still))
    how = "still" if still else step.opens
    return gettext(STEP[when, how], who=who, still=still, parts=_parts(step.sections))


def without_what_is_off(entries: Iterable[Entry]) -> list[Entry]:
    """The same without the parts of a profile that are off in this place, and without what was only about them."""
    shown = [replace(one, steps=[*_known(one.steps)]) for one in entries]
    return [one for one in shown if one.steps]


def _known(steps: Iterable[Step]) -> Iterator[Step]:
    for step in steps:
        on = parts(dict.fromkeys(step.sections, ONLY_ME))
        if on:
            yield replace(step, sections=tuple(on))


def how_it_came(entry: Entry) -> str:
    """How a change of several parts at once came about; a single press needs no more than its sentences."""
    sentence = CAUSE.get(entry.cause)
    return gettext(sentence, preset=words.PRESET[Preset(entry.preset)]) if sentence else ""


def register(app: Flask) -> None:
    """Gives the templates these sentences."""
    app.jinja_env.globals.update(WHO=WHO, LOOK=LOOK, SENSITIVE=SENSITIVE, told=told, how_it_came=how_it_came)
