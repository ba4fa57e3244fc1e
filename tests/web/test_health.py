"""Whether the process answers, and whether it is ready to be sent people."""

from datetime import timedelta

import peewee
import pytest

from mentorship import migrations
from mentorship.database import database as connected
from mentorship.site import chore
from mentorship.web import health

HOUR = timedelta(hours=1)


def asked(app, path="/readyz"):
    answer = app.test_client().get(path)
    return answer.status_code, answer.text.split()


@pytest.fixture
def running(app):
    """running(hours=1): the process began so long ago."""

    def since(**ago):
        app.extensions[health.BEGAN] -= timedelta(**ago).total_seconds()

    return since


def began() -> None:
    chore.plan("mail")
    chore.finish("mail", chore.claim("mail", HOUR, hurried=True), HOUR)


def test_it_answers_without_the_database(browser, app, statements):
    assert statements(lambda: asked(app, "/healthz")) == 0
    assert asked(app, "/healthz") == (200, ["ok"])


def test_a_fresh_start_is_ready_before_any_chore_was_begun(app):
    assert asked(app) == (200, ["ready"])


def test_it_asks_little(app, statements):
    asked(app)
    assert statements(lambda: asked(app)) <= 2


def test_nobody_need_sign_in_and_nothing_is_kept(app):
    answer = app.test_client().get("/readyz")
    assert (answer.headers["Cache-Control"], answer.content_type) == ("no-store", "text/plain; charset=utf-8")
    assert "Set-Cookie" not in answer.headers


def test_after_a_while_without_chores_it_is_not_ready(app, running):
    running(minutes=31)
    assert asked(app) == (503, ["chores"])


def test_with_chores_it_is_ready_for_long(app, running):
    running(days=3)
    began()
    assert asked(app) == (200, ["ready"])


def test_when_the_chores_stop_it_is_not_ready(app, running, moved_clock):
    running(days=3)
    began()
    moved_clock(minutes=31)
    assert asked(app) == (503, ["chores"])


def test_a_clock_that_was_set_back_does_not_make_it_unready(app, running, moved_clock):
    running(days=3)
    began()
    moved_clock(days=-3)
    assert asked(app)[0] == 200


@pytest.mark.parametrize(("hours", "status"), [(25, 200), (27, 503)])
def test_a_timer_of_ones_own_may_be_slow_but_not_for_ever(app, running, moved_clock, hours, status):
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = type(settings)(instance=settings.instance, chores="timer")
    running(days=3)
    began()
    moved_clock(hours=hours)
    assert asked(app)[0] == status


def test_a_database_that_lacks_a_step_is_said_in_a_word(app, tmp_path, monkeypatch):
    (tmp_path / "9999_next.py").touch()
    monkeypatch.setattr(migrations, "FOLDER", tmp_path)
    assert asked(app) == (503, ["migrations"])


def test_all_reasons_are_said(app, tmp_path, monkeypatch, running):
    (tmp_path / "9999_next.py").touch()
    monkeypatch.setattr(migrations, "FOLDER", tmp_path)
    running(hours=2)
    assert asked(app) == (503, ["migrations", "chores"])


@pytest.mark.parametrize("failure", [peewee.OperationalError("secret path"), peewee.InterfaceError("secret path")])
def test_a_database_that_is_away_is_a_word_and_tells_nothing_else(app, monkeypatch, failure):
    def away():
        raise failure

    connected.close()
    monkeypatch.setattr(connected.obj, "connect", away)
    assert asked(app) == (503, ["database"])


def test_it_is_ready_again_as_soon_as_the_database_is_back(app, monkeypatch):
    with monkeypatch.context() as meanwhile:
        connected.close()
        meanwhile.setattr(connected.obj, "connect", lambda: (_ for _ in ()).throw(peewee.OperationalError()))
        assert asked(app)[0] == 503
    assert asked(app) == (200, ["ready"])
