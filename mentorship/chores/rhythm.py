"""The rhythm: a thread beside the pages of a worker that looks now and then whether there is something to do."""

import logging
import random
import threading
from collections.abc import Callable

from flask import Flask

from mentorship.chores import doing

log = logging.getLogger(__name__)

FIRST_SECONDS = 2
EVERY_SECONDS = 20
JITTER = 0.25  # so that the workers do not all come at the same moment
LAST_SECONDS = 2  # what a chore has to come to its end when the server ends


def start(app: Flask) -> Callable[[], None]:
    """Begins to look after the chores in a thread of this process; gives what ends it, within two seconds."""
    ending = threading.Event()
    thread = threading.Thread(target=_keep, args=(app, ending), daemon=True, name="chores")
    thread.start()

    def stop() -> None:
        ending.set()
        thread.join(LAST_SECONDS)

    return stop


def _keep(app: Flask, ending: threading.Event) -> None:
    pause, was_well = _about(FIRST_SECONDS), True
    while not ending.wait(pause):
        is_well = _round(app, ending, say=was_well)
        pause, was_well = _about(EVERY_SECONDS), is_well


def _about(seconds: float) -> float:
    return seconds * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 (a rhythm, not a secret)


def _round(app: Flask, ending: threading.Event, *, say: bool) -> bool:
    """Does what is due until the server ends; False if not even that could be found out."""
    try:
        for _outcome in doing.do_due(app):
            if ending.is_set():
                break
    except Exception as failure:  # the database is away: the next round tries again, and says so only once
        if say:
            log.error("the chores wait: %s", failure)
        return False
    return True
