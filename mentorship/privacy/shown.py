"""Which people let somebody see one section: the answer to what the ties ask before a request may be sent."""

from collections.abc import Sequence

from mentorship.database import marks, rows
from mentorship.people.section import Section
from mentorship.privacy.audience import seen
from mentorship.ties import openness
from mentorship.ties.relation import ME, Viewer, me, relation_to

SHOWN = f"""WITH {ME} SELECT p.id FROM me CROSS JOIN person p
LEFT JOIN sharing s ON s.owner_id = p.id AND s.section = ? WHERE {seen("s.audience", relation_to("p"))} AND p.id IN """


@openness.answers
def shown_by(viewer: Viewer, owners: Sequence[int], section: Section) -> frozenset[int]:
    """Which of these people let the viewer see this section of theirs (one statement)."""
    found = rows(f"{SHOWN}({marks(owners)})", *me(viewer), section, *owners)
    return frozenset(one.id for one in found)
