"""flask jobs import: what it says, what it keeps, and how it ends."""

import csv
import io
import json

import pytest

from mentorship.database import database as connected
from mentorship.database import row
from mentorship.work.incoming.table import COLUMNS, template
from mentorship.work.job.job import Job
from tests.web.conftest import app  # noqa: F401 (a fixture)
from tests.work.made import job, organisation

GOOD, BAD = "Baker,baker,Turin,volunteer,Bread for all.\n", "Baker,baker,Turin,hourly,Bread for money.\n"
HEAD = "title,occupation,place,kind,text\n"


@pytest.fixture
def bakery(cast):
    return organisation(cast.ada, "Forno Zanasi")


@pytest.fixture
def flask(app, bakery):  # noqa: F811
    """flask("import", …) runs the command; gives its exit code and what it printed."""

    def run(*words):
        if not connected.is_closed():
            connected.close()
        done = app.test_cli_runner().invoke(args=["jobs", *map(str, words)])
        return done.exit_code, done.output

    return run


@pytest.fixture
def table(tmp_path):
    """table(…) is a file with these lines."""

    def write(*lines, head=HEAD):
        (tmp_path / "jobs.csv").write_text(head + "".join(lines), "utf-8")
        return tmp_path / "jobs.csv"

    return write


def states():
    with connected.connection_context():
        return row("SELECT count(*) AS n, min(state) AS state FROM job")


def test_the_template_is_a_file_that_can_be_taken(flask, tmp_path):
    code, said = flask("import", "--columns")
    assert code == 0
    for column in COLUMNS:
        assert column.about in said
    (tmp_path / "jobs.csv").write_text(template(), "utf-8")
    code, said = flask("import", tmp_path / "jobs.csv")
    assert code == 0
    assert "New: 1, kept as drafts of their organisations. There already: 0." in said
    code, said = flask("import", tmp_path / "jobs.csv")
    assert code == 0
    assert "New: 0, kept as drafts of their organisations. There already: 1." in said
    assert tuple(states()) == (1, "draft")


def test_only_looking_shows_a_table_and_writes_nothing(flask, tmp_path):
    (tmp_path / "jobs.csv").write_text(template(), "utf-8")
    code, said = flask("import", tmp_path / "jobs.csv", "--check")
    assert code == 0
    assert "2  Baker for the early shift" in said
    assert "permanent, 1,650.00 to 1,850.00 EUR a month" in said
    assert "Would be new: 1. There already: 0. Nothing was written." in said
    assert states().n == 0


def test_one_bad_line_stops_all_and_every_bad_line_is_named(flask, bakery, table):
    file = table(GOOD, BAD, "too,short\n", GOOD.replace("Bread", "Cakes"))
    code, said = flask("import", file, "--organisation", bakery.key)
    assert code == 1
    assert "Jobs that are wrong: 2.\n  line 3 pay_from: Please say what it pays." in said
    assert "  line 4 has 2 columns instead of 5\n" in said
    assert "Nothing was taken. Mend these, or take the others with --skip-bad." in said
    assert states().n == 0
    code, said = flask("import", file, "--organisation", bakery.key, "--skip-bad")
    assert code == 0
    assert "New: 2" in said
    assert "line 3 pay_from" in said
    assert states().n == 2


def test_looking_at_bad_lines_ends_badly_and_shows_the_good_ones(flask, bakery, table):
    code, said = flask("import", table(GOOD, BAD), "--organisation", bakery.key, "--check", "--skip-bad")
    assert code == 1
    assert "Would be new: 1." in said
    assert states().n == 0


def test_very_many_lines_do_not_flood_the_screen(flask, bakery, table):
    file = table(*[GOOD.replace("Bread", f"Bread {number}") for number in range(150)], *[BAD] * 250)
    _, said = flask("import", file, "--organisation", bakery.key, "--check")
    assert "and 50 more" in said
    assert "and 150 more" in said
    assert len(said.splitlines()) < 220


def test_sent_ones_wait_for_moderators(flask, bakery, table):
    code, said = flask("import", table(GOOD), "--organisation", bakery.key, "--send")
    assert code == 0
    assert "New: 1, sent to moderators." in said
    assert tuple(states()) == (1, "review")


def test_postings_of_other_boards_are_taken_with_what_is_left_aside(flask, tmp_path):
    posting = {
        "@type": "JobPosting", "title": "Baker", "description": "<p>Bread</p>", "employmentType": "VOLUNTEER",
        "hiringOrganization": {"name": "Forno Zanasi"}, "jobLocationType": "TELECOMMUTE",
    }  # fmt: skip
    (tmp_path / "jobs.json").write_text(json.dumps([posting, {"@type": "WebSite"}]), "utf-8")
    code, said = flask("import", tmp_path / "jobs.json")
    assert code == 0
    assert "New: 1" in said
    assert "Left aside, because they are no jobs: 1." in said


def test_what_our_own_pages_publish_can_be_taken_elsewhere(app, flask, bakery, cast, tmp_path):  # noqa: F811
    made = job(bakery, "Night baker", pay_from="12.50", pay_to="14", text="We bake.\n\nSundays < free & quiet.")
    page = app.test_client().get(f"/jobs/{made.key}").get_data(as_text=True)
    posting = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    (tmp_path / "page.json").write_text(posting, "utf-8")
    other = organisation(cast.bob, "Elsewhere").key
    code, said = flask("import", tmp_path / "page.json", "--organisation", other)
    assert (code, "New: 1" in said) == (0, True), said
    with connected.connection_context():
        first, second = Job.select().order_by(Job.id)
        same = ("title", "text", "occupation_id", "place_id", "kind", "pay_from", "pay_to", "pay_per", "currency")
        assert [getattr(first, name) for name in same] == [getattr(second, name) for name in same]
        assert first.valid_until.date() == second.valid_until.date()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("import",), "Please name a file."),
        (("import", "nothing.csv"), "does not exist"),
        (("import", __file__), "This is no table of jobs"),
    ],
)
def test_what_cannot_be_taken_is_said(flask, words, says):
    code, said = flask(*words)
    assert code != 0
    assert says in said


def test_an_organisation_that_is_none_is_named(flask, table):
    code, said = flask("import", table(GOOD), "--organisation", "nobody\x1b")
    assert code == 1
    assert "There is no organisation with the key nobody\\x1b." in said


def test_the_columns_alone_go_into_a_file(app):  # noqa: F811
    done = app.test_cli_runner().invoke(args=["jobs", "import", "--columns"])
    head, example = csv.reader(io.StringIO(done.stdout))
    assert head == [column.name for column in COLUMNS]
    assert len(example) == len(head)
