"""How soon a mentor usually answers stands on cards and pages where what they offer may be seen, and nowhere else."""

import pytest

from mentorship.people.section import Section
from mentorship.privacy import profile
from mentorship.privacy.audience import ONLY_ME
from mentorship.ties.availability import offer_places, pause
from mentorship.ties.relation import Relation, Viewer
from mentorship.ties.request import upkeep
from mentorship.ties.request.answering import decline
from mentorship.ties.request.request import Reason
from tests.cast import settle, share, viewer, wish


@pytest.fixture
def known(cast, moved_clock):
    """Ada has answered three times, each after a day and a half."""
    for number in range(3):
        asked = wish(settle(f"Seeker {number}"), cast.ada)
        moved_clock(days=1.5)
        decline(asked, Reason.NO_TIME)
    return cast


def on_card(looking, person):
    return profile.cards(looking, [person.id])[person.id].answers_in


def on_page(looking, person):
    return profile.of(looking, person.handle).answers_in


@pytest.mark.parametrize("shown", [on_card, on_page])
def test_it_shows_where_the_offers_show(known, shown):
    assert shown(viewer(known.bob), known.ada) == 2
    share(known.ada, Section.OFFERS, Relation.FRIEND)
    assert shown(viewer(known.bob), known.ada) is None
    assert shown(viewer(known.cleo), known.ada) == 2
    assert shown(viewer(known.ada), known.ada) == 2, "to herself"
    share(known.ada, Section.OFFERS, ONLY_ME)
    assert shown(viewer(known.cleo), known.ada) is None


def test_the_web_sees_it_where_the_offers_are_open_to_all(known):
    share(known.ada, Section.OCCUPATION, Relation.PUBLIC)
    assert on_page(Viewer.anonymous(), known.ada) is None
    share(known.ada, Section.OFFERS, Relation.PUBLIC)
    assert on_page(Viewer.anonymous(), known.ada) == 2


def test_the_page_as_others_see_it_says_it_too(known):
    share(known.ada, Section.OCCUPATION, Relation.PUBLIC)
    assert profile.as_seen_with(known.ada.id, Relation.PUBLIC | Relation.MEMBER).answers_in == 2
    assert profile.as_seen_with(known.ada.id, Relation.PUBLIC).answers_in is None


@pytest.mark.parametrize("shown", [on_card, on_page])
def test_who_mentors_no_more_has_none_and_who_rests_keeps_it(known, shown):
    pause(known.ada.id)
    assert shown(viewer(known.bob), known.ada) == 2
    offer_places(known.ada.id, 0)
    assert shown(viewer(known.bob), known.ada) is None


def test_many_cards_cost_one_statement(known, statements):
    everybody = [known.ada.id, known.bob.id, known.cleo.id, known.eve.id]
    assert statements(lambda: profile.cards(viewer(known.bob), everybody)) == 1
    times = {one.name: one.answers_in for one in profile.cards(viewer(known.bob), everybody).values()}
    assert times == {"Ada": 2, "Bob": None, "Cleo": None, "Eve": None}


def test_silence_counts_before_anything_has_closed_it(known, moved_clock):
    for number in range(3, 8):
        wish(settle(f"Seeker {number}"), known.ada)
    moved_clock(days=15)
    assert on_card(viewer(known.bob), known.ada) == 14
    upkeep.run()
    assert on_card(viewer(known.bob), known.ada) == on_page(viewer(known.bob), known.ada) == 14
