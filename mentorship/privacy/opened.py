"""The free text of one section of one person, if it is open to the viewer."""

from mentorship.database import row
from mentorship.people.section import Section
from mentorship.privacy.audience import seen
from mentorship.ties.relation import ME, Viewer, me, relation_to

TEXT = f"""
WITH {ME} SELECT x.text FROM me CROSS JOIN person p JOIN passage x ON x.person_id = p.id
LEFT JOIN sharing s ON s.owner_id = p.id AND s.section = x.section
WHERE p.id = ? AND x.section = ? AND {seen("s.audience", relation_to("p"))}"""


def text(viewer: Viewer, owner_id: int, section: Section) -> str:
    """What the owner wrote in this section, as far as this viewer may see it (one statement); nothing is ""."""
    found = row(TEXT, *me(viewer), owner_id, section)
    return found.text if found else ""
