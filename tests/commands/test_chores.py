"""flask chores, for those who prefer a timer of their own."""

import pytest

from mentorship import create_app
from mentorship.chores import doing
from mentorship.chores.table import TASKS, Task
from mentorship.config import Settings


@pytest.fixture
def run(database, tmp_path, engine_url):
    """run("--all") gives what the command says and how it ends."""
    database.close()
    app = create_app(Settings(instance=tmp_path, database_url=engine_url, secret_key="secret of the tests"))
    return lambda *words: app.test_cli_runner().invoke(args=["chores", *words])


def test_it_does_what_is_due_and_says_a_line_each(run):
    first = run()
    assert (first.exit_code, first.stdout.splitlines()) == (0, [f"{task.name}: 0 done" for task in TASKS])
    assert (run().exit_code, run().stdout) == (0, "Nothing is due.\n")


def test_it_can_do_everything(run):
    run()
    assert len(run("--all").stdout.splitlines()) == len(TASKS)


def test_what_does_not_go_well_is_said_and_makes_the_command_fail(run, monkeypatch):
    def fail():
        raise RuntimeError("the cellar is flooded")

    monkeypatch.setattr(doing, "TASKS", (Task("mail", TASKS[0].every, fail), TASKS[1]))
    answer = run()
    assert answer.exit_code == 1
    assert "mail: RuntimeError: the cellar is flooded" in answer.stderr
    assert answer.stdout == "requests: 0 done\n"
