"""The pages of those who apply and of those who read it; and applying in two presses."""

import pytest

from mentorship.people.person import Person
from mentorship.people.section import Section
from mentorship.work.application import answering
from mentorship.work.application.application import Ending, State
from tests.browser.conftest import on_small_devices
from tests.browser.looks import LOOKS, Seat, is_sound, open_page, shared_out
from tests.cast import viewer
from tests.live import Live
from tests.work.applied import applied
from tests.work.made import job, organisation

LONG = "Brotbäckereifachverkäuferinnen" * 3
WORDS = f"https://example.org/{'a' * 200}\n\nمرحبا، كيف حالك؟"
OF_ADA = [
    "/jobs/{live}", "/jobs/{live}/apply", "/applications", "/applications/{new}", "/applications/{new}/again",
    "/applications/{hired}", "/applications/{no}", "/applications/{back}",
]  # fmt: skip
OF_CLEO = [
    "/jobs/{asks}/applicants",
    "/jobs/{empty}/applicants",
    "/jobs/{asks}/applicants?state=new",
    "/applicants/{new}",
    "/applicants/{hired}",
]
CASES = shared_out({"Ada": OF_ADA, "Cleo": OF_CLEO})


@pytest.fixture(scope="module")
def keys(live: Live) -> dict[str, str]:
    """What stands for the words in braces."""
    live.reset()
    with live.inside():
        ada, cleo = (Person.get(Person.email == f"{one}@demo.example") for one in ("ada", "cleo"))
        bakery = organisation(cleo, "Bakery Bassi")
        jobs = {
            "live": job(bakery, cv_why="The law asks for it", apply="Or come to the shop."), "empty": job(bakery),
            "at 320": job(bakery), "at 240": job(bakery), "asks": job(bakery, title=LONG), "hiring": job(bakery), "refusing": job(bakery), "other": job(bakery),
        }  # fmt: skip
        sent = {"contact": "x" * 200, "line": "y" * 300}
        made = {
            "new": applied(jobs["asks"], ada, *Section, **sent), "hired": applied(jobs["hiring"], ada, Section.OCCUPATION),
            "no": applied(jobs["refusing"], ada), "back": applied(jobs["other"], ada),
        }  # fmt: skip
        answering.write_as_applicant(viewer(ada), made["new"].key, WORDS, "a")
        answering.write_as_team(viewer(cleo), made["hired"].key, WORDS, "a")
        answering.move(viewer(cleo), made["hired"].key, State.OFFERED)
        answering.move(viewer(cleo), made["hired"].key, Ending.HIRED)
        answering.move(viewer(cleo), made["no"].key, Ending.NOT_CHOSEN, WORDS)
        answering.withdraw(viewer(ada), made["back"].key)
        return {name: one.key for name, one in (jobs | made).items()}


@pytest.mark.parametrize(("who", "look", "path"), CASES)
def test_a_page_is_sound(seat: Seat, keys: dict[str, str], who: str, look: str, path: str):
    sitting = seat.give(who, look)
    assert open_page(sitting, path.format(**keys)) == 200
    is_sound(sitting, LOOKS[look]["language"])


def test_what_is_wrong_is_sound_too(seat: Seat, keys: dict[str, str]):
    sitting = seat.give("Ada", "english, light, wide")
    open_page(sitting, f"/jobs/{keys['live']}/apply")
    sitting.page.get_by_label("In another way").check()
    sitting.page.locator("#contact").fill(" ")
    sitting.page.locator("#send").click()
    sitting.page.locator("#problems").wait_for()
    is_sound(sitting, "en")


@on_small_devices
def test_two_presses_apply_for_a_job(reader, keys, script, width):
    ada = reader(script=script, width=width).enter("Ada")
    ada.go(f"/jobs/{keys[f'at {width}']}")
    ada.follow("^Apply$")
    ada.sees("What you send")
    ada.press("^Send$")
    ada.sees("It is sent", "They answer by")
