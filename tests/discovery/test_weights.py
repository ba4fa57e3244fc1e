"""Weights must not betray: a score or an order rests on nothing that its viewer may not see."""

import pytest

from mentorship.database import row
from mentorship.discovery.common_ground import with_people
from mentorship.discovery.dismissal import Lane
from mentorship.discovery.next_mentors import to_ask
from mentorship.discovery.search import MentorFilter, mentors, people
from mentorship.discovery.suggestions import lanes
from mentorship.people.section import Section
from mentorship.privacy.audience import ONLY_ME
from mentorship.ties.availability import offer_places
from mentorship.ties.block import block
from mentorship.ties.friendship import unfriend
from mentorship.ties.relation import Relation
from tests.cast import befriend, mentor, settle, share, state, suspend, viewer


@pytest.fixture
def two(cast):
    """Xena and Yusuf are alike in all that Eve may see of them; Eve's friends Bob and Cleo know both."""
    offered = "preparing for a job interview"
    yusuf, xena = (settle(name, offers=offered, seeks="renting a home") for name in ("Yusuf", "Xena"))
    state(cast.eve, Section.SEEKS, offered)
    state(cast.eve, Section.OFFERS, "renting a home")
    offer_places(cast.eve.id, 2)
    for one in (cast.bob, cast.cleo):
        befriend(cast.eve, one)
        for other in (xena, yusuf):
            befriend(one, other)
    for one in (xena, yusuf):
        offer_places(one.id, 3)
    for section in (Section.MUTUAL, Section.WORK, Section.FRIENDS):
        share(cast.dora, section, ONLY_ME)
    return xena, yusuf


def befriended_by_somebody_hidden(cast, xena):
    befriend(cast.eve, cast.dora)
    befriend(xena, cast.dora)


def befriended_by_somebody_suspended(cast, xena):
    befriend(xena, cast.finn)
    befriend(cast.eve, cast.finn)
    suspend(cast.finn)


def befriended_by_somebody_who_blocked_eve(cast, xena):
    befriend(xena, cast.finn)
    befriend(cast.eve, cast.finn)
    block(cast.finn.id, cast.eve.id)


def befriended_for_a_while(cast, xena):
    befriend(cast.eve, cast.ada)
    befriend(xena, cast.ada)
    unfriend(xena.id, cast.ada.id)


def at_a_workplace_nobody_may_know(cast, xena):
    share(xena, Section.WORK, Relation.FRIEND)
    state(xena, Section.WORK, "San Rocco Hospital")


def with_a_hundredth_of_the_friends(cast, xena):
    for one in (cast.finn, cast.aldo, cast.ada):
        befriend(xena, one)


def with_a_mentee_and_a_mentor(cast, xena):
    mentor(xena, cast.finn)
    mentor(cast.ada, xena)


UNSEEN = (
    befriended_by_somebody_hidden,
    befriended_by_somebody_suspended,
    befriended_by_somebody_who_blocked_eve,
    befriended_for_a_while,
    at_a_workplace_nobody_may_know,
    with_a_hundredth_of_the_friends,
    with_a_mentee_and_a_mentor,
)


def orders(eve, two):
    """Where the two stand, each before the other, in everything that has an order."""
    me, ids = viewer(eve), [one.id for one in two]
    lists = [*lanes(me).values(), people(me, "")[0], mentors(me, MentorFilter())[0]]
    lists.append([one.id for one in to_ask(me, "work", [], 20)])
    return [[id for id in found if id in ids] for found in lists]


@pytest.mark.parametrize("change", UNSEEN, ids=lambda change: change.__name__)
@pytest.mark.parametrize("which", ["the first", "the second"])
def test_an_edge_that_eve_may_not_see_moves_nobody(cast, two, change, which):
    before = orders(cast.eve, two)
    reasons = with_people(viewer(cast.eve), [one.id for one in two])
    change(cast, two[which == "the second"])
    assert orders(cast.eve, two) == before
    assert with_people(viewer(cast.eve), [one.id for one in two]) == reasons


def test_one_that_eve_may_see_does_so_that_this_is_a_proof(cast, two):
    for one in two:
        unfriend(cast.bob.id, one.id)
    before = lanes(viewer(cast.eve))[Lane.KNOW]
    befriend(cast.bob, next(one for one in two if one.id == before[-1]))
    assert lanes(viewer(cast.eve))[Lane.KNOW] != before


def test_each_of_these_orders_holds_both(cast, two):
    assert all(len(order) == 2 for order in orders(cast.eve, two))


@pytest.mark.parametrize("first", ["xylophone", "zither"])
def test_the_order_of_words_in_common_does_not_tell_who_wrote_one_first(cast, first):
    """Somebody had stated one of the two words before Eve did, for their own eyes alone."""
    share(cast.finn, Section.INTERESTS, ONLY_ME)
    state(cast.finn, Section.INTERESTS, first)
    for one in (cast.eve, cast.ada):
        state(one, Section.INTERESTS, "xylophone", "zither")
    assert row("SELECT count(*) AS n FROM term WHERE en IN ('xylophone', 'zither')").n == 2
    (reason,) = [
        one
        for one in with_people(viewer(cast.eve), [cast.ada.id])[cast.ada.id].reasons
        if one.section == Section.INTERESTS
    ]
    assert [term.en for term in reason.terms] == ["xylophone", "zither"]
