"""The rules of the place: those it ships with, until an admin publishes a version of their own."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from peewee import CharField, TextField

from mentorship import clock
from mentorship.database import MomentField, Table, row, rows, write
from mentorship.errors import N_, Invalid
from mentorship.site.setting import LANGUAGES
from mentorship.text import passage, tidy

SHIPPED_VERSION = "2026-11"
RULES_LIMIT = 20_000

NEWER_BY_NOW = N_("Somebody has published new rules while you wrote. Compare yours with those in force, then publish.")

_texts = {code: (Path(__file__).parent / f"shipped/rules.{code}.md").read_text("utf-8").strip() for code in LANGUAGES}
SHIPPED = SimpleNamespace(version=SHIPPED_VERSION, published_at=None, **_texts)


class Rules(Table):
    """One published version, in both languages (an empty one falls back to the other)."""

    version = CharField(max_length=12, unique=True)
    en = TextField()
    it = TextField()
    published_at = MomentField()


def latest() -> Any | None:
    """version, en, it and published_at of the rules in force, or None while the shipped ones are."""
    return row("SELECT version, en, it, published_at FROM rules ORDER BY published_at DESC, id DESC LIMIT 1")


def in_force() -> Any:
    """The same of the rules that hold now; `published_at` is None for those the place ships with."""
    return latest() or SHIPPED


def version() -> str:
    """The version of the rules in force."""
    return str(in_force().version)


def history() -> list[Any]:
    """All versions there have been, newest first, down to the one the place ships with."""
    own = rows("SELECT version, en, it, published_at FROM rules ORDER BY published_at DESC, id DESC")
    return [*own, SHIPPED]


@write
def publish(en: str, it: str, *, instead_of: str = "") -> str:
    """Puts new rules in force and gives their version, such as "2026-11.2"; raises Invalid("en").

    The same text again is no new version. `instead_of` is the version the author knew; if it is no longer the one in
    force, Invalid is raised, so that nobody overwrites what they have not read.
    """
    texts = {
        "en": passage("en", en, RULES_LIMIT, required=not tidy(it)),
        "it": passage("it", it, RULES_LIMIT, required=False),
    }
    before = in_force()
    if (before.en, before.it) == (texts["en"], texts["it"]):
        return str(before.version)
    if instead_of not in ("", before.version):
        raise Invalid("en", NEWER_BY_NOW)
    return str(Rules.create(version=_next_number(), published_at=_after(before), **texts).version)


def _next_number() -> str:
    month = f"{clock.now():%Y-%m}"
    of_month = sum(1 for one in history() if one.version.startswith(month))
    return f"{month}.{of_month + 1}" if of_month else month


def _after(before: Any) -> int:
    # The newest is in force, also if the clock was set back meanwhile.
    return max(clock.microseconds(clock.now()), (before.published_at or 0) + 1)
