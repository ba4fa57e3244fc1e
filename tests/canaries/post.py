"""Letters as they leave: written by the way of every letter, into a list in the place of a mail server."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email.message import EmailMessage
from types import SimpleNamespace
from typing import Any
from unittest import mock

from flask import Flask

from mentorship.database import row, rows
from mentorship.talk import leaving
from mentorship.web.mail import envelope, letters, smtp
from mentorship.web.mail.leaving import deliver

PUBLIC = "https://mentoring.example.org"
LINK = re.compile(r"https?://[^\s>]+")


def settle(app: Flask) -> None:
    """Lets letters leave by themselves, with links to a public address (nothing sends them here)."""
    server = {"mail_server": "mail.example.org", "mail_from": "place@example.org", "public_url": PUBLIC}
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], **server)


def last() -> int:
    """The number of the newest mail."""
    return int(row("SELECT COALESCE(max(id), 0) AS id FROM mail").id)


def written(app: Flask, after: int) -> list[EmailMessage]:
    """The letters that were queued since, as they would leave now."""
    with app.app_context():
        queued = rows("SELECT id FROM mail WHERE id > ?", after)
        leave = [found for one in queued if (found := leaving.of(one.id))]
        return [envelope.enclose(one, letters.write(one), app.config["SETTINGS"]) for one in leave]


def delivered(app: Flask) -> list[EmailMessage]:
    """All that is due leaves, to nowhere."""
    taken: list[EmailMessage] = []

    @contextmanager
    def connection(_settings: Any) -> Iterator[Any]:
        yield SimpleNamespace(sock=True)

    def send(_server: Any, message: EmailMessage, _address: str) -> str:
        taken.append(message)
        return "250 taken"

    with app.app_context(), mock.patch.multiple(smtp, connection=connection, send=send):
        deliver()
    return taken


def links_in(letter: EmailMessage) -> list[str]:
    """The addresses in a letter."""
    return LINK.findall(f"{letter.get_content()} {letter.get('List-Unsubscribe', '')}")
