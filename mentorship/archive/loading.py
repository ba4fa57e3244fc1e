"""Filling an empty database from an archive, and seeing that everything arrived."""

from dataclasses import replace

import peewee

from mentorship import migrations
from mentorship.archive import Refused, tables
from mentorship.archive.manifest import TOO_NEW, Manifest
from mentorship.archive.reading import Opened
from mentorship.archive.tables import Shape
from mentorship.database import write


def load(archive: Opened) -> None:
    """Gives the empty database behind the door the shape and the content of the archive; raises Refused."""
    _refuse_unknown(archive.manifest)
    migrations.raise_to(archive.manifest.migrations[-1])
    shapes = _as_written(archive.manifest)
    try:
        _fill(archive, shapes)
    except peewee.DatabaseError as failure:
        if isinstance(failure, peewee.OperationalError):
            raise
        raise Refused(f"The backup does not fit together: {str(failure).splitlines()[0]}.") from failure
    _refuse_incomplete(archive.manifest)


def _refuse_unknown(manifest: Manifest) -> None:
    known = migrations.known()
    if manifest.migrations != known[: len(manifest.migrations)]:
        raise Refused(TOO_NEW)


def _as_written(manifest: Manifest) -> list[Shape]:
    """The tables of the database, with their columns in the order of the archive's lines."""
    shapes = tables.shapes()
    here = {one.name: set(one.columns) for one in shapes}
    there = {name: set(part.columns) for name, part in manifest.tables.items()}
    if here != there:
        raise Refused("The tables of this backup are not those of the version that it names.")
    return [replace(one, columns=tuple(manifest.tables[one.name].columns)) for one in shapes]


@write
def _fill(archive: Opened, shapes: list[Shape]) -> None:
    for shape in shapes:
        tables.add(shape, archive.rows(shape.name))
        tables.go_on_counting(shape)


def _refuse_incomplete(manifest: Manifest) -> None:
    for name, part in manifest.tables.items():
        if tables.count(name) != part.rows:
            raise Refused(f"The table {name} of this backup could not be read back completely.")
    if wrong := tables.what_is_wrong():
        raise Refused(f"The backup does not fit together: {wrong}.")
