"""flask backup and flask restore: what they say, and how they end."""

import pytest

from mentorship import create_app
from mentorship.config import Settings
from mentorship.database import database as door
from mentorship.database import row
from tests.cast import settle


@pytest.fixture
def run(database, tmp_path, engine_url):
    """run("backup", …) runs a command in this test's place."""
    database.close()
    app = create_app(Settings(instance=tmp_path, database_url=engine_url, secret_key="secret of the tests"))

    def command(*words):
        if not door.is_closed():
            door.close()
        found = app.test_cli_runner().invoke(args=[str(word) for word in words])
        door.connect()
        return found

    return command


def test_a_backup_says_what_it_holds(cast, run, tmp_path):
    done = run("backup", tmp_path / "b.zip")
    assert done.exit_code == 0
    assert done.output.startswith(f"{tmp_path / 'b.zip'}: 7 accounts, ")
    assert done.output.endswith("read back and found complete.\n")


def test_what_goes_wrong_is_one_sentence(cast, run, tmp_path):
    for words, sentence in (
        (("backup", tmp_path / "no" / "b.zip"), "There is no folder"),
        (("backup", tmp_path), "exists and is no backup"),
        (("restore", tmp_path / "b.zip"), "There is no file"),
        (("restore", tmp_path), "There is no file"),
    ):
        done = run(*words)
        assert done.exit_code == 1
        assert sentence in done.output
        assert done.output.startswith("Error: ")
        assert done.output.count("\n") == 1


def test_a_restore_needs_the_word_for_it_where_people_are(cast, run, tmp_path):
    run("backup", tmp_path / "b.zip")
    settle("Zoe")
    refused = run("restore", tmp_path / "b.zip")
    assert (refused.exit_code, refused.output.count("\n")) == (1, 1)
    assert "add --replace" in refused.output
    assert row("SELECT count(*) AS n FROM person").n == 8
    done = run("restore", tmp_path / "b.zip", "--replace")
    assert done.exit_code == 0
    assert done.output.startswith("Restored 7 accounts, ")
    assert f"is kept in {tmp_path / 'backups' / 'before-restore'}" in done.output
    assert "Everybody signs in anew." in done.output
    assert row("SELECT count(*) AS n FROM person").n == 7


def test_a_folder_without_right_is_said_plainly(cast, run, tmp_path, monkeypatch):
    def refuse(*_args, **_more):
        raise PermissionError(13, "Permission denied", str(tmp_path / "b.zip"))

    monkeypatch.setattr("mentorship.archive.writing.os.open", refuse)
    done = run("backup", tmp_path / "b.zip")
    assert (done.exit_code, done.output) == (1, f"Error: {tmp_path / 'b.zip'}: Permission denied.\n")
