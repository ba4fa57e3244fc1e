"""Every main page, as each kind of reader meets it: accessible, in English and Italian, light and dark, 240 px to wide."""

from collections.abc import Iterator
from itertools import cycle

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Reader
from tests.live import LONGEST_NAME, NEWCOMER, Live

NARROW, PHONE, WIDE = 240, 320, 1280

# The two looks share out what there is: each page is met in both languages, both colours, small and wide.
LOOKS = {
    "english, light, wide": {"language": "en", "colour": "light", "width": WIDE},
    "italian, dark, phone": {"language": "it", "colour": "dark", "width": PHONE},
}

FOR_ALL = ["/about", "/rules", "/data", "/nowhere", "/people/{dora}"]
SIGNED_OUT = ["/", "/sign-in", "/sign-up"]
MEMBER = [
    "/", "/mentors", "/people", "/suggestions", "/connections", "/messages", "/profile", "/profile/about", "/profile/work",
    "/profile/seeks", "/profile/places", "/profile/cv", "/privacy", "/privacy/view-as/everyone", "/privacy/view-as/friends",
    "/account", "/people/{cleo}", "/people/{eve}/mentor?as=mentor",
]  # fmt: skip
# What looks the same for everybody is met once.
ALIKE = [
    "/mentors?topic=nothing+like+it", "/people?q=nothing+like+it", "/profile/languages", "/account/sessions",
    "/people/{eve}/block",
]  # fmt: skip
PAIRED = [
    "/mentorships/{pair}",
    "/mentorships/{pair}/end",
    "/mentorships/{ended}",
    "/messages/{friends}",
    "/requests/{wish}",
]
PAGES = {
    "nobody": FOR_ALL + SIGNED_OUT,
    "Ada": FOR_ALL + MEMBER + ALIKE + PAIRED + ["/people/{bob}", "/people/{ada}"],
    "Bob": [
        "/", "/people/{ada}", "/people/{bob}", "/people/{ada}/mentor?as=mentee", "/connections", "/suggestions",
        "/messages/{bobs}", "/requests/{wish}", "/requests/{offer}",
    ],
    "Nia": ["/people/{ada}", "/people/{ada}/mentor?as=mentee", *MEMBER],
    "Dora": [
        "/", "/people", "/people/{bob}", "/people/{long}", "/connections", "/messages", "/messages/{longs}", "/profile",
        "/privacy",
    ],
}  # fmt: skip
CASES = [(name, look, path) for name in PAGES for look in LOOKS for path in PAGES[name]]

# Nothing here plays sound or turns with the device, for which axe would load the stylesheets again.
QUICKLY = {"resultTypes": ["violations"], "preload": False}

PERSON = "(SELECT id FROM person WHERE name LIKE ? || '%' ORDER BY id LIMIT 1)"
PAIR = f"SELECT key FROM mentorship WHERE mentor_id = {PERSON} AND (ended_at IS NULL) = ?"
ASKED = f"SELECT key FROM request WHERE sender_id = {PERSON} AND recipient_id = {PERSON}"
TALK = f"""SELECT key FROM conversation WHERE friendship_id IS NOT NULL
AND {PERSON} IN (low_id, high_id) AND {PERSON} IN (low_id, high_id)"""

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
    return people | {
        "long": live.handle(LONGEST_NAME),
        "pair": live.one(PAIR, "Ada ", True),
        "ended": live.one(PAIR, "Ada ", False),
        "wish": live.one(ASKED, "Bob ", "Ada "),
        "offer": live.one(ASKED, "Teresa ", "Bob "),
        "friends": live.one(TALK, "Ada ", "Cleo "),
        "bobs": live.one(TALK, "Bob ", "Cleo "),
        "longs": live.one(TALK, "Dora ", LONGEST_NAME),
    }


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
            self.reader = self._sit_down(name, **LOOKS[look])
            self.taken = (name, look)
        self.reader.faults.clear()
        return self.reader

    def leave(self) -> None:
        if self.reader:
            self.reader.context.close()
        self.reader = self.taken = None

    def _sit_down(self, name: str, language: str, colour: str, width: int) -> Reader:
        size = {"width": width, "height": 800}
        # Members read the language of their account, guests that of their browser.
        locale = {"en": "en-GB", "it": "it-IT"}[language if name == "nobody" else "en"]
        one = Reader(self.live, self.chromium.new_context(locale=locale, color_scheme=colour, viewport=size))
        self.live.speak("en")
        if name == "Nia":
            one.sign_in(NEWCOMER)
        elif name != "nobody":
            one.enter(name)
        self.live.speak(language)
        return one


@pytest.fixture(scope="module")
def seat(live: Live, chromium: Browser) -> Iterator[Seat]:
    one = Seat(live, chromium)
    yield one
    one.leave()


@pytest.mark.parametrize(("name", "look", "path"), CASES)
def test_a_page_is_sound(seat: Seat, keys: dict[str, str], name: str, look: str, path: str):
    sitting = seat.give(name, look)
    answer = sitting.page.goto(sitting.live.url + path.format(**keys))
    assert answer.status == (404 if path == "/nowhere" else 200)
    assert path == "/sign-in" or "/sign-in" not in sitting.page.url
    sitting.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    is_sound(sitting, LOOKS[look]["language"])


# Each in one look: what a summary and an error look like in the other is on the next.
MISTAKES = [
    ("nobody", "/sign-up", "main .primary"),
    ("nobody", "/sign-in", "main .primary"),
    ("Ada", "/requests/{wish}", "#send-question"),
    ("Ada", "/requests/{wish}", "#decline"),
    ("Ada", "/mentorships/{pair}", "#send"),
    ("Ada", "/profile/work", "#keep"),
    ("Ada", "/profile/languages", "#keep"),
    ("Ada", "/profile/offers", "#keep"),
    ("Ada", "/account", "#renew"),
    ("Nia", "/people/{ada}/mentor?as=mentee", "#send"),
]


MISTAKEN = sorted((mistake[0], look, *mistake[1:]) for mistake, look in zip(MISTAKES, cycle(LOOKS), strict=False))


@pytest.mark.parametrize(("name", "look", "path", "button"), MISTAKEN)
def test_a_form_with_errors_is_sound(seat: Seat, keys: dict[str, str], name: str, look: str, path: str, button: str):
    sitting = seat.give(name, look)
    sitting.go(path.format(**keys)).page.locator(button).click()
    sitting.page.locator("#problems").wait_for()
    is_sound(sitting, LOOKS[look]["language"])


def is_sound(sitting: Reader, language: str) -> None:
    """What holds for every page, whatever stands on it."""
    page, size = sitting.page, sitting.page.viewport_size
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("h1").count() == 1
    found = Axe().run(page, options=QUICKLY)
    assert found.violations_count == 0, found.generate_report()
    for width in (WIDE, PHONE, NARROW):
        page.set_viewport_size({"width": width, "height": size["height"]})
        assert sitting.width_left_over() <= 0, f"{width} px: {wide_ones(page)}"
        assert page.evaluate(TOO_SMALL) == [], f"{width} px"
    page.set_viewport_size(size)
    assert not sitting.faults


def wide_ones(page: Page) -> list[str]:
    """What stands out sideways, innermost first."""
    return page.evaluate(
        """() => [...document.querySelectorAll("body *")].reverse()
        .filter(one => one.getBoundingClientRect().right > innerWidth + 0.5 && one.getBoundingClientRect().width > 1)
        .slice(0, 3).map(one => one.outerHTML.slice(0, 160))"""
    )
