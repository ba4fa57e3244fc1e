"""Somebody who types into the pages themselves: reads each form's own token, as a browser without JavaScript does."""

import re

from flask import Flask
from werkzeug.test import TestResponse

from tests.web.conftest import HTMX, text_of

TOKEN = re.compile(r'name="csrf_token"\s+value="([^"]+)"')


class Visitor:
    """A browser with nothing in it at first; `page` is what it shows now."""

    def __init__(self, app: Flask, **client: object):
        self.client = app.test_client(**client)
        self.page = ""

    def open(self, url: str, **headers: str) -> TestResponse:
        """Goes to an address and remembers the page."""
        answer = self.client.get(url, headers=headers)
        self.page = answer.get_data(as_text=True)
        return answer

    def send(self, url: str, htmx: bool = False, **form: object) -> TestResponse:
        """Sends a form with the token of the page shown; shows what comes back."""
        token = TOKEN.search(self.page)
        data = {"csrf_token": token.group(1) if token else "", **form}
        answer = self.client.post(url, data=data, headers=HTMX if htmx else {})
        if answer.status_code != 303:
            self.page = answer.get_data(as_text=True)
        return answer

    def follow(self, answer: TestResponse) -> str:
        """Goes where the answer leads and gives the words there."""
        assert answer.status_code == 303, (answer.status_code, answer.get_data(as_text=True)[:2000])
        self.open(answer.headers["Location"])
        return self.words

    @property
    def words(self) -> str:
        """The words of the page shown."""
        return text_of(self.page)

    def sign_in(self, email: str, password: str, **form: object) -> TestResponse:
        """By the form."""
        self.open("/sign-in")
        return self.send("/sign-in", email=email, password=password, **form)

    def is_in(self) -> bool:
        """Whether the account page opens."""
        return self.client.get("/account").status_code == 200
