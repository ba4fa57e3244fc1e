"""A place to back up, and databases beside it to restore into."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mentorship.archive import tables
from mentorship.archive.tables import Value
from mentorship.archive.writing import backup
from mentorship.config import Settings
from mentorship.database import database as door
from mentorship.migrations import migrate
from tests.engines import SqliteFiles, Templates, connect

KEY = "the secret key of the place that was backed up"


@pytest.fixture
def settings(database, engine_url: str, tmp_path: Path) -> Settings:
    """The place of this test."""
    instance = tmp_path / "instance"
    instance.mkdir()
    return Settings(instance=instance, database_url=engine_url, secret_key=KEY)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Where the backup goes."""
    return tmp_path / "place.zip"


@pytest.fixture
def another(templates: Templates, tmp_path: Path) -> Iterator[Callable[..., Settings]]:
    """another("sqlite") connects the domain to a new, empty place on this engine; by default on that of the tests."""
    made, numbers = [], itertools.count()

    def make(kind: str = "") -> Settings:
        engine, template = (SqliteFiles(tmp_path), "") if kind == "sqlite" else (templates.engine, "empty")
        name = f"another{next(numbers)}"
        url = engine.make(name, template)
        made.append((engine, name))
        instance = tmp_path / name
        instance.mkdir()
        if not door.is_closed():
            door.close()
        connect(url)
        migrate(instance)
        return Settings(instance=instance, database_url=url, secret_key="the key of another place")

    yield make
    if not door.is_closed():
        door.close()
    for engine, name in made:
        engine.drop(name)


@pytest.fixture(scope="session")
def kept() -> dict[str, bytes]:
    """Backups that were made once for all tests, under the name of what is in them."""
    return {}


@pytest.fixture
def backed_up(settings: Settings, archive: Path, kept: dict[str, bytes]) -> Callable[[str], None]:
    """backed_up(what) puts a backup of this place where the test looks for it; the first with these contents is kept."""

    def put(what: str) -> None:
        if what in kept:
            archive.write_bytes(kept[what])
        else:
            backup(settings, archive)
            kept[what] = archive.read_bytes()

    return put


@contextmanager
def looking_at(settings: Settings) -> Iterator[None]:
    """The domain on the database of these settings."""
    if not door.is_closed():
        door.close()
    connect(settings.database_url)
    yield


def everything() -> dict[str, list[list[Value]]]:
    """All rows of all tables behind the door, written alike whatever the engine; without sessions, which end, and the audit
    log, which says that a backup was put back."""
    plain = {
        one.name: [[_plain(value) for value in values] for values in tables.content(one)] for one in tables.shapes()
    }
    return {name: found for name, found in plain.items() if name not in ("session", "audit")}


def _plain(value: object) -> Value:
    if isinstance(value, bool):
        return int(value)
    return bytes(value) if isinstance(value, memoryview) else value
