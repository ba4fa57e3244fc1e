"""What all tests share: a fresh database on either engine, the cast, the clock, and a count of statements.

    python -m pytest                        everything on SQLite
    python -m pytest --engine postgresql    what comes near a database, on a real PostgreSQL
    python -m pytest -m "not deep"          without the long proofs

A test that asks for `cast` gets the people of tests/cast.py in its own copy of a database that was filled once, one that
asks for `gallery` those of tests/web/gallery.py, one that asks for `demo` the demonstration;
one that asks only for `database` gets the vocabulary and nobody. `app` and `browser` are made in tests/web.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from jinja2 import FileSystemBytecodeCache
from werkzeug.routing import Rule

from mentorship import clock
from mentorship.commands.demo.fill import fill
from mentorship.database import database as connected
from mentorship.site import setting
from tests.archive.lively import enlivened
from tests.cast import Cast, everyone
from tests.engines import PostgresServer, SqliteFiles, Templates, connect
from tests.web.gallery import Gallery, hung

PAGES = Path(__file__).parent / "web"
QUICK_PAGES = (
    "test_budgets.py",
    "test_matrix.py",
    "test_worlds.py",
    "test_swapped_questions.py",
    "test_forms.py",
    "test_postgresql_gone.py",
)

# Every example of a property states its whole world anew, so that they may share one database.
settings.register_profile(
    "house", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", choices=("sqlite", "postgresql"), default="sqlite", help="what the tests run on")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL: only what comes near a database, and nothing that shows the same on both; of most pages every second
    test in the deep run, and the others in the long one."""
    if config.getoption("--engine") == "sqlite":
        return
    pages = [one for one in items if PAGES in one.path.parents and one.path.name not in QUICK_PAGES]
    for place, one in enumerate(pages):
        one.add_marker(pytest.mark.long if place % 2 else pytest.mark.deep)
    left_out = [one for one in items if "templates" not in one.fixturenames or one.get_closest_marker("once")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [one for one in items if one not in set(left_out)]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What the tests that passed have counted on the way, in one sum for each kind."""
    counted: Counter[str] = Counter()
    for report in terminalreporter.stats.get("passed", []):
        counted.update(dict(report.user_properties))
    for what, count in counted.items():
        terminalreporter.write_line(f"{count:>9,} {what}")


@pytest.fixture(scope="session")
def engine_name(request: pytest.FixtureRequest) -> str:
    """sqlite or postgresql."""
    return request.config.getoption("--engine")


@pytest.fixture(scope="session")
def templates(engine_name: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Templates]:
    folder = tmp_path_factory.mktemp("templates")
    engine = PostgresServer() if engine_name == "postgresql" else SqliteFiles(folder)
    yield Templates(engine, folder)
    engine.stop()


class KeptRule(Rule):
    """A route that knows from the test before how its address is built."""

    kept: ClassVar[dict[object, Callable[..., tuple[str, str]]]] = {}

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        how = tuple(self._trace), repr(self.defaults), append_unknown
        if how not in self.kept:
            self.kept[how] = super()._compile_builder(append_unknown)
        return self.kept[how]


@pytest.fixture(scope="session", autouse=True)
def compiled_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Each test has an application of its own; what is compiled for its pages and routes is kept for all of them."""
    pages = FileSystemBytecodeCache(str(tmp_path_factory.mktemp("compiled")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flask, "jinja_options", {"bytecode_cache": pages})
        patch.setattr(Flask, "url_rule_class", KeptRule)
        yield


# A test that asks for several of them gets the first.
FILLED = {
    "lively": ("lively", enlivened),
    "demo": ("demo", fill),
    "cast": ("peopled", everyone),
    "gallery": ("hung", hung),
}


@pytest.fixture
def engine_url(request: pytest.FixtureRequest, templates: Templates) -> Iterator[str]:
    """The address of this test's own database, with the cast or the gallery in it if the test asks for them."""
    asked = [filled for fixture, filled in FILLED.items() if fixture in request.fixturenames]
    name, url = templates.copy(templates.filled(*asked[0]) if asked else "empty")
    yield url
    templates.engine.drop(name)


@pytest.fixture
def database(engine_url: str):
    """The domain, connected to this test's database."""
    connect(engine_url)
    setting.forget()
    yield connected
    if not connected.is_closed():
        connected.close()


@pytest.fixture
def demo(database) -> None:
    """The eighty people of the demonstration."""


@pytest.fixture
def cast(database) -> Cast:
    """Ada, Bob, Cleo, Eve, Dora, Aldo and Finn: see tests/cast.py for what they state and who is tied to whom."""
    return Cast.found()


@pytest.fixture
def gallery(database) -> Gallery:
    """Olga, one viewer of every kind towards her, and what is others': see tests/web/gallery.py."""
    return Gallery.found()


@pytest.fixture
def moved_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """moved_clock(days=15) moves the clock from where it stands now; moved_clock(hours=-1) sets it back."""
    real, moved = clock.now, timedelta()

    def move(**by: float) -> None:
        nonlocal moved
        moved += timedelta(**by)

    monkeypatch.setattr(clock, "now", lambda: real() + moved)
    return move


@pytest.fixture
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that shows the same moment all the time."""
    stands = clock.now()
    monkeypatch.setattr(clock, "now", lambda: stands)


@pytest.fixture
def statements(database) -> Callable[[Callable[[], object]], int]:
    """statements(lambda: …) says how many SQL statements the work took (without BEGIN and COMMIT)."""

    def count(work: Callable[[], object]) -> int:
        seen: list[object] = []
        hooks = connected.query_hooks
        hooks.append(seen.append)
        try:
            work()
        finally:
            hooks.clear()
        return len(seen)

    return count


@pytest.fixture
def at_once(database) -> Callable[..., list[object]]:
    """at_once(work, work, …) runs each in its own thread and connection at one moment; gives results or exceptions."""

    def run(*works: Callable[[], object]) -> list[object]:
        results: list[object] = [None] * len(works)
        start = threading.Barrier(len(works))

        def one(place: int) -> None:
            try:
                connected.connect()
                start.wait(10)
                results[place] = works[place]()
            except Exception as failure:  # handed back, so that the test can look at it
                results[place] = failure
            finally:
                connected.close()

        threads = [threading.Thread(target=one, args=(place,)) for place in range(len(works))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        return results

    return run
