"""A backup holds everything, belongs to its owner alone, and appears only when it has proved good."""

import json
import threading
import zipfile

import pytest

from mentorship import clock
from mentorship.archive import Refused, writing
from mentorship.archive.manifest import MANIFEST
from mentorship.archive.tables import shapes
from mentorship.archive.writing import backup, prove
from mentorship.database import database as door
from mentorship.database import row, write
from mentorship.people.photo import Photo
from tests.archive.conftest import KEY
from tests.cast import wish


def test_it_says_what_it_holds(cast, settings, archive):
    wish(cast.bob, cast.ada)
    made = backup(settings, archive)
    assert made.people == 7
    assert made.tables["request"].rows == 1
    assert set(made.tables) == {one.name for one in shapes()}
    with zipfile.ZipFile(archive) as file:
        told = json.loads(file.read(MANIFEST))
        assert file.read("secret_key").decode() == KEY
    assert told["tables"]["person"]["rows"] == 7
    assert sorted(told["files"]) == ["secret_key"]


def test_settings_and_the_ledger_of_the_erased_travel_too(cast, settings, archive):
    (settings.instance / "config.toml").write_text('public_url = "https://example.org"\n')
    (settings.instance / "erased.log").write_text("abc\n")
    assert sorted(backup(settings, archive).files) == ["config.toml", "erased.log", "secret_key"]


def test_only_its_owner_may_read_it(cast, settings, archive):
    backup(settings, archive)
    assert archive.stat().st_mode & 0o777 == 0o600


def test_nothing_else_is_left_beside_it(cast, settings, archive, tmp_path):
    before = set(tmp_path.iterdir())
    backup(settings, archive)
    assert set(tmp_path.iterdir()) - before == {archive}


def test_a_later_backup_takes_the_place_of_an_earlier_one(cast, settings, archive):
    backup(settings, archive)
    wish(cast.bob, cast.ada)
    backup(settings, archive)
    assert prove(archive).tables["request"].rows == 1


def test_no_other_file_is_overwritten(cast, settings, archive):
    archive.write_text("a diary")
    with pytest.raises(Refused, match="is no backup of Mentorship; choose another name"):
        backup(settings, archive)
    assert archive.read_text() == "a diary"


def test_a_folder_that_is_not_there_is_said_so(cast, settings, tmp_path):
    with pytest.raises(Refused, match="There is no folder"):
        backup(settings, tmp_path / "nowhere" / "place.zip")


def test_a_backup_that_does_not_prove_good_does_not_appear(cast, settings, archive, tmp_path, monkeypatch):
    before = set(tmp_path.iterdir())
    real = writing.line
    monkeypatch.setattr(writing, "line", lambda values: real([*values[:-1], "other"]))
    with pytest.raises(Refused):
        backup(settings, archive)
    assert set(tmp_path.iterdir()) == before


def test_it_is_of_one_moment(cast, settings, archive, monkeypatch):
    """What is written while the backup runs is in none of its tables, not in some."""
    real, asked = writing._table, []

    def slow(file, shape):
        if not asked:
            asked.append(1)
            somebody_writes(settings, cast)
        return real(file, shape)

    monkeypatch.setattr(writing, "_table", slow)
    made = backup(settings, archive)
    assert (made.tables["request"].rows, made.tables["notice"].rows) == (0, 0)
    assert row("SELECT count(*) AS n FROM request").n == 1


def somebody_writes(settings, cast):
    """From a connection of their own."""

    def work():
        with door.connection_context():
            wish(cast.bob, cast.ada)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(20)


def test_bytes_travel(cast, settings, archive):
    content = bytes(range(256))
    write(Photo.create)(person=cast.ada.id, small=content, large=content * 9, changed_at=clock.now())
    assert backup(settings, archive).tables["photo"].rows == 1
