"""flask audit [FINGERPRINT]."""

import click
from flask.cli import with_appcontext

from mentorship.database import database
from mentorship.records.audit import verify


@click.command(
    "audit", help="Say whether the audit log is whole, and whether it still holds a FINGERPRINT noted earlier."
)
@click.argument("fingerprint", default="")
@with_appcontext
def audit(fingerprint: str) -> None:
    """Prints how many entries there are and the newest fingerprint; exit code 1 if something does not fit."""
    with database.connection_context():
        found = verify(fingerprint)
    if found.wrong:
        raise click.ClickException(
            f"Entry {found.wrong} does not fit: it or one before it was changed, removed or put in between."
        )
    click.echo(f"{found.count} entries, and each fits to those before it.")
    click.echo(f"Newest fingerprint: {found.newest or 'none yet'}")
    if not found.has_known:
        raise click.ClickException("The fingerprint you noted is not in the log: entries were cut off or written anew.")
    if fingerprint:
        click.echo("The fingerprint you noted is in the log.")
