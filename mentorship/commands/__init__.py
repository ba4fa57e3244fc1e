"""flask …: thin shells over the domain."""

from flask import Flask

from mentorship.commands.accounts import create_admin, reset_link, reset_two_step
from mentorship.commands.archive import backup, restore
from mentorship.commands.audit import audit
from mentorship.commands.check import check
from mentorship.commands.chores import chores
from mentorship.commands.demo import demo
from mentorship.commands.jobs import jobs
from mentorship.commands.mail import mail_test
from mentorship.commands.vocabulary import vocabulary


def register(app: Flask) -> None:
    """Makes the commands known."""
    for command in (create_admin, reset_link, reset_two_step):
        app.cli.add_command(command)
    app.cli.add_command(audit)
    app.cli.add_command(backup)
    app.cli.add_command(check)
    app.cli.add_command(chores)
    app.cli.add_command(demo)
    app.cli.add_command(jobs)
    app.cli.add_command(mail_test)
    app.cli.add_command(restore)
    app.cli.add_command(vocabulary)
