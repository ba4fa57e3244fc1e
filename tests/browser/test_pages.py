"""Every main page, as each kind of reader meets it: accessible, in English and Italian, light and dark, 240 px to wide."""

from collections.abc import Iterator
from contextlib import closing

import apsw
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.conftest import Reader
from tests.live import NEWCOMER, Live

NARROW, PHONE, WIDE = 240, 320, 1280

# The two looks share out what there is: each page is met in both languages, both colours, small and wide.
LOOKS = {
    "english, light, wide": {"language": "en", "colour": "light", "width": WIDE},
    "italian, dark, phone": {"language": "it", "colour": "dark", "width": PHONE},
}

FOR_ALL = ["/", "/about", "/rules", "/data", "/nowhere", "/people/{dora}"]
SIGNED_OUT = ["/sign-in", "/sign-up"]
MEMBER = [
    "/mentors", "/mentors?topic=nothing+like+it", "/people", "/people?q=nothing+like+it", "/suggestions",
    "/connections", "/messages", "/profile", "/profile/about", "/profile/work", "/profile/languages", "/profile/seeks",
    "/profile/places", "/profile/cv", "/privacy", "/privacy/view-as/everyone", "/privacy/view-as/friends",
    "/account", "/account/sessions", "/people/{cleo}", "/people/{eve}/mentor?as=mentor", "/people/{eve}/block",
]  # fmt: skip
PAIRED = ["/mentorships/{pair}", "/mentorships/{pair}/end", "/messages/{friends}", "/requests/{request}"]
PAGES = {
    "nobody": FOR_ALL + SIGNED_OUT,
    "Ada": FOR_ALL + MEMBER + PAIRED + ["/people/{bob}", "/people/{ada}"],
    "Bob": ["/", "/people/{ada}", "/people/{bob}", "/connections", "/suggestions", "/messages/{bobs}", "/requests/{request}"],
    "Nia": ["/", "/people/{ada}/mentor?as=mentee", *MEMBER],
    "Dora": ["/", "/people", "/people/{bob}", "/people/{ada}", "/connections", "/profile", "/privacy"],
}
CASES = [(name, look, path) for name in PAGES for look in LOOKS for path in PAGES[name]]

# Nothing here plays sound or turns with the device, for which axe would load the stylesheets again.
QUICKLY = {"resultTypes": ["violations"], "preload": False}

KEYS = {
    "pair": "SELECT key FROM mentorship WHERE ended_at IS NULL AND mentor_id = (SELECT id FROM person WHERE name LIKE 'Ada %')",
    "request": "SELECT r.key FROM request r JOIN person p ON p.id = r.recipient_id JOIN person s ON s.id = r.sender_id "
    "WHERE r.state = 'open' AND p.name LIKE 'Ada %' AND s.name LIKE 'Bob %'",
}
TALK = """SELECT c.key FROM conversation c JOIN person a ON a.id IN (c.low_id, c.high_id)
JOIN person b ON b.id IN (c.low_id, c.high_id) WHERE friendship_id IS NOT NULL AND a.name LIKE ? AND b.name LIKE ?"""

TOO_SMALL = """() => [...document.querySelectorAll("a, button, summary, input, select, textarea")]
  .filter(one => one.type !== "hidden" && one.checkVisibility({visibilityProperty: true}))
  .map(one => one.matches("[type=checkbox], [type=radio]") ? one.closest("label") : one)
  .map(one => {
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    const inline = style.display === "inline" && !one.closest("nav, .actions, .button, button");
    const height = inline ? Math.max(box.height, parseFloat(style.lineHeight)) : box.height;
    return {what: one.outerHTML.slice(0, 160), height, least: inline ? 24 : 44, seen: box.width > 1 && box.bottom > 0};
  })
  .filter(one => one.seen && one.height < one.least - 0.5)"""


@pytest.fixture(scope="module")
def keys(live: Live) -> dict[str, str]:
    """What stands for the words in braces."""
    live.reset()
    people = {name: live.handle(name.title()) for name in ("ada", "bob", "cleo", "dora", "eve")}
    talks = {"friends": live.one(TALK, "Ada %", "Cleo %"), "bobs": live.one(TALK, "Bob %", "Cleo %")}
    return people | talks | {name: live.one(sql) for name, sql in KEYS.items()}


class Seat:
    """One reader at a time, with one look, for all their pages."""

    def __init__(self, live: Live, chromium: Browser) -> None:
        self.live, self.chromium = live, chromium
        self.taken: tuple[str, str] | None = None
        self.reader: Reader | None = None

    def give(self, name: str, look: str) -> Reader:
        """This reader, from now on if somebody else sat here."""
        if self.taken != (name, look):
            self.leave()
            self.taken, self.reader = (name, look), self._sit_down(name, **LOOKS[look])
        return self.reader

    def leave(self) -> None:
        if self.reader:
            self.reader.context.close()

    def _sit_down(self, name: str, language: str, colour: str, width: int) -> Reader:
        size = {"width": width, "height": 800}
        locale = {"en": "en-GB", "it": "it-IT"}[language]
        one = Reader(self.live, self.chromium.new_context(locale=locale, color_scheme=colour, viewport=size))
        speak(self.live, "en")
        if name == "Nia":
            one.sign_in(NEWCOMER)
        elif name != "nobody":
            one.enter(name)
        speak(self.live, language)
        return one


@pytest.fixture(scope="module")
def seat(live: Live, chromium: Browser) -> Iterator[Seat]:
    one = Seat(live, chromium)
    yield one
    one.leave()


def speak(live: Live, language: str) -> None:
    """Lets all accounts read this language."""
    with closing(apsw.Connection(str(live.database))) as writer:
        writer.set_busy_timeout(5000)
        writer.execute("UPDATE person SET language = ?", (language,))


@pytest.mark.parametrize(("name", "look", "path"), CASES)
def test_a_page_is_sound(seat: Seat, keys: dict[str, str], name: str, look: str, path: str):
    sitting = seat.give(name, look)
    sitting.faults.clear()
    page, width = sitting.page, sitting.page.viewport_size["width"]
    answer = page.goto(sitting.live.url + path.format(**keys))
    assert answer.status == (404 if path == "/nowhere" else 200)
    assert page.locator("html").get_attribute("lang") == LOOKS[look]["language"]
    assert not page.url.endswith("/sign-in") or path == "/sign-in"
    assert page.locator("h1").count() == 1
    found = Axe().run(page, options=QUICKLY)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate(TOO_SMALL) == []
    for narrow in (WIDE, PHONE, NARROW):
        page.set_viewport_size({"width": narrow, "height": 800})
        assert sitting.width_left_over() <= 0, f"{narrow} px: {wide_ones(page)}"
    page.set_viewport_size({"width": width, "height": 800})
    assert not sitting.faults


def wide_ones(page) -> list[str]:
    """What stands out sideways, innermost first."""
    return page.evaluate(
        """() => [...document.querySelectorAll("body *")].reverse()
        .filter(one => one.getBoundingClientRect().right > innerWidth + 0.5 && one.getBoundingClientRect().width > 1)
        .slice(0, 3).map(one => one.outerHTML.slice(0, 160))"""
    )
