"""flask backup FILE and flask restore FILE."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import peewee
from flask import current_app
from flask.cli import with_appcontext

from mentorship.archive import Refused
from mentorship.archive.restoring import restore as put_back
from mentorship.archive.writing import backup as write_down
from mentorship.commands.reasons import plainly
from mentorship.config import Settings
from mentorship.database import database

MEGABYTE = 10**6


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@with_appcontext
def backup(file: Path) -> None:
    """Writes the whole place into FILE, also while it runs, and checks it by reading it back.

    FILE then holds people's data, the settings and the secret key: keep it as safe as the place itself.
    """
    with _in_one_sentence():
        made = write_down(_settings(), file.absolute())
    size = file.stat().st_size / MEGABYTE
    click.echo(f"{file}: {made.people} accounts, {made.rows} rows, {size:.1f} MB, read back and found complete.")


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Put it in the place of the people who are here now.")
@with_appcontext
def restore(file: Path, replace: bool) -> None:
    """Puts what FILE holds into this place, whichever database either of them uses. Stop the server first."""
    with _in_one_sentence():
        done = put_back(_settings(), file.absolute(), replace=replace)
    click.echo(f"Restored {done.manifest.people} accounts, {done.manifest.rows} rows, as of {done.manifest.made_at}.")
    if done.erased:
        click.echo(f"Erased since then, and erased here again: {done.erased}.")
    if done.before:
        click.echo(f"The place as it was before is kept in {done.before}.")
    if done.aside:
        click.echo(f"The settings of the backup lie in {done.aside}: take from them what you need.")
    click.echo("Everybody signs in anew. You can start the server.")


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


@contextmanager
def _in_one_sentence() -> Iterator[None]:
    try:
        with database.connection_context():
            yield
    except Refused as reason:
        raise click.ClickException(str(reason)) from reason
    except OSError as failure:
        raise click.ClickException(f"{failure.filename or 'The disk'}: {os.strerror(failure.errno or 0)}.") from failure
    except peewee.PeeweeException as failure:
        raise click.ClickException(plainly(failure)) from failure
