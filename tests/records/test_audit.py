"""The audit log: it only grows, and whoever changes it behind the back of the place is found out."""

import peewee
import pytest

from mentorship.database import database as door
from mentorship.database import execute, is_sqlite, row, rows, write
from mentorship.records import audit
from mentorship.records.audit import PAGE, Verb


@pytest.fixture
def log(cast):
    """Seven entries of Aldo's, and their fingerprints."""
    for number in range(7):
        audit.note(cast.aldo.handle, Verb.LOOKED, f"report{number}")
    return [one.chain for one in rows("SELECT chain FROM audit ORDER BY id")]


@write
def unguard() -> None:
    """Takes the triggers away, as somebody with access to the database could."""
    if is_sqlite():
        for name in ("audit_keeps", "audit_holds", "audit_grows"):
            execute(f"DROP TRIGGER {name}")
    else:
        execute("DROP TRIGGER audit_keeps ON audit")


def tamper(statement: str, *values: object) -> None:
    unguard()
    write(lambda: execute(statement, *values))()


def nth(place: int) -> int:
    return rows("SELECT id FROM audit ORDER BY id")[place - 1].id


def test_an_empty_log_is_whole(database):
    assert audit.verify() == audit.Verdict(0, "")


def test_a_log_that_only_grew_is_whole(log):
    found = audit.verify()
    assert (found.count, found.newest, found.is_whole) == (7, log[-1], True)
    assert len(set(log)) == 7


@pytest.mark.parametrize("column", ["actor", "verb", "about", "detail", "chain"])
@pytest.mark.parametrize("place", [1, 4, 7])
def test_a_changed_word_is_found(log, column, place):
    tamper(f"UPDATE audit SET {column} = 'other' WHERE id = ?", nth(place))
    assert audit.verify().wrong == place


def test_a_changed_moment_is_found(log):
    tamper("UPDATE audit SET at = at + 1 WHERE id = ?", nth(3))
    assert audit.verify().wrong == 3


@pytest.mark.parametrize("place", [1, 4])
def test_a_row_taken_out_is_found(log, place):
    tamper("DELETE FROM audit WHERE id = ?", nth(place))
    found = audit.verify()
    assert (found.wrong, found.is_whole) == (place, False)


def test_a_row_put_in_between_is_found(log, cast):
    tamper("DELETE FROM audit WHERE id = ?", nth(4))
    gap = nth(3) + 1
    values = (gap, 1, cast.ada.handle, "looked", "x", "", log[2])
    write(
        lambda: execute(
            "INSERT INTO audit (id, at, actor, verb, about, detail, chain) VALUES (?, ?, ?, ?, ?, ?, ?)", *values
        )
    )()
    assert audit.verify().wrong == 4


def test_a_field_cannot_borrow_from_its_neighbour(log):
    tamper("UPDATE audit SET about = '', detail = about WHERE id = ?", nth(2))
    assert audit.verify().wrong == 2


def test_what_was_cut_off_the_end_only_a_noted_fingerprint_shows(log):
    tamper("DELETE FROM audit WHERE id = ?", nth(7))
    assert audit.verify().is_whole
    assert audit.verify(log[5]).is_whole
    assert not audit.verify(log[6]).is_whole


def test_a_noted_fingerprint_is_found_as_it_was_typed(log):
    assert audit.verify(f" {log[3].upper()} ").is_whole
    assert not audit.verify("no such thing").is_whole


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET about = 'x'",
        "UPDATE audit SET about = about WHERE id = (SELECT max(id) FROM audit)",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE id = (SELECT min(id) FROM audit)",
    ],
)
def test_the_database_itself_refuses_every_change(log, statement):
    with pytest.raises(peewee.DatabaseError, match="the audit log only grows"):
        write(lambda: execute(statement))()
    assert [one.chain for one in rows("SELECT chain FROM audit ORDER BY id")] == log


def test_nor_can_it_be_replaced_or_emptied_by_another_way(log):
    way = f"INSERT OR REPLACE INTO audit SELECT id, 1, '', '', '', '', '' FROM audit WHERE id = {nth(1)}"
    with pytest.raises(peewee.DatabaseError, match="the audit log only grows"):
        write(lambda: execute(way if is_sqlite() else "TRUNCATE audit"))()
    assert audit.verify().newest == log[-1]


def test_what_did_not_happen_is_not_noted(log, cast):
    @write
    def half():
        audit.note(cast.aldo.handle, Verb.CHANGED)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert audit.verify().newest == log[-1]


def test_notes_made_at_once_stand_in_one_row(cast, at_once):
    done = at_once(
        *[lambda number=number: audit.note(cast.aldo.handle, Verb.LOOKED, str(number)) for number in range(6)]
    )
    assert done == [None] * 6
    found = audit.verify()
    assert (found.count, found.is_whole) == (6, True)


def test_it_outlives_those_it_speaks_of(log, cast):
    write(lambda: execute("DELETE FROM person WHERE id = ?", cast.aldo.id))()
    assert audit.verify().is_whole
    entries, _more = audit.listed()
    assert {(one.actor, one.actor_name) for one in entries} == {(cast.aldo.handle, None)}


def test_it_is_read_newest_first_a_page_at_a_time(cast):
    for number in range(PAGE + 3):
        audit.note("", Verb.LOOKED, str(number))
    first, more = audit.listed()
    rest, last = audit.listed(first[-1].chain)
    assert (len(first), more, len(rest), last) == (PAGE, True, 3, False)
    assert [one.about for one in first + rest] == [str(number) for number in reversed(range(PAGE + 3))]
    assert audit.listed("no such thing")[0] == first


def test_a_log_longer_than_one_reading_is_walked_whole(cast, monkeypatch):
    monkeypatch.setattr(audit, "AT_ONCE", 2)
    for number in range(5):
        audit.note("", Verb.LOOKED, str(number))
    assert audit.verify().count == 5
    tamper("UPDATE audit SET about = 'x' WHERE id = ?", nth(5))
    assert audit.verify().wrong == 5


def test_the_table_has_no_foreign_key(database):
    assert door.get_foreign_keys("audit") == []
    assert row("SELECT count(*) AS n FROM audit").n == 0
