"""flask check: looks at everything that can be wrong around the place, and says what to do about it."""

import click
from flask import current_app
from flask.cli import with_appcontext

from mentorship.commands.mail import advice
from mentorship.config import Settings
from mentorship.database import database
from mentorship.health import machine, place
from mentorship.health.finding import Finding, Standing, ok, wrong
from mentorship.site import chore
from mentorship.web.mail import smtp

WIDTH = max(map(len, Standing))


@click.command("check", help="Look at settings, machine, database, mail and chores, and say what to do.")
@with_appcontext
def check() -> None:
    """Prints a line for each thing that was looked at; exit code 1 if something does not work."""
    with database.connection_context():
        findings = _findings(current_app.config["SETTINGS"])
    for one in findings:
        click.echo(f"{one.standing:{WIDTH}}  {one.topic}: {one.said}")
    if any(one.standing == Standing.WRONG for one in findings):
        raise SystemExit(1)


def _findings(settings: Settings) -> list[Finding]:
    found = place.standing()
    looked_at = [
        # Whatever could be wrong with the settings themselves was refused on the way here.
        ok("Settings", "They can be read, and make sense."),
        machine.folder(settings),
        machine.disk(settings),
        machine.clock_at(place.newest(found)),
        machine.engine(),
        place.shape(),
        place.address(settings),
        place.staff(found),
        _mail_server(settings) or place.outbox(settings, found),
        place.work(settings, chore.known()),
        machine.backups(settings),
    ]
    return [one for one in looked_at if one]


def _mail_server(settings: Settings) -> Finding | None:
    """What keeps the mail server from letting us in, if anything does; nothing is sent."""
    if not settings.sends_mail:
        return None
    try:
        with smtp.connection(settings):
            return None
    except smtp.Away as away:
        said = "%(server)s cannot be used, and says: %(words)s. %(advice)s"
        return wrong(place.MAIL, said, server=settings.mail_server, words=away, advice=advice(away))
