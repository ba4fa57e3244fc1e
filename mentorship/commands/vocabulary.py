"""flask vocabulary import FILE: takes lists of occupations, skills, languages and places into the vocabulary."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from mentorship.database import database
from mentorship.people.vocabulary import Kind
from mentorship.people.vocabulary.entry import BadLine
from mentorship.people.vocabulary.files import Contents, UnknownFile, read
from mentorship.people.vocabulary.importing import Import

SHOWN = 100
UNKNOWN = "Italian names of terms that are not there; the English file comes first"


@click.group(help="The words that people choose from.")
def vocabulary() -> None:
    """The commands about terms."""


@vocabulary.command(name="import", help="Take the terms of FILE (ESCO, ISCO-08, GeoNames or your own). Safe to repeat.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--kind", type=click.Choice([str(kind) for kind in Kind]), help="What a list of your own names.")
@with_appcontext
def import_(file: Path, kind: str | None) -> None:
    """Takes one file, with a bar that shows how far it is, and says at the end what was left out and why."""
    try:
        contents = read(file, Kind(kind) if kind else None)
    except UnknownFile as failure:
        raise click.ClickException(str(failure)) from failure
    done = Import(contents.entries, contents.source)
    with database.connection_context(), click.progressbar(length=len(done.entries), label=contents.title) as bar:
        for batch in done.batches():
            done.take(batch)
            bar.update(len(batch))
    _report(done, contents)


def _report(done: Import, contents: Contents) -> None:
    new, changed, known, joined, unknown = done.outcome
    click.echo(f"New: {new}. Changed: {changed}. There already: {known}. Words of members taken up: {joined}.")
    for what, count in [*contents.passed_over.items(), (UNKNOWN, unknown)]:
        if count:
            click.echo(f"Left aside: {count} {what}.")
    _list(sorted([*contents.left, *done.left]))


def _list(left: list[BadLine]) -> None:
    if left:
        click.echo(f"Left out: {len(left)} lines.")
    for number, reason in left[:SHOWN]:
        click.echo(f"  line {number} {reason}")
    if len(left) > SHOWN:
        click.echo(f"  and {len(left) - SHOWN} more")
