"""How soon a mentor usually answers, if what they offer is open to the viewer."""

from mentorship.people.section import Section
from mentorship.privacy.audience import seen
from mentorship.ties.request.answering_time import median_of

_MENTORS = "EXISTS (SELECT 1 FROM availability v WHERE v.person_id = {} AND v.places > 0)"
_OFFERS = "(SELECT h.audience FROM sharing h WHERE h.owner_id = {} AND h.section = '" + Section.OFFERS + "')"


def promptness_of(person: str) -> str:
    """SQL for the usual time of the mentor with this row number, whoever looks; takes the present moment."""
    return f"CASE WHEN {_MENTORS.format(person)} THEN {median_of(person)} END"


def promptness_seen(person: str, flags: str) -> str:
    """SQL for the same as far as a viewer with these flags may see it; takes the present moment."""
    is_open = seen(_OFFERS.format(person), flags)
    return f"CASE WHEN {_MENTORS.format(person)} AND {is_open} THEN {median_of(person)} END"
