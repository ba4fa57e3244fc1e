"""Organisations and who acts for them, as tests need them."""

from mentorship import clock
from mentorship.database import write
from mentorship.people.person import Person
from mentorship.people.vocabulary import Kind, find_or_add
from mentorship.text import fold
from mentorship.work.organisation import Colleague, Organisation, Role


@write
def organisation(by: Person, name: str = "Bakery Bassi", *, verified: bool = True) -> Organisation:
    """An organisation of which `by` is the owner."""
    now, workplace = clock.now(), find_or_add(Kind.WORKPLACE, name)
    known = {"name": name, "folded": fold(name), "kind": "company", "about": "We bake bread.", "made_at": now}
    decided = {"state": "verified", "decided_at": now} if verified else {}
    made = Organisation.create(workplace=workplace.id, **known, **decided)
    Colleague.create(organisation=made.id, person=by.id, role=Role.OWNER, since=now)
    return made


@write
def colleague(organisation: Organisation, person: Person, role: Role) -> Colleague:
    """Somebody who acts for it and has said yes."""
    return Colleague.create(organisation=organisation.id, person=person.id, role=role, since=clock.now())
