"""Whom to ask next: mentors with a place whose offers the viewer sees, the best fit first, nobody who stands in between."""

import pytest

from mentorship.discovery.dismissal import Lane, dismiss
from mentorship.discovery.next_mentors import to_ask
from mentorship.people.section import Area, Section
from mentorship.privacy.audience import ONLY_ME
from mentorship.ties.availability import offer_places, pause
from mentorship.ties.block import block
from mentorship.ties.relation import Relation
from mentorship.ties.request.answering import decline
from mentorship.ties.request.request import Reason
from mentorship.ties.request.settling import withdraw
from tests.cast import mentor, offer, settle, share, state, suspend, viewer, wish


def names(person, area="work", but=(), most=20):
    return [one.name for one in to_ask(viewer(person), area, but, most)]


def test_mentors_with_a_place_are_found_the_best_fit_first(cast):
    assert names(cast.bob) == ["Ada", "Cleo"]
    assert names(cast.ada) == ["Cleo"]


def test_the_same_part_of_life_comes_before_a_topic(cast):
    gia = settle("Gia", purpose="mentor")
    state(gia, Section.OFFERS, "living with grief", area=Area.SOCIAL)
    assert names(cast.bob, "social") == ["Gia", "Ada", "Cleo"]
    assert names(cast.bob, "learning")[0] == "Ada", "offers what Bob seeks"


def test_no_more_than_wanted_and_nobody_left_out_on_purpose(cast):
    assert names(cast.bob, most=1) == ["Ada"]
    assert names(cast.bob, but=[cast.ada.id]) == ["Cleo"]


LEFT_OUT = {
    "on pause": lambda cast: pause(cast.ada.id),
    "without a place": lambda cast: offer_places(cast.ada.id, 0),
    "hiding what they offer": lambda cast: share(cast.ada, Section.OFFERS, ONLY_ME),
    "opening it to friends alone": lambda cast: share(cast.ada, Section.OFFERS, Relation.FRIEND),
    "suspended": lambda cast: suspend(cast.ada),
    "blocking": lambda cast: block(cast.ada.id, cast.bob.id),
    "blocked": lambda cast: block(cast.bob.id, cast.ada.id),
    "their mentor already": lambda cast: mentor(cast.ada, cast.bob),
    "asked already": lambda cast: wish(cast.bob, cast.ada),
    "offering already": lambda cast: offer(cast.ada, cast.bob),
    "who said no lately": lambda cast: decline(wish(cast.bob, cast.ada), Reason.FULL),
    "hidden from the suggestions": lambda cast: dismiss(cast.bob.id, cast.ada.id, Lane.SHOULD),
}


@pytest.mark.parametrize("why", LEFT_OUT)
def test_who_cannot_or_should_not_be_asked_is_left_out(cast, why):
    LEFT_OUT[why](cast)
    assert names(cast.bob) == ["Cleo"]


def test_after_a_month_one_may_be_proposed_again(cast, moved_clock):
    decline(wish(cast.bob, cast.ada), Reason.FULL)
    moved_clock(days=31)
    assert names(cast.bob) == ["Ada", "Cleo"]


def test_who_has_not_answered_is_not_proposed_closed_or_not(cast, moved_clock):
    wish(cast.bob, cast.ada)
    moved_clock(days=15)
    assert names(cast.bob) == ["Cleo"]


def test_what_was_taken_back_or_ran_out_from_the_other_side_does_not_matter(cast, moved_clock):
    withdraw(wish(cast.bob, cast.ada))
    offer(cast.cleo, cast.bob)
    moved_clock(days=15)
    assert names(cast.bob) == ["Ada", "Cleo"]


def test_what_others_have_between_them_does_not_matter(cast):
    wish(cast.eve, cast.ada)
    decline(wish(cast.dora, cast.ada), Reason.FULL)
    dismiss(cast.eve.id, cast.ada.id, Lane.SHOULD)
    mentor(cast.ada, cast.finn)
    assert names(cast.bob) == ["Ada", "Cleo"]


def test_one_statement_however_many(cast, statements):
    for number in range(5):
        settle(f"Mentor {number}", purpose="mentor")
    assert statements(lambda: names(cast.bob)) == 1
