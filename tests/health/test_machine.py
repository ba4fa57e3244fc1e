"""The machine: who can read the data, the disk, the clock, and the engine."""

from collections import namedtuple
from datetime import UTC, datetime, timedelta

import pytest

from mentorship import clock
from mentorship.config import Settings
from mentorship.health import machine
from mentorship.health.finding import Standing

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def settings(tmp_path):
    folder = tmp_path / "instance"
    folder.mkdir(0o700)
    (folder / "secret_key").touch(0o600)
    return Settings(instance=folder)


def test_a_folder_for_oneself_is_well(settings):
    assert machine.folder(settings).standing == Standing.OK


@pytest.mark.parametrize("mode", [0o750, 0o701, 0o777])
def test_a_folder_others_can_enter_is_wrong_and_says_what_to_do(settings, mode):
    settings.instance.chmod(mode)
    found = machine.folder(settings)
    assert (found.standing, found.said.endswith(f"chmod go-rwx {settings.instance}")) == (Standing.WRONG, True)


def test_a_key_others_can_read_is_wrong(settings):
    (settings.instance / "secret_key").chmod(0o644)
    assert f"{settings.instance}/secret_key" in machine.folder(settings).said


def test_a_key_that_is_set_elsewhere_needs_no_file(settings):
    (settings.instance / "secret_key").unlink()
    assert machine.folder(settings).standing == Standing.OK


@pytest.mark.parametrize(
    ("free", "standing"),
    [(5_000_000_000, Standing.OK), (999_000_000, Standing.LOOK), (99_000_000, Standing.WRONG), (0, Standing.WRONG)],
)
def test_the_disk(settings, monkeypatch, free, standing):
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _path: Usage(10**10, 10**10 - free, free))
    assert machine.disk(settings).standing == standing


@pytest.mark.parametrize(
    ("year", "standing"), [(1970, Standing.WRONG), (2025, Standing.WRONG), (2026, Standing.OK), (2100, Standing.WRONG)]
)
def test_the_year(monkeypatch, year, standing):
    monkeypatch.setattr(clock, "now", lambda: datetime(year, 12, 1, tzinfo=UTC))
    assert machine.clock_at(None).standing == standing


@pytest.mark.parametrize(
    ("ahead", "standing"),
    [
        (timedelta(days=-3), Standing.OK),
        (timedelta(minutes=9), Standing.OK),
        (timedelta(minutes=11), Standing.WRONG),
        (timedelta(days=400), Standing.WRONG),
    ],
)
def test_a_clock_behind_what_was_written_last(ahead, standing):
    assert machine.clock_at(clock.microseconds(clock.now() + ahead)).standing == standing


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ("3.40.1", False),
        ("3.44.5", False),
        ("3.44.6", True),
        ("3.45.0", False),
        ("3.50.6", False),
        ("3.50.7", True),
        ("3.51.2", False),
        ("3.51.3", True),
        ("3.54.1", True),
        ("4.0.0", True),
    ],
)
def test_a_sqlite_that_can_lose_what_was_saved_is_known(version, safe):
    assert machine.is_safe_sqlite(version) == safe


def test_the_engine_answers(database, engine_name):
    found = machine.engine()
    assert found.standing == Standing.OK
    assert found.said.startswith("SQLite 3." if engine_name == "sqlite" else "PostgreSQL ")


def test_an_old_sqlite_is_wrong(database, monkeypatch):
    monkeypatch.setattr(machine.apsw, "sqlite_lib_version", lambda: "3.40.1")
    monkeypatch.setattr(machine, "is_sqlite", lambda: True)
    found = machine.engine()
    assert (found.standing, "pip install -r requirements.txt" in found.said) == (Standing.WRONG, True)


@pytest.mark.parametrize("mode", ["delete", "memory"])
def test_a_disk_on_which_readers_and_writers_block_each_other_is_wrong(monkeypatch, mode):
    monkeypatch.setattr(machine, "is_sqlite", lambda: True)
    monkeypatch.setattr(machine, "row", lambda _sql: (mode,))
    assert machine.engine().standing == Standing.WRONG


def test_an_old_postgresql_should_be_looked_at(monkeypatch):
    monkeypatch.setattr(machine, "is_sqlite", lambda: False)
    monkeypatch.setattr(machine, "row", lambda _sql: ("13.4 (Debian 13.4-1)",))
    assert machine.engine().standing == Standing.LOOK


def test_where_no_backups_are_kept_beside_the_data_nothing_is_said(settings):
    assert machine.backups(settings) is None
    (settings.instance / "backups").mkdir()
    (settings.instance / "backups/before-0002_more.zip").touch()
    assert machine.backups(settings) is None


@pytest.mark.parametrize(("days", "standing"), [(0, Standing.OK), (7, Standing.OK), (9, Standing.LOOK)])
def test_the_age_of_the_newest_backup(settings, moved_clock, days, standing):
    (settings.instance / "backups").mkdir()
    (settings.instance / "backups/monday.zip").touch()
    moved_clock(days=days)
    found = machine.backups(settings)
    assert found.standing == standing
    assert ("flask backup" in found.said) == (standing == Standing.LOOK)
