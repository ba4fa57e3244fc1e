"""The pages of those who are open to work and of those who look for them; and asking a candidate in two presses."""

import pytest

from mentorship.database import row
from mentorship.people.person import Person
from mentorship.people.section import Section
from mentorship.privacy.audience import AUDIENCES
from mentorship.ties.relation import viewer_of
from mentorship.work.candidate import asks, candidates
from mentorship.work.candidate.wish import Wish
from mentorship.work.candidate.wishing import open_to
from mentorship.work.organisation import standing
from tests.browser.conftest import on_small_devices
from tests.browser.looks import LOOKS, Seat, is_sound, open_page, shared_out
from tests.cast import share, state
from tests.live import Live
from tests.work.made import job, organisation
from tests.work.seekers import seekers

LONG = "Brotbäckereifachverkäuferinnen" * 3
OF_ADA = ["/open-to-work", "/asks/{ask}", "/profile"]
OF_CLEO = [
    "/jobs/{live}/candidates",
    "/jobs/{rare}/candidates",
    "/jobs/{live}/candidates/{card}/ask",
    "/jobs/{live}/preview",
]
CASES = shared_out({"Ada": OF_ADA, "Cleo": OF_CLEO})


@pytest.fixture(scope="module")
def keys(live: Live) -> dict[str, str]:
    """What stands for the words in braces."""
    live.reset()
    with live.inside():
        ada, cleo = (Person.get(Person.email == f"{one}@demo.example") for one in ("ada", "cleo"))
        bakery = organisation(cleo, "Bakery Bassi")
        standing.settle([cleo.id])
        for one in seekers(7):
            state(one, Section.OCCUPATION, "baker")
            share(one, Section.OCCUPATION, AUDIENCES["members"])
        wish = Wish(occupations=("baker", "nurse"), to=("employers", "friends"), place="Turin", pay="9.50", pay_per="hour", currency="EUR", other="Bakery Bassi")  # fmt: skip
        open_to(ada.id, Wish(occupations=("baker",), to=("employers",)))
        looking, live_job, long = viewer_of(cleo.id), job(bakery), job(bakery, title=LONG)
        secret = live.secret_key
        asks.ask(looking, long.key, candidates._id(secret, long.id, ada.id), "y" * 300, secret)
        open_to(ada.id, wish)
        card = candidates.shown(looking, candidates.job_of(cleo.id, live_job.key), secret)[0].id
        ask = row("SELECT key FROM ask WHERE person_id = ?", ada.id).key
        return {"live": live_job.key, "rare": job(bakery, occupation="lamp lighter").key, "card": card, "ask": ask}


@pytest.mark.parametrize(("who", "look", "path"), CASES)
def test_a_page_is_sound(seat: Seat, keys: dict[str, str], who: str, look: str, path: str):
    sitting = seat.give(who, look)
    assert open_page(sitting, path.format(**keys)) == 200
    is_sound(sitting, LOOKS[look]["language"])


def test_what_is_wrong_is_sound_too(seat: Seat, keys: dict[str, str]):
    sitting = seat.give("Ada", "english, light, wide")
    open_page(sitting, "/open-to-work")
    sitting.page.locator("#pay").fill("a lot")
    sitting.page.locator("#open").click()
    sitting.page.locator("#problems").wait_for()
    is_sound(sitting, "en")


@on_small_devices
def test_two_presses_ask_a_candidate(reader, keys, script, width):
    cleo = reader(script=script, width=width).enter("Cleo")
    cleo.go(f"/jobs/{keys['live']}/candidates")
    cleo.sees("does this work now")
    cleo.follow("^Ask to talk$")
    cleo.sees("What they will read", "You hear only of a yes")
    cleo.press("^Ask them$")
    cleo.sees("They are asked.", "Asked today")
