"""What becomes of an organisation when its people go: it rests, it is handed on, or it goes with them."""

import pytest

from mentorship import clock
from mentorship.accounts import closing, erasure
from mentorship.care import reporting, suspending
from mentorship.database import execute, row, rows, write
from mentorship.errors import NotAllowed
from mentorship.people.person import Person, State
from mentorship.people.person import Role as Task
from mentorship.work.job.job import Job
from mentorship.work.organisation import leaving
from mentorship.work.organisation.organisation import Colleague, Organisation, Role
from tests.cast import PASSWORD, change, suspend, viewer
from tests.work import made


def states():
    return [one.state for one in rows("SELECT state FROM job ORDER BY id")]


@pytest.fixture
def bakery(cast):
    one = made.organisation(cast.ada)
    made.job(one)
    return one


@pytest.mark.parametrize("how", ["closes", "is suspended"])
def test_jobs_rest_when_the_last_owner_does(cast, bakery, how):
    made.colleague(bakery, cast.bob)
    go(cast.ada, how)
    assert states() == ["paused"]


def go(person, how):
    if how == "closes":
        closing.close(person.id, PASSWORD)
    else:
        suspending.suspend("", person.id)


@pytest.mark.parametrize("how", ["closes", "is suspended"])
def test_jobs_stay_while_another_owner_is_here(cast, bakery, how):
    made.colleague(bakery, cast.bob, Role.OWNER)
    go(cast.ada, how)
    assert states() == ["live"]
    go(cast.bob, how)
    assert states() == ["paused"]


def test_jobs_of_others_stay(cast, bakery):
    made.organisation(cast.bob, "Bar Bassi")
    go(cast.bob, "closes")
    assert states() == ["live"]


def erase(person, tmp_path):
    change(person, state=State.CLOSED, closed_at=clock.now() - closing.GRACE * 2)
    assert erasure.erase_overdue(tmp_path) == 1


def test_it_goes_with_whoever_was_alone_and_no_word_of_it_stays(cast, bakery, tmp_path):
    made.organisation(cast.bob, "Bar Bassi")
    erase(cast.ada, tmp_path)
    assert [one.name for one in Organisation.select()] == ["Bar Bassi"]
    assert states() == []
    words = [one.en for one in rows("SELECT en FROM term WHERE NOT shipped")]
    assert "Bakery Bassi" not in words
    assert "kneader of dough" not in words
    assert "Bar Bassi" in words, "somebody else's organisation holds it"


def test_of_a_household_that_was_reported_no_name_stays(cast, bakery, tmp_path):
    sent = reporting.send(cast.eve.id, reporting.of_organisation(viewer(cast.eve), bakery.key), "hate", "Bassi!")
    close_report(sent)
    erase(cast.ada, tmp_path)
    report = row("SELECT id, name, words FROM report")
    assert (report.name, report.words) == ("", "")
    assert not rows("SELECT 1 AS x FROM evidence WHERE report_id = ?", report.id)


@write
def close_report(key):
    execute("UPDATE report SET state = 'closed', outcome = 'nothing', closed_at = 1 WHERE key = ?", key)


def test_it_is_handed_on_to_who_has_been_there_longest(cast, bakery, tmp_path):
    made.colleague(bakery, cast.cleo, Role.REPRESENTATIVE)
    made.colleague(bakery, cast.bob)
    made.colleague(bakery, cast.eve)
    erase(cast.ada, tmp_path)
    assert [(one.person_id, one.role) for one in rows("SELECT person_id, role FROM colleague ORDER BY id")] == [
        (cast.cleo.id, "representative"),
        (cast.bob.id, "owner"),
        (cast.eve.id, "recruiter"),
    ]
    assert Person.get_by_id(cast.bob.id).roles & Task.EMPLOYER


def test_what_they_asked_is_asked_no_more(cast, bakery, tmp_path):
    made.colleague(bakery, cast.bob, Role.OWNER)
    ask(bakery, cast.eve, by=cast.ada)
    erase(cast.ada, tmp_path)
    assert [one.person_id for one in rows("SELECT person_id FROM colleague")] == [cast.bob.id]


def test_an_owner_who_takes_no_part_is_no_owner_to_leave_it_to(cast, bakery):
    made.colleague(bakery, cast.bob, Role.OWNER)
    made.colleague(bakery, cast.eve)
    suspend(cast.bob)
    with pytest.raises(NotAllowed):
        leaving.leave(viewer(cast.ada), bakery.key)
    live = made.job(bakery)
    suspend(cast.eve)
    leaving.leave(viewer(cast.ada), bakery.key)
    left = rows("SELECT person_id, role FROM colleague ORDER BY person_id")
    assert [(one.person_id, one.role) for one in left] == [(cast.bob.id, "owner"), (cast.eve.id, "recruiter")]
    assert Job.get_by_id(live.id).state == "paused", "whoever comes back finds it as it was"


def test_those_who_were_only_asked_do_not_inherit(cast, bakery, tmp_path):
    ask(bakery, cast.bob)
    erase(cast.ada, tmp_path)
    assert not Organisation.select().exists()


@write
def ask(organisation, person, by=None):
    Colleague.create(organisation=organisation.id, person=person.id, role=Role.OWNER, asked_by=by and by.id)
