"""Cards: people in a list, each with what this viewer may see of the asked sections, in one statement."""

import pytest

from mentorship.people.section import Section
from mentorship.privacy import profile
from mentorship.privacy.audience import ONLY_ME
from mentorship.privacy.face import Face
from mentorship.privacy.profile import cards
from mentorship.ties.block import block
from mentorship.ties.relation import Relation
from tests.cast import settle, share, state, suspend, viewer


def shown(who, *people, sections=(Section.OCCUPATION, Section.PLACE)):
    """{"Ada": {"occupation", …}}: what each card holds."""
    found = cards(viewer(who), [one.id for one in people], sections)
    return {card.name: set(card.facts) for card in found.values()}


def test_a_card_holds_the_asked_sections_that_are_open(cast):
    assert shown(cast.eve, cast.ada, cast.cleo) == {"Ada": {"occupation", "place"}, "Cleo": {"occupation"}}
    assert shown(cast.eve, cast.ada, sections=[Section.WORK, Section.EXPERIENCE]) == {"Ada": set()}
    assert shown(cast.cleo, cast.ada, sections=[Section.WORK, Section.EXPERIENCE]) == {"Ada": {"work"}}


def test_each_card_follows_its_own_owner(cast):
    share(cast.ada, Section.OCCUPATION, ONLY_ME)
    assert shown(cast.eve, cast.ada, cast.bob) == {"Ada": {"place"}, "Bob": {"occupation", "place"}}


def test_a_card_never_shows_more_than_the_page(cast):
    for who in (cast.bob, cast.cleo, cast.eve, cast.dora, cast.finn):
        for owner in (cast.ada, cast.bob, cast.cleo, cast.eve):
            page, card = profile.of(viewer(who), owner.handle), cards(viewer(who), [owner.id], list(Section))[owner.id]
            assert (card.facts, card.relation, card.handle) == (page.facts, page.relation, page.handle)


def test_who_does_not_exist_for_me_has_no_card(cast):
    block(cast.bob.id, cast.eve.id)
    suspend(cast.finn)
    assert set(shown(cast.eve, cast.ada, cast.bob, cast.finn)) == {"Ada"}
    assert cards(viewer(cast.eve), [999_999]) == {}
    assert cards(viewer(cast.eve), []) == {}


def test_a_card_knows_the_tie(cast):
    found = cards(viewer(cast.ada), [cast.cleo.id, cast.eve.id])
    assert (found[cast.cleo.id].has(Relation.FRIEND), found[cast.eve.id].has(Relation.FRIEND)) == (True, False)


@pytest.mark.parametrize(
    ("name", "drawn"),
    [("Ada", "A"), ("ada maria rossi", "AR"), ("(Ann) Bell", "B"), ("李小龍", "李"), ("Zoë 🌻", "Z"), ("!7", "!")],
)
def test_initials_are_drawn_from_any_name(name, drawn):
    assert Face("handle", name).initials == drawn


def test_a_colour_is_steady_and_one_of_six(cast):
    hues = {one.handle: Face(one.handle, one.name).hue for one in (cast.ada, cast.bob, cast.cleo)}
    assert all(0 <= hue < 6 for hue in hues.values())
    assert Face(cast.ada.handle, "Other name").hue == hues[cast.ada.handle]


def test_many_cards_are_one_statement(cast, statements):
    many = [settle(f"Gia {number}") for number in range(8)]
    for one in many:
        state(one, Section.PLACE, "Turin")
    assert statements(lambda: cards(viewer(cast.eve), [cast.ada.id])) == 1
    assert statements(lambda: cards(viewer(cast.eve), [one.id for one in many])) == 1
    assert len(cards(viewer(cast.eve), [one.id for one in many])) == 8
