"""Before the database changes its shape, and before it is replaced, it is kept as it was; an older shape can be restored."""

import os
import shutil

import pytest

import mentorship
from mentorship import migrations
from mentorship.archive import Refused, automatic
from mentorship.archive.restoring import restore
from mentorship.archive.writing import backup, prove
from mentorship.commands.reasons import plainly
from mentorship.database import database as door
from mentorship.database import row
from tests.archive.conftest import everything, looking_at
from tests.cast import settle

NEXT_STEP = '''"""People can like colours."""
from peewee import CharField


def up(migrator, db):
    migrator.migrate(migrator.add_column("person", "colour", CharField(max_length=20, default="blue")))
'''


@pytest.fixture
def next_version(tmp_path, monkeypatch):
    """next_version() puts a version in force that wants one more step."""

    def install():
        folder = tmp_path / "migrations"
        folder.mkdir()
        for path in migrations.FOLDER.glob("[0-9]*.py"):
            shutil.copy(path, folder)
        (folder / "9000_colour.py").write_text(NEXT_STEP)
        monkeypatch.setattr(migrations, "FOLDER", folder)

    return install


def start(settings):
    """What every start does first."""
    door.close()
    mentorship.prepare_database(settings)
    door.connect()


def kept(settings):
    return sorted((settings.instance / "backups").glob("*.zip"))


def test_a_start_that_changes_nothing_backs_nothing_up(cast, settings):
    start(settings)
    assert not (settings.instance / "backups").exists()


def test_a_step_on_a_place_with_people_is_backed_up_before(cast, settings, next_version, capsys):
    before = everything()
    next_version()
    start(settings)
    assert row("SELECT colour FROM person LIMIT 1").colour == "blue"
    [made] = kept(settings)
    assert made.name.startswith("before-9000_colour-")
    assert str(made) in capsys.readouterr().err
    assert made.stat().st_mode & 0o777 == 0o600
    assert prove(made).tables["person"].rows == len(before["person"])
    assert "colour" not in prove(made).tables["person"].columns


def test_a_place_without_people_has_nothing_to_lose(database, settings, next_version):
    next_version()
    start(settings)
    assert not (settings.instance / "backups").exists()


def test_an_older_backup_is_brought_up_to_date(cast, settings, archive, next_version, another):
    before = everything()
    backup(settings, archive)
    next_version()
    restore(another(), archive, replace=False)
    assert migrations.pending() == []
    assert row("SELECT count(*) AS n FROM person WHERE colour = 'blue'").n == 7
    assert {name for name, found in everything().items() if found == before[name]} == set(before) - {"person"}


def test_a_newer_backup_is_refused_by_an_older_version(cast, settings, archive, next_version, another, monkeypatch):
    older = migrations.FOLDER
    next_version()
    start(settings)
    backup(settings, archive)
    monkeypatch.setattr(migrations, "FOLDER", older)
    with pytest.raises(Refused, match="newer version"):
        restore(another(), archive, replace=False)


def test_without_a_backup_nothing_changes_its_shape(cast, settings, next_version, monkeypatch):
    next_version()

    def full(*_):
        raise OSError(28, os.strerror(28), "backups")

    with monkeypatch.context() as broken:
        broken.setattr(automatic, "backup", full)
        with pytest.raises(OSError, match="No space") as failure:
            start(settings)
    assert "No space left" in plainly(failure.value)
    with looking_at(settings):
        assert migrations.pending() == ["9000_colour"]


def test_the_last_five_are_kept(cast, settings, moved_clock):
    made = []
    for number in range(7):
        made.append(automatic.before(settings, f"step{number}"))
        os.utime(made[-1], (number, number))
        moved_clock(seconds=2)
    assert kept(settings) == sorted(made[-automatic.KEPT :])


def test_what_people_put_there_themselves_is_never_removed(cast, settings, archive):
    folder = settings.instance / "backups"
    folder.mkdir()
    (folder / "mine.zip").write_text("")
    for number in range(6):
        automatic.before(settings, f"step{number}")
    assert (folder / "mine.zip").exists()


def test_a_refusal_at_start_is_one_sentence():
    assert plainly(Refused("There is no room.")) == "There is no room."


def test_people_who_join_meanwhile_do_not_disturb(cast, settings):
    made = automatic.before(settings, "step")
    settle("Later")
    assert prove(made).people == 7
