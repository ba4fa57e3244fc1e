"""What is wrong with a database is told from the cause, however deep it stands; and reading does not depend on notes."""

import errno
import time

import apsw
import peewee
import pytest

from mentorship.database import database as door
from mentorship.database import execute, is_sqlite, patience, row, snapshot, when_possible, write
from mentorship.engine import Trouble, may_succeed_again, trouble
from tests.web.test_failures import because


class FromPostgres(Exception):
    """An error of the driver with a code."""

    def __init__(self, code):
        super().__init__(code)
        self.sqlstate = code


@pytest.mark.parametrize(
    ("cause", "wrong"),
    [
        (apsw.BusyError(), Trouble.LOCKED),
        (apsw.LockedError(), Trouble.LOCKED),
        (FromPostgres("55P03"), Trouble.LOCKED),
        (apsw.FullError(), Trouble.FULL),
        (FromPostgres("53100"), Trouble.FULL),
        (OSError(errno.ENOSPC, ""), Trouble.FULL),
        (OSError(errno.EDQUOT, ""), Trouble.FULL),
        (OSError(errno.EACCES, ""), Trouble.GONE),
        (apsw.SQLError(), Trouble.MISTAKE),
        (apsw.IOError(), Trouble.GONE),
        (FromPostgres("57P01"), Trouble.GONE),
    ],
    ids=repr,
)
def test_the_cause_behind_the_failure_is_what_counts(cause, wrong):
    deep = RuntimeError()
    deep.__cause__ = because(cause)
    assert trouble(because(cause)) is trouble(deep) is wrong


def test_only_a_serialisation_failure_is_worth_another_try():
    assert may_succeed_again(because(FromPostgres("40001")))
    assert not may_succeed_again(because(FromPostgres("53100")))


@write
def note():
    execute("INSERT INTO throttle (key, since, tries) VALUES ('note', 0, 0)")


@pytest.fixture
def held(database, engine_url):
    """Another connection that has the whole table for itself, or the whole database."""
    if is_sqlite():
        other = apsw.Connection(engine_url.removeprefix("sqlite:///"))
        other.execute("BEGIN IMMEDIATE")
    else:
        import psycopg

        other = psycopg.connect(engine_url)
        other.execute("LOCK TABLE throttle IN SHARE MODE")
    yield other
    other.close()


def test_a_write_waits_as_long_as_the_work_at_hand_may(held):
    begun = time.monotonic()
    with patience(begun + 1), pytest.raises(peewee.OperationalError) as failure:
        note()
    assert trouble(failure.value) is Trouble.LOCKED
    assert 0.7 < time.monotonic() - begun < 3
    assert row("SELECT count(*) AS n FROM throttle").n == 0


def test_what_has_waited_long_enough_is_tried_once_more_and_no_longer(held):
    begun = time.monotonic()
    with patience(begun - 10), pytest.raises(peewee.OperationalError):
        note()
    assert time.monotonic() - begun < 2


def test_a_note_is_left_out_while_somebody_else_is_writing(held):
    with patience(time.monotonic() + 0.05):
        assert not when_possible(note)
    held.execute("ROLLBACK")
    assert when_possible(note)
    assert row("SELECT count(*) AS n FROM throttle").n == 1


def test_a_note_that_fails_for_another_reason_is_heard_of(database):
    def broken():
        raise because(apsw.SQLError("no such table"))

    with pytest.raises(peewee.OperationalError):
        when_possible(broken)


def test_inside_a_write_nothing_is_left_out(held):
    @write
    def all_or_nothing():
        when_possible(fails)

    def fails():
        raise because(apsw.FullError())

    held.execute("ROLLBACK")
    with pytest.raises(peewee.OperationalError):
        all_or_nothing()


def test_a_snapshot_stays_as_it_was(database, at_once):
    with snapshot():
        before = row("SELECT count(*) AS n FROM throttle").n
        assert at_once(note) == [None]
        assert row("SELECT count(*) AS n FROM throttle").n == before
    assert row("SELECT count(*) AS n FROM throttle").n == before + 1


def test_a_full_database_changes_nothing_and_goes_on_when_there_is_room(database):
    """`max_page_count` stands for a disk that has no room left; it is the same error of SQLite."""
    if not is_sqlite():
        pytest.skip("SQLite's own limit")
    pages = door.execute_sql("PRAGMA page_count").fetchone()[0]
    door.execute_sql(f"PRAGMA max_page_count = {pages}")

    @write
    def much():
        for number in range(2000):
            execute("INSERT INTO throttle (key, since, tries) VALUES (?, 0, 0)", f"{number:064}")

    with pytest.raises(peewee.OperationalError) as failure:
        much()
    assert trouble(failure.value) is Trouble.FULL
    assert not door.in_transaction()
    assert row("SELECT count(*) AS n FROM throttle").n == 0
    assert not when_possible(much)
    door.execute_sql("PRAGMA max_page_count = 1000000")
    much()
    assert row("SELECT count(*) AS n FROM throttle").n == 2000
