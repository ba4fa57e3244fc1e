"""The main journey by hand over plain HTTP, as the simplest browser does it, and the pages as w3m shows them."""

import os
import re
import shutil
import subprocess
import urllib.parse
from collections.abc import Callable, Iterator

import pytest

from tests.browser.arranged import arrange
from tests.cast import PASSWORD, code
from tests.live import ADMIN, Live, fill_place
from tests.plain import Page, Simple

COLUMNS = ["80", "40"]
LEFTOVER = re.compile(r"\{\{|\}\}|\{%|%\(|</?[a-z]|&[a-z#0-9]+;|\bNone\b|\bundefined\b|\ufffd|\[(IMG|svg|INLINE)")


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The server with the demonstration."""
    folder = tmp_path_factory.mktemp("live")
    with Live(folder, fill_place(folder)).running() as server:
        yield server
    assert "unforeseen" not in server.log()


@pytest.fixture
def browser(live: Live) -> Callable[[], Simple]:
    """browser() for somebody who has just come."""
    return lambda: Simple(live.url)


def test_the_main_journey_needs_nothing_but_links_and_forms(browser):
    sam, ada = browser(), browser()
    sam.go("/")
    assert sam.follow("Join this community").heading == "Join this community"
    sam.press("Join", email="sam@example.org")
    assert (sam.page.status, sam.page.forms[0].action) == (422, "/sign-up")
    assert ("email", "sam@example.org") in sam.page.forms[0].fields
    sam.press(
        "Join",
        name="Sam",
        password=PASSWORD,
        purpose="seek",
        seeks="preparing for a job interview",
        adult="y",
        rules="y",
    )
    assert sam.page.heading == "Good day, Sam"
    sam.follow("Find a mentor")
    sam.press("Search", topic="preparing for a job interview", place="Bologna", free="yes")
    sam.follow("Ask for mentoring (Ada Ferri)")
    sam.press("Ask Ada Ferri to be my mentor", goal="To sit there without shaking.")
    assert "Ada Ferri has your request now." in sam.page.text

    ada.go("/sign-in")
    ada.press("Enter as Ada")
    assert ada.go("/").heading in ("Good day, Ada Ferri", "Good day, Ada")
    ada.press("Become Sam's mentor")
    assert "You are Sam's mentor now." in ada.page.text
    ada.press("Send to Sam", body="Sunday at ten?")
    assert "Sunday at ten?" in ada.page.text

    sam.go("/")
    assert "Ada Ferri said yes" in sam.page.text
    sam.follow("Open our page")
    assert "Sunday at ten?" in sam.page.text
    assert "ada_corsia_demo" in sam.page.text, "she opens it to her mentees"
    sam.press("Sign out")
    assert "You are signed out." in sam.page.text
    assert sam.go("/connections").heading == "Sign in"


@pytest.fixture
def w3m() -> Callable[[Page, str], str]:
    """w3m(page, columns) is the page as w3m writes it."""
    found = shutil.which("w3m")
    if not found:
        why = "w3m is not installed: apt install w3m"
        pytest.fail(why) if os.environ.get("CI") else pytest.skip(why)

    def dump(page: Page, columns: str) -> str:
        command = [found, "-dump", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8", "-cols", columns]
        home = {"HOME": os.devnull, "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        return subprocess.run(command, input=page.html, capture_output=True, text=True, check=True, env=home).stdout

    return dump


GUEST = ["/", "/about", "/rules", "/data", "/sign-in", "/sign-up", "/sign-up/sent", "/reset", "/reset/sent", "/jobs",
         "/jobs?q=baker&place=bologna", "/organisations"]  # fmt: skip
MEMBER = [
    "/", "/mentors", "/people", "/suggestions", "/connections", "/messages", "/profile", "/profile/work", "/profile/places",
    "/profile/cv", "/privacy", "/privacy/view-as/friends", "/privacy/history", "/account", "/account/sessions", "/people/{ada}",
    "/jobs", "/jobs/saved", "/organisations", "/organisations/register",
    "/people/{cleo}",
    "/people/{dora}/mentor?as=mentee", "/people/{cleo}/block", "/notices", "/account/mail", "/account/address",
    "/account/two-step", "/account/close", "/profile/photo",
]  # fmt: skip
BY_LINK = [
    "/join/{join}", "/join/{join_one}", "/confirm/{confirm}", "/reset/{choose}", "/answer/{asked}", "/answer/{befriended}",
    "/answer/{answered}", "/unsubscribe/{stop}", "/join/x", "/confirm/x", "/reset/x",
]  # fmt: skip
ADMIN_PAGES = [
    "/admin", "/admin/outbox", "/admin/outbox/{waiting}", "/admin/outbox/{given_up}", "/admin/approvals", "/admin/people",
    "/admin/place", "/admin/rules", "/admin/terms?kind=topic", "/admin/terms/{term}", "/admin/terms/{term}?into={other}",
    "/invitations", "/invitations/{many}", "/account/two-step",
]  # fmt: skip


def words(text: str) -> str:
    """The words alone: w3m breaks lines where they fit."""
    return "".join(text.split())


def is_in_order(page: Page, shown: str, last_of_menu: str) -> None:
    """The heading comes first, then what the page is about with all its buttons, then the menu."""
    assert LEFTOVER.search(shown) is None, LEFTOVER.search(shown)
    flat = words(shown)
    heading, menu = flat.index(words(page.heading)), flat.rindex(words(last_of_menu))
    assert heading < menu
    for form in page.forms:
        for text, _, _ in form.buttons:
            assert text, "a button without words"
            assert words(text) in flat, text
    assert flat.index(words(page.heading)) < 400, "what stands before the content is short"


@pytest.mark.parametrize("columns", COLUMNS)
@pytest.mark.parametrize("path", GUEST)
def test_a_guest_reads_it_in_w3m(browser, w3m, path, columns):
    page = browser().go(path)
    assert page.status == 200
    is_in_order(page, w3m(page, columns), "Sign up")


@pytest.mark.parametrize("columns", COLUMNS)
@pytest.mark.parametrize("path", MEMBER)
def test_a_member_reads_it_in_w3m(browser, live, w3m, path, columns):
    bob = browser()
    bob.go("/sign-in")
    bob.press("Enter as Bob")
    page = bob.go(path.format(ada=live.handle("Ada"), cleo=live.handle("Cleo"), dora=live.handle("Dora")))
    assert page.status == 200
    is_in_order(page, w3m(page, columns), "Sign out")


@pytest.fixture(scope="module")
def keys(live: Live) -> dict[str, str]:
    """What stands for the words in braces, in a place with something to show on every page."""
    return {name: urllib.parse.quote(value) for name, value in arrange(live).items()}


@pytest.mark.parametrize("columns", COLUMNS)
@pytest.mark.parametrize("path", BY_LINK)
def test_who_follows_the_link_of_a_letter_reads_it_in_w3m(browser, keys, w3m, path, columns):
    page = browser().go(path.format(**keys))
    assert page.status == (410 if path.endswith("/x") else 200)
    is_in_order(page, w3m(page, columns), "Sign up")


@pytest.fixture(scope="module")
def vera(live: Live, keys: dict[str, str]) -> Simple:
    """The admin, with a code of her app: each serves once."""
    one = Simple(live.url)
    one.go("/sign-in")
    one.press("Sign in", email=ADMIN, password=PASSWORD)
    one.press("Sign in", code=code())
    assert one.page.heading == "Good day, Vera"
    return one


@pytest.mark.parametrize("columns", COLUMNS)
@pytest.mark.parametrize("path", ADMIN_PAGES)
def test_an_admin_reads_it_in_w3m(vera, keys, w3m, path, columns):
    page = vera.go(path.format(**keys))
    assert page.status == 200
    is_in_order(page, w3m(page, columns), "Sign out")
