"""A browser without JavaScript, and one with htmx, for every person of the cast."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from werkzeug.test import TestResponse

from mentorship import create_app
from mentorship.config import Settings
from mentorship.people import session as sessions

PUBLIC = "https://mentoring.example.org"
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


class Browser:
    """Somebody at a screen: sends the form token as the page would, and follows nothing by itself."""

    def __init__(self, app: Flask, person=None):
        self.app = app
        self.client: FlaskClient = app.test_client()
        with self.client.session_transaction() as session:
            session["csrf_token"] = "form-token-of-the-tests"
            if person is not None:
                session["_user_id"] = sessions.start(person, kept=False, device="Test phone")
                session["_fresh"] = True

    def get(self, url: str, htmx: bool = False, **query) -> TestResponse:
        return self.client.get(url, query_string=query or None, headers=HTMX if htmx else {})

    def read(self, url: str, **query) -> str:
        """The text of a page that must be there."""
        answer = self.get(url, **query)
        assert answer.status_code == 200, (url, answer.status_code, answer.headers.get("Location"))
        return answer.get_data(as_text=True)

    def token(self) -> str:
        with self.app.test_request_context():
            from flask import session

            session["csrf_token"] = "form-token-of-the-tests"
            return generate_csrf()

    def post(self, url: str, htmx: bool = False, **form) -> TestResponse:
        return self.client.post(url, data={"csrf_token": self.token(), **form}, headers=HTMX if htmx else {})

    def press(self, url: str, **form) -> str:
        """Sends a form as a browser without JavaScript and returns the text of the page it leads to."""
        answer = self.post(url, **form)
        assert answer.status_code == 303, (url, answer.status_code, answer.get_data(as_text=True)[:2000])
        return self.read(answer.headers["Location"])


class _Text(HTMLParser):
    def __init__(self):
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data):
        self.parts.append(data)


def text_of(html: str) -> str:
    """The words of a page without its tags, single-spaced."""
    parser = _Text()
    parser.feed(html)
    return " ".join(" ".join(parser.parts).split())


@pytest.fixture
def app(database, tmp_path, engine_url):
    """The application on this test's database."""
    database.close()  # the application connects by itself; PostgreSQL would miss the goodbye of this connection
    app = create_app(Settings(instance=tmp_path, database_url=engine_url, secret_key="secret of the tests"))
    app.testing = False  # failures must look as they do for people
    return app


@pytest.fixture
def mailing(app):
    """The same application where a mail server is set, so that letters leave by themselves (nothing sends them here)."""
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], mail_server="mail.example.org", public_url=PUBLIC)
    return app


@pytest.fixture
def browser(app):
    """browser(person) or browser() for somebody who is not signed in."""
    return lambda person=None: Browser(app, person)
