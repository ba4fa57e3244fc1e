"""The sweep: whatever leaves is read to its last byte, and every word in it is held against the table."""

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from flask import Flask
from flask import session as cookie
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from mentorship import create_app
from mentorship.config import Settings
from mentorship.database import database
from mentorship.people import session as sessions
from mentorship.site import setting
from mentorship.web.two_step import BEGUN
from tests.canaries import post
from tests.canaries.reading import addresses, bare, everything, unpacked
from tests.canaries.table import AT_FIRST, GONE, NOBODY, PEOPLE, Ties, may_meet
from tests.canaries.words import NOWHERE
from tests.canaries.world import World, make
from tests.engines import connect

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
WAYS: dict[str, dict[str, str]] = {
    "page": {},
    "fragment": HTMX,
    "history": HTMX | {"HX-History-Restore-Request": "true"},
    "packed": {"Accept-Encoding": "gzip"},
}
VIEWERS = (*(name for name in PEOPLE if name != GONE), NOBODY)
TOKEN = "form-token-of-the-canaries"
KEPT = ("no-store", "private, no-store")  # what no cache keeps


def endpoint(app: Flask, address: str, method: str) -> str:
    """The endpoint behind an address, or nothing."""
    try:
        return str(app.url_map.bind("localhost").match(address.partition("?")[0], method=method)[0])
    except HTTPException:
        return ""


class Heard(logging.Handler):
    """Every line that is logged for those who run the place."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@dataclass
class Found:
    """What came of a sweep: `met` says who met which word, `wrong` what nobody should have been told."""

    responses: int = 0
    letters: int = 0
    words: int = 0
    met: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    wrong: dict[str, str] = field(default_factory=dict)
    in_addresses: dict[str, str] = field(default_factory=dict)
    in_subjects: dict[str, str] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    cached: dict[str, str] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)
    endpoints: set[str] = field(default_factory=set)


class Sweep:
    """One application, its world, and a browser for each viewer."""

    def __init__(self, app: Flask, world: World) -> None:
        self.app, self.world, self.found = app, world, Found(words=len(world.words.all))
        self.heard = Heard()
        self.heard.lines = self.found.log
        self.clients = {name: self.client(name) for name in VIEWERS}
        self.token = self._token()
        self.nowhere: dict[tuple[str, str, str], str] = {}

    def client(self, name: str = NOBODY) -> FlaskClient:
        """A browser, signed in as this person if there is one."""
        client = self.app.test_client()
        with client.session_transaction() as kept:
            kept["csrf_token"] = TOKEN
            if name != NOBODY:
                kept["_user_id"] = sessions.start(self.world.people[name], kept=True, device="Test phone")
                kept["_fresh"] = kept[BEGUN] = True  # with the second step begun on this device
        return client

    def _token(self) -> str:
        with self.app.test_request_context():
            cookie["csrf_token"] = TOKEN
            return str(generate_csrf())

    def take(self, viewer: str, answer: TestResponse, ties: Ties = AT_FIRST, own: Iterable[str] = ()) -> None:
        """Reads an answer to this viewer; `own` words, which they have typed themselves, are no news to them."""
        self.found.responses += 1
        self.found.statuses[answer.status_code] += 1
        self.found.endpoints.add(endpoint(self.app, answer.request.path, answer.request.method))
        where = f"{viewer or 'nobody'}: {answer.request.method} {answer.request.full_path} {answer.status_code}"
        echo = set(own) | (self.world.words.met(answer.request.path) if answer.status_code != 200 else set())
        for word in self.world.words.met(everything(answer)) - echo:
            self.hold(viewer, word, where, ties)
        inside = addresses(answer)
        for word in self.world.words.met(f"{inside} {unpacked(inside)}".lower()) - echo:
            if self.world.words.all[word].section != "photo":
                self.found.in_addresses.setdefault(self.told(word), where)
        self._look_at_cache(answer, where)

    def hold(self, viewer: str, word: str, where: str, ties: Ties = AT_FIRST) -> None:
        """Holds a word that somebody met against the table."""
        if may_meet(viewer, self.world.words.all[word], ties):
            self.found.met[word].add(viewer)
        else:
            self.found.wrong.setdefault(f"{viewer or 'nobody'} met {self.told(word)}", where)

    def in_log(self) -> dict[str, str]:
        """The words in lines of the log: whoever reads it may not know any of them."""
        lines = [(word, line) for line in self.found.log for word in self.world.words.met(line.lower())]
        return {self.told(word): line for word, line in lines}

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hears what is logged meanwhile."""
        root, level = logging.getLogger(), logging.getLogger().level
        root.addHandler(self.heard)
        root.setLevel(logging.INFO)
        try:
            yield
        finally:
            root.removeHandler(self.heard)
            root.setLevel(level)

    def told(self, word: str) -> str:
        """What a word is, for people."""
        one = self.world.words.all[word]
        return " ".join(("the", one.section or one.what, "of", *one.of))

    def _look_at_cache(self, answer: TestResponse, where: str) -> None:
        kept, path = answer.headers.get("Cache-Control", ""), answer.request.path
        is_photo = "/photo/" in path and answer.status_code in (200, 304) and kept == "private, no-cache"
        if kept not in KEPT and not is_photo and not path.startswith(("/static/", "/place/", "/healthz", "/readyz")):
            self.found.cached.setdefault(path, f"{where} {kept!r}")

    def get(self, viewer: str, address: str, way: str = "page", ties: Ties = AT_FIRST) -> TestResponse:
        """Opens an address in one of the WAYS, or asks for its head alone."""
        client = self.clients[viewer]
        open_it = client.head if way == "head" else client.get
        answer = open_it(address, headers=WAYS.get(way, {}))
        self.take(viewer, answer, ties)
        return answer

    def search(self, viewer: str, address: str, word: str, way: str = "page", *, starts: int = 0) -> None:
        """Types a word, or its first letters, where {} stands; one the viewer may not meet must be a word that nobody has."""
        typed, nowhere = (word[:starts], NOWHERE[:starts]) if starts else (word, NOWHERE)
        answer = self.clients[viewer].get(address.format(typed), headers=WAYS[way])
        self.take(viewer, answer, own=[typed])
        if may_meet(viewer, self.world.words.all[word]):
            return
        same = (viewer, address + str(starts), way)
        if same not in self.nowhere:
            other = self.clients[viewer].get(address.format(nowhere), headers=WAYS[way])
            self.take(viewer, other)
            self.nowhere[same] = bare(other, nowhere)
        if bare(answer, typed) != self.nowhere[same]:
            self.found.wrong.setdefault(f"{viewer or 'nobody'} found {self.told(word)}", address.format(typed))

    def send(
        self, viewer: str, action: str, pairs: dict[str, Any], way: str = "page", ties: Ties = AT_FIRST
    ) -> TestResponse:
        """Sends a form, reads where it leads and the letters it sets off, and lets nothing of it have been."""
        with database.atomic() as undone:
            answer = self._sent(viewer, action, pairs, way, ties)
            undone.rollback()
        setting.forget()
        return answer

    def _sent(self, viewer: str, action: str, pairs: dict[str, Any], way: str, ties: Ties) -> TestResponse:
        client, name = self.clients[viewer], self.app.config["SESSION_COOKIE_NAME"]
        before, last = client.get_cookie(name), post.last()
        answer = client.post(action, data={"csrf_token": self.token, **pairs}, headers=WAYS[way])
        answer.request.environ["wsgi.input"].close()  # a file, where the browser of the tests sends much
        self.take(viewer, answer, ties)
        if answer.status_code == 303:
            self.get(viewer, answer.headers["Location"], ties=ties)
        self.read_letters(post.written(self.app, last), ties)
        if before:
            client.set_cookie(name, before.value)
        return answer

    def read_letters(self, letters: list[EmailMessage], ties: Ties = AT_FIRST) -> None:
        """Reads letters as those read them to whom they go; a subject names nothing and nobody."""
        readers = {one.email: name for name, one in self.world.people.items()}
        for letter in letters:
            self.found.letters += 1
            reader, where = readers.get(str(letter["To"]), NOBODY), f"a letter: {letter['Subject']}"
            text = "\n".join([*(f"{name}: {value}" for name, value in letter.items()), letter.get_content()])
            text += letter.as_string()
            links = " ".join(post.links_in(letter))
            for word in self.world.words.met(f"{text}\n{unpacked(text)}".lower()):
                if word not in str(letter["To"]):  # on the envelope stands where it goes
                    self.hold(reader, word, where, ties)
            for word in self.world.words.met(f"{links} {unpacked(links)}".lower()):
                self.found.in_addresses.setdefault(self.told(word), where)
            for word in self.world.words.met(str(letter["Subject"]).lower()):
                self.found.in_subjects.setdefault(self.told(word), where)


def sweep_of(url: str, instance: Path) -> Sweep:
    """A place of its own on the (migrated) database at this address, with everybody and every word in it."""
    app = create_app(Settings(instance=instance, database_url=url, secret_key="secret of the canaries"))
    app.testing = False  # failures must look as they do for people
    post.settle(app)
    connect(url)
    setting.forget()
    return Sweep(app, make())
