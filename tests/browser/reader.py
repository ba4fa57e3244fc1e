"""Somebody before a real screen."""

import re

from playwright.sync_api import BrowserContext, Locator, Page

from tests.cast import PASSWORD, code
from tests.live import Live

PATIENCE_MS = 20_000

# What a browser writes for every answer that is not a 200; the pages themselves are looked at instead.
STATUS_LINE = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")


class Reader:
    """Somebody before a screen: goes to pages, follows links and presses buttons by what stands on them."""

    def __init__(self, live: Live, context: BrowserContext, *, script: bool = True) -> None:
        self.live, self.context, self.runs_scripts = live, context, script
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

    def send(self, written: dict[str, str], button: str) -> None:
        """Fills the fields found by these selectors and presses the button found by its own, in any language."""
        for field, text in written.items():
            self.page.locator(field).fill(text)
        self.page.locator(button).first.click()

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

    def sign_in_with_code(self, email: str) -> "Reader":
        """Goes in by the form, and by a code of the app the tests know."""
        self.sign_in(email)
        self.type("Code", code())
        self.main.get_by_role("button", name="Sign in", exact=True).click()
        self.page.get_by_role("heading", level=1, name="Good day").wait_for()
        return self

    def width_left_over(self) -> int:
        """How many pixels of the page stand out sideways."""
        return self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
