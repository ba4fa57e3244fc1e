"""flask mail-test: sends one mail by the way of all mail, and says what the mail server says."""

import smtplib
import socket
import ssl

import click
from flask import current_app
from flask.cli import with_appcontext

from mentorship.config import Settings
from mentorship.database import database
from mentorship.errors import Invalid
from mentorship.people.person import normal_address
from mentorship.web.mail import leaving, smtp

NO_SERVER = (
    "No mail server is set, so mail waits on the page /admin/outbox, from where its links can be handed over. "
    "To send it, set mail_server, mail_user, mail_password and mail_from in config.toml or as MENTORSHIP_MAIL_SERVER and so on."
)
ADVICE: tuple[tuple[type[Exception], str], ...] = (
    (
        smtplib.SMTPAuthenticationError,
        "Check mail_user and mail_password; some providers want a password made for apps.",
    ),
    (
        smtplib.SMTPSenderRefused,
        "Set mail_from to an address that this server sends for, and mail_user if it wants a sign-in.",
    ),
    (smtplib.SMTPNotSupportedError, 'The server does not offer this; try mail_security = "tls", "starttls" or "none".'),
    (
        ssl.SSLCertVerificationError,
        "The server's certificate does not fit its name: set mail_server to the name in the certificate.",
    ),
    (
        ssl.SSLError,
        'Check mail_security: "starttls" goes with port 587, "tls" with port 465, "none" with a server on this machine.',
    ),
    (socket.gaierror, "There is no server of this name: check mail_server."),
    (
        ConnectionRefusedError,
        "Nothing listens there: check mail_server and mail_port, and whether the mail server runs.",
    ),
    (TimeoutError, "Nobody answers: check mail_server and mail_port; many providers of small servers block port 25."),
    (
        smtp.Refused,
        "The server does not take mail for this address from here: check the address, mail_from and mail_user.",
    ),
    (ValueError, "Check mail_from."),
    (Exception, 'Check mail_server, mail_port and mail_security: "starttls" goes with port 587, "tls" with port 465.'),
)


@click.command("mail-test", help="Send a test mail to ADDRESS and say what the mail server says.")
@click.argument("address")
@with_appcontext
def mail_test(address: str) -> None:
    """Prints the server's own words; exit code 1, and a sentence on what to do, if it does not take the mail."""
    settings: Settings = current_app.config["SETTINGS"]
    if not settings.sends_mail:
        raise click.ClickException(NO_SERVER)
    click.echo(f"Asking {settings.mail_server}, port {settings.mail_port} ({settings.mail_security}) …")
    try:
        with database.connection_context():
            said = leaving.try_out(normal_address(address))
    except Invalid as error:
        raise click.ClickException(error.message % error.values) from error
    except smtp.NotSent as failure:
        raise click.ClickException(f"The mail server says: {failure}\n{advice(failure)}") from failure
    click.echo(f"The mail server says: {said}")
    click.echo(f"It has taken the mail for {address}. If it does not arrive, look among the unwanted mail there.")


def advice(failure: smtp.NotSent) -> str:
    """One sentence on what to do about it."""
    causes = (failure, failure.failure)
    return next(words for kind, words in ADVICE if any(isinstance(one, kind) for one in causes))
