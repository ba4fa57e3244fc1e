"""The pages of those who look after the place, with something waiting on each."""

from itertools import cycle

import pytest

from tests.browser.arranged import arrange
from tests.browser.looks import LOOKS, Seat, is_sound, open_page, shared_out
from tests.live import Live

PAGES = [
    "/admin", "/admin/outbox", "/admin/outbox?list=sent", "/admin/outbox/{waiting}", "/admin/outbox/{given_up}",
    "/admin/outbox/{sent}", "/admin/approvals", "/admin/people", "/admin/people?q=a", "/admin/people?q=nobody+at+all",
    "/admin/place", "/admin/rules?version=2026-11", "/admin/terms?kind=topic", "/admin/terms?q=nothing+like+it",
    "/admin/terms/{term}", "/admin/terms/{term}?into={other}", "/invitations", "/invitations/{many}", "/invitations/{ended}",
    "/account/two-step", "/account/mail", "/notices", "/", "/admin/audit", "/admin/audit?check=yes",
]  # fmt: skip
CASES = shared_out({"Vera": PAGES})


@pytest.fixture(scope="module")
def keys(live: Live) -> dict[str, str]:
    """What stands for the words in braces."""
    return arrange(live)


@pytest.mark.parametrize(("who", "look", "path"), CASES)
def test_a_page_is_sound(seat: Seat, keys: dict[str, str], who: str, look: str, path: str):
    sitting = seat.give(who, look)
    assert open_page(sitting, path.format(**keys)) == 200
    is_sound(sitting, LOOKS[look]["language"])


# Where, what is written there, the button, and what stands on the page that answers.
PRESSED = [
    ("/admin/place", {"#name": "", "#accent": "#ffff00"}, "main .primary", "#problems"),
    ("/admin/rules", {}, "[value=look]", "#preview"),
    ("/admin/rules", {"#en": "", "#it": ""}, "[value=publish]", "#problems"),
    ("/invitations", {"#address": "nobody", "#places": "many"}, "#invite", "#problems"),
    ("/admin/terms/{term}", {"#en": ""}, "#rename", "#problems"),
    ("/admin/terms/{term}", {"#into": "no such word at all"}, "#preview", "#problems"),
    ("/account/two-step", {}, "#renew", "#problems"),
    ("/account/two-step", {"#stop-old": "not this one"}, "#stop", "#problems"),
]
ANSWERS = sorted(((look, one) for one, look in zip(PRESSED, cycle(LOOKS), strict=False)), key=lambda one: one[0])


@pytest.mark.parametrize(("look", "pressed"), ANSWERS)
def test_what_answers_a_form_is_sound(seat: Seat, keys: dict[str, str], look: str, pressed: tuple):
    path, written, button, seen = pressed
    sitting = seat.give("Vera", look).go(path.format(**keys))
    sitting.send(written, button)
    sitting.page.locator(seen).first.wait_for()
    is_sound(sitting, LOOKS[look]["language"])


def test_the_last_admin_cannot_lay_the_task_down(seat: Seat, keys: dict[str, str]):
    look = next(iter(LOOKS))
    row = seat.give("Vera", look).go("/admin/people?q=Vera").page.locator(f"#person-{keys['vera']}")
    row.locator("summary").click()
    row.locator(f"#ADMIN-{keys['vera']}").uncheck()
    row.locator(f"#note-{keys['vera']}").click()
    row.locator("#problems").wait_for()
    is_sound(seat.give("Vera", look), LOOKS[look]["language"])
