"""What a person has opened to whom: one row per section, the truth that everything asks."""

from peewee import CharField, Check, ForeignKeyField, SmallIntegerField

from mentorship.database import Table, execute, rows, write
from mentorship.people.person import Person
from mentorship.people.section import Section
from mentorship.privacy.audience import ONLY_ME, PRESETS, Preset
from mentorship.privacy.difference import Settings, difference
from mentorship.privacy.history import Cause, note
from mentorship.ties.relation import Relation


class Sharing(Table):
    """The audience of one section; without a row only the owner sees it."""

    owner = ForeignKeyField(Person, on_delete="CASCADE")
    section = CharField(max_length=12)
    audience = SmallIntegerField()

    class Meta:
        constraints = [Check("audience BETWEEN 0 AND 127", name="sharing_audience")]
        indexes = ((("owner", "section"), True),)


_SET = """
INSERT INTO sharing (owner_id, section, audience) VALUES (?, ?, ?)
ON CONFLICT (owner_id, section) DO UPDATE SET audience = excluded.audience"""


def audiences_of(owner_id: int) -> dict[Section, Relation]:
    """The audience of every section of one owner (one statement)."""
    found = {
        one.section: one.audience for one in rows("SELECT section, audience FROM sharing WHERE owner_id = ?", owner_id)
    }
    return {section: Relation(found.get(section, ONLY_ME)) for section in Section}


@write
def share(owner_id: int, section: Section, audience: Relation, *, shared: bool) -> None:
    """Opens a section to an audience or closes it; says the wish, so twice is once."""
    now = audiences_of(owner_id)[section]
    open_exactly(owner_id, section, now | audience if shared else now & ~audience)


@write
def open_exactly(owner_id: int, section: Section, audience: Relation) -> None:
    """Sets the whole audience of a section."""
    _set(owner_id, {section: audience}, Cause.PRESS)


@write
def apply_preset(owner_id: int, preset: Preset) -> None:
    """Sets all sections at once."""
    _set(owner_id, PRESETS[preset], Cause.PRESET, preset)


@write
def begin_with(owner_id: int, preset: Preset) -> None:
    """Gives somebody who joins their first settings."""
    _set(owner_id, PRESETS[preset], Cause.JOINING, preset)


def _set(owner_id: int, settings: Settings, cause: Cause, preset: str = "") -> None:
    before = audiences_of(owner_id)
    for section, audience in settings.items():
        execute(_SET, owner_id, section, int(audience))
    note(owner_id, before, {**before, **settings}, cause, preset)


def preset_of(audiences: dict[Section, Relation]) -> Preset | None:
    """The preset that these settings come to for everybody, or None for a mixture of one's own."""
    return next((preset for preset, settings in PRESETS.items() if not difference(audiences, settings)), None)
