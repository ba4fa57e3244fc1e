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
    """Does what is due or called for (or everything) and nobody else is at, one by one, and tells how it went."""
    for task, hurried in [(task, True) for task in TASKS] if everything else _due(app):
        outcome = _do(app, task, hurried=hurried)
        if outcome:
            yield outcome


def _due(app: Flask) -> list[tuple[Task, bool]]:
    """What is to be done now, and whether it is called for before its time."""
    found = []
    with app.app_context(), database.connection_context():
        known = chore.known()
        for task in TASKS:
            last = known.get(task.name)
            if last is None or chore.is_due(last, task.every):
                found.append((task, False))
            elif not last.failures and task.calls():
                found.append((task, True))
    return found


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
