"""A place that begins: set up by the link the server prints, and then the letters of a mail server that refuses them."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest

from tests.browser.conftest import Reader, on_small_devices
from tests.browser.looks import is_sound
from tests.cast import PASSWORD
from tests.live import Live

ADDRESS = "olga@example.org"


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Live]:
    """A server that nobody has set up."""
    with Live(tmp_path).running() as server:
        yield server
    assert "unforeseen" not in server.log()


def printed(place: Live) -> str:
    """The path of the link that the server prints at its first start."""
    until = time.monotonic() + 10
    while not (found := re.search(r"/set-up/\S+", place.log())):
        assert time.monotonic() < until, place.log()
        time.sleep(0.05)
    return found[0]


def set_up(olga: Reader, link: str) -> None:
    """Olga names the place and becomes its admin."""
    olga.go(link).press("^Open the place$")
    olga.sees("Please look at this again")
    is_sound(olga, "en")
    olga.type("Name of the place", "The Bridge")
    olga.type("Your name", "Olga")
    olga.type("E-mail address", ADDRESS)
    olga.type("Password", PASSWORD)
    olga.press("^Open the place$")
    olga.sees("The place is yours, Olga. One thing is left to do", "To do your tasks here, turn on the second step")


@on_small_devices
def test_the_first_to_come_sets_the_place_up_and_looks_after_it(reader, empty, script, width):
    link = printed(empty)
    guest = reader(script=script, width=width, locale="it-IT", color_scheme="dark", place=empty)
    guest.go(link)
    is_sound(guest, "it")
    olga = reader(script=script, width=width, place=empty)
    set_up(olga, link)
    assert olga.go("/admin").path == "/account/two-step"
    olga.type("Your password", PASSWORD)
    olga.press("^Set up the second step$")
    letters = olga.main.locator("code").inner_text().replace(" ", "")
    olga.type("The code your app shows now", pyotp.TOTP(letters).now())
    olga.press("^Turn it on$")
    olga.follow("^I have them on paper$")
    olga.follow("^Look after this place$")
    olga.sees("Looking after this place", "How the place is")
    assert olga.page.locator(".brand").inner_text().strip() == "The Bridge"
    is_sound(olga, "en")
    assert guest.go(link).page.locator("h1").inner_text() == guest.go("/nowhere").page.locator("h1").inner_text()
