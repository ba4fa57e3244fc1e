"""A mentorship: what was agreed, seen by the two only, ended by either with a word of thanks."""

from datetime import timedelta

import pytest

from mentorship.errors import Invalid, Missing
from mentorship.ties import mentorship
from mentorship.ties.block import block
from mentorship.ties.mentorship import end, ended, of_pair, running
from tests.cast import mentor, suspend, viewer


def test_both_find_it_under_its_key_each_with_the_other(cast):
    made = mentor(cast.ada, cast.bob, goal="Find work")
    adas, bobs = of_pair(viewer(cast.ada), made.key), of_pair(viewer(cast.bob), made.key)
    assert (adas.name, bool(adas.i_mentor), bobs.name, bool(bobs.i_mentor)) == ("Bob", True, "Ada", False)
    assert (adas.goal, adas.area, adas.rhythm, adas.weeks, adas.ended_at) == ("Find work", "work", "weekly", 12, None)


def test_its_last_day_is_as_many_weeks_off_as_agreed(cast):
    made = mentor(cast.ada, cast.bob)
    assert made.ends_at - made.started_at == timedelta(weeks=12)


@pytest.mark.parametrize("name", ["eve", "cleo", "dora", "aldo", "finn"])
def test_to_everybody_else_it_does_not_exist(cast, name):
    made = mentor(cast.ada, cast.bob)
    with pytest.raises(Missing):
        of_pair(viewer(getattr(cast, name)), made.key)
    assert running(viewer(getattr(cast, name))) == []


def test_a_made_up_key_does_not_exist(cast):
    with pytest.raises(Missing):
        of_pair(viewer(cast.ada), "nothing")


def test_the_running_ones_of_both_sides_newest_first(cast, moved_clock):
    mentor(cast.ada, cast.bob)
    moved_clock(days=1)
    mentor(cast.cleo, cast.ada)
    assert [(one.name, bool(one.i_mentor)) for one in running(viewer(cast.ada))] == [("Cleo", False), ("Bob", True)]


@pytest.mark.parametrize("name", ["ada", "bob"])
def test_either_may_end_it_with_thanks_that_both_read(cast, name):
    made, by = mentor(cast.ada, cast.bob), getattr(cast, name)
    end(made, by.id, " Thank you. ")
    for one in (cast.ada, cast.bob):
        found = of_pair(viewer(one), made.key)
        assert (found.thanks, found.ended_by_id) == ("Thank you.", by.id)
        assert found.ended_at


def test_ended_twice_is_ended_once_with_the_first_words(cast, moved_clock):
    made = mentor(cast.ada, cast.bob)
    end(made, cast.ada.id, "First")
    before = of_pair(viewer(cast.ada), made.key)
    moved_clock(days=1)
    end(made, cast.bob.id, "Second")
    assert of_pair(viewer(cast.ada), made.key) == before


def test_both_ending_it_at_once_end_it_once(cast, at_once):
    made = mentor(cast.ada, cast.bob)
    assert at_once(lambda: end(made, cast.ada.id, "Ada"), lambda: end(made, cast.bob.id, "Bob")) == [None, None]
    found = of_pair(viewer(cast.ada), made.key)
    assert (found.thanks, found.ended_by_id) in {("Ada", cast.ada.id), ("Bob", cast.bob.id)}


def test_thanks_may_be_left_out_but_not_be_endless(cast):
    made = mentor(cast.ada, cast.bob)
    with pytest.raises(Invalid) as refused:
        end(made, cast.ada.id, "x" * (mentorship.THANKS_LIMIT + 1))
    assert refused.value.field == "thanks"
    assert of_pair(viewer(cast.ada), made.key).ended_at is None
    end(made, cast.ada.id, "")
    assert of_pair(viewer(cast.ada), made.key).thanks == ""


def test_it_moves_from_the_running_to_the_ended_and_may_begin_again(cast):
    end(mentor(cast.ada, cast.bob), cast.ada.id, "")
    assert running(viewer(cast.bob)) == []
    assert [one.name for one in ended(viewer(cast.bob))] == ["Ada"]
    mentor(cast.ada, cast.bob)
    assert len(running(viewer(cast.bob))) == len(ended(viewer(cast.bob))) == 1


@pytest.mark.parametrize("vanish", [lambda ada, bob: block(ada.id, bob.id), lambda ada, bob: suspend(ada)])
def test_when_one_does_not_exist_for_the_other_it_does_not_either(cast, vanish):
    made = mentor(cast.ada, cast.bob)
    vanish(cast.ada, cast.bob)
    with pytest.raises(Missing):
        of_pair(viewer(cast.bob), made.key)
    assert running(viewer(cast.bob)) == ended(viewer(cast.bob)) == []


def test_the_lists_take_one_statement_however_long(cast, statements):
    for other in (cast.bob, cast.eve, cast.dora):
        end(mentor(cast.ada, other), other.id, "")
        mentor(cast.ada, other)
    assert statements(lambda: running(viewer(cast.ada))) == statements(lambda: ended(viewer(cast.ada))) == 1
