"""What should not open by a slip of the finger: the steps that are asked about first."""

from mentorship.people.section import Section
from mentorship.privacy.audience import AUDIENCES, ONLY_ME
from mentorship.privacy.difference import Settings, difference
from mentorship.ties.relation import Relation

SENSITIVE = {
    Section.PHOTO: Relation.PUBLIC,
    Section.EXPERIENCE: Relation.PUBLIC | Relation.MEMBER | Relation.EMPLOYER,
    Section.CONTACT: Relation.PUBLIC,
    Section.OPEN_WORK: Relation.MEMBER,
}


def exposed(before: Settings, after: Settings) -> dict[Section, str]:
    """The sensitive sections that would open to people who should not come in unasked, with the widest of these."""
    return {
        section: name
        for step in difference(before, after)
        if step.opens
        for name in reversed(step.to)
        for section in step.sections
        if AUDIENCES[name] & SENSITIVE.get(section, ONLY_ME)
    }
