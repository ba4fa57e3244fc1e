"""Those who applied for a job, for those who read it: as far as each of them exists for the reader, and no further.

What was withdrawn is not there, and counts nowhere.
"""

from typing import Any

from mentorship.database import row, rows
from mentorship.errors import Missing
from mentorship.talk.notices import PRESENT
from mentorship.ties.relation import ME, Viewer, me, relation_to
from mentorship.work.application.application import Ending, State
from mentorship.work.application.applications import COLUMNS, END_OF_TIME, SENT, now
from mentorship.work.organisation.team import POSTING

IN_A_COLUMN = 20
PAGE = 50

# No photo: nothing goes along that was not shown when it was sent.
_THEM = f"WITH {ME}, {PRESENT}, a AS MATERIALIZED (SELECT {COLUMNS}, p.handle, p.name, {relation_to('p')} AS flags"
_OF = f""" FROM me CROSS JOIN present JOIN application a ON a.person_id <> me.id JOIN job j ON j.id = a.job_id
 JOIN organisation o ON o.id = j.organisation_id JOIN person p ON p.id = a.person_id
 JOIN colleague c ON c.organisation_id = o.id AND c.person_id = me.id WHERE c.since IS NOT NULL AND c.role IN (?, ?)
  AND a.ending <> '{Ending.WITHDRAWN}' AND"""
_THEIRS = f"{_THEM}{_OF}"
_ONE = f"{_THEM}, {SENT}{_OF} a.key = ?) SELECT a.* FROM a WHERE a.flags <> 0"
_BOARD = f"""{_THEIRS} j.id = ?), seen AS (SELECT a.*, count(*) OVER (PARTITION BY a.stands) AS among,
 row_number() OVER (PARTITION BY a.stands ORDER BY a.changed_at DESC, a.id DESC) AS place FROM a WHERE a.flags <> 0)
SELECT a.* FROM seen a WHERE a.place <= {IN_A_COLUMN} ORDER BY a.changed_at DESC, a.id DESC"""
_COLUMN = f"""{_THEIRS} j.id = ?) SELECT a.* FROM a WHERE a.flags <> 0 AND a.stands = ?
 AND (a.changed_at, a.id) < (?, COALESCE((SELECT x.id FROM a x WHERE x.key = ?), ?))
ORDER BY a.changed_at DESC, a.id DESC LIMIT {PAGE + 1}"""


def board(viewer: Viewer, job_id: int) -> dict[State, list[Any]]:
    """Up to twenty who applied in each column, what changed last first; each row says how many are `among` them (one
    statement). Nobody, if the viewer does not read the applications of this job."""
    found = rows(_BOARD, *me(viewer), now(), *POSTING, job_id)
    return {state: [one for one in found if one.stands == state] for state in State}


def column(
    viewer: Viewer, job_id: int, state: State, before: int = END_OF_TIME, key: str = ""
) -> tuple[list[Any], bool]:
    """Up to fifty of one column, older than the one with this moment and key; and whether there are more."""
    at = min(max(before, 0), END_OF_TIME)
    found = rows(_COLUMN, *me(viewer), now(), *POSTING, job_id, state, at, key, END_OF_TIME)
    return found[:PAGE], len(found) > PAGE


def of_team(viewer: Viewer, key: str) -> Any:
    """One application with who sent it, for somebody who reads it; raises Missing."""
    found = row(_ONE, *me(viewer), now(), *POSTING, key)
    if found is None:
        raise Missing
    return found


_WAITING = f"""{_THEIRS} j.organisation_id = ?) SELECT a.job_key, count(*) AS n FROM a
WHERE a.flags <> 0 AND a.stands = '{State.NEW}' GROUP BY a.job_key"""


def waiting(viewer: Viewer, organisation_id: int) -> dict[str, int]:
    """How many wait for a first answer, by the key of the job (one statement)."""
    return {one.job_key: one.n for one in rows(_WAITING, *me(viewer), now(), *POSTING, organisation_id)}
