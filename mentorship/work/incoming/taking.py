"""Takes the jobs of a file, once all of them were looked at; the same file again adds nothing."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from mentorship.database import write
from mentorship.work.incoming.checking import Checker, Ready, organisation
from mentorship.work.incoming.entry import BadEntry, Contents
from mentorship.work.job import lifecycle, writing

AT_ONCE = 25  # jobs of one write
BREATH_SECONDS = 0.05  # between two writes, so that others who wait to write get their turn


@dataclass
class Plan:
    """What would come of a file: the jobs that are new, those that are there already, and what is wrong."""

    new: list[Ready] = field(default_factory=list)
    known: list[Ready] = field(default_factory=list)
    bad: list[BadEntry] = field(default_factory=list)


def plan(contents: Contents, key: str = "", *, is_sent: bool = False) -> Plan:
    """Looks at every job of a file and writes nothing. `key` names the organisation of all of them, `is_sent` says that
    they shall go to moderators. Raises Missing if there is no such organisation."""
    checker, made = Checker(organisation(key) if key else None, is_sent=is_sent), Plan(bad=list(contents.bad))
    for one in contents.jobs:
        found = checker.check(one)
        if isinstance(found, Ready):
            (made.known if found.is_there else made.new).append(found)
        else:
            made.bad += found
    made.bad.sort()
    return made


def take(jobs: Sequence[Ready], *, is_sent: bool = False, done: Callable[[int], object] = lambda count: None) -> None:
    """Keeps the jobs of a plan as drafts, or sends them to moderators; some at a time, and tells `done` how many."""
    for at in range(0, len(jobs), AT_ONCE):
        _keep(jobs[at : at + AT_ONCE], is_sent)
        done(len(jobs[at : at + AT_ONCE]))
        time.sleep(BREATH_SECONDS)


@write
def _keep(jobs: Sequence[Ready], is_sent: bool) -> None:
    for one in jobs:
        made = writing.keep(one.organisation.id, one.typed)
        if is_sent:
            lifecycle.send(made.id)
