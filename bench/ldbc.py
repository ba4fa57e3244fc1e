"""The LDBC social network as members of ours: people, interests, work, schools, places, languages, friendships."""

import csv
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from mentorship.database import write
from mentorship.errors import Invalid
from mentorship.people import facts, person
from mentorship.people.person import Purpose, searchable
from mentorship.people.section import Section
from mentorship.privacy.audience import Preset
from mentorship.privacy.sharing import apply_preset
from mentorship.ties.availability import offer_places
from mentorship.ties.friendship import befriend

PASSWORD = "a password for all of them"
AT_ONCE = 20
WISHES = 4
PLACES = 3

Row = dict[str, str]


def _rows(folder: Path, name: str) -> Iterator[Row]:
    with (folder / f"{name}_0_0.csv").open(encoding="utf-8") as file:
        lines = csv.reader(file, delimiter="|")
        # Two columns may have one name: in person_knows_person both are called Person.id.
        names = [f"{name}{number}" for number, name in enumerate(next(lines))]
        for line in lines:
            yield dict(zip(names, line, strict=True))


def _names(folder: Path, table: str) -> dict[str, str]:
    return {row["id0"]: _words(next(row[key] for key in row if key.startswith("name"))) for row in _rows(folder, table)}


def _words(name: str) -> str:
    return name.replace("_", " ")


class Network:
    """The files, read: every table as lists per person."""

    def __init__(self, folder: Path) -> None:
        dynamic, static = folder / "dynamic", folder / "static"
        tags, organisations, places = (_names(static, table) for table in ("tag", "organisation", "place"))
        self.people = list(_rows(dynamic, "person"))
        self.friendships = [(row["Person.id0"], row["Person.id1"]) for row in _rows(dynamic, "person_knows_person")]
        self.place = {row["Person.id0"]: places[row["Place.id1"]] for row in _rows(dynamic, "person_isLocatedIn_place")}
        self.work, self.schools, self.interests = defaultdict(list), defaultdict(list), defaultdict(list)
        for row in _rows(dynamic, "person_workAt_organisation"):
            self.work[row["Person.id0"]].append((organisations[row["Organisation.id1"]], int(row["workFrom2"])))
        for row in _rows(dynamic, "person_studyAt_organisation"):
            self.schools[row["Person.id0"]].append((organisations[row["Organisation.id1"]], int(row["classYear2"])))
        for row in _rows(dynamic, "person_hasInterest_tag"):
            self.interests[row["Person.id0"]].append(tags[row["Tag.id1"]])
        self._common_first()

    def _common_first(self) -> None:
        shared = Counter(itertools.chain.from_iterable(self.interests.values()))
        for tags in self.interests.values():
            tags.sort(key=lambda tag: (-shared[tag], tag))


class Loader:
    """Writes a network through the domain; counts what went in and what the domain would not take."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.ids: dict[str, int] = {}
        self.counts: Counter[str] = Counter()
        # One hash for all of them: hashing takes its time on purpose.
        self.account = person.prepare(
            name="LDBC",
            email="ldbc@example.org",
            password=PASSWORD,
            purpose=Purpose.BOTH,
            language="en",
            adult=True,
            rules=True,
        )

    def load(self) -> None:
        """Everybody, then their friendships."""
        numbered = list(enumerate(self.network.people))
        for start in range(0, len(numbered), AT_ONCE):
            self._settle(numbered[start : start + AT_ONCE])
        self._befriend()

    @write
    def _settle(self, some: list[tuple[int, Row]]) -> None:
        for number, one in some:
            self._join(one, is_mentor=number % 2 == 0)

    def _join(self, one: Row, is_mentor: bool) -> None:
        key, name = one["id0"], f"{one['firstName1']} {one['lastName2']}"
        joined = datetime.fromtimestamp(int(one["creationDate5"]) / 1000, UTC)
        member = person.create(
            self.account
            | {"name": name, "search_name": searchable(name), "email": one["email9"].split(";")[0].lower()}
            | {"joined_at": joined, "purpose": Purpose.BOTH if is_mentor else Purpose.SEEK}
        )
        self.ids[key] = member.id
        self.counts["people"] += 1
        apply_preset(member.id, Preset.OPEN)
        if is_mentor:
            offer_places(member.id, PLACES)
        self._tell(member.id, key, one["language8"].split(";"), Section.OFFERS if is_mentor else Section.SEEKS)

    def _tell(self, id: int, key: str, languages: list[str], wish: Section) -> None:
        network = self.network
        self._state(id, Section.PLACE, network.place[key])
        for organisation, year in network.work[key]:
            self._state(id, Section.WORK, organisation, year_from=year)
        for organisation, year in network.schools[key]:
            self._state(id, Section.EDUCATION, organisation, year_to=year)
        for language in languages:
            self._state(id, Section.LANGUAGES, LANGUAGES.get(language, language), level="fluent")
        for tag in network.interests[key]:
            self._state(id, Section.INTERESTS, tag)
        for tag in network.interests[key][:WISHES]:
            self._state(id, wish, tag, area="learning")

    def _state(self, id: int, section: Section, term: str, **details: object) -> None:
        try:
            facts.state(id, section, term, **details)  # type: ignore[arg-type]
            self.counts[section] += 1
        except Invalid:
            self.counts[f"{section}, not taken"] += 1

    @write
    def _befriend(self) -> None:
        for one, other in self.network.friendships:
            befriend(self.ids[one], self.ids[other])
            self.counts["friendships"] += 1


def _languages() -> dict[str, str]:
    file = Path(person.__file__).parent / "shipped" / "languages.csv"
    return {row["code"]: row["en"] for row in csv.DictReader(file.read_text("utf-8").splitlines())}


LANGUAGES = _languages()
