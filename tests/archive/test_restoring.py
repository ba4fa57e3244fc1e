"""What was backed up comes back whole, in one step, on either engine; and nobody comes back who was erased."""

import fcntl
import multiprocessing
import shutil

import apsw
import peewee
import pytest

from mentorship import clock, migrations
from mentorship.accounts import erasure
from mentorship.archive import Refused, restoring
from mentorship.archive.elsewhere import SCHEMA
from mentorship.archive.restoring import restore
from mentorship.archive.writing import backup
from mentorship.database import execute, is_sqlite, row, rows, write
from mentorship.people.person import Person
from mentorship.records import audit
from mentorship.records.audit import Verb
from mentorship.site import setting
from mentorship.talk.counts import counts
from tests.archive.conftest import KEY, everything
from tests.cast import change, settle, viewer


@pytest.fixture
def lively(database, settings, backed_up):
    """The place of tests/archive/lively.py, backed up; gives what was there."""
    backed_up("lively")
    return everything()


def test_everything_comes_back_into_an_empty_place(lively, archive, another):
    there = another()
    done = restore(there, archive, replace=False)
    assert everything() == lively
    assert (done.manifest.people, done.erased, done.before, done.aside) == (7, 0, None, None)
    assert (there.instance / "secret_key").read_text() == KEY
    assert (there.instance / "secret_key").stat().st_mode & 0o777 == 0o600
    assert setting.current().name == "Mentors of Turin"


def test_new_rows_are_numbered_after_the_old_ones(lively, archive, another):
    restore(another(), archive, replace=False)
    assert settle("Newcomer").id > max(one.id for one in rows("SELECT id FROM person WHERE name <> 'Newcomer'"))


def test_everybody_signs_in_anew(lively, archive, another):
    restore(another(), archive, replace=False)
    assert row("SELECT count(*) AS n FROM session").n == 0


def test_a_place_with_people_is_not_overwritten_unasked(lively, archive, another):
    there = another()
    settle("Zoe")
    with pytest.raises(Refused, match="add --replace"):
        restore(there, archive, replace=False)
    assert [one.name for one in rows("SELECT name FROM person")] == ["Zoe"]
    assert not (there.instance / "secret_key").exists()


def test_asked_to_it_takes_their_place_and_keeps_them_in_a_backup(lively, archive, another):
    there = another()
    settle("Zoe")
    done = restore(there, archive, replace=True)
    assert everything() == lively
    restore(there, done.before, replace=True)
    assert [one.name for one in rows("SELECT name FROM person")] == ["Zoe"]


def test_it_does_not_run_beside_a_server(lively, archive, another):
    there = another()
    # A lock of this very process would not count.
    fork = multiprocessing.get_context("fork")
    ready, over = fork.Event(), fork.Event()
    server = fork.Process(target=_hold, args=(there.instance / "serve.lock", ready, over))
    server.start()
    ready.wait(10)
    try:
        with pytest.raises(Refused, match="The server is running"):
            restore(there, archive, replace=False)
    finally:
        over.set()
        server.join(10)
    assert row("SELECT count(*) AS n FROM person").n == 0


def _hold(path, ready, over):
    with path.open("a") as file:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, 8000)
        ready.set()
        over.wait(20)


def test_who_was_erased_since_does_not_come_back(lively, cast, settings, archive, moved_clock):
    change(cast.eve, state="closed", closed_at=clock.now())
    moved_clock(days=15)
    assert erasure.erase_overdue(settings.instance) == 1
    done = restore(settings, archive, replace=True)
    assert done.erased == 1
    left = row("SELECT name, state FROM person WHERE handle = ?", cast.eve.handle)
    assert (left.name, left.state) == ("", "erased")
    assert not rows("SELECT 1 AS one FROM fact WHERE person_id = ?", cast.eve.id)


def test_who_was_erased_elsewhere_before_the_backup_stays_erased_here(cast, settings, archive, another):
    (settings.instance / "erased.log").write_text(f"{cast.eve.handle}\n")
    backup(settings, archive)
    there = another()
    (there.instance / "erased.log").write_text("xyzxyzxyzxyz\n")
    assert restore(there, archive, replace=False).erased == 1
    assert sorted((there.instance / "erased.log").read_text().split()) == sorted([cast.eve.handle, "xyzxyzxyzxyz"])


@pytest.mark.parametrize("moment", ["migrate", "replay"])
def test_what_fails_half_way_changes_nothing(lively, archive, another, monkeypatch, moment):
    there = another()
    settle("Zoe")
    before = everything()
    where = restoring.migrations if moment == "migrate" else restoring.erasure
    monkeypatch.setattr(where, moment, lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        restore(there, archive, replace=True)
    assert everything() == before
    assert not [one for one in there.instance.iterdir() if one.name.startswith(".")]


def test_a_lock_is_said_plainly_and_changes_nothing(lively, archive, another, monkeypatch):
    there = another()
    settle("Zoe")
    if is_sqlite():
        monkeypatch.setattr("mentorship.archive.elsewhere.WAIT_FOR_LOCK_SECONDS", 0.1)
        other = apsw.Connection(there.database_url.removeprefix("sqlite:///"))
        other.execute("BEGIN IMMEDIATE")
        expected = Refused
    else:
        import psycopg

        monkeypatch.setattr("mentorship.engine.WAIT_FOR_LOCK_SECONDS", 1)
        monkeypatch.setattr("mentorship.database.WAIT_FOR_LOCK_SECONDS", 1)
        other = psycopg.connect(there.database_url)
        other.execute("SELECT * FROM person")
        expected = peewee.OperationalError
    with pytest.raises(expected):
        restore(there, archive, replace=True)
    other.close()
    assert [one.name for one in rows("SELECT name FROM person")] == ["Zoe"]


def test_nothing_is_left_of_the_attempt(lively, archive, another):
    there = another()
    restore(there, archive, replace=False)
    left = {one.name for one in there.instance.iterdir()}
    assert left - {"migrate.lock"} == {"secret_key", "serve.lock"}
    if not is_sqlite():
        assert not rows("SELECT 1 AS one FROM information_schema.schemata WHERE schema_name = ?", SCHEMA)


def test_its_settings_come_into_a_place_without_settings(cast, settings, archive, another):
    (settings.instance / "config.toml").write_text('public_url = "https://example.org"\n')
    backup(settings, archive)
    there = another()
    restore(there, archive, replace=False)
    assert (there.instance / "config.toml").read_text() == 'public_url = "https://example.org"\n'


@pytest.mark.parametrize("own", ["", "proxies = 1\n"])
def test_otherwise_they_are_laid_beside(cast, settings, archive, another, own):
    (settings.instance / "config.toml").write_text('database_url = "sqlite:////srv/other.db"\n')
    backup(settings, archive)
    there = another()
    if own:
        (there.instance / "config.toml").write_text(own)
    done = restore(there, archive, replace=False)
    assert done.aside.read_text() == 'database_url = "sqlite:////srv/other.db"\n'
    assert (there.instance / "config.toml").exists() == bool(own)


def test_a_disk_without_room_is_noticed_before(lively, archive, another, monkeypatch):
    there = another()
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(10**6, 10**6, 1000))
    with pytest.raises(Refused, match="not enough room") if is_sqlite() else pytest.MonkeyPatch.context():
        restore(there, archive, replace=False)


def test_the_place_works_on(lively, cast, archive, another):
    restore(another(), archive, replace=False)
    ada = Person.get(Person.email == cast.ada.email)
    assert counts(viewer(ada)).answers == 1
    assert migrations.pending() == []
    with pytest.raises(peewee.IntegrityError):
        write(Person.create)(**{**_columns(ada), "handle": "another"})


def _columns(person):
    return {name: getattr(person, name) for name in Person._meta.fields if name != "id"}


def test_the_audit_log_comes_along_and_stays_guarded(cast, settings, archive, another):
    audit.note(cast.aldo.handle, Verb.LOOKED, "before")
    backup(settings, archive)
    there = another()
    for again in (False, True):  # what guards the log is there already the second time
        restore(there, archive, replace=again)
        assert [one.verb for one in rows("SELECT verb FROM audit ORDER BY id")] == ["looked", "restored"]
        assert audit.verify().is_whole
        with pytest.raises(peewee.DatabaseError, match="the audit log only grows"):
            write(lambda: execute("DELETE FROM audit"))()
