"""What somebody looks for in a job, read from the words of an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from mentorship.text import line
from mentorship.work.job.job import CURRENCIES, Kind, Per
from mentorship.work.job.money import amount

LONGEST = 80
DAYS = (1, 7, 30)
FULL_WEEK = 40  # hours, where a job does not say how many
WEEKS = 52
REGION = "region"
FAR = ("10", "30", "100", REGION)  # kilometres, or the whole of its region or country
NAMES = ("q", "occupation", "place", "far", "kind", "pay", "currency", "per", "remote", "open", "days")

_YEARLY = {Per.HOUR: WEEKS * FULL_WEEK, Per.MONTH: 12, Per.YEAR: 1}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Empty parts do not matter. `pay` is in hundredths of the `currency` for one `per`, and leaves out all that is paid in
    another one; `far` takes the places around it: so many kilometres, or its whole region or country; `is_open` leaves out
    what asks to bring anything; `days` is how long ago it was posted at most."""

    text: str = ""
    occupation: str = ""
    place: str = ""
    far: str = ""
    kind: str = ""
    pay: int = 0
    currency: str = CURRENCIES[0]
    per: str = Per.HOUR
    is_remote: bool = False
    is_open: bool = False
    days: int = 0

    @property
    def yearly(self) -> int:
        """The pay for a year of full weeks, in hundredths."""
        return yearly(self.pay, self.per, FULL_WEEK)


def yearly(pay: int, per: str, hours: int | None) -> int:
    """What pay for an hour, a month or a year of so many hours a week comes to in a year of full weeks, in hundredths."""
    return (
        pay
        * _YEARLY[Per(per)]
        * (1 if per == Per.HOUR else FULL_WEEK)
        // (1 if per == Per.HOUR else hours or FULL_WEEK)
    )


def asked(given: Mapping[str, str]) -> dict[str, str]:
    """The parts of an address that say something about what is wanted, tidied; all else is left out."""
    texts = {name: line(name, given.get(name, "")[:LONGEST], LONGEST, required=False) for name in NAMES}
    kept = {name: text for name, text in texts.items() if text and _counts(name, text)}
    return {name: text for name, text in kept.items() if name not in _WITH or _WITH[name] in kept}


_WITH = {"far": "place", "currency": "pay", "per": "pay"}
_CHOICES: dict[str, list[str]] = {
    "far": list(FAR),
    "kind": list(Kind),
    "currency": list(CURRENCIES[1:]),  # the first says no more than nothing
    "per": list(Per),
    "days": [str(days) for days in DAYS],
}


def _counts(name: str, text: str) -> bool:
    if name in ("remote", "open"):
        return text == "yes"
    if name == "pay":
        return amount(text) is not None
    return text in _CHOICES.get(name, [text])


def read(asked: Mapping[str, str]) -> Wanted:
    """What these parts of an address ask for, as asked() gives them."""
    return Wanted(
        text=asked.get("q", ""),
        occupation=asked.get("occupation", ""),
        place=asked.get("place", ""),
        far=asked.get("far", ""),
        kind=asked.get("kind", ""),
        pay=amount(asked.get("pay", "")) or 0,
        currency=asked.get("currency", CURRENCIES[0]),
        per=asked.get("per", Per.HOUR),
        is_remote="remote" in asked,
        is_open="open" in asked,
        days=int(asked.get("days", "0")),
    )


def written(asked: Mapping[str, str]) -> str:
    """The same as one line, to be kept; what says the same is the same line."""
    return urlencode([(name, asked[name]) for name in NAMES if name in asked])


def unwritten(query: str) -> dict[str, str]:
    """The parts of a kept line."""
    return asked(dict(parse_qsl(query)))
