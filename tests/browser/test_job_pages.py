"""The pages of those who write jobs and of those who look at them; and posting one in two presses."""

import pytest

from mentorship import clock
from mentorship.people.person import Person, Role
from mentorship.work.job import lifecycle, writing
from mentorship.work.job.job import Outcome
from tests.browser.conftest import on_small_devices
from tests.browser.looks import LOOKS, Seat, is_sound, open_page, shared_out
from tests.cast import change
from tests.live import ADMIN, Live
from tests.work.made import TYPED, draft, job, organisation, typed

LONG = {
    "title": "Brotbäckereifachverkäuferinnen" * 3,
    "text": f"https://example.org/{'a' * 200}\n\nمرحبا، كيف حالك؟",
    "must": f"{'x' * 120}\nGet up early\n" + "one\n" * 5,
    "learn": "Baking",
    "languages": (("Italian", "good"), ("English", "basic"), ("German", "basic")),
    "cv_why": "y" * 300,
}
OF_ADA = [
    "/organisations/{org}/jobs", "/organisations/{org}/jobs?q=nothing+like+it", "/organisations/{empty}/jobs",
    "/organisations/{org}/jobs/new", "/jobs/{live}/preview", "/jobs/{live}/edit", "/jobs/{live}/close", "/jobs/{long}/preview",
    "/jobs/{long}/edit", "/jobs/{over}/preview", "/jobs/{closed}/preview", "/jobs/{theirs}/report",
]  # fmt: skip
OF_VERA = ["/moderation/jobs", "/moderation/jobs/{review}", "/moderation/jobs/{live}"]
CASES = shared_out({"Ada": OF_ADA, "Vera": OF_VERA})


@pytest.fixture(scope="module")
def keys(live: Live) -> dict[str, str]:
    """What stands for the words in braces."""
    live.reset()
    with live.inside():
        ada, cleo = (Person.get(Person.email == f"{one}@demo.example") for one in ("ada", "cleo"))
        change(Person.get(Person.email == ADMIN), roles=Role.ADMIN | Role.MODERATOR)
        bakery, empty = organisation(ada), organisation(ada, "W" * 80, verified=False)
        made = {
            "live": job(bakery), "long": draft(bakery, **LONG), "review": draft(bakery, **LONG), "closed": job(bakery),
            "over": job(bakery, valid_until=clock.now()), "theirs": job(organisation(cleo, "Café")),
        }  # fmt: skip
        lifecycle.send(made["review"].id)
        lifecycle.close(made["closed"].id, Outcome.HERE)
        writing.change(made["live"].id, typed(title="Night baker"))
        return {name: one.key for name, one in made.items()} | {"org": bakery.key, "empty": empty.key}


@pytest.mark.parametrize(("who", "look", "path"), CASES)
def test_a_page_is_sound(seat: Seat, keys: dict[str, str], who: str, look: str, path: str):
    sitting = seat.give(who, look)
    assert open_page(sitting, path.format(**keys)) == 200
    is_sound(sitting, LOOKS[look]["language"])


def test_what_is_wrong_is_sound_too(seat: Seat, keys: dict[str, str]):
    sitting = seat.give("Ada", "english, light, wide")
    open_page(sitting, f"/organisations/{keys['org']}/jobs/new")
    sitting.page.locator("#keep").click()
    sitting.page.locator("#problems").wait_for()
    is_sound(sitting, "en")


@on_small_devices
def test_two_presses_post_a_job(reader, keys, script, width):
    ada = reader(script=script, width=width).enter("Ada")
    ada.go(f"/organisations/{keys['org']}/jobs/new")
    for name in ("title", "occupation", "place", "pay_from", "text"):
        ada.page.locator(f"#{name}").fill(TYPED[name])
    ada.choose("^Permanent$")
    ada.press("^Keep and look at it$")
    ada.sees("Your draft is kept")
    ada.press("^Send it to be published$")
    ada.sees("It is sent", "Waits for a moderator")
