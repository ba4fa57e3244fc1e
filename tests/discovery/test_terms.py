"""Terms while somebody types: the shipped ones, and members' own only where this viewer may see them stated."""

import pytest

from mentorship.discovery.terms import SUGGESTED_TERMS, terms
from mentorship.people.section import Section
from mentorship.people.vocabulary import Kind
from mentorship.privacy.audience import ONLY_ME
from mentorship.ties.block import block
from mentorship.ties.relation import Relation, Viewer
from tests.cast import befriend, share, state, suspend, viewer


def offered(who, typed, kind=Kind.TOPIC):
    looking = who if isinstance(who, Viewer) else viewer(who)
    return [one.en for one in terms(looking, kind, typed)]


@pytest.mark.parametrize("typed", ["nur", "NURSE", "infermie", "profession", "registered"])
def test_a_shipped_term_is_offered_under_every_spelling_and_word(cast, typed):
    assert "nurse" in offered(cast.eve, typed, Kind.OCCUPATION)


def test_each_offer_carries_both_languages(cast):
    (one,) = [one for one in terms(viewer(cast.eve), Kind.OCCUPATION, "nurse") if one.en == "nurse"]
    assert one.it == "infermiere/a"


def test_only_terms_of_the_asked_kind_are_offered(cast):
    assert offered(cast.eve, "nurse", Kind.PLACE) == []


def test_eight_at_most_and_none_twice(cast):
    found = terms(viewer(cast.eve), Kind.OCCUPATION, "a")
    assert len(found) == len(set(found)) == SUGGESTED_TERMS


@pytest.mark.parametrize("typed", ["", " ", "\x00", "\u0301"])
def test_nothing_typed_offers_nothing(cast, typed):
    assert offered(cast.eve, typed) == []


@pytest.mark.parametrize("typed", ["%", "_", "!", "\ud800x%", "x" * 1_000_000, "%" * 60_000])
def test_signs_mean_themselves(cast, typed):
    assert offered(cast.eve, typed) == []


@pytest.mark.parametrize("section", [Section.SKILLS, Section.INTERESTS, Section.OFFERS, Section.SEEKS])
def test_a_members_own_term_is_offered_only_where_its_section_is_open(cast, section):
    state(cast.bob, section, "Xylophone repair")
    share(cast.bob, section, ONLY_ME)
    assert offered(cast.eve, "xylo") == []
    assert offered(cast.bob, "xylo") == ["Xylophone repair"]
    share(cast.bob, section, Relation.FRIEND)
    assert (offered(cast.eve, "xylo"), offered(cast.cleo, "xylo")) == ([], ["Xylophone repair"])
    share(cast.bob, section, Relation.MEMBER)
    assert offered(cast.eve, "xylo") == ["Xylophone repair"]


def test_a_term_stated_openly_in_one_section_and_hidden_in_another_is_offered(cast):
    state(cast.bob, Section.SKILLS, "Xylophone repair")
    state(cast.bob, Section.INTERESTS, "XYLOPHONE repair")
    share(cast.bob, Section.INTERESTS, ONLY_ME)
    assert offered(cast.eve, "xylo") == ["Xylophone repair"]


def test_a_new_workplace_and_what_was_done_there_are_as_hidden_as_the_history(cast):
    state(cast.bob, Section.WORK, "Xylophone House", focus="Xylophone maker")
    for kind in (Kind.WORKPLACE, Kind.OCCUPATION):
        assert offered(cast.eve, "xylo", kind) == []
        assert len(offered(cast.cleo, "xylo", kind)) == 1


def test_the_writing_of_those_i_may_not_see_is_not_offered(cast):
    state(cast.bob, Section.SKILLS, "Xylophone repair")
    state(cast.ada, Section.SKILLS, "XYLOPHONE repair")
    share(cast.ada, Section.SKILLS, ONLY_ME)
    assert offered(cast.eve, "xylo") == ["Xylophone repair"]


@pytest.mark.parametrize(
    "vanish",
    [lambda bob, eve: block(bob.id, eve.id), lambda bob, eve: block(eve.id, bob.id), lambda bob, _: suspend(bob)],
)
def test_terms_of_who_does_not_exist_for_me_are_not_offered(cast, vanish):
    state(cast.bob, Section.SKILLS, "Xylophone repair")
    vanish(cast.bob, cast.eve)
    assert offered(cast.eve, "xylo") == []


def test_a_term_nobody_states_any_more_is_not_offered(cast):
    state(cast.bob, Section.OCCUPATION, "Xylophone maker")
    befriend(cast.bob, cast.eve)
    assert offered(cast.eve, "xylo", Kind.OCCUPATION) == ["Xylophone maker"]
    suspend(cast.bob)
    assert offered(cast.eve, "xylo", Kind.OCCUPATION) == []


def test_the_web_is_offered_shipped_terms_and_what_is_open_to_everyone(cast):
    state(cast.bob, Section.SKILLS, "Xylophone repair")
    assert offered(Viewer.anonymous(), "xylo") == []
    assert "nurse" in offered(Viewer.anonymous(), "nurse", Kind.OCCUPATION)
    share(cast.bob, Section.SKILLS, Relation.PUBLIC)
    assert offered(Viewer.anonymous(), "xylo") == ["Xylophone repair"]


def test_it_is_one_statement(cast, statements):
    assert statements(lambda: terms(viewer(cast.eve), Kind.TOPIC, "a")) == 1
