"""Doing the chores: what is due, once, whatever goes wrong."""

import threading
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import current_app

from mentorship import clock
from mentorship.chores import doing, rhythm, table
from mentorship.chores.table import TASKS, Task
from mentorship.database import database as connected
from mentorship.database import execute, row, write
from mentorship.site import chore
from mentorship.web import place_words
from tests.cast import change, wish


class Chores:
    """A table of two chores that remember what happened to them."""

    def __init__(self):
        self.done: list[str] = []
        self.fails: BaseException | None = None
        self.tasks = (
            Task("mail", timedelta(minutes=1), lambda: self._do("mail")),
            Task("requests", timedelta(minutes=10), lambda: self._do("requests")),
        )

    def _do(self, name: str) -> int:
        assert current_app
        assert not connected.is_closed()
        self.done.append(name)
        if self.fails and name == "mail":
            raise self.fails
        return 2


@pytest.fixture
def chores(monkeypatch):
    made = Chores()
    monkeypatch.setattr(doing, "TASKS", made.tasks)
    return made


def test_what_is_new_is_done_and_then_not_due(app, chores):
    assert list(doing.do_due(app)) == [("mail", 2, ""), ("requests", 2, "")]
    assert list(doing.do_due(app)) == []
    assert chores.done == ["mail", "requests"]


def test_each_comes_round_in_its_own_time(app, chores, moved_clock):
    list(doing.do_due(app))
    moved_clock(minutes=2)
    assert [one.name for one in doing.do_due(app)] == ["mail"]
    moved_clock(minutes=9)
    assert [one.name for one in doing.do_due(app)] == ["mail", "requests"]


def test_everything_can_be_done_whether_or_not_it_is_due(app, chores):
    list(doing.do_due(app))
    assert [one.name for one in doing.do_due(app, everything=True)] == ["mail", "requests"]


def test_what_calls_is_done_before_its_time_unless_it_failed(app, chores, moved_clock):
    calls = []
    doing.TASKS = (Task("mail", timedelta(minutes=1), lambda: chores._do("mail"), lambda: bool(calls)),)
    list(doing.do_due(app))
    assert list(doing.do_due(app)) == []
    calls.append("a letter")
    chores.fails = RuntimeError("no")
    assert [one.trouble for one in doing.do_due(app)] == ["RuntimeError: no"]
    assert list(doing.do_due(app)) == [], "it waits as long as any that failed"
    chores.fails = None
    moved_clock(minutes=2)
    assert [one.trouble for one in doing.do_due(app)] == [""]
    assert [one.name for one in doing.do_due(app)] == ["mail"]


def test_after_a_week_off_each_is_done_once(app, chores, moved_clock):
    list(doing.do_due(app))
    moved_clock(days=7)
    assert len(list(doing.do_due(app)) + list(doing.do_due(app))) == 2


def test_one_that_fails_is_noted_and_takes_no_other_with_it(app, chores, caplog):
    chores.fails = RuntimeError("the disk is full\nand more")
    outcomes = list(doing.do_due(app))
    assert outcomes == [("mail", 0, "RuntimeError: the disk is full"), ("requests", 2, "")]
    with app.app_context():
        known = chore.known()
    assert (known["mail"].failures, known["mail"].trouble) == (1, "RuntimeError: the disk is full")
    assert known["requests"].failures == 0
    assert "the chore mail did not go well" in caplog.text


def test_one_that_breaks_its_connection_is_noted_too(app, chores):
    def break_it():
        connected.connection().close()
        execute("SELECT 1")

    tasks = (Task("mail", timedelta(minutes=1), write(break_it)), chores.tasks[1])
    doing.TASKS = tasks
    outcomes = list(doing.do_due(app))
    assert [(one.name, bool(one.trouble)) for one in outcomes] == [("mail", True), ("requests", False)]


def test_no_connection_stays_open(app, chores):
    chores.fails = ValueError()
    list(doing.do_due(app))
    assert connected.is_closed()


def test_what_another_is_at_is_left_alone(app, chores):
    with app.app_context():
        chore.plan("mail")
        assert chore.claim("mail", timedelta(minutes=1))
    assert [one.name for one in doing.do_due(app, everything=True)] == ["requests"]


def test_eight_processes_at_one_moment_do_it_once(app, chores, at_once):
    outcomes = at_once(*[lambda: (connected.close(), list(doing.do_due(app)))[1]] * 8)
    assert sorted(one.name for found in outcomes for one in found) == ["mail", "requests"], outcomes


def test_the_table_names_each_chore_once_and_the_admin_page_knows_its_words():
    names = [task.name for task in TASKS]
    assert sorted(names) == sorted(set(names)) == sorted(place_words.CHORE) == sorted(place_words.CHORE_MEANING)
    assert all(len(name) <= chore.Chore.name.max_length for name in names)


def test_every_chore_of_the_table_goes_well_in_a_place_with_people(app, cast):
    outcomes = list(doing.do_due(app, everything=True))
    assert [one.name for one in outcomes] == [task.name for task in TASKS]
    assert not [one for one in outcomes if one.trouble]


def test_whoever_was_asked_is_reminded_by_a_chore(app, cast, moved_clock):
    wish(cast.bob, cast.ada)
    moved_clock(days=3, hours=1)
    done = {one.name: one.done for one in doing.do_due(app)}
    assert done["requests"] == 1
    assert row("SELECT count(*) AS n FROM notice WHERE kind = 'reminded' AND person_id = ?", cast.ada.id).n == 1


def test_the_erasing_is_told_where_the_data_is(app, monkeypatch):
    seen = []
    monkeypatch.setattr(table.erasure, "erase_overdue", lambda instance: seen.append(instance) or 0)
    list(doing.do_due(app))
    assert seen == [app.config["SETTINGS"].instance]


def test_a_clock_that_jumps_ahead_erases_nobody_before_a_day_has_passed(app, cast, moved_clock):
    def erased():
        return {one.name: one.done for one in doing.do_due(app)}.get("erasing")

    assert erased() == 0
    change(cast.bob, state="closed", closed_at=clock.now())
    moved_clock(days=40)
    assert erased() == 0
    moved_clock(days=-40, hours=1)
    assert erased() == 0, "set right again, Bob is still here"
    for _day in range(13):
        moved_clock(days=1)
        assert erased() == 0
    moved_clock(days=1)
    assert erased() == 1


@pytest.fixture
def hurried(monkeypatch):
    monkeypatch.setattr(rhythm, "FIRST_SECONDS", 0.01)
    monkeypatch.setattr(rhythm, "SOON_SECONDS", 0.01)
    monkeypatch.setattr(rhythm, "EVERY_SECONDS", 0.01)


def test_the_thread_does_them_and_ends_when_it_is_told_to(app, monkeypatch, hurried):
    rounds = threading.Semaphore(0)
    monkeypatch.setattr(doing, "do_due", lambda _app: rounds.release() or [])
    chores = rhythm.Rhythm(app)
    assert all(rounds.acquire(timeout=10) for _ in range(3))
    chores.stop()
    assert not [one for one in threading.enumerate() if one.name == "chores"]


def test_the_thread_outlives_a_database_that_is_away_and_says_so_once(app, monkeypatch, hurried, caplog):
    rounds = threading.Semaphore(0)

    def away(_app):
        rounds.release()
        raise OSError("nobody answers")

    monkeypatch.setattr(doing, "do_due", away)
    chores = rhythm.Rhythm(app)
    assert all(rounds.acquire(timeout=10) for _ in range(4))
    chores.stop()
    assert caplog.text.count("the chores wait: nobody answers") == 1


def test_whoever_writes_something_need_not_wait_for_the_next_round(app, monkeypatch, hurried):
    rounds = threading.Semaphore(0)
    monkeypatch.setattr(rhythm, "EVERY_SECONDS", 1000)
    monkeypatch.setattr(doing, "do_due", lambda _app: rounds.release() or [])
    chores = rhythm.Rhythm(app)
    assert rounds.acquire(timeout=10)
    for _ in range(3):
        chores.call()
        assert rounds.acquire(timeout=10)
    assert not rounds.acquire(timeout=0.1), "nobody calls"
    chores.stop()


def test_when_the_server_ends_the_chores_that_are_left_wait(app, monkeypatch, hurried):
    begun, may_end, done = threading.Event(), threading.Event(), []

    def slowly(_app):
        for name in ("mail", "requests"):
            done.append(name)
            begun.set()
            may_end.wait(10)
            yield SimpleNamespace(name=name)

    monkeypatch.setattr(doing, "do_due", slowly)
    chores = rhythm.Rhythm(app)
    begun.wait(10)
    threading.Timer(0.1, may_end.set).start()
    chores.stop()
    assert done == ["mail"]


def test_a_chore_that_takes_long_does_not_hold_up_the_end(app, monkeypatch, hurried):
    begun, forever = threading.Event(), threading.Event()
    monkeypatch.setattr(rhythm, "LAST_SECONDS", 0.05)
    monkeypatch.setattr(doing, "do_due", lambda _app: begun.set() or forever.wait(30) or [])
    chores = rhythm.Rhythm(app)
    begun.wait(10)
    chores.stop()
    assert "chores" in {thread.name for thread in threading.enumerate()}, "it is still at it, and nobody waits for it"
    forever.set()
