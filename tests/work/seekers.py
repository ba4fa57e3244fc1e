"""People who are open to work, for the tests: as if they had filled the form."""

from mentorship.people.person import Person
from mentorship.privacy.audience import AUDIENCES
from mentorship.ties.relation import Relation
from mentorship.work.candidate import wishing
from mentorship.work.candidate.wish import Wish
from tests.cast import settle

NAMES = ("Rina", "Sami", "Tess", "Udo", "Wanda", "Yves", "Zora")


def open_to(person: Person, *occupations: str, to: Relation = Relation.EMPLOYER, **wish: object) -> Person:
    """Opens it to employers, if nothing else is said."""
    names = tuple(name for name, flag in AUDIENCES.items() if to & flag)
    wishing.open_to(person.id, Wish(occupations=occupations, to=names, **wish))
    return person


def seekers(count: int = 5, *occupations: str, to: Relation = Relation.EMPLOYER) -> list[Person]:
    """As many newcomers who are open to this work, or to any."""
    return [open_to(settle(name), *(occupations or ("baker",)), to=to) for name in NAMES[:count]]
