"""The only clock: aware UTC moments, stored as microseconds since 1970."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def microseconds(when: datetime) -> int:
    """The moment as whole microseconds since 1970 (what the database holds)."""
    return (when - _EPOCH) // _MICROSECOND


def moment(stored: int) -> datetime:
    """The aware UTC datetime of a stored number of microseconds."""
    return _EPOCH + timedelta(microseconds=stored)
