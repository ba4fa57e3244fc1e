"""The real thing: `python app.py` in its own process on a free port, with the demonstration in a database of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import apsw
from flask import Flask

from mentorship.commands.demo.fill import fill
from mentorship.database import database, write
from mentorship.migrations import migrate
from mentorship.people.person import NAME_LIMIT, Person, Purpose, Role
from mentorship.site import setting
from mentorship.talk import conversation, message
from mentorship.web.joining import token_of as invitation_token
from mentorship.web.links import signed
from mentorship.web.replies import token_of
from tests.cast import ask_friend, befriend, settle
from tests.engines import connect

ROOT = Path(__file__).parent.parent
PATIENCE_SECONDS = 60
NEWCOMER = "nia@example.org"
ADMIN = "vera@example.org"
LONGEST_NAME = ("Rhoshandiatellyneshia" * 4)[:NAME_LIMIT]
LONGEST_WORD = f"https://example.org/{'a' * 200}\n\nمرحبا، كيف حالك؟"


def fill_place(folder: Path) -> Path:
    """A database file with the demonstration and three more: Nia, who has only just joined, Vera, who looks after the
    place, and a name without end; all read English."""
    file = folder / "filled.db"
    connect(f"sqlite:///{file}")
    try:
        migrate(folder)
        fill()
        settle("Nia", email=NEWCOMER, purpose=Purpose.LOOK)
        settle("Vera", email=ADMIN, purpose=Purpose.LOOK, roles=Role.ADMIN)
        _invite_longest()
        _speak_english()
        database.execute_sql("PRAGMA wal_checkpoint(truncate)")
    finally:
        database.close()
    return file


def _invite_longest() -> None:
    longest = settle(LONGEST_NAME, email="longest@example.org")
    ada, dora = (Person.get(Person.email == f"{key}@demo.example") for key in ("ada", "dora"))
    ask_friend(longest, ada)
    befriend(longest, dora)
    message.send(conversation.open_with_friend(longest.id, dora.id), longest.id, LONGEST_WORD, "once")


@write
def _speak_english() -> None:
    Person.update(language="en").execute()


class Live:
    """A server that answers at `url`; `database` is the file it works on.

    It begins with a copy of `template`, or with nothing, and with the settings in `given`.
    """

    def __init__(self, folder: Path, template: Path | None = None, **given: str) -> None:
        self.template, self.given, self.resets = template, given, 0
        self.instance = folder / "instance"
        self.instance.mkdir()
        self.database = self.instance / "mentorship.db"
        self.url = f"http://127.0.0.1:{_free_port()}"
        if template:
            self.reset()

    def reset(self) -> None:
        """Everything as it was at the start. Workers keep their file open, so its content is replaced, not the file."""
        with closing(apsw.Connection(str(self.database))) as to, closing(apsw.Connection(str(self.template))) as origin:
            to.set_busy_timeout(PATIENCE_SECONDS * 1000)
            with to.backup("main", origin, "main") as copying:
                while not copying.done:
                    copying.step()
            self.resets += 1
            # Workers know the settings by the number of their last change: it must not mean two things.
            to.execute("INSERT INTO setting (name, value, version) VALUES ('contact', '', ?)", (1000 * self.resets,))

    @contextmanager
    def inside(self) -> Iterator[None]:
        """The domain, connected to the server's database: for what happened before, or stands on no page."""
        connect(f"sqlite:///{self.database}")
        setting.forget()
        try:
            yield
        finally:
            database.close()
            setting.forget()

    def signed(self, purpose: str, value: Any) -> str:
        """What stands at the end of a link in a mail."""
        with self._signing():
            return signed(purpose, value)

    def answering(self, email: str, request: str) -> str:
        """What stands at the end of the link by which the owner of this address answers a request."""
        handle = self.one("SELECT handle FROM person WHERE email = ?", email)
        with self._signing():
            return token_of(handle, request, email)

    def joining(self, invitation: str, address: str) -> str:
        """What stands at the end of the link in the letter of an invitation."""
        with self._signing():
            return invitation_token(invitation, address)

    @contextmanager
    def _signing(self) -> Iterator[None]:
        signer = Flask(__name__)
        signer.secret_key = self.secret_key
        with signer.app_context():
            yield

    def flask(self, *command: str) -> str:
        """What a command of the place prints."""
        asked = [sys.executable, "-m", "flask", "--app", "app", *command]
        done = subprocess.run(asked, cwd=ROOT, env=self._environment(), capture_output=True, text=True, check=True)
        return done.stdout

    def one(self, sql: str, *values: Any) -> Any:
        """The first value the server's database answers."""
        with closing(apsw.Connection(str(self.database))) as reader:
            reader.set_busy_timeout(PATIENCE_SECONDS * 1000)
            return reader.execute(sql, values).fetchone()[0]

    def speak(self, language: str) -> None:
        """Lets all accounts read this language, and all invitations speak it."""
        with closing(apsw.Connection(str(self.database))) as writer:
            writer.set_busy_timeout(PATIENCE_SECONDS * 1000)
            writer.execute("UPDATE person SET language = ?", (language,))
            writer.execute("UPDATE invitation SET language = ?", (language,))

    def handle(self, name: str) -> str:
        """The handle of the person whose name begins so."""
        return self.one("SELECT handle FROM person WHERE name LIKE ? ORDER BY id", f"{name}%")

    @property
    def secret_key(self) -> str:
        """What the server signs forms with."""
        return (self.instance / "secret_key").read_text()

    @contextmanager
    def running(self) -> Iterator["Live"]:
        """The server, from its first answer until the end of the tests."""
        with (self.instance / "server.log").open("w") as log:
            server = subprocess.Popen(
                [sys.executable, "app.py"], cwd=ROOT, env=self._environment(), stdout=log, stderr=log
            )
            try:
                self._wait(server)
                yield self
            finally:
                _end(server)

    def _environment(self) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("MENTORSHIP_", "DATABASE_URL"))
        }
        return {
            **kept,
            **self.given,
            "MENTORSHIP_INSTANCE": str(self.instance),
            "PORT": self.url.rsplit(":", 1)[1],
            "HOST": "127.0.0.1",
            "MENTORSHIP_CHORES": "timer",  # two looks at a page show the same; tests/chores/test_live.py lets them run
        }

    def _wait(self, server: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until and server.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=2):  # noqa: S310 (our own server)
                    return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"the server did not start: {self.log()}")

    def log(self) -> str:
        """What the server said so far: nothing, if all went well, but where it is."""
        return (self.instance / "server.log").read_text()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
