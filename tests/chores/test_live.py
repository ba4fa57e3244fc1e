"""The real server does what is due by itself: no cron, two workers, once."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from contextlib import closing, contextmanager
from datetime import timedelta

import pytest

from mentorship import clock
from mentorship.chores.table import TASKS
from mentorship.database import database as connected
from mentorship.database import row, rows
from mentorship.records import mail
from mentorship.records.mail import Letter
from tests.cast import wish
from tests.post import PostOffice
from tests.test_house import ROOT

PATIENCE_SECONDS = 30
A_ROUND_SECONDS = 26  # the slowest rhythm, and a little more

pytestmark = pytest.mark.deep


def environment(folder, url: str, **given: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MENTORSHIP_", "DATABASE_URL"))}
    return kept | {"MENTORSHIP_INSTANCE": str(folder), "DATABASE_URL": url, "HOST": "127.0.0.1"} | given


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        return probe.getsockname()[1]


@pytest.fixture
def serving(tmp_path, engine_url):
    """with serving(MENTORSHIP_…=…) as server: the server on this test's database, at server.url."""

    @contextmanager
    def run(**given: str):
        connected.close()
        port = str(free_port())
        server = subprocess.Popen(
            [sys.executable, "app.py"],
            cwd=ROOT,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(tmp_path, engine_url, PORT=port, **given),
        )
        try:
            server.url = server.stdout.readline().removeprefix("Mentorship is at ").strip()
            yield server
        finally:
            server.kill()
            server.communicate()

    return run


def wait_for(found) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not found():
        assert time.monotonic() < until
        time.sleep(0.2)


def reminded() -> int:
    return row("SELECT count(*) AS n FROM notice WHERE kind = 'reminded'").n


@pytest.fixture
def asked(cast):
    """Bob asked Ada three days and an hour ago."""
    with clock.set_to(clock.now() - timedelta(days=3, hours=1)):
        wish(cast.bob, cast.ada)


def test_whoever_was_asked_is_reminded_once_by_two_workers_and_nobody_else(asked, serving):
    with serving() as server:
        wait_for(reminded)
        time.sleep(A_ROUND_SECONDS)
        known = {one.name: one for one in rows("SELECT * FROM chore")}
        server.terminate()
        said, wrong = server.communicate(timeout=PATIENCE_SECONDS)
    assert reminded() == 1
    assert row("SELECT count(*) AS n FROM mail WHERE kind = 'reminded'").n == 1
    assert set(known) == {task.name for task in TASKS}
    assert not [one for one in known.values() if one.failures]
    assert (server.returncode, said, wrong) == (0, "", "")


def test_a_server_that_was_killed_leaves_nothing_undone_for_the_next(asked, serving):
    with serving() as server:
        wait_for(lambda: row("SELECT count(*) AS n FROM chore").n)
        os.kill(server.pid, signal.SIGKILL)
    with serving():
        wait_for(reminded)
    assert reminded() == 1


def test_with_a_timer_of_ones_own_the_server_leaves_them_alone(asked, serving, tmp_path, engine_url):
    with serving(MENTORSHIP_CHORES="timer") as server:
        assert urllib.request.urlopen(f"{server.url}/readyz", timeout=5).status == 200  # noqa: S310 (our own)
        time.sleep(6)
    assert row("SELECT count(*) AS n FROM chore").n == 0
    for lines in (len(TASKS), 1):
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "app", "chores"],
            cwd=ROOT,
            env=environment(tmp_path, engine_url),
            capture_output=True,
            text=True,
            check=True,
        )
        assert len(done.stdout.splitlines()) == lines, done.stdout
    assert reminded() == 1


def mailing_by(port: int) -> dict[str, str]:
    """The settings for a mail server on this port."""
    return {
        "MENTORSHIP_MAIL_SERVER": "127.0.0.1",
        "MENTORSHIP_MAIL_PORT": str(port),
        "MENTORSHIP_MAIL_SECURITY": "none",
        "MENTORSHIP_MAIL_FROM": "place@example.org",
        "MENTORSHIP_PUBLIC_URL": "http://127.0.0.1",
    }


def test_a_mail_server_that_never_answers_holds_up_neither_the_pages_nor_the_end(cast, serving):
    mail.post(Letter.RESET, cast.ada.id)
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        silent.settimeout(PATIENCE_SECONDS)
        with serving(**mailing_by(silent.getsockname()[1])) as server, closing(silent.accept()[0]):
            slowest = max(_seconds(f"{server.url}/about") for _ in range(30))
            began = time.monotonic()
            server.terminate()
            server.communicate(timeout=PATIENCE_SECONDS)
            ended_after = time.monotonic() - began
    assert slowest < 3  # where a mail server is waited for, it is half a minute
    assert ended_after < 5
    assert server.returncode == 0


def test_a_letter_that_somebody_asks_for_leaves_at_once(cast, serving):
    office = PostOffice()
    office.start()
    with serving(**mailing_by(office.port)) as server:
        wait_for(lambda: len(rows("SELECT name FROM chore WHERE ended_at IS NOT NULL")) == len(TASKS))
        asked_at = time.monotonic()
        _ask_for_a_link(server.url, cast.ada.email)
        wait_for(lambda: office.to)
        took = time.monotonic() - asked_at
    office.stop()
    assert office.to == [cast.ada.email]
    assert took < A_ROUND_SECONDS / 2, "sooner than any round comes by itself"


def _ask_for_a_link(url: str, address: str) -> None:
    visitor = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    visitor.addheaders = [("Origin", url)]
    page = visitor.open(f"{url}/reset", timeout=5).read().decode()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    form = {"email": address} | ({"csrf_token": token[1]} if token else {})
    assert visitor.open(f"{url}/reset", urllib.parse.urlencode(form).encode(), timeout=10).status == 200


def _seconds(url: str) -> float:
    began = time.monotonic()
    with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 (our own)
        assert answer.status == 200
    return time.monotonic() - began
