"""The jobs of one's own organisation, in whatever state, for those who write them."""

from typing import Any

from mentorship import clock
from mentorship.database import row, rows
from mentorship.errors import Missing
from mentorship.text import fold, like
from mentorship.work.job.job import State
from mentorship.work.organisation.team import POSTING

PAGE = 30
OVER = "over"  # published, and its date has passed: no state of its own
END_OF_TIME = 2**62

COLUMNS = """SELECT j.*, o.key AS organisation_key, o.name AS organisation_name, o.kind AS organisation_kind, o.state AS organisation_state,
 COALESCE(j.occupation_written, t.en) AS occupation_en, COALESCE(j.occupation_written, t.it) AS occupation_it,
 COALESCE(j.place_written, p.en) AS place_en, COALESCE(j.place_written, p.it) AS place_it
FROM job j JOIN organisation o ON o.id = j.organisation_id JOIN term t ON t.id = j.occupation_id LEFT JOIN term p ON p.id = j.place_id"""

# True where the job `j` stands as the list is narrowed; `?` is this moment.
_NARROWED = {
    "": "(j.changed_at >= 0 OR ? > 0)",
    State.DRAFT: "(j.state IN ('draft', 'sent_back') AND ? > 0)",
    State.REVIEW: "(j.state = 'review' AND ? > 0)",
    State.LIVE: "(j.state = 'live' AND j.valid_until > ?)",
    State.PAUSED: "(j.state = 'paused' AND j.valid_until > ?)",
    OVER: "(j.state IN ('live', 'paused') AND j.valid_until <= ?)",
    State.CLOSED: "(j.state = 'closed' AND ? > 0)",
}
CHOICES = tuple(_NARROWED)
_LISTED = f"""{COLUMNS} WHERE j.organisation_id = ? AND j.folded LIKE ? ESCAPE '!'
 AND (j.changed_at, j.id) < (?, COALESCE((SELECT a.id FROM job a WHERE a.key = ? AND a.organisation_id = ?), ?))"""
_OF_TEAM = f"""{COLUMNS} JOIN colleague c ON c.organisation_id = o.id
WHERE j.key = ? AND c.person_id = ? AND c.since IS NOT NULL AND c.role IN (?, ?)"""


def listed(
    organisation_id: int, typed: str = "", state: str = "", before: int = END_OF_TIME, key: str = ""
) -> tuple[list[Any], bool]:
    """Up to thirty jobs of an organisation, those changed last first, older than the one with this moment and key; and
    whether there are more. A state that is none narrows nothing."""
    at = min(max(before, 0), END_OF_TIME)
    narrowed = _NARROWED.get(state, _NARROWED[""])
    found = rows(
        f"{_LISTED} AND {narrowed} ORDER BY j.changed_at DESC, j.id DESC LIMIT {PAGE + 1}",
        organisation_id,
        f"%{like(fold(typed))}%",
        at,
        key,
        organisation_id,
        END_OF_TIME,
        clock.microseconds(clock.now()),
    )
    return found[:PAGE], len(found) > PAGE


def of_team(person_id: int, key: str) -> Any:
    """One job, if this person writes jobs for its organisation; raises Missing."""
    found = row(_OF_TEAM, key, person_id, *POSTING)
    if found is None:
        raise Missing
    return found


def standing(job: Any) -> str:
    """How a job stands now: its state, or "over" if it was published and its date has passed."""
    is_published = job.state in (State.LIVE, State.PAUSED)
    return OVER if is_published and job.valid_until <= clock.microseconds(clock.now()) else str(job.state)
