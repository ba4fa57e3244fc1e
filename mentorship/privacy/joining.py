"""Joining: an account, its first settings, and the first thing somebody seeks or offers, in one step."""

from mentorship.database import write
from mentorship.people import facts, person
from mentorship.people.person import Person, Purpose
from mentorship.people.section import Area, Section
from mentorship.people.vocabulary import Kind, find_or_add
from mentorship.privacy.audience import Preset
from mentorship.privacy.sharing import begin_with
from mentorship.ties.availability import offer_places

FIRST_PLACES = 1
FIRST_PRESET = Preset.BALANCED


def join(*, seeks: str = "", offers: str = "", **account: object) -> Person:
    """Makes an account (see person.prepare) with the balanced settings; raises Invalid with the field to mend."""
    return settle(person.prepare(**account), seeks, offers)  # type: ignore[arg-type]


@write
def settle(account: dict[str, object], seeks: str = "", offers: str = "") -> Person:
    """Adds a prepared account with its first settings and wishes; raises Invalid with the field to mend."""
    member = person.create(account)
    begin_with(member.id, FIRST_PRESET)
    if member.purpose in (Purpose.MENTOR, Purpose.BOTH):
        offer_places(member.id, FIRST_PLACES)
    for section, topic in ((Section.SEEKS, seeks), (Section.OFFERS, offers)):
        if topic.strip():
            term = find_or_add(Kind.TOPIC, topic, section)
            area = term.code if term.code in list(Area) else Area.LEARNING
            facts.state(member.id, section, topic, area=area)
    return member
