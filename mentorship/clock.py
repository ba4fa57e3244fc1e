"""The only clock: aware UTC moments, stored as microseconds since 1970."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_set_to: ContextVar[datetime | None] = ContextVar("set_to", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _set_to.get() or datetime.now(UTC)


@contextmanager
def set_to(when: datetime) -> Iterator[None]:
    """Stands still at `when` inside the block: the demonstration writes its past this way."""
    before = _set_to.set(when)
    try:
        yield
    finally:
        _set_to.reset(before)


def microseconds(when: datetime) -> int:
    """The moment as whole microseconds since 1970 (what the database holds)."""
    return (when - _EPOCH) // _MICROSECOND


def moment(stored: int) -> datetime:
    """The aware UTC datetime of a stored number of microseconds."""
    return _EPOCH + timedelta(microseconds=stored)
