"""How much waits for somebody: the numbers beside the menu."""

from dataclasses import dataclass

from mentorship import clock
from mentorship.database import row
from mentorship.people.person import Role
from mentorship.records.report import waits_for
from mentorship.talk.notices import NEW_JOBS, NEW_ORGANISATIONS, PRESENT, UNREAD
from mentorship.ties.relation import ME, Viewer, me, relation_to


@dataclass(frozen=True, slots=True)
class Counts:
    """What waits for somebody: requests to answer, unread messages and notices, and what a moderator decides about."""

    answers: int = 0
    unread: int = 0
    notices: int = 0
    reports: int = 0
    organisations: int = 0
    jobs: int = 0


COUNTS = f"""
WITH {ME}, {PRESENT} SELECT
 (SELECT count(*) FROM request r JOIN person p ON p.id = CASE WHEN r.sender_id = me.id THEN r.recipient_id ELSE r.sender_id END
  WHERE r.state = 'open' AND r.deadline > present.at AND p.state = 'active' AND (
   (r.recipient_id = me.id AND NOT r.set_aside AND (r.question = '' OR r.answer <> ''))
   OR (r.sender_id = me.id AND r.question <> '' AND r.answer = ''))) AS answers,
 (SELECT count(*) FROM conversation c JOIN message x ON x.conversation_id = c.id
  JOIN person p ON p.id = CASE WHEN c.low_id = me.id THEN c.high_id ELSE c.low_id END
  LEFT JOIN reading d ON d.conversation_id = c.id AND d.person_id = me.id
  WHERE (c.low_id = me.id OR c.high_id = me.id) AND x.sender_id <> me.id AND x.sent_at > COALESCE(d.read_at, 0)
   AND {relation_to("p")} <> 0) AS unread,
 {UNREAD} AS notices, {waits_for(Role.MODERATOR)} AS reports,
 {NEW_ORGANISATIONS} AS organisations, {NEW_JOBS} AS jobs
FROM me CROSS JOIN present"""


def counts(viewer: Viewer) -> Counts:
    """What waits for the viewer (one statement)."""
    found = row(COUNTS, *me(viewer), clock.microseconds(clock.now()))
    return Counts(*found) if found else Counts()
