"""Six people among whom everything can happen, once in the database and once as the model knows them."""

import copy

from mentorship.people import facts
from mentorship.people.person import Person, Purpose, Role
from mentorship.people.section import Section
from mentorship.ties.availability import offer_places
from tests.cast import befriend, mentor, settle, state
from tests.pictures import hang
from tests.privacy import acts
from tests.privacy.judging import World
from tests.privacy.presets import PRESETS
from tests.privacy.stage import Stage

# Words that no shipped vocabulary has, so that a search finds nothing by another name.
TERMS = {
    "occupation": ("wheelturner", "lampwright"),
    "work": ("vexmill", "dunyard"),
    "education": ("quorhall", "brixschool"),
    "place": ("ostermoor", "farlund"),
    "languages": ("zembric", "uldish"),
    "interests": ("kitecraft", "jugglery"),
    "skills": ("knotlore", "hedgelore"),
    "offers": ("paperwise", "voicework"),
    "seeks": ("paperwise", "voicework"),
    "open_work": ("brinewright", "marlhand"),
    "experience": ("nightfear", "longleave"),
}
_TERMS = sorted({term for terms in TERMS.values() for term in terms})
WORDS = tuple(word for term in _TERMS for word in (term, "murmur", "quill"))
PLACES = {"ada": 2, "cleo": 1}
TASKS = {"dora": Role.COORDINATOR, "finn": Role.EMPLOYER}


def people() -> tuple[dict[str, Person], World]:
    """Settles the six and gives them by key, with the model of what is true now."""
    world, found = World(), {}
    for key in ("ada", "bob", "cleo", "eve", "dora", "finn"):
        found[key] = settle(key.title(), purpose=Purpose.SEEK, roles=TASKS.get(key, Role.NONE))
        world.names[key] = key.title()
        world.open_to |= {(key, section): set(names) for section, names in PRESETS["balanced"].items()}
        facts.say(found[key].id, Section.ABOUT, f"Murmurs of {key}")
        world.texts[key, "about"] = f"Murmurs of {key}"
        _state_all(found[key], key, world)
    for key, places in PLACES.items():
        offer_places(found[key].id, places)
        world.places[key] = places
    _tie(found, world)
    _begin(Stage(found, world))
    return found, world


def _state_all(person: Person, key: str, world: World) -> None:
    # Everybody has one term of each section, and shares it with half of the others.
    for number, (section, terms) in enumerate(TERMS.items()):
        term = terms[(person.id + number) % 2]
        state(person, Section(section), term)
        world.facts[key, section] = {term}


def _tie(found: dict[str, Person], world: World) -> None:
    for one, other in (("ada", "cleo"), ("bob", "cleo"), ("cleo", "eve")):
        befriend(found[one], found[other])
        world.friends.add(frozenset((one, other)))
    mentor(found["ada"], found["bob"])
    world.pairs.add(("ada", "bob"))
    for key in ("ada", "eve"):
        hang(found[key])
        world.photos.add(key)


def _begin(stage: Stage) -> None:
    """Something waits and something is said between most of them."""
    for sender, recipient, kind in (("eve", "dora", "friend"), ("finn", "cleo", "wish"), ("bob", "eve", "friend")):
        acts.ask(stage, sender, recipient, kind)
    acts.settle(stage, stage.world.requests[-1], "decline")
    for one, other in (("ada", "cleo"), ("bob", "ada"), ("eve", "cleo")):
        acts.write(stage, one, other, "Salve")


def again(world: World) -> World:
    """The same once more, to be changed."""
    return copy.deepcopy(world)
