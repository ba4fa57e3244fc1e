"""Where the steps of tests/privacy/acts.py happen: the people in the database, and the model of what is true about them."""

from collections.abc import Callable

from mentorship.database import database
from mentorship.errors import DomainError
from mentorship.people.person import Person
from tests.privacy.judging import World
from tests.privacy.looking import Eyes


class Stage:
    """The people by key, the model, and whoever looks."""

    def __init__(self, people: dict[str, Person], world: World) -> None:
        self.people, self.world, self.eyes = people, world, Eyes(people)
        self.step = self.done = self.refused = 0
        self.has_failed = False

    def both(self, allowed: object, work: Callable[[], object]) -> None:
        """Does in the product what the model has done; both must refuse, or neither."""
        refused = False
        try:
            with database.atomic():
                work()
        except DomainError:
            refused = True
        self.refused += refused
        self.done += not refused
        self.check("refused", refused, not allowed)

    def check(self, what: str, seen: object, expected: object) -> None:
        """Compares; says what differs."""
        if seen != expected:
            self.has_failed = True
            raise AssertionError(f"{what}: seen {seen}, expected {expected}")
