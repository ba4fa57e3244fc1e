"""The server: where it listens, what it says when it cannot, and that slow clients do not stop it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from mentorship.commands import serve
from mentorship.commands.reasons import CannotStart

ROOT = Path(__file__).parent.parent.parent
PATIENCE_SECONDS = 20


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize(
    ("given", "listens"),
    [
        ({}, ("127.0.0.1", 8000)),
        ({"PORT": "9000"}, ("127.0.0.1", 9000)),
        ({"HOST": "0.0.0.0", "PORT": ""}, ("0.0.0.0", 8000)),  # noqa: S104
        ({"HOST": "localhost"}, ("127.0.0.1", 8000)),
        ({"HOST": "::1"}, ("::1", 8000)),
    ],
)
def test_it_listens_where_it_was_told(given, listens):
    assert serve.address(given) == listens


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80a", "٨٠", "9" * 5000, "1.5"])
def test_a_port_that_is_none_is_refused(port):
    with pytest.raises(CannotStart, match="PORT must be a number"):
        serve.address({"PORT": port})


def test_a_taken_port_is_refused_even_if_it_would_be_shared():
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(CannotStart, match="taken by another program"):
            serve.refuse_taken(*other.getsockname())


def test_an_address_of_another_machine_is_refused():
    with pytest.raises(CannotStart, match="not an address of this machine"):
        serve.refuse_taken("192.0.2.1", free_port())


def test_the_address_is_shown_as_one_can_open_it():
    assert serve._shown("0.0.0.0", 80) == "http://127.0.0.1:80"  # noqa: S104
    assert serve._shown("::1", 80) == "http://[::1]:80"


def started(instance, **environment):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MENTORSHIP_", "DATABASE_URL"))}
    return subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={
            **kept,
            "MENTORSHIP_INSTANCE": str(instance),
            "HOST": "127.0.0.1",
            "PORT": str(free_port()),
            **environment,
        },
    )


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"MENTORSHIP_DATABASEURL": "x"}, "There is no setting called databaseurl. Did you mean database_url?"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL must begin with sqlite:/// or postgresql://"),
        ({"DATABASE_URL": "postgresql://me:secret@127.0.0.1:1/x"}, "The database cannot be used: connection"),
        ({"DATABASE_URL": "postgresql://me:my secret@127.0.0.1/x"}, "DATABASE_URL cannot be understood"),
        ({"DATABASE_URL": "sqlite:////nowhere/at/all.db"}, "The database cannot be used: unable to open"),
        ({"PORT": "no"}, "PORT must be a number from 1 to 65535, not no."),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(tmp_path, environment, sentence):
    said, wrong = (process := started(tmp_path, **environment)).communicate(timeout=PATIENCE_SECONDS)
    assert (process.returncode, said) == (1, "")
    assert wrong.startswith(sentence)
    assert wrong.count("\n") == 1
    assert "secret" not in wrong


def test_a_file_in_place_of_the_folder_is_said_in_one_sentence(tmp_path):
    (tmp_path / "instance").touch()
    _said, wrong = started(tmp_path / "instance").communicate(timeout=PATIENCE_SECONDS)
    assert wrong == f"The folder {tmp_path}/instance cannot be written: File exists\n"


@pytest.fixture
def server(tmp_path):
    process = started(tmp_path)
    process.url = process.stdout.readline().removeprefix("Mentorship is at ").strip()
    process.set_up = process.stdout.readline().removeprefix("To set this place up, open ").strip()
    yield process
    process.kill()
    process.communicate()


def answers(url):
    with urllib.request.urlopen(f"{url}/healthz", timeout=5) as answer:  # noqa: S310 (our own)
        return answer.status


def is_up(url):
    try:
        return answers(url) == 200
    except OSError:
        return False


def workers(process):
    return Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()


def wait_for(condition):
    until = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_the_link_it_prints_at_its_first_start_opens_the_page_that_sets_the_place_up(server):
    assert server.set_up.startswith(f"{server.url}/set-up/")
    with urllib.request.urlopen(server.set_up, timeout=5) as answer:  # noqa: S310 (our own)
        assert "Set up this place" in answer.read().decode()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_it_answers_as_soon_as_it_says_so_and_ends_with_all_its_workers(server, how):
    assert answers(server.url) == 200
    both = workers(server)
    assert len(both) == 2
    server.send_signal(how)
    said, wrong = server.communicate(timeout=PATIENCE_SECONDS)
    assert (server.returncode, said, wrong) == (0, "", "")
    assert not any(Path(f"/proc/{one}").exists() for one in both)


def test_workers_do_not_outlive_a_server_that_was_killed(server):
    both = workers(server)
    server.kill()
    server.wait()
    wait_for(lambda: not any(Path(f"/proc/{one}").exists() for one in both))


def test_a_worker_that_was_killed_is_replaced(server):
    before = workers(server)
    os.kill(int(before[0]), signal.SIGKILL)
    wait_for(lambda: len(workers(server)) == 2 and before[0] not in workers(server))
    # On a busy machine the other worker may still be starting itself when the first is killed.
    wait_for(lambda: is_up(server.url))
    assert all(answers(server.url) == 200 for _ in range(4))


def test_slow_forms_and_headers_hold_nobody_up(server):
    host, port = server.url.removeprefix("http://").split(":")
    form = b"POST /sign-in HTTP/1.1\r\nHost: slow\r\nContent-Length: 500\r\n\r\nhalf"
    slow = [socket.create_connection((host, int(port))) for _ in range(60)]
    for number, one in enumerate(slow):
        one.sendall(form if number % 2 else b"GET / HTTP/1.1\r\nHost: slow\r\n")
    time.sleep(0.2)
    assert all(answers(server.url) == 200 for _ in range(8))
    for one in slow:
        one.close()


def test_one_file_holds_everything_once_the_server_has_ended(server, tmp_path):
    assert answers(server.url) == 200
    server.terminate()
    server.communicate(timeout=PATIENCE_SECONDS)
    assert not list(tmp_path.glob("mentorship.db-*"))


def test_a_second_server_cannot_have_the_port(server, tmp_path):
    _said, wrong = started(tmp_path, PORT=server.url.rsplit(":", 1)[1]).communicate(timeout=PATIENCE_SECONDS)
    assert "is taken by another program" in wrong
