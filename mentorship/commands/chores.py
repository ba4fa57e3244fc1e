"""flask chores: does once what is due, for those who prefer a timer of their own."""

import click
from flask import current_app
from flask.cli import with_appcontext

from mentorship.chores import doing


@click.command(help="Do what is due now, once, and say how it went.")
@click.option("--all", "everything", is_flag=True, help="Do everything, whether or not it is due.")
@with_appcontext
def chores(everything: bool) -> None:
    """Does what is due (or everything) and prints a line each; exit code 1 if something did not go well."""
    # A context per chore, as in the server: nothing of one chore is left over for the next.
    outcomes = list(map(_told, doing.do_due(current_app._get_current_object(), everything=everything)))
    if not outcomes:
        click.echo("Nothing is due.")
    if not all(outcomes):
        raise SystemExit(1)


def _told(outcome: doing.Outcome) -> bool:
    click.echo(f"{outcome.name}: {outcome.trouble or f'{outcome.done} done'}", err=bool(outcome.trouble))
    return not outcome.trouble
