"""kill -9 under load: whether anything is lost that was acknowledged, and whether anything is there by half.

Members sign in, write messages, ask for mentoring and answer, over HTTP; each keeps the list of what the server said
yes to. At random moments the whole process tree gets SIGKILL; the server is started again, and the database must hold
everything on the lists, each request and message with its notice, and each notice with its mail.
"""

import argparse
import base64
import http.client
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import zlib
from pathlib import Path

from bench.ledger import Ledger
from bench.members import PASSWORD, WISH, Pair, connect, pair
from bench.server import ROOT, answers, environment, folder, free_port
from bench.visitor import Form, Visitor
from mentorship.database import database
from mentorship.migrations import migrate

CLIENTS = 6
SIGN_IN_EVERY = 25
WRITES_BETWEEN = (1, 60)
PATIENCE_SECONDS = 10
STARTS_WITHIN_SECONDS = 60
LOOK_CLOSELY_EVERY = 10
GONE = (OSError, http.client.HTTPException)


class Place:
    """The server, which is killed and started again on the same port and the same data."""

    def __init__(self, instance: Path, url: str) -> None:
        self.port, self.is_up, self.over = free_port(), threading.Event(), threading.Event()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = environment(instance, PORT=str(self.port), DATABASE_URL=url)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Seconds until it answers."""
        begun = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, "app.py"],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        while not self._answers():
            if self.process.poll() is not None or time.perf_counter() - begun > STARTS_WITHIN_SECONDS:
                raise RuntimeError("the server did not start again")
            time.sleep(0.01)
        self.is_up.set()
        return time.perf_counter() - begun

    def _answers(self) -> bool:
        if not answers(self.port):
            return False
        try:
            return Visitor(self.url, patience=10).get("/healthz").status == 200
        except GONE:
            return False

    def kill(self) -> None:
        """SIGKILL for the server and its workers in the same moment."""
        self.is_up.clear()
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Client(threading.Thread):
    """A pair of members who write without end and note what was acknowledged."""

    def __init__(self, number: int, place: Place, members: Pair, ledger: Ledger) -> None:
        super().__init__(daemon=True)
        self.number, self.place, self.pair, self.ledger = number, place, members, ledger
        self.written = 0
        self.seeker: Visitor | None = None
        self.mentor: Visitor | None = None

    def run(self) -> None:
        """Goes on until it is over; what a kill interrupts stays in doubt."""
        while not self.place.over.is_set():
            if self.place.is_up.wait(0.1):
                try:
                    self._live()
                except GONE:
                    self._hang_up()

    def _live(self) -> None:
        """A while of their life; who was signed in before the kill still is, unless they leave by themselves."""
        if self.written % SIGN_IN_EVERY > SIGN_IN_EVERY // 2:
            self.seeker = None
        seeker = self.seeker = self.seeker or self._sign_in(self.pair.seeker.email)
        mentor = self.mentor = self.mentor or self._sign_in(self.pair.mentor.email)
        talk = seeker.get(f"/messages/{self.pair.talk}").form(f"/messages/{self.pair.talk}")
        token = mentor.get("/account").form("/account/name").values["csrf_token"]
        for _ in range(SIGN_IN_EVERY):
            self._write(seeker, talk)
            self._decline(mentor, self._asked(seeker), token)

    def _hang_up(self) -> None:
        for one in (self.seeker, self.mentor):
            if one:
                one.connection.close()

    def _sign_in(self, email: str) -> Visitor:
        visitor = Visitor(self.place.url, patience=20).sign_in(email, PASSWORD)
        self.ledger.keep(_token(visitor))
        return visitor

    def _write(self, seeker: Visitor, talk: Form) -> None:
        self.written += 1
        body = f"{self.number}-{self.written}"
        self.ledger.doubtful.add(body)
        if seeker.post(talk, body=body, once=body).status == 303:
            self.ledger.messages.add(body)
            self.ledger.yes["messages"] += 1

    def _asked(self, seeker: Visitor) -> str:
        """The key of the open request; asks for mentoring first if there is none."""
        asking = f"/people/{self.pair.mentor.handle}/mentor"
        page = seeker.get(f"{asking}?as=mentee")
        if "/requests/" not in page.path:
            sent = seeker.post(page.form(asking), **{name: str(value) for name, value in WISH.items()})
            self.ledger.yes["requests"] += sent.status == 303
            page = seeker.get(f"{asking}?as=mentee")
        key = page.path.rpartition("/")[2]
        self.ledger.requests[key] = {"open"}
        return key

    def _decline(self, mentor: Visitor, key: str, token: str) -> None:
        self.ledger.requests[key] = {"open", "declined"}
        if mentor.post(Form(f"/requests/{key}/decline", {"csrf_token": token, "reason": "full"})).status == 303:
            self.ledger.requests[key] = {"declined"}
            self.ledger.yes["answers"] += 1


def _token(visitor: Visitor) -> str:
    """The token of the session, from the signed cookie."""
    text = visitor.cookies["mentorship"]
    packed = text.lstrip(".").split(".")[0]
    plain = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
    return str(json.loads(zlib.decompress(plain) if text.startswith(".") else plain)["_user_id"])


def prepare(instance: Path, url: str) -> list[Pair]:
    """A database with members in it."""
    connect(url)
    migrate(instance)
    members = [pair(number) for number in range(CLIENTS)]
    database.close()
    return members


class Killing:
    """The whole run: load, kill, start, look."""

    def __init__(self, instance: Path, url: str, seed: int) -> None:
        self.place, self.ledger, self.dice = Place(instance, url), Ledger(), random.Random(seed)
        members = prepare(instance, url)
        self.clients = [Client(number, self.place, one, self.ledger) for number, one in enumerate(members)]
        self.starts: list[float] = []
        self.broken: dict[str, int] = {}

    def run(self, kills: int) -> None:
        """Kills so many times."""
        self.starts.append(self.place.start())
        for one in self.clients:
            one.start()
        for number in range(1, kills + 1):
            self._let_them_write(self.dice.randrange(*WRITES_BETWEEN))
            self.place.kill()
            if number % LOOK_CLOSELY_EVERY == 0:
                self._look(number, kills)
            self.starts.append(self.place.start())
        self._let_them_write(WRITES_BETWEEN[1])
        self.place.over.set()
        for one in self.clients:
            one.join(30)
        self.place.kill()
        self._look(kills, kills)

    def _let_them_write(self, many: int) -> None:
        wanted, until = self.ledger.yes.total() + many, time.monotonic() + PATIENCE_SECONDS
        while self.ledger.yes.total() < wanted and time.monotonic() < until:
            time.sleep(0.001)
        time.sleep(self.dice.uniform(0, 0.02))

    def _look(self, number: int, kills: int) -> None:
        # The server is dead, and nobody else had the database open: what is found is what the kill has left.
        with database.connection_context():
            self.broken |= self.ledger.check()
        said = ", ".join(f"{many} {what}" for what, many in sorted(self.ledger.yes.items()))
        print(f"{number:5} of {kills} kills, acknowledged: {said}; broken: {self.broken or 0}", flush=True)

    def report(self) -> None:
        """The figures."""
        starts = sorted(self.starts)
        print(f"acknowledged: {sum(self.ledger.yes.values())} writes {dict(self.ledger.yes)}")
        print(f"start after a kill: middle {starts[len(starts) // 2]:.2f} s, slowest {starts[-1]:.2f} s")
        print(f"broken promises: {self.broken or 0}")


def main() -> None:
    """Prints the figures; ends with 1 if anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with folder() as instance:
        url = os.environ.get("DATABASE_URL") or f"sqlite:///{instance / 'mentorship.db'}"
        killing = Killing(instance, url, given.seed)
        try:
            killing.run(given.kills)
        finally:
            killing.place.kill()
        killing.report()
    sys.exit(bool(killing.broken))


if __name__ == "__main__":
    main()
