"""The letters that wait to leave, and the links in them."""

from urllib.parse import urlsplit

from flask import Flask

from mentorship.database import row, rows
from mentorship.talk.leaving import of
from mentorship.web.links import public_address, signed
from mentorship.web.mail.letters import write


def letters() -> list[str]:
    """The kinds of the letters that were posted, oldest first."""
    return [one.kind for one in rows("SELECT kind FROM mail WHERE notice_id IS NULL ORDER BY id")]


def path(app: Flask, endpoint: str, purpose: str, key: str) -> str:
    """The path of the link that carries this key."""
    with app.app_context():
        return urlsplit(public_address(endpoint, token=signed(purpose, key))).path


def confirming(app: Flask, address: str) -> str:
    """Where the newest letter that asks to confirm this address leads."""
    found = row("SELECT about FROM mail WHERE kind = 'confirm' AND address = ? ORDER BY id DESC LIMIT 1", address)
    return path(app, "addresses.confirm", "confirm", found.about)


def resetting(app: Flask) -> str:
    """Where the newest letter with a link to a new password leads."""
    found = row("SELECT about FROM mail WHERE kind = 'reset' ORDER BY id DESC LIMIT 1")
    return path(app, "resets.choose", "reset", found.about)


def newest_letter(app: Flask) -> str:
    """The words of the newest letter, as they would leave now."""
    newest = row("SELECT id FROM mail ORDER BY id DESC LIMIT 1")
    with app.app_context():
        return write(of(newest.id)).text
