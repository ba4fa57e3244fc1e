"""The same archive moves a place from SQLite to PostgreSQL and back, with nothing lost or changed on the way."""

import pytest

from mentorship.archive.restoring import restore
from mentorship.archive.writing import backup
from mentorship.commands.demo.fill import fill
from mentorship.database import is_sqlite
from mentorship.ties.request import request
from tests.archive.conftest import everything
from tests.cast import settle, viewer, wish


@pytest.fixture
def only_with_postgresql(engine_name):
    if engine_name == "sqlite":
        pytest.skip("the other way round it runs with --engine postgresql")


def test_there_and_back_again(only_with_postgresql, settings, another, tmp_path):
    fill()
    at_first = everything()
    backup(settings, tmp_path / "1.zip")
    for number, kind in enumerate(["sqlite", "postgresql", "sqlite", "postgresql"], 1):
        there = another(kind)
        restore(there, tmp_path / f"{number}.zip", replace=False)
        assert is_sqlite() == (kind == "sqlite")
        assert everything() == at_first
        backup(there, tmp_path / f"{number + 1}.zip")


def test_life_goes_on_after_a_move(only_with_postgresql, cast, settings, another, archive):
    wish(cast.bob, cast.ada)
    backup(settings, archive)
    for kind in ("sqlite", "postgresql"):
        restore(another(kind), archive, replace=False)
        newcomer = settle("Newcomer")
        wish(newcomer, cast.ada)
        assert len(request.current(viewer(cast.ada))) == 2
