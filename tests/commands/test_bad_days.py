"""Bad days of the real server: a locked database, a full disk, kill -9. PostgreSQL's are in test_postgresql_gone.py."""

import os
import subprocess
import threading
import time
from contextlib import closing

import apsw
import pytest

from bench.kills import Killing, Place, prepare
from bench.members import PASSWORD, connect
from bench.visitor import Visitor
from mentorship.database import database, row

ROOM = 24 * 1024 * 1024
LETTER = "Dear friend,\nI would like to learn how you bake. Nothing of this may be lost."


@pytest.fixture(autouse=True)
def only_once(engine_name):
    if engine_name != "sqlite":
        pytest.skip("these places are on SQLite")


@pytest.fixture
def started(tmp_path):
    """started(folder) runs the real server on a place with members; gives it and their pairs."""
    places = []

    def start(instance):
        url = f"sqlite:///{instance / 'mentorship.db'}"
        members = prepare(instance, url)
        place = Place(instance, url)
        places.append(place)
        place.start()
        return place, members

    yield start
    for place in places:
        place.kill()


class Writing:
    """A seeker who reads and writes on one page."""

    def __init__(self, place, pair):
        self.visitor = Visitor(place.url, patience=20).sign_in(pair.seeker.email, PASSWORD)
        self.page = f"/messages/{pair.talk}"
        self.form = self.visitor.get(self.page).form(self.page)

    def write(self, body, once):
        return self.visitor.post(self.form, body=body, once=once)

    def read(self):
        return self.visitor.get(self.page)


def test_while_somebody_else_holds_the_lock_reading_goes_on_and_writing_is_told_so(started, tmp_path):
    place, members = started(tmp_path)
    writers = [Writing(place, pair) for pair in members[:4]]
    readers = [Writing(place, pair) for pair in members[:4]]
    answers = {}
    with closing(apsw.Connection(str(tmp_path / "mentorship.db"))) as other:
        other.set_busy_timeout(5_000)  # a chore may be writing just now
        other.execute("BEGIN IMMEDIATE")

        def write(number):
            answers[number] = writers[number].write(LETTER, "once")

        threads = [threading.Thread(target=write, args=(number,)) for number in range(len(writers))]
        for one in threads:
            one.start()
        time.sleep(0.5)
        reads = [one.read() for _ in range(10) for one in readers]
        assert not answers, "the writes were still waiting while these pages were read"
        for one in threads:
            one.join(20)
        other.execute("ROLLBACK")
    assert {one.status for one in reads} == {200}
    assert max(one.seconds for one in reads) < 1
    for one in answers.values():
        assert (one.status, one.headers["Retry-After"]) == (503, "5")
        assert one.seconds < 6
        assert "Nothing of this may be lost." in one.text
    assert all(one.write(LETTER, "once").status == 303 for one in writers)


@pytest.fixture
def small_disk(tmp_path):
    """A disk of its own with little room."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("a small disk needs the right to mount one; test_engine.py proves the same with a limit of SQLite")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill_up(path):
    """Leaves not one free byte on the disk."""
    with path.open("wb", buffering=0) as file:
        for size in (1 << 20, 4096, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue


def test_on_a_full_disk_reading_goes_on_and_writing_works_again_when_there_is_room(started, small_disk):
    place, members = started(small_disk)
    seeker = Writing(place, members[0])
    filler = small_disk / "filler"
    fill_up(filler)
    answers = [seeker.write(f"{LETTER} {number} {'x' * 3000}", f"full{number}") for number in range(12)]
    full = [one for one in answers if one.status != 303]
    assert full, "the journal still had room for all of it"
    for one in full:
        assert one.status == 507
        assert "The disk of this place is full" in one.text
        assert "Nothing of this may be lost." in one.text
    assert {seeker.visitor.get(page).status for page in ("/", "/people", "/messages", "/account", seeker.page)} == {200}
    assert Visitor(place.url).get("/sign-in").status == 200
    filler.unlink()
    assert seeker.write("There is room again.", "room").status == 303
    kept = sum(1 for one in answers if one.status == 303)
    place.kill()
    connect(f"sqlite:///{small_disk / 'mentorship.db'}")
    try:
        assert row("SELECT count(*) AS n FROM message").n == kept + 1
        assert row("PRAGMA integrity_check").integrity_check == "ok"
    finally:
        database.close()


@pytest.mark.deep
def test_after_kill_9_everything_acknowledged_is_there_and_nothing_by_half(tmp_path):
    killing = Killing(tmp_path, f"sqlite:///{tmp_path / 'mentorship.db'}", seed=5)
    try:
        killing.run(5)
    finally:
        killing.place.over.set()
        killing.place.kill()
    assert killing.broken == {}
    assert killing.ledger.yes.total() > 50
    assert {"messages", "requests", "answers", "sign-ins"} <= set(killing.ledger.yes)
