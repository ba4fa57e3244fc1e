"""The two engines, SQLite and PostgreSQL: how each connects, waits for a lock, and says what its trouble is."""

import errno
import select
from datetime import datetime
from enum import Enum
from typing import Any

import apsw
import peewee
from playhouse.apsw_ext import APSWDatabase

WAIT_FOR_LOCK_SECONDS = 4.0  # so that whoever waits has an answer within six seconds, on a busy machine too
CONNECT_SECONDS = 3
SQLITE_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",
    "foreign_keys": 1,
    "secure_delete": 1,
    "cache_size": -16000,
}
SERIALISATION_FAILURES = {"40001", "40P01"}
LOCK_NOT_AVAILABLE = "55P03"
DISK_FULL = "53100"
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


class Trouble(Enum):
    """What keeps a database from doing what it was asked."""

    LOCKED = "somebody else is writing"
    FULL = "there is no room on the disk"
    MISTAKE = "the statement makes no sense"
    GONE = "it does not answer, or something unknown is wrong"


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

    def wait_for_lock(self, seconds: float) -> None:
        """The next write waits at most so long for somebody else's to end."""
        self.connection().set_busy_timeout(int(seconds * 1000))

    def has_hung_up(self) -> bool:
        """Never: a file stays."""
        return False


class Postgres(peewee.PostgresqlDatabase):
    """PostgreSQL by psycopg."""

    def _connect(self) -> Any:
        connection = super()._connect()  # type: ignore[misc]
        connection.lock_seconds = 0
        _limit_waiting(connection, WAIT_FOR_LOCK_SECONDS)
        return connection

    def wait_for_lock(self, seconds: float) -> None:
        """The next write waits at most so long for each lock, in whole seconds; usually no statement is needed."""
        _limit_waiting(self.connection(), seconds)

    def has_hung_up(self) -> bool:
        """Whether the server has said goodbye, or something else nobody asked for, since the last statement."""
        connection = self.connection()
        if connection.closed:
            return True
        said = select.poll()
        said.register(connection.fileno(), select.POLLIN)
        return bool(said.poll(0))


def _limit_waiting(connection: Any, seconds: float) -> None:
    whole = max(1, round(seconds))
    if connection.lock_seconds != whole:
        connection.execute(f"SET lock_timeout = '{whole}s'")
        connection.lock_seconds = whole


def engine_for(url: str) -> Sqlite | Postgres:
    """The engine behind `sqlite:///path` or `postgresql://…`; raises ValueError for any other scheme."""
    scheme, _, rest = url.partition("://")
    if scheme == "sqlite":
        return Sqlite(rest.removeprefix("/"), pragmas=SQLITE_PRAGMAS, timeout=WAIT_FOR_LOCK_SECONDS)
    if scheme in ("postgresql", "postgres"):
        return Postgres(f"postgresql://{rest}", prefer_psycopg3=True, connect_timeout=CONNECT_SECONDS)
    raise ValueError(f"DATABASE_URL must begin with sqlite:/// or postgresql://, not {scheme}://")


def _causes(failure: BaseException | None) -> Any:
    while failure is not None:
        yield failure
        failure = failure.__cause__ or failure.__context__


def may_succeed_again(failure: BaseException) -> bool:
    """Whether PostgreSQL asks to run the transaction once more."""
    return any(getattr(one, "sqlstate", None) in SERIALISATION_FAILURES for one in _causes(failure))


def trouble(failure: BaseException) -> Trouble:
    """What was wrong, from the cause behind the failure; also tells an OSError of a full disk."""
    for one in _causes(failure):
        state = getattr(one, "sqlstate", None)
        if isinstance(one, apsw.FullError) or state == DISK_FULL or (isinstance(one, OSError) and one.errno in NO_ROOM):
            return Trouble.FULL
        if isinstance(one, apsw.BusyError | apsw.LockedError) or state == LOCK_NOT_AVAILABLE:
            return Trouble.LOCKED
        if isinstance(one, apsw.SQLError):
            return Trouble.MISTAKE
    return Trouble.GONE
