"""A place of its own to be fuzzed: the demonstration with staff, keys and links of every kind; it can be put back at once."""

import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import apsw
from flask import session as cookie
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf

from bench.forms import Form, crawled, kinds, without_forms
from bench.server import folder
from mentorship import clock, create_app
from mentorship.accounts import first_run
from mentorship.commands.demo.fill import fill
from mentorship.config import Settings
from mentorship.database import database, rows, write
from mentorship.people import invitation, token, two_step
from mentorship.people import session as sessions
from mentorship.people.person import Person, State
from mentorship.people.token import Purpose
from mentorship.people.two_step import TwoStep
from mentorship.site import setting
from mentorship.web.links import signed
from mentorship.web.replies import token_of

NOBODY = ""
STAFF = ("dora", "aldo")
HOST = "demo.example"
KEPT_TOKEN = "form-token-of-the-fuzz"


class Heard(logging.Handler):
    """Remembers the last failure that was logged, which says more than the page about it."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.last = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps the kind of the failure and where it happened."""
        failure = record.exc_info[1] if record.exc_info else None
        where = failure.__traceback__ if failure else None
        while where and where.tb_next:
            where = where.tb_next
        place = f" at {where.tb_frame.f_code.co_filename}:{where.tb_lineno}" if where else ""
        self.last = f"{type(failure).__name__}: {failure}{place}" if failure else record.getMessage()


class World:
    """The place, its visitors, and all forms they find."""

    visitors: tuple[str, ...] = (NOBODY, "ada", "bob", "dora", "aldo")

    def __init__(self, instance: Path) -> None:
        self.instance = instance
        settings = Settings(instance=instance, database_url=f"sqlite:///{instance / 'fuzzed.db'}", secret_key="k" * 40)
        self.app = create_app(settings)
        self.app.testing = False
        self.heard = Heard()
        database.connect(reuse_if_open=True)
        database.execute_sql("PRAGMA synchronous = off")
        self.links = self._people_it()
        self.template = instance / "template.db"
        _copy(instance / "fuzzed.db", self.template)
        self.reset()
        self.known = [value for found in self._known().values() for value in found]
        self.forms = kinds(self.app, self._all_forms())

    def _people_it(self) -> list[str]:
        fill()
        with self.app.test_request_context():
            ada = Person.get(Person.email == f"ada@{HOST}")
            for name in STAFF:
                _two_steps(Person.get(Person.email == f"{name}@{HOST}"))
            invited = invitation.make(ada.id, language="en", days=30, places=100).key
            reset, confirm = token.issue(ada.id, Purpose.RESET), token.issue(ada.id, Purpose.CONFIRM, "new@example.org")
            asked = rows("SELECT key FROM request WHERE state = 'open' AND recipient_id = ?", ada.id)
            answers = [f"/answer/{token_of(ada.handle, one.key, ada.email)}" for one in asked]
            return [
                f"/reset/{signed('reset', reset)}",
                f"/confirm/{signed('confirm', confirm)}",
                f"/join/{signed('join', invited)}",
                f"/unsubscribe/{signed('unsubscribe', [ada.handle, 'messages'])}",
                *answers,
            ]

    def _client(self, name: str) -> FlaskClient:
        client = self.app.test_client()
        with client.session_transaction() as session:
            session["csrf_token"] = KEPT_TOKEN
            if name != NOBODY:
                person = Person.get(Person.email == f"{name}@{HOST}")
                session["_user_id"] = sessions.start(person, kept=True, device="fuzz")
                session["_fresh"] = True
        return client

    def come_back(self, visitor: str) -> None:
        """Signs somebody in again who was signed out by what was sent; whose account is gone finds all put back."""
        if Person.get_or_none(Person.email == f"{visitor}@{HOST}", Person.state == State.ACTIVE):
            self.clients[visitor] = self._client(visitor)
        else:
            self.reset()

    def cookie(self, visitor: str) -> str:
        """What this visitor's browser keeps of the place."""
        name = self.app.config["SESSION_COOKIE_NAME"]
        kept = self.clients[visitor].get_cookie(name)
        return f"{name}={kept.value}" if kept else ""

    def token(self) -> str:
        """What makes a form ours."""
        with self.app.test_request_context():
            cookie["csrf_token"] = KEPT_TOKEN
            return str(generate_csrf())

    def _known(self) -> dict[str, list[str]]:
        keys = [
            one.key
            for table in ("request", "mentorship", "conversation")
            for one in rows(f"SELECT key FROM {table} LIMIT 3")
        ]
        handles = [one.handle for one in rows("SELECT handle FROM person ORDER BY id LIMIT 12")]
        return {
            "key": keys,
            "handle": handles,
            "id": ["1"],
            "at": ["1"],
            "kind": ["topic"],
            "section": ["about", "work"],
        }

    def _all_forms(self) -> Iterator[Form]:
        for name, client in self.clients.items():
            yield from crawled(self.app, name, client, self.links)
            yield from without_forms(self.app, name, self.token(), self._known())

    def reset(self) -> None:
        """Everything as it was at the beginning."""
        _copy(self.template, self.instance / "fuzzed.db")
        setting.forget()
        self.clients = {one: self._client(one) for one in self.visitors}


class NewWorld(World):
    """The place before anybody has set it up: its first page has a form that no other place has."""

    visitors = (NOBODY,)

    def _people_it(self) -> list[str]:
        link = f"/set-up/{first_run.issue(self.instance)}"
        self.set_up = (self.instance / first_run.FILE).read_text()
        return [link]

    def _all_forms(self) -> Iterator[Form]:
        return crawled(self.app, NOBODY, self.clients[NOBODY], self.links)

    def reset(self) -> None:
        """Everything as it was at the beginning, the link too."""
        super().reset()
        (self.instance / first_run.FILE).write_text(self.set_up)


def _copy(one: Path, other: Path) -> None:
    """Puts the content of one database into another, which may be open."""
    with (
        closing(apsw.Connection(str(one))) as origin,
        closing(apsw.Connection(str(other))) as copy,
        copy.backup("main", origin, "main") as copying,
    ):
        copying.step(-1)


@write
def _two_steps(person: Person) -> None:
    if not two_step.is_on(person.id):
        TwoStep.create(person=person.id, secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", confirmed_at=clock.now())


@contextmanager
def world(kind: type[World] = World) -> Iterator[World]:
    """A world in a folder that is gone afterwards."""
    with folder() as instance:
        made = kind(instance)
        log, usual = logging.getLogger(), logging.getLogger().handlers
        log.handlers, made.app.logger.handlers = [made.heard], []
        try:
            yield made
        finally:
            log.handlers = usual
            database.close()
