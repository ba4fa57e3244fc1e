"""The organisations and jobs of the demonstration: of every kind, as the pages would have let them be written."""

from mentorship.commands.demo.fill import remove
from mentorship.database import row, rows
from mentorship.people.person import Person
from mentorship.ties.relation import viewer_of
from mentorship.work.application import applicants
from mentorship.work.application.application import State as Stands
from mentorship.work.candidate import asks, candidates
from mentorship.work.job import checks, own, reviewing
from mentorship.work.job.job import Kind, State
from mentorship.work.job.listing import LISTED, now
from mentorship.work.organisation.organisation import Kind as Sort


def names(sql: str) -> set[str]:
    return {one.name for one in rows(sql)}


def test_there_are_organisations_and_jobs_of_every_kind_and_state(demo):
    assert names("SELECT DISTINCT kind AS name FROM organisation WHERE state = 'verified'") == set(Sort)
    assert names("SELECT DISTINCT kind AS name FROM job WHERE state = 'live'") == set(Kind)
    assert names("SELECT DISTINCT state AS name FROM job") == set(State)
    assert row("SELECT count(*) AS n FROM job").n >= 40
    found = row(
        f"SELECT count(*) AS n FROM job j JOIN organisation o ON o.id = j.organisation_id WHERE {LISTED}", now()
    )
    assert found.n >= 30


def test_most_jobs_ask_for_no_diploma_and_every_work_is_a_word_of_the_place(demo):
    assert row("SELECT count(*) AS n FROM job WHERE diploma_why <> ''").n == 2
    assert row("SELECT count(*) AS n FROM job WHERE cv_why <> ''").n == 1
    assert names("SELECT occupation_written AS name FROM job WHERE occupation_written IS NOT NULL") == set()


def test_one_stands_above_the_others_for_a_while(demo):
    (one,) = rows("SELECT title FROM job j WHERE sponsored_until > ?", now())
    assert one.title == "Panettiere o panettiera di notte"


def test_moderators_have_two_jobs_and_an_organisation_to_look_at(demo):
    assert len(reviewing.waiting()) == 2
    assert names("SELECT name FROM organisation WHERE state = 'waiting'") == {"Ciclofficina Sottoportico"}
    bruno = Person.get(Person.email == "bruno@demo.example")
    told = rows("SELECT kind FROM notice WHERE person_id = ? AND read_at IS NULL AND kind IN (?, ?) ORDER BY kind", bruno.id,
                "job_review", "to_verify")  # fmt: skip
    assert [one.kind for one in told] == ["job_review", "to_verify"]


def test_only_the_one_that_was_sent_back_has_words_a_moderator_would_stop_at(demo):
    needs = "SELECT text, is_must FROM need WHERE job_id = ?"
    flagged = [one.state for one in rows(own.COLUMNS) if checks.checks(one, rows(needs, one.id))]
    assert flagged == [State.SENT_BACK]


def test_people_seek_work_there(demo):
    """The board of the bakery is not empty, its candidates are enough to be shown, and friends offer help."""
    cleo = viewer_of(Person.get(Person.email == "cleo@demo.example").id)
    (baker,) = rows("SELECT id, key FROM job WHERE title = 'Panettiere o panettiera di notte'")
    board = applicants.board(cleo, baker.id)
    assert [(len(board[state]), state) for state in (Stands.NEW, Stands.TALKING)] == [(1, "new"), (1, "talking")]
    assert names("SELECT state AS name FROM application") == {"new", "talking", "offered"}
    assert len(candidates.shown(cleo, candidates.job_of(cleo.id, baker.key), "secret")) >= candidates.FEWEST
    oksana = viewer_of(Person.get(Person.email == "oksana@demo.example").id)
    assert [one.title for one in asks.mine(oksana) if asks.is_open(one)] == ["Panettiere o panettiera di notte"]
    assert row("SELECT count(*) AS n FROM help_offer").n == 6


def test_whoever_writes_jobs_there_is_an_employer(demo):
    for key, is_one in (("samira", True), ("cleo", True), ("amina", False), ("carlos", False)):
        person = Person.get(Person.email == f"{key}@demo.example")
        assert bool(person.roles & 8) is is_one, key


def test_all_of_it_goes_with_the_people(demo):
    remove()
    tables = ("application", "application_message", "open_to_work", "ask", "help_offer")
    for table in ("organisation", "colleague", "job", "need", "job_language", "job_word", *tables):
        assert row(f"SELECT count(*) AS n FROM {table}").n == 0, table
