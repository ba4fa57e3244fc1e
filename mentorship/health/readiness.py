"""Whether this process is ready to be sent people: the reasons against it, a word each, which tell nothing on the machine."""

from datetime import timedelta

import peewee

from mentorship import clock, migrations
from mentorship.config import Settings
from mentorship.database import connect
from mentorship.site import chore

# So long may nothing have been begun before something is wrong; mail alone is looked after every minute.
SILENCE = {"server": timedelta(minutes=30), "timer": timedelta(hours=26)}


def reasons(settings: Settings, running: timedelta) -> list[str]:
    """Why not, for a process that has been `running` for so long; empty if it is ready."""
    try:
        connect()
        found = {"migrations": bool(migrations.pending()), "chores": _are_neglected(settings, running)}
    except peewee.PeeweeException:
        return ["database"]
    return [word for word, is_so in found.items() if is_so]


def _are_neglected(settings: Settings, running: timedelta) -> bool:
    silence, last = SILENCE[settings.chores], chore.last_began()
    if running < silence:
        return False  # after a start they have yet to come round
    return last is None or clock.now() - clock.moment(last) > silence
