"""All tables of the domain, whichever file they stand in."""

import importlib
import pkgutil

import mentorship
from mentorship.database import Table

FLOORS_ABOVE = {"mentorship.web", "mentorship.commands", "mentorship.migrations"}


def _import_all(package: object) -> None:
    for found in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        if found.name not in FLOORS_ABOVE:
            module = importlib.import_module(found.name)
            if found.ispkg:
                _import_all(module)


def all_tables() -> list[type[Table]]:
    """Every model that the migrations must have made."""
    _import_all(mentorship)
    return Table.__subclasses__()
