"""Who may meet which word, said in plain words and without a line of the product: the people, what is between them, and
one rule for each thing that holds a word."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.canaries.words import Planted

NOBODY = ""  # somebody who is not signed in
PEOPLE = (
    "ada",
    "bob",
    "cleo",
    "eve",
    "dora",
    "aldo",
    "finn",
    "mira",
    "gus",
    "hana",
    "ivo",
    "juna",
    "karl",
    "lena",
    "olga",
    "nora",
)

TASKS = {"dora": "coordinator", "aldo": "admin", "finn": "employer", "mira": "moderator"}
READERS = ("finn", "ada")  # of what is sent to the bakery
GONE = "nora"  # of whom nothing is left
RESTING = {"olga": "coordinator"}  # without the second step it counts for nothing

SECTIONS = (
    *("photo", "about", "occupation", "work", "education", "place", "languages", "interests", "skills", "offers"),
    *("seeks", "open_work", "experience", "contact"),
)
TERMS = {section for section in SECTIONS if section not in ("photo", "about", "contact")}
AUDIENCES = (
    *("everyone", "members", "friends", "mentors", "mentees", "coordinators", "employers", "nobody"),
    *("friends mentees", "mentors coordinators"),
)


def audience(person: str, section: str) -> set[str]:
    """To whom somebody has opened a section: each person another one, so that each occurs everywhere."""
    chosen = AUDIENCES[(3 * PEOPLE.index(person) + SECTIONS.index(section)) % len(AUDIENCES)]
    return set(chosen.split()) - {"nobody"}


@dataclass(frozen=True)
class Ties:
    """What is between people now."""

    friends: frozenset[tuple[str, str]]
    mentors: frozenset[tuple[str, str]]  # mentor, mentee
    blocks: frozenset[tuple[str, str]]  # who blocks whom
    away: frozenset[tuple[str, str]]  # who does not take part, and why

    def takes_part(self, person: str) -> bool:
        """Whether the account is active."""
        return person not in dict(self.away)

    def what(self, viewer: str, owner: str) -> set[str]:
        """What the viewer is to the owner, in the words of AUDIENCES; nothing if the owner is not there for them."""
        if viewer == owner and dict(self.away).get(viewer) != "suspended":
            return {"self"}
        if not self.takes_part(owner) or {(viewer, owner), (owner, viewer)} & self.blocks:
            return set()
        if viewer == NOBODY or not self.takes_part(viewer):
            return {"everyone"}
        found = {"everyone", "members", f"{TASKS.get(viewer, '')}s"}
        found |= {"friends"} if {(viewer, owner), (owner, viewer)} & self.friends else set()
        found |= {"mentors"} if (viewer, owner) in self.mentors else set()
        return found | ({"mentees"} if (owner, viewer) in self.mentors else set())

    def has(self, viewer: str, *tasks: str) -> bool:
        """Whether the viewer has one of these tasks."""
        return TASKS.get(viewer) in tasks and self.takes_part(viewer)

    def but(self, **changed: object) -> "Ties":
        """The same with something changed."""
        return replace(self, **{name: frozenset(value) for name, value in changed.items()})


AT_FIRST = Ties(
    friends=frozenset(
        {
            ("ada", "cleo"),
            ("bob", "cleo"),
            ("gus", "ada"),
            ("lena", "dora"),
            ("cleo", "gus"),
            ("ada", "ivo"),
            ("bob", "karl"),
            ("eve", "mira"),
            ("finn", "hana"),
            ("nora", "ada"),
            ("nora", "mira"),
        }
    ),
    mentors=frozenset(
        {
            ("ada", "bob"),
            ("hana", "ada"),
            ("finn", "lena"),
            ("cleo", "gus"),
            ("hana", "ivo"),
            ("hana", "mira"),
            ("dora", "eve"),
            ("lena", "olga"),
            ("bob", "aldo"),
            ("olga", "finn"),
            ("nora", "hana"),
        }
    ),
    blocks=frozenset({("gus", "eve"), ("lena", "aldo"), ("bob", "mira")}),
    away=frozenset({("ivo", "suspended"), ("juna", "pending"), ("karl", "closed"), ("nora", "erased")}),
)


def _section(ties: Ties, viewer: str, word: Planted) -> bool:
    (owner,), open_to = word.of, audience(word.of[0], word.section)
    # The admin tends the words of the place: those that somebody who takes part shows to anybody at all.
    tends = word.section in TERMS and open_to and ties.takes_part(owner) and ties.has(viewer, "admin")
    return bool(tends or "self" in ties.what(viewer, owner) or open_to & ties.what(viewer, owner))


def _name(ties: Ties, viewer: str, word: Planted) -> bool:
    (owner,) = word.of
    what = ties.what(viewer, owner)
    shows_the_web = any("everyone" in audience(owner, section) for section in SECTIONS)
    lets_in = (owner, "pending") in ties.away and ties.has(viewer, "admin", "coordinator")
    may_lift = (owner, "suspended") in ties.away and ties.has(viewer, "moderator")
    took_away = (viewer, owner) in ties.blocks and ties.takes_part(owner) and ties.takes_part(viewer)
    is_known = "members" in what or "self" in what or ("everyone" in what and shows_the_web)
    return bool(is_known or lets_in or may_lift or took_away or ties.has(viewer, "admin"))


def _pair(ties: Ties, viewer: str, word: Planted) -> bool:
    if viewer not in word.of or not ties.takes_part(viewer):
        return False
    one, two = word.of
    return bool(ties.what(viewer, two if viewer == one else one))


def _own(ties: Ties, viewer: str, word: Planted) -> bool:
    return "self" in ties.what(viewer, word.of[0])


def _applied(ties: Ties, viewer: str, word: Planted) -> bool:
    return _own(ties, viewer, word) or bool(
        viewer in READERS and ties.takes_part(viewer) and ties.what(viewer, *word.of)
    )


def _own_and(*tasks: str) -> Callable[[Ties, str, Planted], bool]:
    return lambda ties, viewer, word: _own(ties, viewer, word) or ties.has(viewer, *tasks)


RULES: dict[str, Callable[[Ties, str, Planted], bool]] = {
    "section": _section,
    "name": _name,
    "address": _own_and("admin"),
    "device": _own,
    "secret being set up": _own,
    "report": _own_and("moderator"),
    "reported message": lambda ties, viewer, word: _pair(ties, viewer, word) or ties.has(viewer, "moderator"),
    "applied": _applied,
    "taken back": _own,
    "trouble": lambda ties, viewer, word: ties.has(viewer, "admin"),
    "label": _own_and("admin", "coordinator"),
    "invited address": _own_and("admin", "coordinator"),
    "why": lambda ties, viewer, word: ties.has(viewer, "admin", "coordinator"),
    **dict.fromkeys(("goal", "tried", "question", "answer", "message", "thanks"), _pair),
    # What the place keeps and shows to nobody at all, or does not keep.
    **dict.fromkeys(("secret", "metadata", "file name"), lambda ties, viewer, word: False),
}


def may_meet(viewer: str, word: Planted, ties: Ties = AT_FIRST) -> bool:
    """Whether this viewer may meet this word anywhere at all; one of somebody erased is not there any more."""
    if {(one, "erased") for one in word.of} & ties.away:
        return False
    return RULES[word.what](ties, viewer, word)
