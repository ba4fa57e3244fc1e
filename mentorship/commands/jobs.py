"""flask jobs import FILE: takes jobs from a table, or from what other boards publish for machines."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from mentorship.database import database
from mentorship.errors import Missing
from mentorship.work.incoming.checking import Ready
from mentorship.work.incoming.entry import BadEntry, Contents, UnreadableFile
from mentorship.work.incoming.files import read
from mentorship.work.incoming.table import COLUMNS, template
from mentorship.work.incoming.taking import Plan, plan, take

SHOWN = 100
TITLE, NAME = 44, 24  # characters of a table's column
NO_FILE = "Please name a file. flask jobs import --columns shows what a table looks like."
NO_ORGANISATION = "There is no organisation with the key %s. It is the last part of the address of its page."
STOPPED = "Nothing was taken. Mend these, or take the others with --skip-bad."


@click.group(help="The jobs of organisations.")
def jobs() -> None:
    """The commands about jobs."""


@jobs.command(name="import")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--organisation", "key", default="", help="The key of the organisation that all these jobs are of.")
@click.option("--check", "is_check", is_flag=True, help="Only look, and show what would come of it.")
@click.option("--send", "is_sent", is_flag=True, help="Send them to moderators, instead of keeping them as drafts.")
@click.option("--skip-bad", "skips_bad", is_flag=True, help="Take those that are right even if others are wrong.")
@click.option("--columns", "wants_columns", is_flag=True, help="Show the columns of a table, with an example.")
@with_appcontext
def import_(file: Path | None, key: str, is_check: bool, is_sent: bool, skips_bad: bool, wants_columns: bool) -> None:
    """Take the jobs of FILE: a table (CSV) or JobPosting objects of schema.org (JSON).

    They become drafts of their organisations; nothing is published before a moderator has looked at it. Safe to repeat.
    """
    if wants_columns:
        _show_columns()
        return
    if file is None:
        raise click.UsageError(NO_FILE)
    with database.connection_context():
        contents, found = _looked_at(file, key, is_sent)
        if is_check:
            _preview(found)
        elif not found.bad or skips_bad:
            _take(found, is_sent)
    _report(contents, found)
    if found.bad and not (skips_bad and not is_check):
        raise click.ClickException(STOPPED)


def _looked_at(file: Path, key: str, is_sent: bool) -> tuple[Contents, Plan]:
    try:
        contents = read(file)
        return contents, plan(contents, key, is_sent=is_sent)
    except UnreadableFile as failure:
        raise click.ClickException(str(failure)) from failure
    except Missing as failure:
        raise click.ClickException(NO_ORGANISATION % ascii(key)[1:-1]) from failure


def _take(found: Plan, is_sent: bool) -> None:
    with click.progressbar(length=len(found.new), label="Jobs") as bar:
        take(found.new, is_sent=is_sent, done=bar.update)
    where = "sent to moderators" if is_sent else "kept as drafts of their organisations"
    click.echo(f"New: {len(found.new)}, {where}. There already: {len(found.known)}.")


def _preview(found: Plan) -> None:
    """What would be taken, as a table."""
    listed = sorted([*found.new, *found.known])[:SHOWN]
    click.echo(f"{'':>6}  {'title':<{TITLE}}  {'organisation':<{NAME}}  kind, pay")
    for one in listed:
        is_known = "  (there already)" if one.is_there else ""
        title, name = one.columns["title"][:TITLE], one.organisation.name[:NAME]
        click.echo(f"{one.number:>6}  {title:<{TITLE}}  {name:<{NAME}}  {_pay(one)}{is_known}")
    if len(listed) < len(found.new) + len(found.known):
        click.echo(f"        and {len(found.new) + len(found.known) - len(listed)} more")
    click.echo(f"Would be new: {len(found.new)}. There already: {len(found.known)}. Nothing was written.")


def _pay(one: Ready) -> str:
    said = one.columns
    if said["pay_from"] is None:
        return str(said["kind"])
    low, high = said["pay_from"] / 100, said["pay_to"] / 100
    return f"{said['kind']}, {low:,.2f} to {high:,.2f} {said['currency']} a {said['pay_per']}"


def _report(contents: Contents, found: Plan) -> None:
    if contents.passed_over:
        click.echo(f"Left aside, because they are no jobs: {contents.passed_over}.")
    _list(found.bad, contents.unit)


def _list(bad: list[BadEntry], unit: str) -> None:
    if bad:
        click.echo(f"Jobs that are wrong: {len({number for number, _ in bad})}.")
    for number, reason in bad[:SHOWN]:
        click.echo(f"  {unit} {number} {reason}")
    if len(bad) > SHOWN:
        click.echo(f"  and {len(bad) - SHOWN} more")


def _show_columns() -> None:
    for column in COLUMNS:
        must = " (needed)" if column.is_needed else ""
        click.echo(f"{column.name:<13} {column.about}{must}", err=True)
    click.echo(err=True)
    click.echo(template(), nl=False)
