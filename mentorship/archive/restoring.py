"""Restoring an archive: tried out beside the place, brought up to date, and only then put in its stead, in one step."""

import fcntl
import os
import secrets
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from mentorship import migrations
from mentorship.accounts import erasure
from mentorship.archive import Refused, automatic, tables
from mentorship.archive.elsewhere import beside
from mentorship.archive.loading import load
from mentorship.archive.manifest import ERASED, SETTINGS, Manifest
from mentorship.archive.reading import Opened, opened
from mentorship.config import Settings
from mentorship.database import execute, is_sqlite, write
from mentorship.records import audit
from mentorship.records.audit import Verb
from mentorship.site import setting

ASIDE = "config.restored.toml"

HAS_PEOPLE = "There are people in this place already. To put the backup in their stead, add --replace."
IS_RUNNING = "The server is running. Stop it first, so that nobody writes into what is about to be replaced."


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of it: how many people were erased again, where the place as it was before is kept, and where the
    settings of the archive lie, if this place keeps its own."""

    manifest: Manifest
    erased: int
    before: Path | None
    aside: Path | None


def restore(settings: Settings, path: Path, *, replace: bool) -> Restored:
    """Puts what the archive holds in the place of what is here; everybody signs in anew.

    Raises Refused, OSError or peewee.PeeweeException, and then nothing has changed.
    """
    with _alone(settings.instance), opened(path) as archive:
        if tables.count("person") and not replace:
            raise Refused(HAS_PEOPLE)
        if is_sqlite():
            archive.refuse_without_room(settings.instance)
        files = _files(settings, archive)
        with beside(settings.database_url, settings.instance) as place:
            with place.entered():
                erased = _prepare(settings, archive, files.get(ERASED, b""))
            before = automatic.before(settings, "restore")
            with _ready(settings.instance, files) as put_in_place:
                place.take_over()
                put_in_place()
    setting.forget()
    return Restored(archive.manifest, erased, before, settings.instance / ASIDE if ASIDE in files else None)


def _prepare(settings: Settings, archive: Opened, ledger: bytes) -> int:
    """Loads the archive, brings it to today's shape, and erases again whom it brings back; returns how many."""
    load(archive)
    migrations.migrate(settings.instance)
    _begin_anew()
    with TemporaryDirectory() as folder:
        (Path(folder) / ERASED).write_bytes(ledger)
        return erasure.replay(Path(folder))


@write
def _begin_anew() -> None:
    # Among the sessions of then are some that their owners have ended since.
    execute("DELETE FROM session")
    audit.note(audit.OPERATOR, Verb.RESTORED)


@contextmanager
def _alone(instance: Path) -> Iterator[None]:
    """Keeps servers of this place from starting meanwhile; raises Refused if one is running."""
    with (instance / "serve.lock").open("a") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as failure:
            raise Refused(IS_RUNNING) from failure
        yield


def _files(settings: Settings, archive: Opened) -> dict[str, bytes]:
    """The files to write into the instance folder: the key, the settings, and all that were erased here or there."""
    found = {name: archive.content(name) or b"" for name in archive.manifest.files}
    here = settings.instance / ERASED
    ledgers = [found.pop(ERASED, b""), here.read_bytes() if here.exists() else b""]
    handles = sorted({one for ledger in ledgers for one in ledger.split()})
    if handles:
        found[ERASED] = b"\n".join([*handles, b""])
    if SETTINGS in found:
        found |= _settings(settings, found.pop(SETTINGS))
    return found


def _settings(settings: Settings, text: bytes) -> dict[str, bytes]:
    """Under its own name only in a place without settings, and if it does not lead to another database."""
    here = settings.instance / SETTINGS
    if here.exists():
        return {} if here.read_bytes() == text else {ASIDE: text}
    try:
        url = tomllib.loads(text.decode()).get("database_url", settings.database_url)
    except ValueError:
        url = ""
    return {SETTINGS if url == settings.database_url else ASIDE: text}


@contextmanager
def _ready(folder: Path, files: dict[str, bytes]) -> Iterator[Callable[[], None]]:
    """All files written under other names, for their owner alone; what it gives puts them in place."""
    parts = {folder / f".{name}.{secrets.token_hex(4)}": folder / name for name in files}
    try:
        for part, path in parts.items():
            with open(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                file.write(files[path.name])
                file.flush()
                os.fsync(file.fileno())
        yield lambda: _rename(parts)
    finally:
        for part in parts:
            part.unlink(missing_ok=True)


def _rename(parts: dict[Path, Path]) -> None:
    for part, path in parts.items():
        os.replace(part, path)
