"""The free text of one section of one person, if it is open to the viewer."""

from mentorship.people.section import Section
from mentorship.privacy.audience import seen


def text_seen(person: str, flags: str, section: Section) -> str:
    """SQL for what a person wrote in a section, as far as a viewer with these flags may see it; otherwise NULL."""
    return f"""(SELECT y.text FROM passage y LEFT JOIN sharing h ON h.owner_id = y.person_id AND h.section = y.section
 WHERE y.person_id = {person} AND y.section = '{section}' AND {seen("h.audience", flags)})"""
