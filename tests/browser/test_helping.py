"""Help with work, without JavaScript too: offered with a job in two presses, asked for in one."""

import pytest

from mentorship.people.person import Person
from mentorship.ties.friendship import befriend
from mentorship.ties.mentorship import Rhythm, begin
from mentorship.work.help import offering
from tests.browser.conftest import on_small_devices
from tests.browser.looks import LOOKS, Seat, is_sound, open_page, shared_out
from tests.live import Live
from tests.work.helped import help_at
from tests.work.made import job, organisation

PATHS = [
    "/jobs/{job}",
    "/organisations/{org}",
    "/jobs/{job}/help",
    "/help-offers",
    "/found-work",
    "/mentorships/{pair}",
]
CASES = shared_out(dict.fromkeys(("Ada", "Bob"), PATHS))


def demo(name: str) -> Person:
    return Person.get(Person.email == f"{name}@demo.example")


@pytest.fixture(scope="module")
def keys(live: Live) -> dict[str, str]:
    """What stands for the words in braces: Ada mentors Bob, and the two are friends."""
    live.reset()
    with live.inside():
        ada, bob = demo("ada"), demo("bob")
        befriend(ada.id, bob.id)
        pair = begin(ada.id, bob.id, "work", "Find work", Rhythm.WEEKLY, 12)
        bakery = organisation(name="Bakery Bassi")
        made, other = job(bakery), job(bakery, "Washing up", place=None)
        for place in (bakery, made):
            help_at(place, bob, whom=offering.WHOM)
        return {"org": bakery.key, "job": made.key, "other": other.key, "pair": pair.key}


@pytest.mark.parametrize(("who", "look", "path"), CASES)
def test_a_page_is_sound(seat: Seat, keys: dict[str, str], who: str, look: str, path: str):
    sitting = seat.give(who, look)
    assert open_page(sitting, path.format(**keys)) == 200
    is_sound(sitting, LOOKS[look]["language"])


@on_small_devices
def test_help_is_offered_in_two_presses_and_asked_for_in_one(live, reader, keys, script, width):
    live.speak("en")
    ada, bob = (reader(script=script, width=width).enter(name) for name in ("Ada", "Bob"))
    ada.go(f"/jobs/{keys['other']}").follow("^I can introduce you$")
    ada.press("^Offer it$")
    ada.sees("You offer it now.", "You offer help here.")
    bob.go(f"/jobs/{keys['other']}").sees("can introduce you there")
    bob.press("^Ask for an introduction$")
    bob.sees("is asked, in your name", "you offered to introduce me at Bakery Bassi", "Washing up")
    ada.go("/help-offers").press("^Take it back$")
    ada.sees("You no longer offer this.")
    bob.go(f"/jobs/{keys['other']}").sees("has offered help here yet")
