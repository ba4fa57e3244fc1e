"""Who found work, counted: somebody who did agrees to be one of a number, and can take that back."""

from typing import Any

from mentorship import clock
from mentorship.database import execute, row, write
from mentorship.errors import N_, Invalid, Missing
from mentorship.people.section import Area
from mentorship.ties.relation import Viewer
from mentorship.work.application import applications
from mentorship.work.application.application import Ending
from mentorship.work.help.helping import FoundWork

LEAST = 5  # of fewer, nobody is told how many they are

AGREE = N_("Please tick the box if it may be counted.")


def asks(person_id: int, pair: Any) -> bool:
    """Whether the page of a pair asks somebody if they found work: the mentee, when a mentoring about work has ended."""
    return bool(pair.ended_at and pair.area == Area.WORK and pair.mentee_id == person_id)


def is_work(application: Any) -> bool:
    """Whether an application came to work."""
    return bool(application.ends == Ending.HIRED)


@write
def count_of_pair(person_id: int, pair: Any, *, agrees: bool) -> None:
    """Counts the mentee of an ended mentoring about work among those who found some; twice is once.

    Raises Missing for anybody else, and Invalid("agrees") if they do not agree.
    """
    if not asks(person_id, pair):
        raise Missing
    _count(person_id, pair.id, agrees=agrees)


@write
def count_of_application(viewer: Viewer, key: str, *, agrees: bool) -> None:
    """Counts somebody whose application came to work; twice is once. Raises as count_of_pair() does."""
    if not is_work(applications.of_mine(viewer, key)):
        raise Missing
    _count(viewer.id, None, agrees=agrees)


def _count(person_id: int, mentorship_id: int | None, *, agrees: bool) -> None:
    if not agrees:
        raise Invalid("agrees", AGREE)
    if not is_counted(person_id):
        FoundWork.create(person=person_id, mentorship=mentorship_id, found_at=clock.now())


@write
def take_back(person_id: int) -> None:
    """Counts somebody no longer, and keeps nothing of it; twice is once."""
    execute("DELETE FROM found_work WHERE person_id = ?", person_id)


def is_counted(person_id: int) -> bool:
    """Whether somebody is one of the number."""
    return row("SELECT 1 AS x FROM found_work WHERE person_id = ? LIMIT 1", person_id) is not None


_NUMBER = """SELECT count(DISTINCT f.person_id) AS n FROM found_work f JOIN person p ON p.id = f.person_id
WHERE p.state = 'active'"""


def number() -> int:
    """How many people found work and let that be counted; 0 if they are fewer than five."""
    found = row(_NUMBER)
    return int(found.n) if found and found.n >= LEAST else 0
