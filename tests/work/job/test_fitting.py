"""Jobs that fit a mentee: by what they state, and for the mentor by what the mentor may see of it."""

from datetime import timedelta

import pytest

from mentorship import clock
from mentorship.database import execute, write
from mentorship.people.section import Section
from mentorship.privacy.audience import ONLY_ME
from mentorship.ties.block import block
from mentorship.ties.relation import Relation
from mentorship.work.job import fitting
from tests.cast import mentor, share, state, suspend, viewer
from tests.work.made import job, organisation


@pytest.fixture
def bakery(cast):
    """Ada mentors Bob, a kitchen helper in Turin who speaks Italian."""
    mentor(cast.ada, of=cast.bob)
    return organisation()


def fitting_bob(cast, reader=None):
    return [one.title for one in fitting.jobs(viewer(reader or cast.bob), cast.bob.id)]


def test_a_job_of_the_trade_fits_and_one_near_by_stands_first(cast, bakery):
    job(bakery, "Near by", occupation="kitchen helper")
    job(bakery, "Far away", occupation="kitchen helper", place="Rome")
    job(bakery, "From home", occupation="kitchen helper", place=None)
    job(bakery, "Something else", occupation="nurse", place="Rome")
    assert fitting_bob(cast) == ["Near by", "From home", "Far away"]


def test_near_by_what_asks_for_nothing_fits_anybody(cast, bakery):
    job(bakery, "For everybody", occupation="nurse", learn=["All of it"])
    job(bakery, "For nurses", occupation="nurse", must=["A diploma"])
    assert fitting_bob(cast) == ["For everybody"]


@write
def _same_group(*names):
    for name in names:
        execute("UPDATE term SET code = 'x1' WHERE en = ?", name)


def test_a_trade_of_the_same_group_fits_after_the_very_same(cast, bakery):
    job(bakery, "Same", occupation="kitchen helper", place="Rome")
    job(bakery, "Alike", occupation="dish washer of Rome", place="Rome")
    assert fitting_bob(cast) == ["Same"]
    _same_group("kitchen helper", "dish washer of Rome")
    assert fitting_bob(cast) == ["Same", "Alike"]


def test_what_somebody_did_at_a_workplace_is_a_trade_of_theirs(cast, bakery):
    job(bakery, "Sweeping", occupation="street sweeper", place="Rome")
    assert fitting_bob(cast) == []
    state(cast.bob, Section.WORK, "The town", focus="street sweeper")
    assert fitting_bob(cast) == ["Sweeping"]


def test_a_language_one_does_not_speak_puts_a_job_behind(cast, bakery):
    job(bakery, "Italian", occupation="kitchen helper", place="Rome", languages=[("Italian", "good")])
    job(bakery, "German", occupation="kitchen helper", languages=[("German", "good")])
    assert fitting_bob(cast) == ["Italian", "German"]
    state(cast.bob, Section.LANGUAGES, "German", level="basic")
    assert fitting_bob(cast) == ["German", "Italian"]


def test_no_more_than_five_and_only_what_can_be_found(cast, bakery):
    hidden = {"state": "paused"}, {"valid_until": clock.now() - timedelta(seconds=1)}, {"state": "review"}
    for fields in hidden:
        job(bakery, "Hidden", occupation="kitchen helper", **fields)
    job(organisation(name="New", state="waiting", decided_at=None), "Not accepted", occupation="kitchen helper")
    assert fitting_bob(cast) == []
    for number in range(7):
        job(bakery, f"Job {number}", occupation="kitchen helper")
    assert len(fitting_bob(cast)) == 5


SECTIONS = {
    Section.OCCUPATION: (["In town", "Of the trade"], ["In town"]),
    Section.PLACE: (["In town", "Of the trade"], ["Of the trade"]),
}


@pytest.mark.parametrize("section", SECTIONS)
def test_what_the_mentor_may_not_see_moves_nothing_for_them(cast, bakery, section):
    job(bakery, "Of the trade", occupation="kitchen helper", place="Rome", must=["Hands"])
    job(bakery, "In town", occupation="kitchen helper" if section is Section.PLACE else "nurse", must=[])
    everything, less = SECTIONS[section]
    if section is Section.PLACE:
        job(bakery, "Nurse in town", occupation="nurse")
        everything = ["In town", "Of the trade", "Nurse in town"]
        less = ["In town", "Of the trade"]
    assert sorted(fitting_bob(cast, cast.ada)) == sorted(everything)
    share(cast.bob, section, ONLY_ME)
    assert sorted(fitting_bob(cast, cast.ada)) == sorted(less)
    assert sorted(fitting_bob(cast)) == sorted(everything)
    share(cast.bob, section, Relation.MENTOR)
    assert sorted(fitting_bob(cast, cast.ada)) == sorted(everything)


def test_hidden_facts_are_as_none_for_the_mentor(cast, bakery):
    """Two worlds: in one Bob stated nothing more, in the other he hides it."""
    for section in (Section.OCCUPATION, Section.WORK, Section.PLACE, Section.LANGUAGES):
        share(cast.bob, section, ONLY_ME)
    job(bakery, "Sweeping", occupation="street sweeper", languages=[("German", "good")], place=None)
    job(bakery, "In Rome", occupation="nurse", place="Rome")
    before = fitting_bob(cast, cast.ada)
    state(cast.bob, Section.WORK, "The town", focus="street sweeper")
    state(cast.bob, Section.PLACE, "Rome")
    state(cast.bob, Section.LANGUAGES, "German", level="good")
    assert fitting_bob(cast, cast.ada) == before == []
    assert fitting_bob(cast) == ["In Rome", "Sweeping"] or fitting_bob(cast) == ["Sweeping", "In Rome"]


@pytest.mark.parametrize("how", ["blocked", "suspended"])
def test_of_somebody_who_does_not_exist_nothing_fits(cast, bakery, how):
    job(bakery, occupation="kitchen helper")
    assert fitting_bob(cast, cast.ada)
    if how == "blocked":
        block(cast.bob.id, cast.ada.id)
    else:
        suspend(cast.bob)
    assert fitting_bob(cast, cast.ada) == []


def test_it_is_one_statement(cast, bakery, statements):
    for number in range(3):
        job(bakery, f"Job {number}", occupation="kitchen helper")
    assert statements(lambda: fitting_bob(cast)) == 1
