"""What an admin sets on the page about this place: its name, its looks, who may join, which parts are on."""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from peewee import CharField, IntegerField, TextField

from mentorship.database import Table, execute, row, rows, write
from mentorship.errors import N_, Invalid
from mentorship.site import colour
from mentorship.text import line

NAME_LIMIT = 40
CONTACT_LIMIT = 200
LANGUAGES = ("en", "it")
COLOUR = re.compile(r"#[0-9a-f]{6}")

UNKNOWN_CHOICE = N_("Please choose one of these.")
ONE_LANGUAGE = N_("Please leave at least one language on.")
NOT_A_COLOUR = N_("Please write a colour as # and six letters or digits, such as #0f5f5c.")
TOO_LIGHT = N_(
    "Words in this colour are hard to read on our paper. The nearest colour that can be read is %(nearest)s."
)


class Joining(StrEnum):
    """Who may become a member."""

    OPEN = "open"
    APPROVAL = "approval"
    INVITATION = "invitation"


class Feature(StrEnum):
    """A part of the place that an admin can turn off."""

    FRIENDS = "friends"
    SUGGESTIONS = "suggestions"
    PHOTOS = "photos"
    MEMBERS_INVITE = "members_invite"
    WORK = "work"


class Setting(Table):
    """One setting that differs from its beginning; `version` counts the changes, so that workers notice them."""

    name = CharField(max_length=20, unique=True)
    value = TextField()
    version = IntegerField(default=0)


@dataclass(frozen=True, slots=True)
class Site:
    """This place as it is set up now. `accent` is empty for the house colour; `logo` is the key of a picture."""

    name: str = "Mentorship"
    contact: str = ""
    accent: str = ""
    logo: str = ""
    languages: tuple[str, ...] = LANGUAGES
    joining: Joining = Joining.OPEN
    features: tuple[Feature, ...] = (Feature.FRIENDS, Feature.SUGGESTIONS, Feature.PHOTOS, Feature.WORK)
    version: int = 0

    def has(self, feature: Feature) -> bool:
        """Whether this part of the place is on."""
        return feature in self.features

    def spoken(self, language: str) -> str:
        """This language if the place speaks it, otherwise the one it speaks first."""
        return language if language in self.languages else self.languages[0]


# The SQL of the number that changes with every change: statements that run on every page carry it along.
VERSION = "(SELECT COALESCE(max(version), 0) FROM setting)"

_known: dict[int, Site] = {}


def is_on(feature: Feature) -> str:
    """SQL for whether this part of the place is on: for statements whose answer depends on it."""
    at_first = int(feature in Site().features)
    chosen = f"SELECT CASE WHEN REPLACE(value, '{feature}', '') <> value THEN 1 ELSE 0 END FROM setting WHERE name = 'features'"
    return f"COALESCE(({chosen}), {at_first}) = 1"


def current(version: int | None = None) -> Site:
    """This place as it is set up now; no statement if `version` is the one already known."""
    if version is None:
        found = row(f"SELECT {VERSION} AS version")
        version = found.version if found else 0
    site = _known.get(version)
    if site is None:
        site = _load(version) if version else Site()
        # The chores ask too, in a thread of their own: never read twice what another may clear in between.
        _known.clear()
        _known[version] = site
    return site


def forget() -> None:
    """Forgets what was read: another database stands behind the door now."""
    _known.clear()


def _load(version: int) -> Site:
    stored = {one.name: one.value for one in rows("SELECT name, value FROM setting")}
    return replace(Site(version=version), **{name: _read(name, value) for name, value in stored.items()})


def _read(name: str, value: str) -> Any:
    if name == "languages":
        return tuple(one for one in LANGUAGES if one in value.split())
    if name == "features":
        return tuple(Feature(one) for one in value.split() if one in list(Feature))
    return Joining(value) if name == "joining" else value


def refused(wanted: dict[str, Any]) -> list[Invalid]:
    """All in these fields of Site that change() would refuse."""
    return [error for name, value in wanted.items() if (error := _trouble(name, value))]


def _trouble(name: str, value: Any) -> Invalid | None:
    try:
        _CHECKS[name](value)
    except Invalid as error:
        return error
    return None


@write
def change(**wanted: Any) -> Site:
    """Sets some of the fields of Site and returns the whole; raises Invalid with the field to mend."""
    following = current().version + 1
    for name, value in wanted.items():
        text = _CHECKS[name](value)
        execute(
            "INSERT INTO setting (name, value, version) VALUES (?, ?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value, version = excluded.version",
            name,
            text,
            following,
        )
    return _load(following)


def _name(value: str) -> str:
    return line("name", value, NAME_LIMIT)


def _contact(value: str) -> str:
    return line("contact", value, CONTACT_LIMIT, required=False)


def _accent(value: str) -> str:
    accent = value.strip().lower()
    if accent and not COLOUR.fullmatch(accent):
        raise Invalid("accent", NOT_A_COLOUR)
    if accent and not colour.is_readable(accent):
        raise Invalid("accent", TOO_LIGHT, nearest=colour.nearest_readable(accent))
    return accent


def _languages(value: Any) -> str:
    chosen = [one for one in LANGUAGES if one in value]
    if not chosen:
        raise Invalid("languages", ONE_LANGUAGE)
    return " ".join(chosen)


def _joining(value: str) -> str:
    if value not in list(Joining):
        raise Invalid("joining", UNKNOWN_CHOICE)
    return str(Joining(value))


def _features(value: Any) -> str:
    return " ".join(one for one in Feature if one in value)


_CHECKS: dict[str, Callable[[Any], str]] = {
    "name": _name,
    "contact": _contact,
    "accent": _accent,
    "logo": str,
    "languages": _languages,
    "joining": _joining,
    "features": _features,
}
if set(_CHECKS) | {"version"} != {one.name for one in fields(Site)}:
    raise AssertionError("a setting without its check")
