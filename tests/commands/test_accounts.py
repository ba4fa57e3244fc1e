"""What the operator does by hand: an admin, a link for a new password, and a second step taken off a lost phone."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from mentorship import create_app
from mentorship.accounts import first_run
from mentorship.config import Settings
from mentorship.database import database as connected
from mentorship.people import two_step
from mentorship.people.person import Person, Role, State
from mentorship.people.session import Session, start
from mentorship.records.mail import Letter, Mail
from tests.cast import PASSWORD, change, suspend
from tests.web.visitor import Visitor

ROOT = Path(__file__).parent.parent.parent
OLGA = ["--name", "Olga", "--email", "Olga@Example.org"]
NEW = "four grey stones in a brook"


@pytest.fixture
def app(database, engine_url, tmp_path):
    """The application on this test's database."""
    database.close()
    return create_app(Settings(instance=tmp_path, database_url=engine_url, secret_key="secret of the tests"))


@pytest.fixture
def run(app):
    """run("reset-link", …) as on a terminal; gives what was printed and the exit code."""

    def command(*words, typed=""):
        done = app.test_cli_runner().invoke(args=list(words), input=typed)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.output, done.exit_code

    return command


def path_in(output):
    """The path of the link that was printed."""
    link = next(line for line in output.splitlines() if "/reset/" in line)
    return link[link.index("/reset/") :]


def test_an_admin_is_made_with_a_password_typed_unseen(run, app, database):
    output, code = run("create-admin", *OLGA, typed=f"{PASSWORD}\n")
    assert code == 0
    assert "Olga is an admin." in output
    assert "/account/two-step" in output
    assert PASSWORD not in output
    olga = Person.get()
    assert (olga.email, olga.roles, olga.state) == ("olga@example.org", Role.ADMIN, State.ACTIVE)
    assert olga.confirmed_at
    assert Visitor(app).sign_in("olga@example.org", PASSWORD).status_code == 303


def test_what_is_not_given_is_asked_for(run, database):
    output, code = run("create-admin", typed=f"Olga\nolga@example.org\n{PASSWORD}\n")
    assert code == 0
    assert Person.get().name == "Olga"


@pytest.mark.parametrize(("words", "typed"), [(["--link"], ""), ([], "\n")])
def test_without_a_password_a_link_to_choose_one_is_printed(run, app, database, words, typed):
    output, code = run("create-admin", *OLGA, *words, typed=typed)
    assert code == 0
    visitor = Visitor(app)
    visitor.open(path_in(output))
    assert visitor.send(path_in(output), password=NEW).status_code == 303
    assert Visitor(app).sign_in("olga@example.org", NEW).status_code == 303


@pytest.mark.parametrize(
    ("words", "typed", "sentence"),
    [
        (["--name", "!!!", "--email", "olga@example.org"], PASSWORD, "at least one letter"),
        (["--name", "Olga", "--email", "nowhere"], PASSWORD, "does not look like an e-mail address"),
        (OLGA, "short", "at least 8 characters"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(run, database, words, typed, sentence):
    output, code = run("create-admin", *words, typed=f"{typed}\n")
    assert code == 1
    assert sentence in output
    assert "Traceback" not in output
    assert "%(" not in output
    assert not Person.select().exists()


def test_a_member_becomes_an_admin_besides_what_they_are(run, cast):
    output, code = run("create-admin", "--name", "Finn", "--email", "FINN@example.org")
    assert code == 0
    assert "Finn has an account already, and is an admin from now on." in output
    finn = Person.get_by_id(cast.finn.id)
    assert finn.roles == Role.EMPLOYER | Role.ADMIN
    assert finn.password == cast.finn.password


def test_and_is_let_in_if_they_waited(run, cast):
    change(cast.eve, state=State.PENDING)
    run("create-admin", "--name", "Eve", "--email", cast.eve.email)
    assert Person.get_by_id(cast.eve.id).state == State.ACTIVE


def test_then_the_first_run_is_over(run, app, database, tmp_path):
    with connected.connection_context():
        token = first_run.issue(tmp_path)
    run("create-admin", *OLGA, "--link")
    assert Visitor(app).open(f"/set-up/{token}").status_code == 404


def test_a_link_for_a_new_password_works_once(run, app, cast):
    output, code = run("reset-link", " ADA@example.org ")
    assert code == 0
    assert "This link lets Ada choose a password, once, within 2 hours:" in output
    visitor = Visitor(app)
    visitor.open(path_in(output))
    assert visitor.send(path_in(output), password=NEW).status_code == 303
    assert Visitor(app).sign_in(cast.ada.email, NEW).status_code == 303
    assert Visitor(app).open(path_in(output)).status_code >= 400


def test_the_link_has_the_public_address(run, app, cast):

    app.config["SETTINGS"] = replace(app.config["SETTINGS"], public_url="https://mentors.example/house")
    assert "https://mentors.example/house/reset/" in run("reset-link", cast.ada.email)[0]


def test_a_new_password_does_not_take_the_second_step_away(run, app, cast):
    output, _code = run("reset-link", cast.dora.email)
    assert "Two-step sign-in stays on" in output
    assert "flask reset-two-step dora@example.org" in output
    visitor = Visitor(app)
    visitor.open(path_in(output))
    visitor.send(path_in(output), password=NEW)
    assert not visitor.is_in()
    assert visitor.sign_in(cast.dora.email, NEW).headers["Location"] == "/sign-in/code"
    assert not visitor.is_in()


def test_nothing_is_said_of_a_second_step_that_is_not_there(run, cast):
    assert "Two-step" not in run("reset-link", cast.ada.email)[0]


@pytest.mark.parametrize("command", ["reset-link", "reset-two-step"])
@pytest.mark.parametrize("address", ["nobody@example.org", "nowhere", "eve@example.org", ""])
def test_an_address_that_nobody_has_is_said(run, cast, command, address):
    suspend(cast.eve)
    output, code = run(command, address)
    assert code == 1
    assert output.startswith("Error: ")
    assert len(output.splitlines()) == 1


def test_a_second_step_is_taken_off(run, app, cast):
    start(cast.dora, kept=True, device="")
    output, code = run("reset-two-step", cast.dora.email, typed="y\n")
    assert code == 0
    assert "Are you sure that Dora themselves asked you for this?" in output
    assert "Two-step sign-in of Dora is off" in output
    assert not two_step.is_on(cast.dora.id)
    assert not Session.select().exists()
    assert [one.kind for one in Mail.select()] == [Letter.TWO_STEP]
    assert Visitor(app).sign_in(cast.dora.email, PASSWORD).headers["Location"] == "/"


@pytest.mark.parametrize("typed", ["n\n", "\n", ""])
def test_but_not_without_being_sure(run, cast, typed):
    assert run("reset-two-step", cast.dora.email, typed=typed)[1] == 1
    assert two_step.is_on(cast.dora.id)


def test_a_script_says_so_at_once(run, cast):
    assert run("reset-two-step", cast.dora.email, "--yes")[1] == 0
    assert not two_step.is_on(cast.dora.id)


def test_whoever_has_none_keeps_none(run, cast):
    assert "Ada has no two-step sign-in." in run("reset-two-step", cast.ada.email, "--yes")[0]
    assert not Mail.select().exists()


@pytest.mark.deep
def test_the_commands_are_there_on_a_real_terminal(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "create-admin", *OLGA, "--link"],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "MENTORSHIP_INSTANCE": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Olga is an admin." in done.stdout
