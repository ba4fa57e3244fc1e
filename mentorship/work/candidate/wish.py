"""What somebody open to work wishes, as it was typed, checked field by field before anything of it is kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mentorship.errors import N_, Invalid
from mentorship.people.section import Section
from mentorship.people.vocabulary.term import OFFICIAL_LIMIT
from mentorship.privacy.audience import AUDIENCES, ONLY_ME, can_open
from mentorship.text import line
from mentorship.ties.relation import Relation
from mentorship.work.job.job import Per
from mentorship.work.job.money import hundredths
from mentorship.work.job.typed import CURRENCIES, UPSIDE_DOWN, chosen, number

MOST_OCCUPATIONS = 5
# To whom one can be open to work.
EMPLOYERS = "employers"  # who see a card without a name
OPEN_TO = [EMPLOYERS, *(name for name, flag in AUDIENCES.items() if can_open(Section.OPEN_WORK, flag))]

TO_WHOM = N_("Please tick at least one: otherwise nobody would see it.")


@dataclass(frozen=True, slots=True)
class Wish:
    """What was typed. `to` are names of audiences; `not_for` are keys of organisations, `other` the name of one more."""

    occupations: tuple[str, ...] = ()
    place: str = ""
    hours_from: str = ""
    hours_to: str = ""
    pay: str = ""
    pay_per: str = ""
    currency: str = ""
    to: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()
    other: str = ""

    @property
    def audience(self) -> Relation:
        """Who reads beside the name which work it is."""
        return sum((AUDIENCES[name] for name in self.to if name in OPEN_TO and name != EMPLOYERS), ONLY_ME)

    @property
    def to_employers(self) -> bool:
        """Whether employers see a card without the name."""
        return EMPLOYERS in self.to


def read(wish: Wish) -> tuple[dict[str, Any], list[Invalid]]:
    """The columns that need no vocabulary, and all that is to be mended."""
    columns: dict[str, Any] = {}
    wrong: list[Invalid] = []
    for part in (_to, _occupations, _place, _hours, _pay):
        try:
            columns |= part(wish)
        except Invalid as error:
            wrong.append(error)
    return columns, wrong


def _to(wish: Wish) -> dict[str, Any]:
    if not (wish.audience or wish.to_employers):
        raise Invalid("to", TO_WHOM)
    return {"to_employers": wish.to_employers}


def occupations(wish: Wish) -> Iterator[tuple[str, str]]:
    """Each wished occupation with the name of its field; raises Invalid for one that is too long."""
    for place, typed in enumerate(wish.occupations[:MOST_OCCUPATIONS]):
        field = f"occupation_{place}"
        name = line(field, typed, OFFICIAL_LIMIT, required=False)
        if name:
            yield field, name


def _occupations(wish: Wish) -> dict[str, Any]:
    list(occupations(wish))
    return {}


def _place(wish: Wish) -> dict[str, Any]:
    line("place", wish.place, OFFICIAL_LIMIT, required=False)
    return {}


def _hours(wish: Wish) -> dict[str, Any]:
    first, last = number("hours_from", wish.hours_from), number("hours_to", wish.hours_to)
    if first and last and last < first:
        raise Invalid("hours_to", UPSIDE_DOWN)
    return {"hours_from": first, "hours_to": last}


def _pay(wish: Wish) -> dict[str, Any]:
    least = hundredths("pay", wish.pay)
    if not least:
        return {"pay_from": None, "pay_per": "", "currency": ""}
    per, currency = chosen("pay_per", wish.pay_per, Per), chosen("currency", wish.currency, CURRENCIES)
    return {"pay_from": least, "pay_per": per, "currency": currency}
