"""Looking for a mentor: by text, area, topic, place, language and a free place; the best fit first."""

import pytest

from mentorship.discovery.search import PAGE, MentorFilter, mentors
from mentorship.people.person import Person
from mentorship.people.section import Section
from mentorship.privacy.audience import ONLY_ME
from mentorship.ties.availability import offer_places, pause
from mentorship.ties.block import block
from mentorship.ties.relation import Relation, Viewer
from tests.cast import crowd, mentor, settle, share, state, suspend, viewer

CV, RENT = "writing a CV", "renting a home"


@pytest.fixture
def zoe(cast):
    """A second mentor: offers help with a CV and with renting, in Milan, and speaks French."""
    made = settle("Zoe", purpose="mentor")
    state(made, Section.OFFERS, CV)
    state(made, Section.OFFERS, RENT, area="social")
    state(made, Section.PLACE, "Milan")
    state(made, Section.LANGUAGES, "French", level="fluent")
    return made


def found(who, **wanted):
    ids, _more = mentors(viewer(who), MentorFilter(**wanted))
    return [Person.get_by_id(id).name for id in ids]


def test_all_mentors_whose_offers_are_open_and_nobody_else(cast, zoe):
    assert sorted(found(cast.eve)) == ["Ada", "Cleo", "Zoe"]


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({"area": "work"}, ["Ada", "Zoe"]),
        ({"area": "social"}, ["Zoe"]),
        ({"area": "learning"}, []),
        ({"topic": "curriculum"}, ["Zoe"]),
        ({"topic": "job interv"}, ["Ada"]),
        ({"place": "torino"}, ["Ada"]),
        ({"place": "Mil"}, ["Zoe"]),
        ({"language": "francese"}, ["Zoe"]),
        ({"language": "ital"}, ["Ada"]),
        ({"text": "nurse"}, ["Ada"]),
        ({"text": "zoe renting"}, ["Zoe"]),
        ({"area": "work", "place": "Milan", "topic": "renting", "language": "French", "text": "zoe"}, ["Zoe"]),
        ({"area": "work", "place": "Milan", "language": "Italian"}, []),
        ({"area": "love"}, []),
        ({"topic": " \n"}, ["Ada", "Cleo", "Zoe"]),
    ],
)
def test_every_part_of_the_filter_must_fit(cast, zoe, wanted, names):
    assert sorted(found(cast.eve, **wanted)) == names


def test_a_place_is_no_topic(cast, zoe):
    assert found(cast.eve, topic="Milan") == found(cast.eve, place="renting") == []


def test_only_those_with_a_free_place_if_asked_for(cast, zoe):
    pause(zoe.id)
    mentor(cast.ada, cast.bob)
    mentor(cast.ada, cast.dora)
    assert found(cast.eve, free=True) == ["Cleo"]
    assert sorted(found(cast.eve)) == ["Ada", "Cleo", "Zoe"]


def test_who_offers_no_place_at_all_is_no_mentor(cast, zoe):
    offer_places(zoe.id, 0)
    assert "Zoe" not in found(cast.eve)


def test_hidden_offers_hide_the_mentor_from_those_they_are_hidden_from(cast, zoe):
    share(cast.ada, Section.OFFERS, Relation.FRIEND)
    assert "Ada" not in found(cast.eve)
    assert "Ada" in found(cast.cleo)


@pytest.mark.parametrize(
    ("section", "wanted"),
    [
        (Section.PLACE, {"place": "Turin"}),
        (Section.LANGUAGES, {"language": "Italian"}),
        (Section.OCCUPATION, {"text": "nurse"}),
    ],
)
def test_a_filter_never_finds_by_what_is_hidden(cast, section, wanted):
    assert found(cast.eve, **wanted) == ["Ada"]
    share(cast.ada, section, ONLY_ME)
    assert found(cast.eve, **wanted) == []


@pytest.mark.parametrize(
    "vanish",
    [lambda ada, eve: block(ada.id, eve.id), lambda ada, eve: block(eve.id, ada.id), lambda ada, _: suspend(ada)],
)
def test_who_does_not_exist_for_me_is_no_mentor(cast, vanish):
    vanish(cast.ada, cast.eve)
    assert found(cast.eve) == ["Cleo"]


def test_nobody_is_their_own_mentor(cast):
    assert "Ada" not in found(cast.ada)


def test_the_web_finds_no_mentor_by_name(cast):
    share(cast.ada, Section.OFFERS, Relation.PUBLIC)
    assert mentors(Viewer.anonymous(), MentorFilter()) == ([], False)


def test_who_offers_most_of_what_i_seek_comes_first_then_who_has_a_place(cast, zoe):
    state(cast.bob, Section.SEEKS, CV, RENT)
    assert found(cast.bob) == ["Zoe", "Ada", "Cleo"]
    offer_places(cast.cleo.id, 1, paused=True)
    last = settle("Last", purpose="mentor")
    assert found(cast.bob) == ["Zoe", "Ada", last.name, "Cleo"]


def test_what_i_seek_counts_only_where_the_offer_is_open_to_me(cast, zoe):
    state(cast.bob, Section.SEEKS, CV, RENT)
    share(zoe, Section.OFFERS, ONLY_ME)
    assert found(cast.bob) == ["Ada", "Cleo"]


def test_turning_pages_shows_every_mentor_once(cast):
    for id in crowd(2 * PAGE + 3, "Mentor"):
        offer_places(id, 1, paused=bool(id % 3))
        share(Person(id=id), Section.OFFERS, Relation.MEMBER)
    ids, after = [], ""
    while True:
        page, more = mentors(viewer(cast.eve), MentorFilter(text="mentor"), after)
        ids += page
        if not more:
            break
        after = Person.get_by_id(page[-1]).handle
    assert len(ids) == len(set(ids)) == 2 * PAGE + 3
    assert [id % 3 == 0 for id in ids] == sorted((id % 3 == 0 for id in ids), reverse=True)


@pytest.mark.parametrize("typed", ["%", "\x00", "\ud800", "x" * 100_000, "'; --", "🌻"])
def test_any_filter_may_be_typed(cast, typed):
    for name in ("text", "topic", "place", "language"):
        assert found(cast.eve, **{name: typed}) == ([] if typed.strip("\x00\ud800") else found(cast.eve))


def test_it_is_one_statement_whatever_is_asked(cast, zoe, statements):
    everything = MentorFilter("zoe", "work", "cv", "Milan", "French", True)
    assert statements(lambda: mentors(viewer(cast.eve), MentorFilter())) == 1
    assert statements(lambda: mentors(viewer(cast.eve), everything)) == 1
