"""Jobs as tests need them."""

from typing import Any

from mentorship import clock
from mentorship.database import write
from mentorship.work import lifecycle, writing
from mentorship.work.job import Job, State
from mentorship.work.organisation import Organisation
from mentorship.work.typed import Typed

TYPED = {
    "title": "Baker for the early shift",
    "occupation": "baker",
    "place": "Turin",
    "kind": "permanent",
    "hours_from": "30",
    "hours_to": "38",
    "pay_from": "1200",
    "pay_to": "1500",
    "pay_per": "month",
    "currency": "EUR",
    "text": "You bake bread and cakes with three colleagues, from four in the morning until ten. Sundays are free.",
}


def typed(**fields: Any) -> Typed:
    """What somebody typed who made no mistake, but for these fields."""
    return Typed(**TYPED | fields)


def draft(organisation: Organisation, **fields: Any) -> Job:
    """A draft of this organisation; `fields` as somebody types them."""
    return Job.get(key=writing.begin(organisation.id, typed(**fields)))


@write
def job(organisation: Organisation, *, columns: dict[str, Any] | None = None, **fields: Any) -> Job:
    """A job that can be found, for thirty days from now; `fields` as somebody types them, `columns` as the row has them."""
    made, now = draft(organisation, **fields), clock.now()
    live = {"state": State.LIVE, "published_at": now, "looked_at": now, "valid_until": now + lifecycle.LASTS}
    given = {"valid_until": made.valid_until} if made.valid_until else {}
    Job.update(**live | given | (columns or {})).where(Job.id == made.id).execute()
    return Job.get_by_id(made.id)
