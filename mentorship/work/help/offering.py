"""Offering help with work at an organisation, or with one job of it: saying it, changing it, taking it back."""

from collections.abc import Sequence
from typing import Any

from mentorship import clock
from mentorship.database import execute, row, rows, write
from mentorship.errors import N_, Invalid, Missing, NotAllowed
from mentorship.ties.relation import Relation
from mentorship.work.help.helping import HelpOffer, Sort
from mentorship.work.job import listing

# For whom one can help, by what whoever looks is to the one who helps.
WHOM = {"friends": Relation.FRIEND, "mentees": Relation.MENTEE, "mentors": Relation.MENTOR}
TIED = int(Relation.FRIEND | Relation.MENTOR | Relation.MENTEE)
MOST = 100

CHOOSE_SORT = N_("Please choose at least one way to help.")
CHOOSE_WHOM = N_("Please choose for whom.")
ENOUGH = N_("You offer help %(most)d times already, which is the most. Take something back first.")

_AT_ORGANISATION = """SELECT o.id AS organisation_id, CAST(0 AS BIGINT) AS job_id, o.key, o.name AS organisation, '' AS title
FROM organisation o WHERE o.key = ? AND o.state = 'verified'"""
_AT_JOB = f"""SELECT o.id AS organisation_id, j.id AS job_id, j.key, o.name AS organisation, j.title
FROM job j JOIN organisation o ON o.id = j.organisation_id WHERE j.key = ? AND {listing.LISTED}"""


def at_organisation(key: str) -> Any:
    """The organisation one can help people with (its `title` is empty, its `job_id` 0); raises Missing."""
    return _there(row(_AT_ORGANISATION, key))


def at_job(key: str) -> Any:
    """The job one can help people with, while it can be found; raises Missing."""
    return _there(row(_AT_JOB, key, listing.now()))


def _there(found: Any | None) -> Any:
    if found is None:
        raise Missing
    return found


_HERE = "person_id = ? AND organisation_id = ? AND COALESCE(job_id, 0) = ?"


def said(person_id: int, at: Any) -> list[Any]:
    """What somebody offers there (sort, audience)."""
    found = f"SELECT sort, audience FROM help_offer WHERE {_HERE} ORDER BY id"
    return rows(found, person_id, at.organisation_id, at.job_id)


@write
def offer(person_id: int, at: Any, sorts: Sequence[str], whom: Sequence[str]) -> None:
    """Offers exactly these ways to help there, to these people; twice is once.

    Raises Invalid("sorts") or Invalid("whom") if none is named, NotAllowed if somebody offers as much as one can.
    """
    wanted, audience = _read(sorts, whom)
    here = (person_id, at.organisation_id, at.job_id)
    for sort in Sort:
        if sort not in wanted:
            execute(f"DELETE FROM help_offer WHERE {_HERE} AND sort = ?", *here, sort)
        elif not execute(f"UPDATE help_offer SET audience = ? WHERE {_HERE} AND sort = ?", audience, *here, sort):
            _add(person_id, at, sort, audience)


def _read(sorts: Sequence[str], whom: Sequence[str]) -> tuple[set[Sort], int]:
    wanted = {sort for sort in Sort if sort in sorts}
    if not wanted:
        raise Invalid("sorts", CHOOSE_SORT)
    audience = sum(int(flag) for name, flag in WHOM.items() if name in whom)
    if not audience:
        raise Invalid("whom", CHOOSE_WHOM)
    return wanted, audience


def _add(person_id: int, at: Any, sort: Sort, audience: int) -> None:
    if len(rows("SELECT id FROM help_offer WHERE person_id = ?", person_id)) >= MOST:
        raise NotAllowed(ENOUGH, most=MOST)
    HelpOffer.create(
        person=person_id,
        organisation=at.organisation_id,
        job=at.job_id or None,
        sort=sort,
        audience=audience,
        made_at=clock.now(),
    )


@write
def take_back(person_id: int, key: str) -> None:
    """Takes one of somebody's own offers back, with who took it up; raises Missing."""
    if not execute("DELETE FROM help_offer WHERE person_id = ? AND key = ?", person_id, key):
        raise Missing


# What was public once may be named to whoever offered help with it, also when it is over.
_MINE = f"""SELECT h.key, h.sort, h.audience, o.key AS organisation_key, o.name AS organisation, j.key AS job_key, j.title,
 CASE WHEN j.id IS NULL OR {listing.LISTED} THEN 0 ELSE 1 END AS is_over
FROM help_offer h JOIN organisation o ON o.id = h.organisation_id LEFT JOIN job j ON j.id = h.job_id
WHERE h.person_id = ? AND o.state = 'verified'
 AND (j.id IS NULL OR (j.published_at IS NOT NULL AND j.state IN ('live', 'paused', 'closed')))
ORDER BY o.folded, o.id, COALESCE(j.title, ''), COALESCE(j.id, 0), h.sort"""


def mine(person_id: int) -> list[Any]:
    """All that somebody offers, by organisation."""
    return rows(_MINE, listing.now(), person_id)
