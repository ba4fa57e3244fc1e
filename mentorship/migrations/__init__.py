"""The shape of the database, step by step, brought up to date at start."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playhouse.migrations import Runner, run

from mentorship.database import database, is_sqlite, rows
from mentorship.people import vocabulary

FOLDER = Path(__file__).parent
HISTORY = "schema_migration"
LOCK = 7_236_401_993  # any number, as long as it is always the same


def migrate(instance: Path, before: Callable[[list[str]], object] | None = None) -> list[str]:
    """Applies what is pending and ships the vocabulary, one process at a time; returns the names applied.

    `before` is called with what is pending when a database that was in use is about to change its shape.
    """
    with _alone(instance):
        if before and database.table_exists(HISTORY) and (steps := pending()):
            before(steps)
        applied = run(database.obj, str(FOLDER))
        vocabulary.ship()
    return applied


def raise_to(step: str) -> None:
    """Gives an empty database the shape it had after this step; raises MigrationError for one that is not known."""
    Runner(database.obj, str(FOLDER)).up(step)


def known() -> list[str]:
    """All steps of this version, in order."""
    return sorted(path.stem for path in FOLDER.glob("[0-9]*.py"))


def taken() -> list[str]:
    """The steps this database has taken, in order (one statement)."""
    return [one.name for one in rows(f"SELECT name FROM {HISTORY} ORDER BY name")]


def pending() -> list[str]:
    """The steps this version needs and this database has not taken (one statement)."""
    done = set(taken())
    return [step for step in known() if step not in done]


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
