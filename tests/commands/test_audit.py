"""flask audit: whether the log is whole; and what the other commands note in it."""

import pytest

from mentorship.database import database as connected
from mentorship.database import execute, rows, write
from mentorship.records import audit
from mentorship.records.audit import Verb
from tests.commands.test_accounts import OLGA, app, run  # noqa: F401 (fixtures)
from tests.records.test_audit import unguard


@pytest.fixture
def log(cast):
    for number in range(3):
        audit.note("", Verb.LOOKED, str(number))
    return [one.chain for one in rows("SELECT chain FROM audit ORDER BY id")]


def test_it_says_how_much_there_is_and_the_newest_fingerprint(log, run):  # noqa: F811
    output, code = run("audit")
    assert code == 0
    assert "3 entries, and each fits to those before it." in output
    assert log[-1] in output


def test_a_fingerprint_that_was_noted_is_looked_for(log, run):  # noqa: F811
    output, code = run("audit", log[0])
    assert (code, "is in the log" in output) == (0, True)
    output, code = run("audit", "0" * 64)
    assert (code, "is not in the log" in output) == (1, True)


def test_what_does_not_fit_is_named(log, run):  # noqa: F811
    with connected.connection_context():
        unguard()
        write(lambda: execute("UPDATE audit SET about = 'x' WHERE id = (SELECT min(id) + 1 FROM audit)"))()
    output, code = run("audit")
    assert (code, "Entry 2 does not fit" in output) == (1, True)


def test_what_the_operator_does_is_noted(cast, run):  # noqa: F811
    run("create-admin", *OLGA, "--link")
    run("create-admin", "--name", "Ada", "--email", cast.ada.email)
    run("reset-link", cast.bob.email)
    run("reset-two-step", cast.dora.email, "--yes")
    with connected.connection_context():
        found = [(one.actor, one.verb, one.about) for one in rows("SELECT * FROM audit ORDER BY id")]
        olga = rows("SELECT handle FROM person WHERE name = 'Olga'")[0].handle
    assert found == [
        ("", "gave", olga),
        ("", "linked", olga),
        ("", "gave", cast.ada.handle),
        ("", "linked", cast.bob.handle),
        ("", "unlocked", cast.dora.handle),
    ]
