"""My applications: where each stands, what they see of me, and what we wrote to each other.

One that nobody answered in time, or whose job is over, is closed by that alone, whether or not a chore has been there.
"""

from typing import Any

from mentorship import clock
from mentorship.database import row, rows
from mentorship.errors import Missing
from mentorship.talk.notices import PRESENT
from mentorship.ties.relation import ME, Viewer, me, relation_to
from mentorship.work.application.application import Ending, State

PAGE = 30
MOST = 200
END_OF_TIME = 2**62

# SQL about the application `a` of the job `j` of the organisation `o`, at the moment of PRESENT.
JOB_IS_OPEN = "(j.state IN ('live', 'paused') AND o.state = 'verified')"
_IS_OVER = f"(a.state <> '{State.CLOSED}' AND NOT {JOB_IS_OPEN})"
IS_LATE = f"(a.state = '{State.NEW}' AND a.due_at <= present.at)"
STANDS = f"CASE WHEN {_IS_OVER} OR {IS_LATE} THEN '{State.CLOSED}' ELSE a.state END"
ENDS = f"CASE WHEN {_IS_OVER} THEN '{Ending.JOB_OVER}' WHEN {IS_LATE} THEN '{Ending.NO_ANSWER}' ELSE a.ending END"
COLUMNS = f"""a.id, a.key, a.job_id, a.person_id, a.line, a.was_asked, a.answer, a.made_at, a.changed_at,
 a.due_at, {STANDS} AS stands, {ENDS} AS ends, j.key AS job_key, j.title, o.key AS organisation_key, o.name AS organisation"""
SENT = "a.contact, a.cv"  # what only the page of one application shows
OF_JOB = "JOIN job j ON j.id = a.job_id JOIN organisation o ON o.id = j.organisation_id"

_I_SENT = f"WITH {PRESENT} SELECT {COLUMNS}"
_BY_ME = f"FROM present CROSS JOIN application a {OF_JOB} WHERE a.person_id = ?"
_MINE = f"{_I_SENT} {_BY_ME} ORDER BY a.changed_at DESC, a.id DESC LIMIT {MOST}"
_ONE = f"""{_I_SENT}, {SENT}, CASE WHEN o.state = 'verified' AND j.state IN ('live', 'paused', 'closed') THEN 1 ELSE 0 END AS has_page
{_BY_ME} AND a.key = ?"""


def now() -> int:
    """The value of PRESENT: this moment in microseconds."""
    return clock.microseconds(clock.now())


def mine(viewer: Viewer) -> list[Any]:
    """What I applied for, what changed last first (one statement)."""
    return rows(_MINE, now(), viewer.id)


def of_mine(viewer: Viewer, key: str) -> Any:
    """One of my applications; raises Missing."""
    found = row(_ONE, now(), viewer.id, key)
    if found is None:
        raise Missing
    return found


def can_write(application: Any) -> bool:
    """Whether the two sides can write to each other: while it is open, and once it came to work."""
    return application.stands != State.CLOSED or application.ends == Ending.HIRED


# Whoever wrote for the team is named to those for whom they exist.
_WORDS = f"""WITH {ME} SELECT m.id, m.is_team, m.body, m.sent_at, m.sender_id = me.id AS is_mine,
 CASE WHEN {relation_to("s")} <> 0 THEN s.name END AS name
FROM me CROSS JOIN application_message m JOIN person s ON s.id = m.sender_id
WHERE m.application_id = ? AND m.sent_at < ? ORDER BY m.sent_at DESC, m.id DESC LIMIT {PAGE + 1}"""


def words(viewer: Viewer, application_id: int, before: int = END_OF_TIME) -> tuple[list[Any], bool]:
    """Up to thirty messages in reading order, sent before a moment (microseconds); and whether there are earlier."""
    found = rows(_WORDS, *me(viewer), application_id, min(max(before, 0), END_OF_TIME))
    return found[:PAGE][::-1], len(found) > PAGE
