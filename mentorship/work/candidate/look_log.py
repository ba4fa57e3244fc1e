"""My own log: for which jobs my card was shown, and how often."""

from typing import Any

from mentorship.database import rows

SHOWN = 100

_LOOKS = f"""SELECT j.title, o.name AS organisation, count(*) AS days, max(l.looked_at) AS last_at
FROM candidate_look l JOIN job j ON j.id = l.job_id JOIN organisation o ON o.id = j.organisation_id
WHERE l.person_id = ? GROUP BY j.id, j.title, o.name ORDER BY last_at DESC, j.id DESC LIMIT {SHOWN + 1}"""


def looks(person_id: int) -> tuple[list[Any], bool]:
    """Up to a hundred jobs for which somebody's card was shown (title, organisation, on how many `days`, `last_at`), the
    latest first; and whether there are more."""
    found = rows(_LOOKS, person_id)
    return found[:SHOWN], len(found) > SHOWN
