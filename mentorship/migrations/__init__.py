"""The shape of the database, step by step, brought up to date at start."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playhouse.migrations import run

from mentorship.database import database, is_sqlite
from mentorship.people import vocabulary

FOLDER = Path(__file__).parent
LOCK = 7_236_401_993  # any number, as long as it is always the same


def migrate(instance: Path) -> list[str]:
    """Applies what is pending and ships the vocabulary, one process at a time; returns the names applied."""
    with _alone(instance):
        applied = run(database.obj, str(FOLDER))
        vocabulary.ship()
    return applied


@contextmanager
def _alone(instance: Path) -> Iterator[None]:
    if is_sqlite():
        with (instance / "migrate.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
    else:
        database.execute_sql("SELECT pg_advisory_lock(%s)", (LOCK,))
        try:
            yield
        finally:
            database.execute_sql("SELECT pg_advisory_unlock(%s)", (LOCK,))
