"""The looks every page is met in, who sits before it, and what must hold whatever stands on it."""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, StorageState

from mentorship.web.demo import CAST
from tests.browser.reader import Reader
from tests.live import ADMIN, Live

HALFWAY = "halfway"  # who has given the password and not yet the code

NARROW, PHONE, WIDE = 240, 320, 1280

# The two looks share out what there is: each page is met in both languages, both colours, small and wide.
LOOKS = {
    "english, light, wide": {"language": "en", "colour": "light", "width": WIDE},
    "italian, dark, phone": {"language": "it", "colour": "dark", "width": PHONE},
}

# Nothing here plays sound or turns with the device, for which axe would load the stylesheets again.
QUICKLY = {"resultTypes": ["violations"], "preload": False}

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


def shared_out(pages: Mapping[str, Sequence[str]]) -> list[Any]:
    """Who meets each page in which look: in one of the two, in turn; in the other too in the long run."""
    looks, paths = list(LOOKS), list(dict.fromkeys(path for some in pages.values() for path in some))
    shared = []
    for who, own in pages.items():
        for look, path in product(looks, own):
            is_first = (paths.index(path) + looks.index(look)) % 2 == 0
            shared.append(pytest.param(who, look, path, marks=() if is_first else pytest.mark.long))
    return shared


class Seat:
    """One reader at a time, with one look, for all their pages. Who comes back is still signed in."""

    def __init__(self, live: Live, chromium: Browser) -> None:
        self.live, self.chromium = live, chromium
        self.taken: tuple[str, str] | None = None
        self.reader: Reader | None = None
        self.known: dict[str, StorageState] = {}

    def give(self, name: str, look: str) -> Reader:
        """This reader, from now on if somebody else sat here."""
        if self.taken != (name, look):
            self.leave()
            if name not in self.known:
                self.known[name] = self._come_in(name)
            self.reader = self._sit_down(name, **LOOKS[look])
            self.taken = (name, look)
        self.reader.faults.clear()
        return self.reader

    def leave(self) -> None:
        if self.reader:
            self.reader.context.close()
        self.reader = self.taken = None

    def _come_in(self, name: str) -> StorageState:
        """What the browser knows of this person after the door, which is passed in English."""
        one = Reader(self.live, self.chromium.new_context(locale="en-GB"))
        self.live.speak("en")
        if name == HALFWAY:
            one.sign_in(ADMIN).page.wait_for_url("**/sign-in/code")
        elif name == "Vera":
            one.sign_in_with_code(ADMIN)
        elif name.lower() in CAST:
            one.enter(name)
        elif name != "nobody":
            one.sign_in(f"{name.lower()}@example.org").button("^Sign out$").first.wait_for()
        known = one.context.storage_state()
        one.context.close()
        return known

    def _sit_down(self, name: str, language: str, colour: str, width: int) -> Reader:
        size = {"width": width, "height": 800}
        # Members read the language of their account, guests that of their browser.
        locale = {"en": "en-GB", "it": "it-IT"}[language if name in ("nobody", HALFWAY) else "en"]
        asked = {"locale": locale, "color_scheme": colour, "viewport": size, "storage_state": self.known[name]}
        self.live.speak(language)
        return Reader(self.live, self.chromium.new_context(**asked))


def open_page(sitting: Reader, path: str) -> int:
    """Goes to a page and unfolds what is folded there; gives the status."""
    answer = sitting.page.goto(sitting.live.url + path)
    assert path == "/sign-in" or "/sign-in?" not in sitting.page.url
    sitting.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    return answer.status


def is_sound(sitting: Reader, language: str) -> None:
    """What holds for every page, whatever stands on it."""
    page, size = sitting.page, sitting.page.viewport_size
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("h1").count() == 1
    if sitting.runs_scripts:  # axe is one itself
        found = Axe().run(page, options=QUICKLY)
        assert found.violations_count == 0, found.generate_report()
    for width in (WIDE, PHONE, NARROW):
        page.set_viewport_size({"width": width, "height": size["height"]})
        assert sitting.width_left_over() <= 0, f"{width} px: {wide_ones(page)}"
        small = page.evaluate(TOO_SMALL)
        assert not small, f"{width} px: {small}"
    page.set_viewport_size(size)
    assert not sitting.faults


def wide_ones(page: Page) -> list[str]:
    """What stands out sideways, innermost first."""
    return page.evaluate(
        """() => [...document.querySelectorAll("body *")].reverse()
        .filter(one => one.getBoundingClientRect().right > innerWidth + 0.5 && one.getBoundingClientRect().width > 1)
        .slice(0, 3).map(one => one.outerHTML.slice(0, 160))"""
    )
