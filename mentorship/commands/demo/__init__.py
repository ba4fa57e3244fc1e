"""flask demo: a community to look around in; flask demo --remove takes it away again."""

import click
from flask.cli import with_appcontext

from mentorship.commands.demo.fill import fill, has_people, remove
from mentorship.database import database


@click.command(help="Fill an empty place with a community to look around in, or take it away again.")
@click.option("--remove", "wants_removal", is_flag=True, help="Remove the demonstration with everything in it.")
@with_appcontext
def demo(wants_removal: bool) -> None:
    """Fills an empty community or removes every person of the demonstration with all that is theirs."""
    with database.connection_context():
        if wants_removal:
            click.echo(f"Removed {remove()} people of the demonstration.")
        elif has_people():
            raise click.ClickException("There are people here already; the demonstration needs an empty place.")
        else:
            click.echo(f"Invited {fill()} people of the demonstration.")
