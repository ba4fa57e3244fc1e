"""A mentor's places, and the rest they may take."""

import pytest

from mentorship.errors import Invalid
from mentorship.ties import capacity
from mentorship.ties.availability import offer_places, pause
from mentorship.ties.capacity import MOST_PLACES, with_place
from mentorship.ties.mentorship import end
from tests.cast import mentor


def places(person):
    found = capacity.of(person.id)
    return found and (found.places, bool(found.paused), found.taken, bool(found.has_place))


def test_who_offers_no_place_is_no_mentor(cast):
    assert places(cast.eve) is None


def test_places_are_counted_down_by_running_mentorships_only(cast):
    assert places(cast.ada) == (2, False, 0, True)
    first = mentor(cast.ada, cast.bob)
    assert places(cast.ada) == (2, False, 1, True)
    mentor(cast.ada, cast.eve)
    assert places(cast.ada) == (2, False, 2, False)
    end(first, cast.ada.id, "")
    assert places(cast.ada) == (2, False, 1, True)


def test_being_mentored_takes_no_place(cast):
    mentor(cast.cleo, cast.ada)
    assert places(cast.ada) == (2, False, 0, True)


def test_a_pause_closes_the_free_places_until_it_is_taken_back(cast):
    pause(cast.ada.id)
    assert places(cast.ada) == (2, True, 0, False)
    offer_places(cast.ada.id, 3)
    assert places(cast.ada) == (3, False, 0, True)


def test_fewer_places_than_mentees_ends_nothing(cast):
    mentor(cast.ada, cast.bob)
    mentor(cast.ada, cast.eve)
    offer_places(cast.ada.id, 1)
    assert places(cast.ada) == (1, False, 2, False)


@pytest.mark.parametrize("number", [-1, MOST_PLACES + 1, 10**12])
def test_a_number_of_places_out_of_range_is_refused(cast, number):
    with pytest.raises(Invalid) as refused:
        offer_places(cast.ada.id, number)
    assert refused.value.field == "places"
    assert places(cast.ada) == (2, False, 0, True)


@pytest.mark.parametrize("number", [0, MOST_PLACES])
def test_the_ends_of_the_range_are_taken(cast, number):
    offer_places(cast.eve.id, number)
    assert places(cast.eve) == (number, False, 0, number > 0)


def test_pausing_makes_nobody_a_mentor(cast):
    pause(cast.eve.id)
    assert places(cast.eve) is None


def test_of_many_it_is_known_in_one_statement_who_has_a_place(cast, statements):
    offer_places(cast.eve.id, 1, paused=True)
    everybody = [cast.ada.id, cast.bob.id, cast.cleo.id, cast.eve.id]
    assert with_place(everybody) == {cast.ada.id, cast.cleo.id}
    assert statements(lambda: with_place(everybody)) == 1
    assert with_place([]) == frozenset()
