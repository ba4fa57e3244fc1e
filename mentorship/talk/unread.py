"""What waits to be read: the conversations with new messages."""

from typing import Any

from mentorship.database import rows
from mentorship.ties.relation import ME, Viewer, me, relation_to

MOST = 50

WAITING = f"""
WITH {ME}, fresh AS (SELECT c.id, min(x.sent_at) AS since, count(*) AS unread FROM me CROSS JOIN conversation c
 JOIN message x ON x.conversation_id = c.id AND x.sender_id <> me.id
 LEFT JOIN reading d ON d.conversation_id = c.id AND d.person_id = me.id
 WHERE (c.low_id = me.id OR c.high_id = me.id) AND x.sent_at > COALESCE(d.read_at, 0) GROUP BY c.id)
SELECT c.key, p.handle, p.name, fresh.since, fresh.unread
FROM me CROSS JOIN fresh JOIN conversation c ON c.id = fresh.id
JOIN person p ON p.id = CASE WHEN c.low_id = me.id THEN c.high_id ELSE c.low_id END
WHERE {relation_to("p")} <> 0 ORDER BY fresh.since, c.id LIMIT {MOST}"""


def waiting(viewer: Viewer) -> list[Any]:
    """Up to fifty of the viewer's conversations: key, the other, how many messages are new, and `since` when the first
    of them waits (microseconds); oldest first."""
    return rows(WAITING, *me(viewer))
