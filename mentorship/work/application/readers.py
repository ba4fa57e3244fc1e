"""Those who read the applications of a job: its owners and recruiters, as far as the person who applied exists for them."""

from typing import Any

from mentorship.database import rows, write
from mentorship.people.person import State as Account
from mentorship.records.notice import Kind as Event
from mentorship.records.telling import tell
from mentorship.work.organisation.team import POSTING

_READERS = """SELECT p.id FROM job j JOIN colleague c ON c.organisation_id = j.organisation_id
JOIN person p ON p.id = c.person_id WHERE j.id = ? AND c.since IS NOT NULL AND c.role IN (?, ?) AND p.state = ?
 AND p.id <> ? AND NOT EXISTS (SELECT 1 FROM block b WHERE (b.blocker_id = p.id AND b.blocked_id = ?)
  OR (b.blocker_id = ? AND b.blocked_id = p.id)) ORDER BY p.id"""


@write
def tell_team(application: Any, event: Event) -> None:
    """Tells all who read it; `application` has key, job_id and person_id."""
    person = application.person_id
    for one in rows(_READERS, application.job_id, *POSTING, Account.ACTIVE, person, person, person):
        tell(one.id, event, person, application.key)
