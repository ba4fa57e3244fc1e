"""Applying: once for a job, with what was shown and nothing else, told to those who read it and exist for whoever applies."""

from datetime import timedelta

import pytest

from mentorship import clock
from mentorship.database import rows
from mentorship.errors import Invalid, Missing, NotAllowed
from mentorship.people.section import Section
from mentorship.ties.block import block
from mentorship.work.application import answering, applying, cv
from mentorship.work.application.application import LINE_LIMIT, Application, Ending, State
from mentorship.work.job import lifecycle
from mentorship.work.job.job import Outcome
from mentorship.work.organisation.organisation import Role
from tests.cast import state, suspend, viewer
from tests.work import made
from tests.work.applied import applied, put


@pytest.fixture
def bakery(cast):
    return made.organisation(cast.finn)


@pytest.fixture
def job(bakery):
    return made.job(bakery)


def send(job, person, **typed):
    me = viewer(person)
    usual = {"contact": "", "line": "", "sections": (), "shown": applying.mark(cv.parts(me))}
    return applying.apply(me, job.key, **usual | typed)


def told(kind):
    return {one.person_id for one in rows("SELECT person_id FROM notice WHERE kind = ?", kind)}


def test_what_is_sent_is_a_copy_and_the_team_is_told(cast, job):
    key = send(job, cast.ada, line=" I  get up early. ", contact="011 555", sections=[Section.OCCUPATION])
    (one,) = Application.select()
    assert (one.key, one.contact, one.line, one.state, one.ending) == (key, "011 555", "I get up early.", "new", "")
    assert one.due_at - one.made_at == timedelta(days=21)
    assert [part.section for part in cv.read(one.cv)] == [Section.OCCUPATION]
    assert told("applied") == {cast.finn.id}


def test_twice_is_once(cast, job):
    assert send(job, cast.ada) == send(job, cast.ada, line="again")
    assert Application.select().count() == 1


def test_only_readers_for_whom_the_person_exists_are_told(cast, bakery, job):
    for person, role in ((cast.bob, Role.RECRUITER), (cast.cleo, Role.REPRESENTATIVE), (cast.eve, Role.RECRUITER)):
        made.colleague(bakery, person, role)
    block(cast.ada.id, cast.finn.id)
    suspend(cast.eve)
    send(job, cast.ada)
    assert told("applied") == {cast.bob.id}


def test_a_job_that_cannot_be_found_cannot_be_applied_for(cast, bakery):
    now = clock.now()
    gone = [
        made.job(bakery, state="draft", published_at=None, valid_until=None),
        made.job(bakery, state="paused"),
        made.job(bakery, valid_until=now),
        made.job(made.organisation(cast.bob, "Shop", verified=False)),
    ]
    for one in gone:
        with pytest.raises(Missing):
            send(one, cast.ada)
    assert not Application.select().count()


def test_nobody_applies_at_their_own_organisation(cast, bakery, job):
    made.colleague(bakery, cast.bob, Role.REPRESENTATIVE)
    for person in (cast.finn, cast.bob):
        with pytest.raises(Missing):
            send(job, person)


def test_what_was_changed_meanwhile_is_not_sent(cast, job):
    shown = applying.mark(cv.parts(viewer(cast.ada)))
    state(cast.ada, Section.SKILLS, "juggling")
    with pytest.raises(NotAllowed, match="changed"):
        send(job, cast.ada, shown=shown, sections=[Section.OCCUPATION])
    assert not Application.select().count()


@pytest.mark.parametrize("field", ["contact", "line"])
def test_what_is_too_long_is_refused_beside_its_field(cast, job, field):
    with pytest.raises(Invalid) as refused:
        send(job, cast.ada, **{field: "x" * (LINE_LIMIT + 1)})
    assert refused.value.field == field
    assert not Application.select().count()


@pytest.mark.parametrize(
    ("ending", "may"),
    [(Ending.NOT_CHOSEN, False), (Ending.HIRED, False), (Ending.WITHDRAWN, True), (Ending.NO_ANSWER, True)],
)
def test_whoever_had_an_answer_does_not_apply_again_and_whoever_had_none_may(cast, job, ending, may):
    put(applied(job, cast.ada), state=State.CLOSED, ending=ending, due_at=None)
    if may:
        assert send(job, cast.ada)
        return
    with pytest.raises(NotAllowed, match="answer"):
        send(job, cast.ada)


def test_one_that_nobody_answered_in_time_makes_room_for_another(cast, job):
    old = applied(job, cast.ada)
    put(old, due_at=clock.now())
    new = send(job, cast.ada)
    assert new != old.key
    assert Application.get_by_id(old.id).ending == Ending.NO_ANSWER
    assert told("app_news") == {cast.ada.id}


def test_twenty_a_day_are_enough(cast, bakery):
    for number in range(applying.MOST_A_DAY):
        applied(made.job(bakery, f"Number {number}"), cast.ada)
    with pytest.raises(NotAllowed):
        send(made.job(bakery), cast.ada)
    with clock.set_to(clock.now() + timedelta(days=1, hours=1)):
        assert send(made.job(bakery), cast.ada)


def test_whoever_was_asked_is_in_conversation_at_once_and_shows_what_they_chose(cast, job):
    first = applied(job, cast.ada, Section.ABOUT)
    again = applied(job, cast.ada, Section.WORK, was_asked=True)
    assert again.key == first.key
    assert (again.state, again.due_at, again.was_asked) == (State.TALKING, None, True)
    assert [part.section for part in cv.read(again.cv)] == [Section.WORK]
    asked = applied(job, cast.bob, was_asked=True)
    assert (asked.state, asked.due_at) == (State.TALKING, None)


def test_it_is_sent_again_as_the_profile_says_now_while_it_is_open(cast, job):
    one, me = applied(job, cast.ada, Section.OCCUPATION), viewer(cast.ada)
    state(cast.ada, Section.SKILLS, "juggling")
    new = {"contact": "x", "line": "", "sections": [Section.SKILLS]}
    with pytest.raises(NotAllowed):
        answering.show_again(me, one.key, **new, shown="something else")
    answering.show_again(me, one.key, **new, shown=applying.mark(cv.parts(me)))
    assert "juggling" in Application.get_by_id(one.id).cv
    lifecycle.close(job.id, Outcome.HERE)
    with pytest.raises(NotAllowed):
        answering.show_again(me, one.key, **new, shown=applying.mark(cv.parts(me)))
    with pytest.raises(Missing):
        answering.show_again(viewer(cast.bob), one.key, **new, shown="")
