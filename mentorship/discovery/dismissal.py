"""What somebody does not want suggested again. Silent: the other never learns of it."""

from enum import StrEnum

from peewee import CharField, ForeignKeyField

from mentorship.database import Table, execute, write
from mentorship.people.person import Person


class Lane(StrEnum):
    """A list in the suggestions."""

    KNOW = "know"
    SHOULD = "should"
    HELP = "help"


class Dismissal(Table):
    """`person` has hidden `other` in one lane."""

    person = ForeignKeyField(Person, on_delete="CASCADE")
    other = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
    lane = CharField(max_length=6)

    class Meta:
        indexes = ((("person", "lane", "other"), True),)


@write
def dismiss(person_id: int, other_id: int, lane: Lane) -> None:
    """Hides somebody from a lane for good; twice is once."""
    execute(
        "INSERT INTO dismissal (person_id, other_id, lane) VALUES (?, ?, ?) ON CONFLICT (person_id, lane, other_id) DO NOTHING",
        person_id,
        other_id,
        lane,
    )


@write
def restore(person_id: int, other_id: int, lane: Lane) -> None:
    """Takes a dismissal back."""
    execute("DELETE FROM dismissal WHERE person_id = ? AND other_id = ? AND lane = ?", person_id, other_id, lane)


@write
def restore_all(person_id: int) -> None:
    """Takes all dismissals of this person back."""
    execute("DELETE FROM dismissal WHERE person_id = ?", person_id)
