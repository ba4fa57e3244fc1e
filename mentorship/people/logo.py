"""The picture of the place itself, which hangs beside its name on every page."""

from typing import Any

from peewee import BlobField, CharField

from mentorship.database import KeyField, Table, execute, new_key, row, write
from mentorship.people import picture
from mentorship.site import setting
from mentorship.site.setting import Site

WIDTH, HEIGHT = 480, 96
KIND = "image/webp"


class Logo(Table):
    """The picture of the place itself, public; the site setting `logo` names the one in use."""

    key = KeyField()
    kind = CharField(max_length=20)
    content = BlobField()


def read(content: bytes) -> bytes:
    """The picture as it will hang, of a file as it was sent (or of none); raises Invalid."""
    return picture.within(content, WIDTH, HEIGHT, field="logo") if content else b""


@write
def change_place(wanted: dict[str, Any], made: bytes = b"", *, without: bool = False) -> Site:
    """Changes the settings of the place, with a picture that read() gave or `without` one, in one step; raises Invalid."""
    changes = dict(wanted)
    if made or without:
        execute("DELETE FROM logo")
        changes["logo"] = ""
    if made:
        changes["logo"] = new_key()
        Logo.create(key=changes["logo"], kind=KIND, content=made)
    return setting.change(**changes)


def find(key: str) -> Any | None:
    """kind and content of the picture with this key."""
    return row("SELECT kind, content FROM logo WHERE key = ?", key)
