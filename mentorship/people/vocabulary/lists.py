"""The lists that are known, each by its columns: ESCO, ISCO-08 and its Italian names, GeoNames, a list of one's own."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from babel import Locale

from mentorship.people.vocabulary.entry import Bad, Entry, tidy_name
from mentorship.people.vocabulary.places import Place, point_of
from mentorship.people.vocabulary.term import TERM_LIMIT, Kind, TermName, folded_term

Line = dict[str, str]

GEONAMES = (
    *("geonameid", "name", "asciiname", "alternatenames", "latitude", "longitude", "feature", "featurecode"),
    *("countrycode", "cc2", "admin1code", "admin2code", "admin3code", "admin4code", "population", "elevation"),
    *("dem", "timezone", "modified"),
)
POPULATED = "P"
AIRPORT = re.compile(r"[A-Z]{2,4}")
A_COUNTRY = re.compile(r"[A-Z]{2}")
AN_ABILITY = re.compile(r"(write|understand (written|spoken)|interact verbally in) [A-Z]\S+( [A-Z]\S+)?")
LONGEST_CODE = 12
MOST_SPELLINGS = 40
WORDS_OF_A_LANGUAGE = 2

NOT_A_NUMBER = "has no number of people but “%s”"
NOT_A_COUNTRY = "has no country of two letters but “%s”"
NOT_A_REGION = "has a code of the region that is too long"
NOT_A_CODE = "has no code of one to four digits but “%s”"
OUT_OF_USE = "out of use"
NO_ITALIAN = "without an Italian name"
AN_ABILITY_ALREADY = "about how well somebody knows a language, which is said beside the language here"
UNINHABITED = "not places where people live"


class Left(Exception):
    """A line that is right, but nothing for this vocabulary; says what such lines are."""


class About(NamedTuple):
    """What a line does not say itself: the kind that was chosen, and the country or language in the name of the file."""

    kind: Kind | None
    tongue: str

    @property
    def is_italian(self) -> bool:
        """Whether the file brings Italian names to terms that other files bring."""
        return self.tongue == "IT"


class Source(StrEnum):
    """Whose list it is: they let everybody use it, and want to be named."""

    ESCO = "esco"
    SWISS = "swiss"
    GEONAMES = "geonames"


class List(NamedTuple):
    """A list that is known: what it is, whose, what it names (None: whoever imports it says so), its columns, how to read
    a line."""

    title: str
    source: Source | None
    kind: Kind | None
    columns: frozenset[str]
    read: Callable[[Line, int, About], Entry | Place]


def _also(spellings: Iterable[str], most_words: int = 12) -> tuple[str, ...]:
    tidy = (" ".join(one.split()) for one in spellings)
    fitting = (one for one in tidy if one and len(one) <= TERM_LIMIT and one.count(" ") < most_words)
    return tuple(dict.fromkeys(map(folded_term, fitting)))[:MOST_SPELLINGS]


def _labels(line: Line) -> list[str]:
    return re.split(r"[|\n]", line.get("altLabels", "") + "\n" + line.get("hiddenLabels", ""))


def _concept(
    line: Line, number: int, kind: Kind, about: About, code: str, identity: str, most_words: int = 12
) -> Entry:
    """A concept of ESCO; in an Italian file it gives its name to the term that the English file brought."""
    if line.get("status", "released") not in ("released", ""):
        raise Left(OUT_OF_USE)
    name, also = tidy_name(line["preferredLabel"]), _also(_labels(line), most_words)
    if about.is_italian:
        return Entry(number, kind, it=name, identity=identity, also=also)
    return Entry(number, kind, names=(TermName(name, name),), identity=identity, also=also, code=code)


def _uri(line: Line) -> str:
    return f"esco {line['conceptUri'].rsplit('/', 1)[-1]}"


def _isco(text: str) -> str:
    code = text.strip().removeprefix("C")
    if not (code.isascii() and code.isdigit() and len(code) <= 4):
        raise Bad(NOT_A_CODE % text[:20])
    return code


def _occupation(line: Line, number: int, about: About) -> Entry:
    return _concept(line, number, Kind.OCCUPATION, about, _isco(line["iscoGroup"]), _uri(line))


def _group(line: Line, number: int, about: About) -> Entry:
    code = _isco(line["code"])
    return _concept(line, number, Kind.OCCUPATION, about, code, f"isco {code}")


def _group_in_italian(line: Line, number: int, _about: About) -> Entry:
    if not line["it"].strip():
        raise Left(NO_ITALIAN)
    return Entry(number, Kind.OCCUPATION, it=tidy_name(line["it"]), identity=f"isco {_isco(line['code'])}")


def _skill(line: Line, number: int, about: About) -> Entry:
    if AN_ABILITY.fullmatch(line["preferredLabel"].strip()):
        raise Left(AN_ABILITY_ALREADY)
    if "languages" in [part.strip() for part in line.get("broaderConceptPT", "").split("|")]:
        return _language(_concept(line, number, Kind.LANGUAGE, about, "", _uri(line), WORDS_OF_A_LANGUAGE))
    return _concept(line, number, Kind.TOPIC, about, "", _uri(line))


def _language(entry: Entry) -> Entry:
    """With its Italian name and its code, where they are known."""
    en = entry.names[0].en if entry.names else ""
    code = _codes_of_languages().get(en, "")
    it = Locale("it").languages.get(code, en)
    return replace(entry, names=(TermName(en, it),), code=code) if code else entry


@cache
def _codes_of_languages() -> dict[str, str]:
    known = Locale("en").languages
    return {known[code]: code for code in sorted(known, key=len, reverse=True) if len(code) <= LONGEST_CODE}


def _place(line: Line, number: int, about: About) -> Place:
    if line.get("feature", POPULATED) != POPULATED:
        raise Left(UNINHABITED)
    country, region = line.get("countrycode", about.tongue).strip().upper(), line.get("admin1code", "").strip().upper()
    people = line["population"].strip() or "0"
    if not (people.isascii() and people.isdigit() and len(people) < 10):
        raise Bad(NOT_A_NUMBER % people[:20])
    if not A_COUNTRY.fullmatch(country):
        raise Bad(NOT_A_COUNTRY % country[:20])
    if len(f"{country}-{region}") > LONGEST_CODE:
        raise Bad(NOT_A_REGION)
    further = (one for one in re.split(r"[|,]", line.get("alternatenames", "")) if not AIRPORT.fullmatch(one))
    return Place(number, tidy_name(line["name"]), country, region, int(people), _also(further), point_of(line))


def _own(line: Line, number: int, about: About) -> Entry:
    en = tidy_name(line["en"])
    names = TermName(en, tidy_name(line["it"]) if line.get("it", "").strip() else en)
    code = line.get("code", "").strip()[:LONGEST_CODE]
    return Entry(
        number, about.kind or Kind.TOPIC, names=(names,), also=_also(line.get("also", "").split("|")), code=code
    )


PLACES = List("places of GeoNames", Source.GEONAMES, Kind.PLACE, frozenset({"geonameid", "name", "population"}), _place)
LISTS = (
    List(
        "occupations of ESCO",
        Source.ESCO,
        Kind.OCCUPATION,
        frozenset({"conceptUri", "iscoGroup", "preferredLabel"}),
        _occupation,
    ),
    List(
        "skills and languages of ESCO",
        Source.ESCO,
        Kind.TOPIC,
        frozenset({"conceptUri", "skillType", "preferredLabel"}),
        _skill,
    ),
    List(
        "groups of ISCO-08", Source.ESCO, Kind.OCCUPATION, frozenset({"conceptUri", "code", "preferredLabel"}), _group
    ),
    List(
        "Italian names of ISCO-08",
        Source.SWISS,
        Kind.OCCUPATION,
        frozenset({"level", "code", "it", "de"}),
        _group_in_italian,
    ),
    PLACES,
    List("a list of your own", None, None, frozenset({"en"}), _own),
)
