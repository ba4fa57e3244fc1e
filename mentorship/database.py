"""One door to the database: the base table, hot reads, and write(), the one way to change data."""

import functools
import random
import secrets
import time
from collections import namedtuple
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, ParamSpec, TypeVar

import peewee

from mentorship import clock
from mentorship.engine import WAIT_FOR_LOCK_SECONDS, Trouble, may_succeed_again, trouble

P = ParamSpec("P")
T = TypeVar("T")

database = peewee.DatabaseProxy()

TRIES = 12
KEY_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"

# Until when (of the monotonic clock) the work at hand may wait for somebody else's write.
_until: ContextVar[float | None] = ContextVar("until", default=None)


def is_sqlite() -> bool:
    """Whether the engine in use is SQLite."""
    return isinstance(database.obj, peewee.SqliteDatabase)


def fold_journal() -> None:
    """Folds SQLite's journal into its file and empties it, so that what was deleted is gone from the disk too."""
    if is_sqlite():
        database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def connect() -> None:
    """Opens this thread's connection, and opens it anew if the server has hung up meanwhile."""
    if not database.is_closed() and database.obj.has_hung_up():
        database.close()
    if database.is_closed():
        database.connect()


@contextmanager
def patience(until: float) -> Iterator[None]:
    """What is written inside waits for somebody else's write until this moment of the monotonic clock, and no longer."""
    before = _until.set(until)
    try:
        yield
    finally:
        _until.reset(before)


def _wait_for_lock() -> None:
    until = _until.get()
    left = WAIT_FOR_LOCK_SECONDS if until is None else max(0.0, until - time.monotonic())
    database.obj.wait_for_lock(left)


def new_key() -> str:
    """A random public id of twelve letters and digits (59 bits): row numbers never leave the house."""
    return "".join(secrets.choice(KEY_LETTERS) for _ in range(12))


class MomentField(peewee.BigIntegerField):
    """An aware UTC datetime, held as microseconds so that every engine sorts and compares it alike."""

    def db_value(self, value: datetime | None) -> int | None:
        return value if value is None or isinstance(value, int) else clock.microseconds(value)

    def python_value(self, value: int | None) -> datetime | None:
        return None if value is None else clock.moment(value)


class KeyField(peewee.CharField):
    """A random public id, unique in its table."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 12, "unique": True, "default": new_key} | options)


class Table(peewee.Model):
    """The base of all tables; saves only what changed, so that two writers do not undo each other."""

    id = peewee.BigAutoField()

    class Meta:
        database = database
        legacy_table_names = False
        only_save_dirty = True

    @classmethod
    def insert(cls, *args: Any, **values: Any) -> Any:
        _refuse_outside_write()
        return super().insert(*args, **values)

    @classmethod
    def insert_many(cls, *args: Any, **options: Any) -> Any:
        _refuse_outside_write()
        return super().insert_many(*args, **options)

    @classmethod
    def update(cls, *args: Any, **values: Any) -> Any:
        _refuse_outside_write()
        return super().update(*args, **values)

    @classmethod
    def delete(cls) -> Any:
        _refuse_outside_write()
        return super().delete()


def _refuse_outside_write() -> None:
    if not database.in_transaction():
        raise RuntimeError("data is changed inside write() only")


def write(work: Callable[P, T]) -> Callable[P, T]:
    """Runs `work` in one transaction; an inner write joins the outer one.

    SQLite takes its write lock at once. PostgreSQL runs serialisable and is retried when it says so,
    so `work` must have no effect outside the database: mail goes to the outbox table.
    """

    @functools.wraps(work)
    def changed(*args: P.args, **kwargs: P.kwargs) -> T:
        if database.in_transaction():
            return work(*args, **kwargs)
        for attempt in range(TRIES):
            try:
                _wait_for_lock()
                with database.atomic("IMMEDIATE" if is_sqlite() else "SERIALIZABLE"):
                    return work(*args, **kwargs)
            except peewee.DatabaseError as failure:
                if attempt == TRIES - 1 or not may_succeed_again(failure):
                    raise
                time.sleep(random.uniform(0, min(0.2, 0.005 * 2**attempt)))  # noqa: S311 (a pause, not a secret)
        raise AssertionError("unreachable")

    return changed


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything read inside is as it was at one moment, however long it takes; nobody has to wait for it."""
    with database.atomic("DEFERRED" if is_sqlite() else "REPEATABLE READ"):
        yield


def when_possible(work: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> bool:
    """Does a write that reading must not depend on: if the database is locked or its disk full, it is left out."""
    try:
        work(*args, **kwargs)
    except peewee.OperationalError as failure:
        if database.in_transaction() or trouble(failure) not in (Trouble.LOCKED, Trouble.FULL):
            raise
        return False
    return True


@functools.lru_cache(maxsize=512)
def _for_engine(sql: str, param: str) -> str:
    return sql if param == "?" else sql.replace("?", param)


@functools.lru_cache(maxsize=512)
def _row_type(names: tuple[str, ...]) -> Any:
    return namedtuple("Row", names)


def rows(sql: str, *params: object) -> list[Any]:
    """All rows of a portable statement ("?" marks), as named tuples. For hot reads whose text is built once."""
    cursor = database.execute_sql(_for_engine(sql, database.param), params)
    first = cursor.fetchone()
    if first is None:
        return []
    make = _row_type(tuple(column[0] for column in cursor.description))._make
    return [make(first), *map(make, cursor.fetchall())]


def row(sql: str, *params: object) -> Any | None:
    """The first row of a portable statement, or None."""
    return next(iter(rows(sql, *params)), None)


def execute(sql: str, *params: object) -> int:
    """Runs one changing statement inside a write and says how many rows it changed."""
    _refuse_outside_write()
    return database.rows_affected(database.execute_sql(_for_engine(sql, database.param), params))


def marks(values: Sequence[object]) -> str:
    """Placeholders for an IN list: "?, ?, ?"; an empty list becomes NULL, which matches nothing."""
    return ", ".join("?" * len(values)) or "NULL"
