"""A real Chromium before the real server. `reader(…)` opens a device and gives whoever sits before it."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.looks import Seat
from tests.browser.reader import Reader
from tests.live import Live, fill_place

HERE = Path(__file__).parent
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)
SMALL_DEVICES = [(True, 320), (False, 240)]
EVERY_DEVICE = [(True, 1280), *SMALL_DEVICES]

on_small_devices = pytest.mark.parametrize(("script", "width"), SMALL_DEVICES)
on_every_device = pytest.mark.parametrize(("script", "width"), EVERY_DEVICE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The server; its database stays as the tests left it, unless they ask for `fresh`."""
    folder = tmp_path_factory.mktemp("live")
    with Live(folder, fill_place(folder)).running() as server:
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


@pytest.fixture
def reader(live: Live, chromium: Browser) -> Iterator[Callable[..., Reader]]:
    """reader(script=True, width=1280, place=…, **context) opens a device, usually before the server of all tests; at the
    end nothing may have gone wrong on any."""
    opened: list[Reader] = []

    def open_device(*, script: bool = True, width: int = 1280, place: Live = live, **options: Any) -> Reader:
        size = {"width": width, "height": 800 if width > 400 else 560}
        # Gliding to a button takes a second each time.
        asked = {"locale": "en-GB", "java_script_enabled": script, "viewport": size, "reduced_motion": "reduce"}
        opened.append(Reader(place, chromium.new_context(**asked | options), script=script))
        return opened[-1]

    yield open_device
    faults = [fault for one in opened for fault in one.faults]
    for one in opened:
        one.context.close()
    assert not faults


@pytest.fixture(scope="module")
def seat(live: Live, chromium: Browser) -> Iterator[Seat]:
    """One reader at a time, with one look, for all the pages of a module."""
    one = Seat(live, chromium)
    yield one
    one.leave()
