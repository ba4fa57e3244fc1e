"""Offering help with work: said as it is meant, changed, taken back."""

import pytest

from mentorship.database import execute, row, write
from mentorship.errors import Invalid, Missing, NotAllowed
from mentorship.ties.relation import Relation
from mentorship.work.help import offering
from mentorship.work.help.helping import Sort
from tests.work.helped import at, help_at
from tests.work.made import job, organisation


@pytest.fixture
def bakery(cast):
    return organisation()


def offers(person):
    return [(one.sort, one.audience, one.title) for one in offering.mine(person.id)]


def test_an_offer_says_how_where_and_for_whom(cast, bakery):
    made = job(bakery)
    offering.offer(cast.ada.id, at(bakery), ["introduce", "practise"], ["friends", "mentors"])
    offering.offer(cast.ada.id, at(made), ["practise"], ["mentees"])
    both, mentees = int(Relation.FRIEND | Relation.MENTOR), int(Relation.MENTEE)
    everywhere = [("introduce", both, None), ("practise", both, None)]
    assert offers(cast.ada) == [*everywhere, ("practise", mentees, made.title)]


def test_what_is_said_last_stands_and_twice_is_once(cast, bakery):
    first = help_at(bakery, cast.ada)
    assert help_at(bakery, cast.ada, whom=["mentors"]) == first
    assert offers(cast.ada) == [("introduce", int(Relation.MENTOR), None)]
    help_at(bakery, cast.ada, Sort.PRACTISE)
    assert [one[0] for one in offers(cast.ada)] == ["practise"]


@pytest.mark.parametrize(
    ("sorts", "whom", "field"),
    [
        ([], ["friends"], "sorts"),
        (["bribe", "Introduce"], ["friends"], "sorts"),
        (["introduce"], [], "whom"),
        (["introduce"], ["everyone", "members", "coordinators", "4"], "whom"),
    ],
)
def test_what_is_no_offer_is_refused_beside_its_field(cast, bakery, sorts, whom, field):
    with pytest.raises(Invalid) as refused:
        offering.offer(cast.ada.id, at(bakery), sorts, whom)
    assert refused.value.field == field
    assert offers(cast.ada) == []


def test_nobody_offers_without_end(cast, bakery, monkeypatch):
    monkeypatch.setattr(offering, "MOST", 2)
    help_at(bakery, cast.ada)
    help_at(job(bakery), cast.ada)
    with pytest.raises(NotAllowed):
        help_at(job(bakery), cast.ada)
    help_at(bakery, cast.ada, whom=["mentors"])
    assert len(offers(cast.ada)) == 2


@pytest.mark.parametrize("fields", [{"state": "paused"}, {"state": "review"}, {"state": "closed", "outcome": "here"}])
def test_help_is_offered_with_jobs_that_can_be_found_only(bakery, fields):
    with pytest.raises(Missing):
        offering.at_job(job(bakery, **fields).key)


def test_help_is_offered_at_organisations_that_were_accepted_only(cast):
    with pytest.raises(Missing):
        offering.at_organisation(organisation(name="New", state="waiting", decided_at=None).key)


def test_an_offer_is_taken_back_by_whoever_made_it(cast, bakery):
    key = help_at(bakery, cast.ada)
    with pytest.raises(Missing):
        offering.take_back(cast.bob.id, key)
    offering.take_back(cast.ada.id, key)
    assert offers(cast.ada) == []
    with pytest.raises(Missing):
        offering.take_back(cast.ada.id, key)


def test_mine_says_when_a_job_is_over_and_never_names_what_was_taken_off(cast, bakery, moved_clock):
    made = job(bakery)
    help_at(made, cast.ada)
    assert [one.is_over for one in offering.mine(cast.ada.id)] == [0]
    moved_clock(days=31)
    assert [one.is_over for one in offering.mine(cast.ada.id)] == [1]


@write
def _forget(made):
    execute("DELETE FROM job WHERE id = ?", made.id)


def test_an_offer_goes_with_its_job(cast, bakery):
    made = job(bakery)
    help_at(made, cast.ada)
    help_at(bakery, cast.ada)
    _forget(made)
    assert [one[2] for one in offers(cast.ada)] == [None]
    assert row("SELECT count(*) AS n FROM help_offer").n == 1
