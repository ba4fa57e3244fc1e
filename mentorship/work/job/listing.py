"""Which jobs can be found: one condition for lists, pages, feeds and counts."""

from mentorship import clock
from mentorship.work.job.job import State
from mentorship.work.organisation.organisation import State as Verified

# SQL that is true where the job `j` of the organisation `o` can be found at a moment: its one value, see now().
LISTED = f"(j.state = '{State.LIVE}' AND j.valid_until > ? AND o.state = '{Verified.VERIFIED}')"


def now() -> int:
    """The value of LISTED: this moment in microseconds."""
    return clock.microseconds(clock.now())
