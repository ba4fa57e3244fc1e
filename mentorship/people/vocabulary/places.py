"""Places of one name, told apart: "Springfield, US-IL", "Castro, Lombardy", "Valencia, Venezuela"."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from babel import Locale

from mentorship.people.vocabulary.entry import Bad, Entry
from mentorship.people.vocabulary.shipping import SHIPPED
from mentorship.people.vocabulary.spots import Point
from mentorship.people.vocabulary.term import OFFICIAL_LIMIT, Kind, TermName, folded_term

# So many times as many people as in the next of its name, and everybody means this one by the bare name.
LARGER = 5

NOT_ON_EARTH = "has no point on earth but “%s”"


@dataclass(frozen=True, slots=True)
class Place:
    """A populated place of a gazetteer: the code of its country, the code of its region, how many live there, and where
    it lies, if the list says so."""

    line: int
    name: str
    country: str
    region: str
    population: int
    also: tuple[str, ...]
    point: Point | None = None

    @property
    def code(self) -> str:
        """Country and region: "US-IL"."""
        return f"{self.country}-{self.region}" if self.region else self.country


def point_of(line: Mapping[str, str]) -> Point | None:
    """Where the place of a line lies, None if it does not say so; raises Bad."""
    given = line.get("latitude", ""), line.get("longitude", "")
    try:
        return Point.of(*given)
    except ValueError:
        raise Bad(NOT_ON_EARTH % ", ".join(one[:20] for one in given)) from None


def told_apart(places: Iterable[Place]) -> list[Entry]:
    """The places as entries, the largest first, each with names to tell it from others of its name.

    Of several in one region the largest stands for all.
    """
    namesakes: dict[str, list[Place]] = defaultdict(list)
    for place in sorted(places, key=lambda one: (-one.population, one.line)):
        namesakes[folded_term(place.name)].append(place)
    entries: list[Entry] = []
    for folded, all in namesakes.items():
        largest = {place.code: place for place in reversed(all)}
        entries += _entries(folded, [place for place in all if largest[place.code] is place])
    return sorted(entries, key=lambda one: (-one.weight, one.line))


def _entries(folded: str, namesakes: Sequence[Place]) -> Iterable[Entry]:
    is_meant = len(namesakes) == 1 or namesakes[0].population >= LARGER * namesakes[1].population
    for place in namesakes:
        is_alone = sum(one.country == place.country for one in namesakes) == 1
        yield Entry(
            place.line,
            Kind.PLACE,
            names=tuple(name for name in _names(place, is_alone) if max(map(len, name)) <= OFFICIAL_LIMIT),
            identity=f"{folded}, {place.code.casefold()}",
            also=place.also,
            code=place.code,
            weight=place.population,
            country=place.country,
            takes_first=is_meant and place is namesakes[0],
            point=place.point,
        )


def _names(place: Place, is_alone_in_its_country: bool) -> Iterable[TermName]:
    """The bare name; then with what tells most to people; then with the code, which tells all of them apart."""
    yield TermName(place.name, place.name)
    where = _regions().get((place.country, place.region))
    if not where and is_alone_in_its_country and not place.region.isalpha():
        where = _country(place.country)
    if where:
        yield TermName(f"{place.name}, {where.en}", f"{place.name}, {where.it}")
    yield TermName(f"{place.name}, {place.code}", f"{place.name}, {place.code}")


def _country(code: str) -> TermName | None:
    en, it = (Locale(language).territories.get(code) for language in ("en", "it"))
    return TermName(en, it) if en and it else None


@cache
def _regions() -> dict[tuple[str, str], TermName]:
    lines = (SHIPPED / "regions.csv").read_text("utf-8").splitlines()
    return {(one["country"], one["code"]): TermName(one["en"], one["it"]) for one in csv.DictReader(lines)}
