"""flask …: thin shells over the domain."""

from flask import Flask

from mentorship.commands.demo import demo


def register(app: Flask) -> None:
    """Makes the commands known."""
    app.cli.add_command(demo)
