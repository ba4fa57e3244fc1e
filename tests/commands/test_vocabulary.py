"""flask vocabulary import: what it says, and how it ends."""

import pytest

from mentorship.database import database as connected
from mentorship.database import row
from tests.people.test_vocabulary_import import GOOD, HEADER, SAMPLES
from tests.web.conftest import app  # noqa: F401 (a fixture)


@pytest.fixture
def flask(app):  # noqa: F811
    """flask("import", …) runs the command; gives its exit code and what it printed."""

    def run(*words):
        if not connected.is_closed():
            connected.close()
        done = app.test_cli_runner().invoke(args=["vocabulary", *map(str, words)])
        return done.exit_code, done.output

    return run


def count(kind):
    with connected.connection_context():
        return row("SELECT count(*) AS n FROM term WHERE kind = ?", kind).n


def test_a_list_is_taken_with_a_word_about_what_came_of_it(flask):
    before = count("place")
    code, said = flask("import", SAMPLES / "cities_min.csv")
    assert code == 0
    assert "places of GeoNames" in said
    assert "New: 11. Changed: 2. There already: 0. Words of members taken up: 0." in said
    assert "Left aside: 1 smaller places with the name and region of another." in said
    assert count("place") == before + 11
    code, said = flask("import", SAMPLES / "cities_min.csv")
    assert code == 0
    assert "New: 0. Changed: 0. There already: 13." in said


def test_wrong_lines_are_listed_at_the_end_by_their_number(flask, tmp_path):
    (tmp_path / "cities.csv").write_text("\n".join([HEADER, GOOD, "2,Zqville,DE,01,1,1,many,X", "3,x"]), "utf-8")
    code, said = flask("import", tmp_path / "cities.csv")
    assert code == 0
    assert (
        "Left out: 2 lines.\n  line 3 has no number of people but “many”\n  line 4 has 2 columns instead of 8" in said
    )


def test_very_many_wrong_lines_do_not_flood_the_screen(flask, tmp_path):
    (tmp_path / "cities.csv").write_text("\n".join([HEADER, *["x"] * 500]), "utf-8")
    _, said = flask("import", tmp_path / "cities.csv")
    assert "and 400 more" in said
    assert len(said.splitlines()) < 120


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("import", SAMPLES / "nothing.csv"), "does not exist"),
        (("import", SAMPLES), "is a directory"),
        (("import", SAMPLES / "own.csv"), "Please say with --kind what this list names"),
        (("import", SAMPLES / "own.csv", "--kind", "love"), "is not one of"),
        (("import", SAMPLES / "cities_min.csv", "--kind", "topic"), "--kind is for lists of your own"),
        (("import", __file__), "This is no list that is known here."),
    ],
)
def test_what_cannot_be_imported_is_said_and_changes_nothing(flask, words, says):
    before = [count(kind) for kind in ("place", "topic", "occupation")]
    code, said = flask(*words)
    assert code != 0
    assert says in said
    assert [count(kind) for kind in ("place", "topic", "occupation")] == before


def test_a_list_of_ones_own_comes_with_its_kind(flask):
    code, said = flask("import", SAMPLES / "own.csv", "--kind", "topic")
    assert code == 0
    assert "a list of your own" in said
    assert "New: 2." in said
