"""What the server says at its start besides where it is."""

from flask import Flask

from mentorship.accounts import first_run
from mentorship.database import database
from mentorship.web.links import public_address


def greeting(app: Flask) -> str:
    """Where the place is set up, in a line of its own, as long as that is to do; otherwise nothing."""
    with app.app_context(), database.connection_context():
        token = first_run.issue(app.config["SETTINGS"].instance)
        return f"\nTo set this place up, open {public_address('first_run.show', token=token)}" if token else ""
