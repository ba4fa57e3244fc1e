"""Doing the chores: each is claimed first, has its own connection, and never takes the others down with it."""

import logging
from collections.abc import Iterator
from typing import NamedTuple

from flask import Flask

from mentorship.chores.table import TASKS, Task
from mentorship.database import database
from mentorship.site import chore

log = logging.getLogger(__name__)


class Outcome(NamedTuple):
    """How one chore went: how much was done, or what the trouble was."""

    name: str
    done: int
    trouble: str


def do_due(app: Flask, *, everything: bool = False) -> Iterator[Outcome]:
    """Does what is due (or everything) and nobody else is at, one after the other, and tells how it went."""
    for task in TASKS if everything else _due(app):
        outcome = _do(app, task, hurried=everything)
        if outcome:
            yield outcome


def _due(app: Flask) -> list[Task]:
    with app.app_context(), database.connection_context():
        known = chore.known()
        return [task for task in TASKS if task.name not in known or chore.is_due(known[task.name], task.every)]


def _do(app: Flask, task: Task, *, hurried: bool) -> Outcome | None:
    with app.app_context():
        with database.connection_context():
            chore.plan(task.name)
            claimed = chore.claim(task.name, task.every, hurried=hurried)
        if not claimed:
            return None
        outcome = _attempt(task)
        # A connection of its own: what the trouble was may be the other one.
        with database.connection_context():
            chore.finish(task.name, claimed, task.every, outcome.done, outcome.trouble)
        return outcome


def _attempt(task: Task) -> Outcome:
    try:
        with database.connection_context():
            return Outcome(task.name, task.do() or 0, "")
    except Exception as failure:
        log.exception("the chore %s did not go well", task.name)
        first_line = (str(failure).strip() or "no reason given").splitlines()[0]
        return Outcome(task.name, 0, f"{type(failure).__name__}: {first_line}")
