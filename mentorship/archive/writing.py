"""Writing an archive while the place runs, and proving it by restoring it into a database that is thrown away."""

import hashlib
import os
import secrets
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from mentorship import clock, migrations
from mentorship.archive import Refused, tables
from mentorship.archive.elsewhere import in_folder
from mentorship.archive.lines import line
from mentorship.archive.loading import load
from mentorship.archive.manifest import ERASED, KEY, MANIFEST, SETTINGS, Manifest, Part, member
from mentorship.archive.reading import opened
from mentorship.archive.tables import Shape
from mentorship.config import Settings
from mentorship.database import is_sqlite, snapshot

LEVEL = 6  # of packing; more takes twice the time for a few per cent


def backup(settings: Settings, path: Path) -> Manifest:
    """Writes everything there is at this moment into a file that only its owner may read, and reads it back.

    The file appears under its name only once it has proved good. Raises Refused, OSError without room or right, and
    peewee.PeeweeException if the database cannot be read.
    """
    _refuse_to_overwrite(path)
    with _part(path) as part:
        _write(settings, part)
        manifest = prove(part)
        os.replace(part, path)
    _keep(path.parent)
    return manifest


def prove(path: Path) -> Manifest:
    """Restores an archive into a database beside it that is thrown away, and reads all the rest; raises Refused."""
    with opened(path) as archive, in_folder(path.parent) as tried:
        with tried.entered():
            load(archive)
        for name in archive.manifest.files:
            archive.content(name)
        return archive.manifest


def _refuse_to_overwrite(path: Path) -> None:
    if not path.parent.is_dir():
        raise Refused(f"There is no folder {path.parent}.")
    if path.exists():
        try:
            with opened(path):
                pass
        except Refused as reason:
            raise Refused(f"{path} exists and is no backup of Mentorship; choose another name.") from reason


@contextmanager
def _part(path: Path) -> Iterator[Path]:
    """A file beside it for its owner alone, under a name of its own, that is gone afterwards if it was not renamed."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


def _write(settings: Settings, path: Path) -> None:
    with path.open("r+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive, snapshot():
            manifest = Manifest(
                made_at=clock.now().isoformat(timespec="seconds"),
                engine="sqlite" if is_sqlite() else "postgresql",
                migrations=migrations.taken(),
                tables={shape.name: _table(archive, shape) for shape in tables.shapes()},
            )
            manifest = replace(manifest, files=_files(archive, settings))
            archive.writestr(MANIFEST, manifest.json())
        file.flush()
        os.fsync(file.fileno())


def _table(archive: zipfile.ZipFile, shape: Shape) -> Part:
    digest, count = hashlib.sha256(), 0
    with archive.open(member(shape.name), "w", force_zip64=True) as lines:
        for values in tables.content(shape):
            text = line(values)
            digest.update(text)
            lines.write(text)
            count += 1
    return Part(list(shape.columns), count, digest.hexdigest())


def _files(archive: zipfile.ZipFile, settings: Settings) -> dict[str, str]:
    """The settings, the key in use, and who was erased: what belongs to the place beside its database."""
    paths = {name: settings.instance / name for name in (SETTINGS, ERASED)}
    found = {name: path.read_bytes() for name, path in paths.items() if path.exists()}
    found[KEY] = settings.secret_key.encode()
    for name, text in found.items():
        archive.writestr(name, text)
    return {name: hashlib.sha256(text).hexdigest() for name, text in found.items()}


def _keep(folder: Path) -> None:
    """Sees that the new name survives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
