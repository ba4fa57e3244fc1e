"""The one door to the database: engines, hot reads, and write()."""

import importlib

import peewee
import pytest

from mentorship import clock
from mentorship.database import execute, is_sqlite, marks, new_key, row, rows, write
from mentorship.engine import SQLITE_PRAGMAS, engine_for
from mentorship.people.person import Person
from mentorship.people.throttle import Throttle
from tests.cast import change
from tests.tables import all_tables

# The package has an attribute of the same name, so that a plain import would give the engine instead.
door = importlib.import_module("mentorship.database")


class Conflict(Exception):
    """What a PostgreSQL driver raises when two transactions cannot both be true."""

    sqlstate = "40001"


@write
def add(key: str) -> int:
    return execute("INSERT INTO throttle (key, since, tries) VALUES (?, 0, 0)", key)


def keys() -> list[str]:
    return [one.key for one in rows("SELECT key FROM throttle ORDER BY key")]


@pytest.mark.parametrize(
    ("url", "path"), [("sqlite:////srv/m.db", "/srv/m.db"), ("sqlite:///instance/m.db", "instance/m.db")]
)
def test_a_sqlite_address_names_a_file(url, path):
    engine = engine_for(url)
    assert isinstance(engine, peewee.SqliteDatabase)
    assert engine.database == path


@pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
def test_both_names_of_postgresql_are_understood(scheme):
    assert isinstance(engine_for(f"{scheme}://ada@db/m"), peewee.PostgresqlDatabase)


@pytest.mark.parametrize("url", ["mysql://db/m", "/srv/m.db", "", "http://db"])
def test_any_other_address_is_refused_with_the_ones_that_work(url):
    with pytest.raises(ValueError, match="must begin with sqlite:/// or postgresql://"):
        engine_for(url)


def test_public_ids_are_short_unlike_and_hard_to_misread():
    made = {new_key() for _ in range(1000)}
    assert len(made) == 1000
    assert all(len(key) == 12 and set(key) <= set(door.KEY_LETTERS) for key in made)
    assert not set("01lo") & set(door.KEY_LETTERS)


def test_a_write_gives_back_what_its_work_gives_back(database):
    assert add("a") == 1
    assert keys() == ["a"]


def test_a_write_that_fails_leaves_nothing(database):
    @write
    def work():
        add("a")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        work()
    assert keys() == []
    assert not door.database.in_transaction()


def test_an_inner_write_is_undone_with_the_outer_one(database):
    @write
    def outer():
        add("inner")
        raise LookupError

    with pytest.raises(LookupError):
        outer()
    assert keys() == []


def test_data_is_not_changed_by_statement_outside_write(database):
    with pytest.raises(RuntimeError, match="inside write"):
        execute("DELETE FROM throttle")


@pytest.mark.parametrize(
    "change_it",
    [
        lambda: Throttle.create(key="k", since=clock.now(), tries=1),
        lambda: Throttle(key="k", since=clock.now(), tries=1).save(),
        lambda: Throttle.insert(key="k", since=clock.now(), tries=1).execute(),
        lambda: Throttle.insert_many([{"key": "k", "since": clock.now(), "tries": 1}]).execute(),
        lambda: Throttle.update(tries=2).execute(),
        lambda: Throttle.delete().execute(),
        lambda: Throttle.get(key="a").delete_instance(),
    ],
)
def test_data_is_not_changed_by_model_outside_write(database, change_it):
    add("a")
    with pytest.raises(RuntimeError, match="inside write"):
        change_it()
    assert keys() == ["a"]


def test_a_write_is_tried_again_after_a_serialisation_failure(database):
    tried = []

    @write
    def work():
        tried.append(add(f"try{len(tried)}"))
        if len(tried) < 4:
            raise peewee.OperationalError("could not serialize") from Conflict()
        return len(tried)

    assert work() == 4
    assert keys() == ["try3"]


def test_a_failed_inner_write_is_tried_again_with_the_whole_outer_one(database):
    outer_runs, inner_runs = [], []

    @write
    def inner():
        inner_runs.append(1)
        if len(inner_runs) == 1:
            raise peewee.OperationalError from Conflict()

    @write
    def outer():
        outer_runs.append(1)
        inner()

    outer()
    assert (len(outer_runs), len(inner_runs)) == (2, 2)


def test_a_write_gives_up_after_a_fixed_number_of_tries(database, monkeypatch):
    monkeypatch.setattr(door.time, "sleep", lambda _seconds: None)
    tried = []

    @write
    def work():
        tried.append(1)
        raise peewee.OperationalError from Conflict()

    with pytest.raises(peewee.OperationalError):
        work()
    assert len(tried) == door.TRIES


def test_other_failures_are_not_tried_again(database):
    tried = []

    @write
    def work():
        tried.append(1)
        add("same")
        add("same")

    with pytest.raises(peewee.IntegrityError):
        work()
    assert len(tried) == 1


def test_no_change_is_lost_when_many_read_and_write_at_once(database, at_once):
    add("shared")

    @write
    def count_one():
        before = row("SELECT tries FROM throttle WHERE key = ?", "shared").tries
        execute("UPDATE throttle SET tries = ? WHERE key = ?", before + 1, "shared")

    def many():
        for _ in range(5):
            count_one()

    assert at_once(many, many, many) == [None] * 3
    assert row("SELECT tries FROM throttle").tries == 15


def test_two_writes_that_each_miss_what_the_other_adds_do_not_both_pass(database, at_once):
    """Write skew: what plain snapshots allow and we must not, for places are counted this way."""

    @write
    def add_if_alone(key):
        if not keys():
            door.time.sleep(0.02)
            add(key)

    at_once(lambda: add_if_alone("a"), lambda: add_if_alone("b"))
    assert len(keys()) == 1


def test_rows_are_named(database):
    add("a")
    found = row("SELECT key, tries AS n FROM throttle WHERE key = ?", "a")
    assert (found.key, found.n) == ("a", 0)


def test_no_rows_are_an_empty_list_and_no_row_is_none(database):
    assert rows("SELECT key FROM throttle") == []
    assert row("SELECT key FROM throttle") is None


def test_an_empty_list_of_marks_matches_nothing(database):
    add("a")
    assert rows(f"SELECT key FROM throttle WHERE key IN ({marks([])})") == []


def test_a_moment_is_the_same_after_storing(cast):
    when = clock.now()
    change(cast.ada, joined_at=when)
    assert Person.get_by_id(cast.ada.id).joined_at == when


def test_two_who_save_different_columns_do_not_undo_each_other(cast):
    one, other = Person.get_by_id(cast.ada.id), Person.get_by_id(cast.ada.id)
    one.name, other.language = "Ada Rossi", "it"
    write(one.save)()
    write(other.save)()
    assert (row("SELECT name, language FROM person WHERE id = ?", cast.ada.id)) == ("Ada Rossi", "it")


def test_a_moment_is_no_bare_value_of_a_statement_on_any_engine(database):
    with pytest.raises((TypeError, peewee.DatabaseError)):
        rows("SELECT key FROM throttle WHERE since < ?", clock.now())


def test_every_table_is_of_this_house():
    assert all(table._meta.database is door.database for table in all_tables())


def test_sqlite_waits_for_the_disk_and_keeps_foreign_keys(database, engine_url):
    if not is_sqlite():
        pytest.skip("SQLite's own settings")
    fresh = engine_for(engine_url)
    with fresh.connection_context():
        asked = {name: fresh.execute_sql(f"PRAGMA {name}").fetchone()[0] for name in SQLITE_PRAGMAS}
    assert asked == SQLITE_PRAGMAS | {"synchronous": 2}
