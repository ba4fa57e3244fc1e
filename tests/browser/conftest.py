"""A real Chromium before the real server. `reader(…)` opens a device and gives whoever sits before it."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

from tests.cast import PASSWORD
from tests.live import Live

HERE = Path(__file__).parent
PATIENCE_MS = 20_000
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)
SMALL_DEVICES = [(True, 320), (False, 240)]
EVERY_DEVICE = [(script, width) for width in (240, 320, 1280) for script in (True, False)]

on_small_devices = pytest.mark.parametrize(("script", "width"), SMALL_DEVICES)
on_every_device = pytest.mark.parametrize(("script", "width"), EVERY_DEVICE)

# What a browser writes for every answer that is not a 200; the pages themselves are looked at instead.
STATUS_LINE = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The server; its database stays as the tests left it, unless they ask for `fresh`."""
    with Live(tmp_path_factory.mktemp("live")).running() as server:
        yield server
    assert "unforeseen" not in server.log()


@pytest.fixture
def fresh(live: Live) -> Live:
    """The server with everything as it was at the start."""
    live.reset()
    return live


# A module at a time: while Playwright runs, its event loop would stand in the way of tests that start their own.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    found = shutil.which("chromium")
    if not found:
        why = "Chromium is not installed: apt install chromium"
        pytest.fail(why) if os.environ.get("CI") else pytest.skip(why)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield browser
        browser.close()


class Reader:
    """Somebody before a screen: goes to pages, follows links and presses buttons by what stands on them."""

    def __init__(self, live: Live, context: BrowserContext) -> None:
        self.live, self.context = live, context
        context.set_default_timeout(PATIENCE_MS)
        context.set_default_navigation_timeout(PATIENCE_MS)
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("console", lambda line: self._hear(line.type, line.text))
        self.page.on("response", lambda answer: self._see(answer.status, answer.url))

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not STATUS_LINE.search(text):
            self.faults.append(f"console, {self.page.url}: {text}")

    def _see(self, status: int, url: str) -> None:
        if status >= 500:
            self.faults.append(f"{status}: {url}")

    def go(self, path: str) -> "Reader":
        self.page.goto(self.live.url + path)
        return self

    @property
    def path(self) -> str:
        """Where the reader is now."""
        return self.page.url.removeprefix(self.live.url)

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=re.compile(name))

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=re.compile(name))

    def press(self, name: str) -> None:
        """Presses the first button that reads so."""
        self.button(name).first.click()

    def follow(self, name: str) -> None:
        """Follows the first link that reads so."""
        self.link(name).first.click()

    def type(self, label: str, text: str) -> None:
        """Writes into the field with this label."""
        self.main.get_by_label(label).first.fill(text)

    def choose(self, label: str) -> None:
        """Ticks the box or the choice whose label reads so."""
        name = re.compile(label)
        self.main.get_by_role("checkbox", name=name).or_(self.main.get_by_role("radio", name=name)).check()

    def sees(self, *words: str) -> None:
        """Waits until the words stand on the page, which shows them without scrolling sideways."""
        for one in words:
            self.page.get_by_text(one).locator("visible=true").first.wait_for()
        assert self.width_left_over() <= 0

    def text(self) -> str:
        """All words of the page."""
        return self.page.locator("body").inner_text()

    def enter(self, name: str) -> "Reader":
        """Goes in as somebody of the demonstration."""
        self.go("/sign-in").press(f"^Enter as {name}$")
        self.page.get_by_role("heading", level=1, name=re.compile(name)).wait_for()
        return self

    def sign_in(self, email: str, password: str = PASSWORD) -> "Reader":
        """Goes in by the form."""
        self.go("/sign-in")
        self.type("E-mail", email)
        self.type("Password", password)
        self.main.get_by_role("button", name="Sign in", exact=True).click()
        return self

    def width_left_over(self) -> int:
        """How many pixels of the page stand out sideways."""
        return self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


@pytest.fixture
def reader(live: Live, chromium: Browser) -> Iterator[Callable[..., Reader]]:
    """reader(script=True, width=1280, **context) opens a device; at the end nothing may have gone wrong on any."""
    opened: list[Reader] = []

    def open_device(*, script: bool = True, width: int = 1280, **options: Any) -> Reader:
        size = {"width": width, "height": 800 if width > 400 else 560}
        # Gliding to a button takes a second each time.
        asked = {"locale": "en-GB", "java_script_enabled": script, "viewport": size, "reduced_motion": "reduce"}
        opened.append(Reader(live, chromium.new_context(**asked | options)))
        return opened[-1]

    yield open_device
    faults = [fault for one in opened for fault in one.faults]
    for one in opened:
        one.context.close()
    assert not faults
