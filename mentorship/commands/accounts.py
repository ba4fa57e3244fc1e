"""flask create-admin, reset-link, reset-two-step: what the operator does when nobody can do it on a page."""

import click
from flask.cli import with_appcontext

from mentorship.accounts import admins
from mentorship.database import database
from mentorship.errors import Invalid
from mentorship.people import session, two_step
from mentorship.people.person import Person, normal_address
from mentorship.people.token import LIFE, Purpose
from mentorship.site import setting
from mentorship.web.links import public_address, signed

NOBODY = "Nobody here has the address {}."
NO_PASSWORD = "Password (leave it empty for a link to choose one)"  # noqa: S105


@click.command("create-admin", help="Make an account for an admin, or make a member an admin.")
@click.option("--name", prompt="Name that others see", help="The name that others see.")
@click.option("--email", prompt="E-mail address", help="The address to sign in with.")
@click.option(
    "--link", "wants_link", is_flag=True, help="Print a link to choose the password, instead of asking for it."
)
@with_appcontext
def create_admin(name: str, email: str, wants_link: bool) -> None:
    """Makes the account at once; exit code 1 and one sentence if something in it cannot be."""
    with database.connection_context():
        found = _found(email)
        if found:
            admins.appoint(found)
            click.echo(
                f"{found.name} has an account already, and is an admin from now on. The password stays as it is."
            )
        else:
            _create(name, email, wants_link)
        click.echo(f"The tasks of an admin begin with two-step sign-in: {public_address('two_step.show')}")


def _create(name: str, email: str, wants_link: bool) -> None:
    password = "" if wants_link else click.prompt(NO_PASSWORD, default="", hide_input=True, show_default=False)
    try:
        made = admins.create(name, email, password, setting.current().languages[0])
    except Invalid as error:
        raise click.ClickException(error.message % error.values) from error
    click.echo(f"{made.name} is an admin.")
    if not password:
        _print_link(made)


@click.command("reset-link", help="Print a link that lets the owner of ADDRESS choose a new password, once.")
@click.argument("address")
@with_appcontext
def reset_link(address: str) -> None:
    """Prints the link, to be handed over by a way that is safe; the second step of signing in stays as it is."""
    with database.connection_context():
        person = _person(address)
        _print_link(person)
        if two_step.is_on(person.id):
            click.echo("Two-step sign-in stays on: a code from the phone or a recovery code is needed as before.")
            click.echo(f"If both are lost: flask reset-two-step {person.email}")


@click.command("reset-two-step", help="Turn off two-step sign-in for ADDRESS, when phone and recovery codes are lost.")
@click.argument("address")
@click.option("--yes", "is_sure", is_flag=True, help="Do not ask.")
@with_appcontext
def reset_two_step(address: str, is_sure: bool) -> None:
    """Turns it off and signs the person out everywhere; asks first, for whoever calls may not be who they say."""
    with database.connection_context():
        person = _person(address)
        if not is_sure:
            click.confirm(f"Are you sure that {person.name} themselves asked you for this?", abort=True)
        if admins.unlock(person):
            click.echo(
                f"Two-step sign-in of {person.name} is off, all their devices are signed out, and a mail says so."
            )
        else:
            click.echo(f"{person.name} has no two-step sign-in.")


def _found(address: str) -> Person | None:
    try:
        wanted = normal_address(address)
    except Invalid as error:
        raise click.ClickException(error.message % error.values) from error
    return Person.get_or_none(Person.email == wanted, Person.state.in_(session.MAY_SIGN_IN))


def _person(address: str) -> Person:
    found = _found(address)
    if found is None:
        raise click.ClickException(NOBODY.format(address))
    return found


def _print_link(person: Person) -> None:
    key = admins.link(person)
    hours = int(LIFE[Purpose.RESET].total_seconds() // 3600)
    click.echo(f"This link lets {person.name} choose a password, once, within {hours} hours:")
    click.echo(public_address("resets.choose", token=signed("reset", key)))
