"""A photo of oneself, in the two sizes that pages show."""

from peewee import BlobField, ForeignKeyField

from mentorship import clock
from mentorship.database import KeyField, MomentField, Table, execute, new_key, write
from mentorship.errors import N_, Invalid
from mentorship.people import picture, throttle
from mentorship.people.person import Person

SMALL, LARGE = 96, 256
MOST_TRIES = 10  # in a quarter of an hour: reading a picture is the dearest thing that a member can ask for

TOO_OFTEN = N_("You have tried many pictures. Please wait %(minutes)d minutes before the next one.")


class Photo(Table):
    """WebP bytes, 96 and 256 pixels wide; the key changes with the picture."""

    key = KeyField()
    person = ForeignKeyField(Person, unique=True, on_delete="CASCADE")
    small = BlobField()
    large = BlobField()
    changed_at = MomentField()


def show_oneself(person_id: int, content: bytes) -> None:
    """Puts this picture in the place of the photo there was; raises Invalid("photo")."""
    tries = f"photo {person_id}"
    if wait := throttle.minutes_to_wait(tries, MOST_TRIES):
        raise Invalid("photo", TOO_OFTEN, minutes=wait)
    throttle.count(tries)
    # Read before the write begins: nobody else should wait for it.
    _replace(person_id, *picture.squares(content, SMALL, LARGE))


@write
def _replace(person_id: int, small: bytes, large: bytes) -> None:
    remove(person_id)
    Photo.create(key=new_key(), person=person_id, small=small, large=large, changed_at=clock.now())


@write
def remove(person_id: int) -> bool:
    """Takes the photo away; False if there was none."""
    return bool(execute("DELETE FROM photo WHERE person_id = ?", person_id))
