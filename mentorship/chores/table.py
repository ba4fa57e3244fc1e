"""The table of chores: what, how often, and who does it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app

from mentorship.accounts import erasure
from mentorship.chores import cleaning
from mentorship.site import chore
from mentorship.ties.request import upkeep
from mentorship.web.mail import digests, leaving
from mentorship.work.application import ends
from mentorship.work.candidate import wishing
from mentorship.work.job import lifecycle, saved

ERASING = "erasing"
UNUSUAL = timedelta(days=3)  # between two rounds of what is done daily: the place was off, or the clock is wrong


@dataclass(frozen=True, slots=True)
class Task:
    """A chore: `do` does all that is due now and says how much that was; `calls` says that it must not wait for its
    time. Both run inside the application's context."""

    name: str
    every: timedelta
    do: Callable[[], int]
    calls: Callable[[], bool] = lambda: False


def _erase() -> int:
    # A clock that jumped ahead erases nobody until it has stood so for a day: time to set it right.
    if chore.since_end(ERASING) > UNUSUAL:
        return 0
    return erasure.erase_overdue(current_app.config["SETTINGS"].instance)


TASKS = (
    Task("mail", timedelta(minutes=1), leaving.deliver, leaving.is_awaited),
    Task("requests", timedelta(minutes=10), upkeep.run),
    Task("digests", timedelta(hours=1), digests.gather),
    Task(ERASING, timedelta(days=1), _erase),
    Task("jobs", timedelta(hours=1), lifecycle.remind),
    Task("candidates", timedelta(hours=1), wishing.tend),
    Task("applications", timedelta(hours=1), ends.run),
    Task("searches", timedelta(days=1), saved.tell_new),
    Task("cleaning", timedelta(days=1), cleaning.clean),
)
