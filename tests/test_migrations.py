"""The migrations make exactly what the models say, once, whoever starts first."""

import re
from collections.abc import Callable, Iterator

import pytest
from playhouse.schema_diff import diff_models

from mentorship.database import database as door
from mentorship.database import is_sqlite, row, rows
from mentorship.migrations import FOLDER, migrate
from tests.engines import Templates, connect
from tests.tables import all_tables

COLUMNS = """SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default IS NULL
FROM information_schema.columns WHERE table_schema = 'public'"""
CONSTRAINTS = "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid > 0 AND contype <> 'n'"
INDEXES = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"


@pytest.fixture
def blank(templates: Templates) -> Iterator[Callable[[], None]]:
    """blank() connects the domain to a database with nothing in it."""
    made = []

    def connect_blank() -> None:
        made.append(f"blank{len(made)}")
        if door.obj and not door.is_closed():
            door.close()
        connect(templates.engine.make(made[-1]))

    yield connect_blank
    if not door.is_closed():
        door.close()
    for name in made:
        templates.engine.drop(name)


def shape() -> set[object]:
    """Everything the database knows about its tables: columns, checks, keys, indexes with their conditions."""
    if is_sqlite():
        found = [
            _plain(one.sql) for one in rows("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND type <> 'trigger'")
        ]
    else:
        found = [tuple(one) for query in (COLUMNS, CONSTRAINTS, INDEXES) for one in door.execute_sql(query).fetchall()]
    return {one for one in found if "schema_migration" not in str(one)}


def _plain(sql: str) -> object:
    """A definition without the order of its parts, for the order of columns means nothing here."""
    name, _, inside = sql.partition("(")
    return name.replace(" IF NOT EXISTS", "").strip(), frozenset(re.split(r", (?![^(]*\))", inside.removesuffix(")")))


def test_the_migrated_database_is_what_the_models_make(blank, tmp_path):
    blank()
    migrate(tmp_path)
    migrated = shape()
    blank()
    door.create_tables(all_tables())
    assert migrated == shape()
    assert len(migrated) > 50


def test_peewee_finds_no_difference_either(database):
    assert not diff_models(door.obj, all_tables())


def test_migrating_again_does_nothing(database, tmp_path):
    assert migrate(tmp_path) == []


def test_a_blank_database_gets_every_migration_in_order(blank, tmp_path):
    blank()
    assert migrate(tmp_path) == sorted(one.stem for one in FOLDER.glob("[0-9]*.py"))


def test_workers_that_start_together_migrate_once(blank, at_once, tmp_path):
    blank()
    done = at_once(*[lambda: migrate(tmp_path)] * 3)
    assert sorted(done, key=len) == [[], [], sorted(one.stem for one in FOLDER.glob("[0-9]*.py"))]
    assert row("SELECT count(*) AS n FROM shipment").n == 6


def test_a_failed_migration_lets_the_next_start_try(blank, tmp_path, monkeypatch):
    blank()
    with monkeypatch.context() as broken:
        broken.setattr("mentorship.migrations.vocabulary.ship", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            migrate(tmp_path)
    migrate(tmp_path)
    assert row("SELECT count(*) AS n FROM shipment").n == 6
