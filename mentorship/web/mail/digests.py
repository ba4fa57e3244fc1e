"""Digests: once a day for each person, from seven in the morning where the machine stands."""

from datetime import datetime, timedelta

from flask import current_app

from mentorship import clock
from mentorship.talk import digest
from mentorship.web.rendering import local

FROM_HOUR = 7


def gather() -> int:
    """Queues today's digests that are not there yet and says how many; none before seven, nor without a mail server.

    Called again the same day it adds nothing for those who have theirs; after a morning off it catches up at once.
    """
    here = local(clock.now())
    if here.hour < FROM_HOUR or not current_app.config["SETTINGS"].sends_mail:
        return 0
    today = here.replace(hour=0, minute=0, second=0, microsecond=0), _end(here)
    return sum(digest.queue(person_id, *today) for person_id in digest.readers(*today))


def _end(here: datetime) -> datetime:
    return (here + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
