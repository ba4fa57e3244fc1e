"""Which sections hold something: one after the other, and none of somebody else's."""

import pytest

from mentorship import clock
from mentorship.database import rows
from mentorship.people import facts
from mentorship.people.section import Section
from mentorship.privacy.written import written
from mentorship.ties import friendship, mentorship
from tests.cast import befriend, change, mentor, settle, state, suspend
from tests.pictures import hang


@pytest.fixture
def gia(cast):
    """Somebody who has just come."""
    return settle("Gia")


def test_of_somebody_new_there_is_nothing(gia):
    assert written(gia.id) == set()


@pytest.mark.parametrize("section", [one for one in facts.TERM_KINDS if one is not Section.LANGUAGES])
def test_a_fact_fills_its_section(gia, section):
    state(gia, section, "bread baking")
    assert written(gia.id) == {section}


@pytest.mark.parametrize("section", [Section.ABOUT, Section.CONTACT])
def test_a_text_fills_its_section_until_it_is_taken_back(gia, section):
    facts.say(gia.id, section, "Tuesdays")
    assert written(gia.id) == {section}
    facts.say(gia.id, section, "")
    assert written(gia.id) == set()


def test_a_photo_fills_its_section(gia):
    hang(gia)
    assert written(gia.id) == {Section.PHOTO}


def test_friends_fill_two_lists_until_it_is_over(cast, gia):
    befriend(gia, cast.ada)
    assert written(gia.id) == {Section.FRIENDS, Section.MUTUAL}
    befriend(cast.bob, gia)
    friendship.unfriend(gia.id, cast.ada.id)
    assert written(gia.id) == {Section.FRIENDS, Section.MUTUAL}
    friendship.unfriend(gia.id, cast.bob.id)
    assert written(gia.id) == set()


def test_a_mentorship_stays_in_the_list_after_its_end_for_both(cast, gia):
    mentorship.end(mentor(cast.ada, gia), gia.id, "")
    assert written(gia.id) == {Section.LINEAGE}
    mentor(gia, cast.eve)
    assert Section.LINEAGE in written(cast.eve.id)


@pytest.mark.parametrize("away", [suspend, lambda one: change(one, state="closed", closed_at=clock.now())])
def test_a_tie_to_somebody_who_is_away_fills_no_list(cast, gia, away):
    """Else it would tell somebody who is away from somebody who has blocked me."""
    befriend(gia, cast.ada)
    mentor(cast.ada, gia)
    away(cast.ada)
    assert written(gia.id) == set()


def test_it_is_asked_in_one_statement(cast, statements):
    assert rows("SELECT 1 AS x FROM fact WHERE person_id = ?", cast.ada.id)
    assert statements(lambda: written(cast.ada.id)) == 1
