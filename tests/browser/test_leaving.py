"""After signing out, on a desk that others use too: nothing of anybody is left in the browser, nor in the server's log."""

import re

import pytest

from tests.browser.conftest import on_small_devices
from tests.browser.test_photos import faces, show_photo
from tests.pictures import halves, saved

pytestmark = pytest.mark.usefixtures("fresh")

PERSONAL = re.compile("Renata|Good day|Connections")


def leave(one) -> None:
    """Signs out where one is."""
    one.press("^Sign out$")
    one.sees("You are signed out")


@on_small_devices
def test_a_page_that_was_found_by_search_does_not_come_back(reader, script, width):
    ada = reader(script=script, width=width).enter("Ada").go("/people")
    ada.type("A name", "renata")
    ada.press("^Search$")
    ada.sees("Renata")
    ada.page.locator("#found a").first.click()
    ada.page.locator("#profile").wait_for()
    leave(ada)
    for _ in range(4):
        ada.page.go_back()
        assert not PERSONAL.search(ada.text())


@on_small_devices
def test_another_tab_shows_nothing_once_it_is_asked(reader, script, width):
    ada = reader(script=script, width=width).enter("Ada").go("/connections")
    other = ada.context.new_page()
    for path in ("/messages", "/connections"):
        other.goto(f"{ada.live.url}{path}")
        assert PERSONAL.search(other.locator("body").inner_text())
    leave(ada)
    for look in (other.go_back, other.go_forward, other.reload):
        look()
        assert not PERSONAL.search(other.locator("body").inner_text())
    other.close()


@on_small_devices
def test_a_photo_that_was_seen_is_not_kept(reader, live, script, width):
    ada, bob = (reader(script=script, width=width) for _ in range(2))
    show_photo(ada.enter("Ada"), saved(halves(640, 480)))
    ada.sees("This is your photo now")
    [seen] = faces(bob.enter("Bob"), f"/people/{live.handle('Ada')}")
    leave(bob.go("/"))
    assert "There is nothing here" in bob.go(seen).text()


def test_the_browser_keeps_nothing_and_the_log_says_nothing(reader, live):
    ada = reader().enter("Ada").go("/people?q=renata").go("/connections").go("/profile")
    leave(ada)
    kept = "[localStorage, sessionStorage].map(one => JSON.stringify(one)).join()"
    assert ada.page.evaluate(kept) == "{},{}"
    assert ada.page.evaluate("caches.keys()") == []
    assert not re.search("renata|ferri|/people|/connections", live.log(), re.IGNORECASE)
