"""flask check: a line for each thing, and what to do."""

import os
import subprocess
import sys

import pytest

from mentorship import create_app
from mentorship.config import Settings
from mentorship.health import machine
from tests.test_house import ROOT

TOPICS = [
    "Settings",
    "Data folder",
    "Disk",
    "Clock",
    "Database",
    "Shape of the data",
    "Address",
    "People who run it",
    "Mail",
    "Chores",
]


@pytest.fixture
def check(database, tmp_path, engine_url):
    """check(mail_server=…) gives the lines by their topic, and how the command ends."""
    folder = tmp_path / "instance"
    folder.mkdir(0o700)

    def run(**given):
        database.close()
        whole = {"public_url": "https://rete.example", "proxies": 1} | given
        app = create_app(Settings(instance=folder, database_url=engine_url, secret_key="secret of the tests", **whole))
        done = app.test_cli_runner().invoke(args=["check"])
        lines = dict(line[7:].split(": ", 1) for line in done.stdout.splitlines())
        marks = {line[7:].split(": ", 1)[0]: line[:5].strip() for line in done.stdout.splitlines()}
        return lines, marks, done.exit_code

    run.folder = folder
    return run


def test_each_thing_is_looked_at(check, cast):
    lines, marks, code = check()
    assert list(lines) == TOPICS
    assert all(one.endswith((".", "/instance")) or ":" in one for one in lines.values())
    assert {topic for topic, mark in marks.items() if mark != "ok"} == {"Chores"}
    assert code == 0


def test_what_does_not_work_makes_the_command_fail(check, cast, monkeypatch):
    monkeypatch.setattr(machine, "NO_ROOM", 10**18)
    _lines, marks, code = check()
    assert (marks["Disk"], code) == ("wrong", 1)


def test_an_open_folder_is_found(check, cast):
    check.folder.chmod(0o755)
    lines, marks, code = check()
    assert (marks["Data folder"], code) == ("wrong", 1)
    assert "chmod go-rwx" in lines["Data folder"]


def test_an_empty_place_needs_an_admin(check):
    lines, marks, code = check()
    assert (marks["People who run it"], code) == ("wrong", 1)
    assert "flask create-admin" in lines["People who run it"]


def test_a_mail_server_that_does_not_answer_is_found_and_its_words_are_shown(check, cast):
    lines, marks, code = check(mail_server="127.0.0.1", mail_port=1, mail_security="none", mail_from="a@b.example")
    assert (marks["Mail"], code) == ("wrong", 1)
    assert lines["Mail"].startswith("127.0.0.1 cannot be used, and says: ")
    assert "Connection refused" in lines["Mail"]
    assert "Nothing listens there" in lines["Mail"]


def test_settings_that_make_no_sense_are_said_in_one_sentence(tmp_path):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MENTORSHIP_", "DATABASE_URL"))}
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "check"],
        cwd=ROOT,
        env=kept | {"MENTORSHIP_INSTANCE": str(tmp_path), "MENTORSHIP_PROXIES": "many"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "The setting proxies must be a whole number, not many.\n"
