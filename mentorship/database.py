"""One door to the database: the engine, the base table, hot reads, and write(), the one way to change data."""

import functools
import random
import secrets
import time
from collections import namedtuple
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, ParamSpec, TypeVar

import peewee
from playhouse.apsw_ext import APSWDatabase

from mentorship import clock

P = ParamSpec("P")
T = TypeVar("T")

database = peewee.DatabaseProxy()

SQLITE_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",
    "foreign_keys": 1,
    "secure_delete": 1,
    "cache_size": -16000,
}
WAIT_FOR_LOCK_SECONDS = 5
TRIES = 12
KEY_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
SERIALISATION_FAILURES = {"40001", "40P01"}


class Sqlite(APSWDatabase):
    """SQLite by apsw, whose own values lack dates: the history of migrations keeps one."""

    def _add_conn_hooks(self, conn: Any) -> None:
        conn.convert_binding = self._plain_date
        super()._add_conn_hooks(conn)

    @staticmethod
    def _plain_date(_cursor: Any, _number: int, value: object) -> str:
        # Our own moments are aware and travel as numbers; turning one into text here would hide the mistake.
        if isinstance(value, datetime) and value.tzinfo is None:
            return str(value)
        raise TypeError(f"a {type(value).__name__} cannot be a value in a statement")


def engine_for(url: str) -> peewee.Database:
    """The engine behind `sqlite:///path` or `postgresql://…`; raises ValueError for any other scheme."""
    scheme, _, rest = url.partition("://")
    if scheme == "sqlite":
        return Sqlite(rest.removeprefix("/"), pragmas=SQLITE_PRAGMAS, timeout=WAIT_FOR_LOCK_SECONDS)
    if scheme in ("postgresql", "postgres"):
        return peewee.PostgresqlDatabase(f"postgresql://{rest}", prefer_psycopg3=True)
    raise ValueError(f"DATABASE_URL must begin with sqlite:/// or postgresql://, not {scheme}://")


def is_sqlite() -> bool:
    """Whether the engine in use is SQLite."""
    return isinstance(database.obj, peewee.SqliteDatabase)


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
                with database.atomic("IMMEDIATE" if is_sqlite() else "SERIALIZABLE"):
                    return work(*args, **kwargs)
            except peewee.DatabaseError as failure:
                if attempt == TRIES - 1 or not _may_succeed_again(failure):
                    raise
                time.sleep(random.uniform(0, min(0.2, 0.005 * 2**attempt)))  # noqa: S311 (a pause, not a secret)
        raise AssertionError("unreachable")

    return changed


def _may_succeed_again(failure: BaseException | None) -> bool:
    while failure is not None:
        if getattr(failure, "sqlstate", None) in SERIALISATION_FAILURES:
            return True
        failure = failure.__cause__ or failure.__context__
    return False


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
    found = rows(sql, *params)
    return found[0] if found else None


def execute(sql: str, *params: object) -> int:
    """Runs one changing statement inside a write and says how many rows it changed."""
    _refuse_outside_write()
    return database.rows_affected(database.execute_sql(_for_engine(sql, database.param), params))


def marks(values: Sequence[object]) -> str:
    """Placeholders for an IN list: "?, ?, ?"; an empty list becomes NULL, which matches nothing."""
    return ", ".join("?" * len(values)) or "NULL"
