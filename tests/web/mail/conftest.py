"""A place with a mail server, and what has left from it."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask

from mentorship import clock, create_app
from mentorship.config import Settings
from mentorship.database import database as connected
from mentorship.people.person import Person
from mentorship.web.mail import leaving
from tests.cast import Cast, change
from tests.post import PostOffice

PUBLIC = "https://mentors.example.org"


@pytest.fixture
def office() -> Iterator[PostOffice]:
    """A mail server that takes everything until it is told otherwise."""
    server = PostOffice()
    server.start()
    yield server
    if server.is_running:
        server.stop()


@pytest.fixture
def mailing(database, tmp_path, engine_url, office) -> Callable[..., Flask]:
    """mailing(mail_user=…) is the application on this test's database and mail server, with these settings."""

    def made(**wanted) -> Flask:
        connected.close()
        known = {"public_url": PUBLIC, "mail_server": "127.0.0.1", "mail_port": office.port, "mail_security": "none"}
        usual = Settings(
            tmp_path, database_url=engine_url, secret_key="secret of the tests", mail_from="us@example.org"
        )
        app = create_app(replace(usual, **known | wanted))
        app.testing = False
        connected.connect()
        return app

    return made


@pytest.fixture
def app(mailing) -> Flask:
    """The application with a mail server."""
    return mailing()


@pytest.fixture
def deliver(app) -> Callable[[], int]:
    """deliver() is one round of the chore, as in the server."""

    def once() -> int:
        with app.app_context():
            return leaving.deliver()

    return once


@pytest.fixture
def confirmed(cast) -> Cast:
    """The cast, all of whom have confirmed their address."""
    for person in Person.select():
        change(person, confirmed_at=clock.now())
    return cast
