"""The end that nobody makes by hand: by the date and the job alone, told once by the chore."""

from datetime import timedelta

import pytest

from mentorship import clock
from mentorship.database import execute, rows, write
from mentorship.talk import notices
from mentorship.ties.block import block
from mentorship.work.application import answering, applicants, applications, ends
from mentorship.work.application.application import Application, Ending, State
from mentorship.work.job import lifecycle, reviewing
from mentorship.work.job.job import Job, Outcome
from mentorship.work.organisation import leaving
from mentorship.work.organisation.organisation import Organisation, Role
from tests.cast import viewer
from tests.work import made
from tests.work.applied import applied


@pytest.fixture
def bakery(cast):
    return made.organisation(cast.finn)


@pytest.fixture
def job(bakery):
    return made.job(bakery)


@pytest.fixture
def one(cast, job):
    return applied(job, cast.ada)


def after(days, hours=1):
    return clock.set_to(clock.now() + timedelta(days=days, hours=hours))


def kinds(person):
    return [one.kind for one in notices.latest(viewer(person))[0]]


def stands(person, one):
    mine = applications.of_mine(viewer(person), one.key)
    return mine.stands, mine.ends


def test_without_an_answer_it_is_closed_by_its_date_alone_and_told_by_the_chore(cast, job, one):
    with after(20):
        assert stands(cast.ada, one) == (State.NEW, "")
    with after(21):
        assert stands(cast.ada, one) == (State.CLOSED, Ending.NO_ANSWER)
        board = applicants.board(viewer(cast.finn), job.id)
        assert [len(board[state]) for state in State] == [0, 0, 0, 1]
        assert applicants.waiting(viewer(cast.finn), job.organisation_id) == {}
        assert ends.run() == 1
        assert ends.run() == 0
        assert stands(cast.ada, one) == (State.CLOSED, Ending.NO_ANSWER)
        assert kinds(cast.ada) == ["app_news"]


def test_an_answer_keeps_it_open(cast, one):
    answering.write_as_team(viewer(cast.finn), one.key, "Soon", "a")
    with after(300):
        assert stands(cast.ada, one) == (State.TALKING, "")
        assert ends.run() == 0


def test_the_team_is_reminded_once_a_week_before(cast, bakery, one):
    made.colleague(bakery, cast.bob, Role.RECRUITER)
    block(cast.bob.id, cast.ada.id)
    with after(13):
        assert ends.run() == 0
    with after(14):
        assert ends.run() == 1
        assert ends.run() == 0
        assert kinds(cast.finn) == ["app_waits", "applied"]
        assert kinds(cast.bob) == []
    answering.move(viewer(cast.finn), one.key, State.TALKING)
    assert kinds(cast.finn) == ["applied"]


def test_a_reminder_is_gone_with_its_date(cast, one):
    with after(14):
        ends.run()
    with after(21):
        assert kinds(cast.finn) == ["applied"]


def test_what_is_open_ends_with_its_job_and_does_not_rise_again(cast, job, one):
    lifecycle.close(job.id, Outcome.HERE)
    assert Application.get_by_id(one.id).ending == Ending.JOB_OVER
    assert kinds(cast.ada) == ["app_news"]
    lifecycle.repost(job.id)
    assert stands(cast.ada, one) == (State.CLOSED, Ending.JOB_OVER)
    assert ends.run() == 0


def test_one_that_is_taken_off_ends_them_too(cast, job, one):
    hired = applied(job, cast.bob)
    answering.move(viewer(cast.finn), hired.key, Ending.HIRED)
    reviewing.send_back(cast.aldo, job.key, "Please mend this")
    assert stands(cast.ada, one) == (State.CLOSED, Ending.JOB_OVER)
    assert stands(cast.bob, hired) == (State.CLOSED, Ending.HIRED)


def test_one_whose_date_has_passed_or_that_rests_goes_on(cast, job, one):
    write(lambda: Job.update(valid_until=clock.now()).execute())()
    assert stands(cast.ada, one) == (State.NEW, "")
    write(lambda: Job.update(state="paused").execute())()
    assert stands(cast.ada, one) == (State.NEW, "")
    assert ends.run() == 0


def test_an_organisation_that_is_taken_off_ends_them_by_that_alone(cast, bakery, one):
    write(lambda: Organisation.update(state="refused").execute())()
    assert stands(cast.ada, one) == (State.CLOSED, Ending.JOB_OVER)
    assert ends.run() == 1
    assert kinds(cast.ada) == ["app_news"]


def test_those_who_applied_are_told_when_an_organisation_goes(cast, bakery, job, one):
    answering.move(viewer(cast.finn), applied(job, cast.bob).key, Ending.NOT_CHOSEN, "No")
    leaving.leave(viewer(cast.finn), bakery.key)
    assert not rows("SELECT 1 FROM application")
    assert kinds(cast.ada) == ["app_gone"]
    assert kinds(cast.bob) == []


def test_an_abandoned_one_says_so_too(cast, bakery, one):
    write(lambda: execute("DELETE FROM colleague"))()
    assert leaving.remove_abandoned() == 1
    assert kinds(cast.ada) == ["app_gone"]
