"""The pages of accounts and of links in letters, as those meet them who have something to do there."""

from itertools import cycle

import pytest

from tests.browser.arranged import arrange
from tests.browser.looks import HALFWAY, LOOKS, Seat, is_sound, open_page, shared_out
from tests.live import Live

GONE = ["/reset/x", "/confirm/x", "/join/x"]
PAGES = {
    "nobody": [
        "/sign-up", "/join/{join}", "/join/{join_one}", "/confirm/{confirm}", "/reset/{choose}", "/answer/{asked}",
        "/answer/{befriended}", "/answer/{answered}", "/unsubscribe/{stop}", "/unsubscribe/{stop_daily}", "/people/{ada}",
        *GONE,
    ],
    HALFWAY: ["/sign-in/code"],
    "Wanda": ["/account/standing"],
    "Colin": ["/account/standing", "/about"],
    "Rosa": ["/rules/agree"],
    "Nia": [
        "/notices", "/account", "/account/mail", "/account/address", "/account/two-step", "/account/close", "/profile/photo",
        "/invitations", "/requests/{declined}",
    ],
    "Ada": ["/notices", "/profile/photo", "/profile", "/people/{ada}"],
}  # fmt: skip
CASES = shared_out(PAGES)


@pytest.fixture(scope="module")
def keys(live: Live) -> dict[str, str]:
    """What stands for the words in braces."""
    return arrange(live)


@pytest.mark.parametrize(("name", "look", "path"), CASES)
def test_a_page_is_sound(seat: Seat, keys: dict[str, str], name: str, look: str, path: str):
    sitting = seat.give(name, look)
    assert open_page(sitting, path.format(**keys)) == (410 if path in GONE else 200)
    assert sitting.path == path.format(**keys)
    is_sound(sitting, LOOKS[look]["language"])


# Who, where, what is written there, the button, and what stands on the page that answers.
PRESSED = [
    ("nobody", "/join/{join}", {}, "main .primary", "#problems"),
    ("nobody", "/reset/{choose}", {"#password": "short"}, "#choose", "#problems"),
    ("nobody", "/answer/{asked}", {}, "#decline", "#problems"),
    ("nobody", "/unsubscribe/{stop}", {}, "#stop", ".button[href='/account/mail']"),
    (HALFWAY, "/sign-in/code", {"#code": "123"}, "main .primary", "#problems"),
    ("Nia", "/account/address", {}, "#change-address", "#problems"),
    ("Nia", "/account/two-step", {"#old": "not this one"}, "#begin", "#problems"),
    ("Nia", "/account/close", {}, "#close", "#problems"),
    ("Nia", "/profile/photo", {}, "#keep", "#problems"),
    ("Nia", "/invitations", {"#address": "nobody"}, "#invite", "#problems"),
    ("Nia", "/account/mail", {}, "#keep", "#live .flash"),
]
ANSWERS = sorted(
    ((one[0], look, one) for one, look in zip(PRESSED, cycle(LOOKS), strict=False)), key=lambda one: one[:2]
)


@pytest.mark.parametrize(("name", "look", "pressed"), ANSWERS)
def test_what_answers_a_form_is_sound(seat: Seat, keys: dict[str, str], name: str, look: str, pressed: tuple):
    _who, path, written, button, seen = pressed
    sitting = seat.give(name, look).go(path.format(**keys))
    sitting.send(written, button)
    sitting.page.locator(seen).first.wait_for()
    is_sound(sitting, LOOKS[look]["language"])
