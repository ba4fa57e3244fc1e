"""Another database beside the place: where an archive is tried out, and from where it takes the place over at once."""

import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Protocol

import apsw
import peewee

from mentorship.archive import Refused, tables
from mentorship.database import database, execute, fold_journal, is_sqlite, row, rows, write
from mentorship.engine import WAIT_FOR_LOCK_SECONDS, Sqlite, engine_for
from mentorship.migrations import HISTORY
from mentorship.site import setting

# It is thrown away if anything goes wrong, so it need not survive a crash.
QUICK = {"journal_mode": "off", "synchronous": "off", "foreign_keys": 1, "cache_size": -64000}
SCHEMA = "mentorship_restoring"


class Elsewhere(Protocol):
    """A database beside the one in use."""

    def entered(self) -> AbstractContextManager[None]:
        """Inside, all reading and writing goes there."""

    def take_over(self) -> None:
        """Puts what is there in the place of what the database in use holds, all or nothing."""


def beside(url: str, folder: Path) -> AbstractContextManager[Elsewhere]:
    """An empty database beside the one in use, on the same engine; it is gone afterwards."""
    return in_folder(folder) if is_sqlite() else _in_schema(url)


@contextmanager
def in_folder(folder: Path) -> Iterator["SqliteFile"]:
    """An empty SQLite database in a folder of its own inside this one; it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix=".archive-", dir=folder) as inside:
        yield SqliteFile(Path(inside) / "tried.db")


@contextmanager
def _in_schema(url: str) -> Iterator["PostgresSchema"]:
    _change_schema(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE", f"CREATE SCHEMA {SCHEMA}")
    try:
        yield PostgresSchema(url)
    finally:
        _change_schema(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")


@write
def _change_schema(*statements: str) -> None:
    for one in statements:
        execute(one)


@contextmanager
def _in_use(engine: peewee.Database) -> Iterator[None]:
    """The database before keeps its connection meanwhile."""
    before = database.obj
    database.initialize(engine)
    try:
        with database.connection_context():
            setting.forget()
            yield
    finally:
        database.initialize(before)
        setting.forget()


class SqliteFile:
    """A file of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def entered(self) -> AbstractContextManager[None]:
        """Inside, all reading and writing goes to the file."""
        return _in_use(Sqlite(str(self.path), pragmas=QUICK))

    def take_over(self) -> None:
        """Copies its pages over those of the file in use in one transaction, which whoever has it open takes part in."""
        home = database.connection()
        home.set_busy_timeout(int(WAIT_FOR_LOCK_SECONDS * 1000))
        try:
            with closing(apsw.Connection(str(self.path))) as tried, home.backup("main", tried, "main") as copying:
                copying.step(-1)
        except apsw.BusyError as failure:
            raise Refused("Somebody else is writing into the database. Try again when they have ended.") from failure
        fold_journal()


class PostgresSchema:
    """A schema of its own in the same PostgreSQL database."""

    def __init__(self, url: str) -> None:
        self.url = url

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Inside, all reading and writing goes to the tables of the schema."""
        with _in_use(engine_for(self.url)):
            row("SELECT set_config('search_path', ?, false)", SCHEMA)
            yield

    @write
    def take_over(self) -> None:
        """Drops the tables in use and moves the others where they stood."""
        home = tables.home()
        names = [HISTORY, *(one.name for one in tables.shapes())]
        execute("DROP TABLE " + ", ".join(f'"{one}"' for one in names))
        for one in names:
            execute(f'ALTER TABLE {SCHEMA}."{one}" SET SCHEMA "{home}"')
        # What guards the tables comes with them.
        for one in rows("SELECT proname AS name FROM pg_proc WHERE pronamespace = ?::regnamespace", SCHEMA):
            execute(f'DROP FUNCTION IF EXISTS "{home}"."{one.name}"()')
            execute(f'ALTER FUNCTION {SCHEMA}."{one.name}"() SET SCHEMA "{home}"')
