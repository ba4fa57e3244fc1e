"""The rhythm: a thread beside the pages of a worker that looks now and then whether there is something to do."""

import logging
import random
import threading

from flask import Flask

from mentorship.chores import doing

log = logging.getLogger(__name__)

FIRST_SECONDS = 2
EVERY_SECONDS = 20
SOON_SECONDS = 0.5  # after something was written, so that many who write at one moment make one round
JITTER = 0.25  # so that the workers do not all come at the same moment
LAST_SECONDS = 2  # what a chore has to come to its end when the server ends


class Rhythm:
    """Looks after the chores in a thread of this process until it is stopped."""

    def __init__(self, app: Flask) -> None:
        self._app, self._ending, self._called = app, threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._keep, daemon=True, name="chores")
        self._thread.start()

    def call(self) -> None:
        """Says that something was written here: what must not wait for its time is done at once."""
        self._called.set()

    def stop(self) -> None:
        """Ends the thread, within two seconds."""
        self._ending.set()
        self._called.set()
        self._thread.join(LAST_SECONDS)

    def _keep(self) -> None:
        pause, was_well = _about(FIRST_SECONDS), True
        while not self._rest(pause):
            is_well = _round(self._app, self._ending, say=was_well)
            pause, was_well = _about(EVERY_SECONDS), is_well

    def _rest(self, seconds: float) -> bool:
        """Waits for so long, or a moment after a call; True if the server ends."""
        if self._called.wait(seconds):
            self._ending.wait(SOON_SECONDS)
            self._called.clear()
        return self._ending.is_set()


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
