"""Common ground: what two people share, the best reason first, and only what this viewer may see."""

import pytest

from mentorship.discovery.common_ground import NOTHING, with_people
from mentorship.people.section import Section
from mentorship.people.vocabulary import TermName
from mentorship.privacy.audience import ONLY_ME
from mentorship.ties.block import block
from mentorship.ties.friendship import unfriend
from mentorship.ties.relation import Relation, Viewer
from tests.cast import befriend, settle, share, state, suspend, viewer


def ground(who, other):
    return with_people(viewer(who), [other.id])[other.id]


def shared(who, other):
    """{"place": ["Turin"], "mutual": 1}: the reasons in their order."""
    return {one.section.value: one.count or [term.en for term in one.terms] for one in ground(who, other).reasons}


EVERYTHING = {
    Section.LANGUAGES: "French",
    Section.EXPERIENCE: "burnout",
    Section.SKILLS: "first aid",
    Section.INTERESTS: "chess club evenings",
    Section.PLACE: "Milan",
    Section.EDUCATION: "Liceo Volta",
    Section.WORK: "Bar Sport",
    Section.OCCUPATION: "gardener",
}


@pytest.fixture
def alike(cast):
    """Eve and Finn, who share something in every section and one friend, all of it open to members."""
    for section, term in EVERYTHING.items():
        for one in (cast.eve, cast.finn):
            state(one, section, term)
            share(one, section, Relation.MEMBER)
    for one in (cast.eve, cast.finn):
        befriend(one, cast.cleo)
    return cast


def test_reasons_come_in_order_occupation_first(alike):
    order = ["occupation", "work", "education", "place", "mutual", "interests", "skills", "experience", "languages"]
    assert list(shared(alike.eve, alike.finn)) == list(shared(alike.finn, alike.eve)) == order


def test_a_reason_names_what_is_shared_in_both_languages(cast):
    state(cast.eve, Section.PLACE, "Torino")
    (place,) = ground(cast.eve, cast.ada).reasons
    assert (place.section, place.terms) == (Section.PLACE, (TermName("Turin", "Torino"),))


@pytest.mark.parametrize("section", EVERYTHING)
def test_what_the_other_hides_is_no_reason(alike, section):
    before = shared(alike.eve, alike.finn)
    share(alike.finn, section, ONLY_ME)
    assert shared(alike.eve, alike.finn) == {name: what for name, what in before.items() if name != section}


@pytest.mark.parametrize("section", EVERYTHING)
def test_what_i_hide_myself_i_still_see_but_the_other_does_not(alike, section):
    share(alike.eve, section, ONLY_ME)
    assert section.value in shared(alike.eve, alike.finn)
    assert section.value not in shared(alike.finn, alike.eve)


def test_the_same_term_in_different_sections_is_no_reason(cast):
    state(cast.eve, Section.SKILLS, "Juggling")
    state(cast.ada, Section.INTERESTS, "Juggling")
    assert ground(cast.eve, cast.ada) == NOTHING


def test_the_same_place_of_work_under_two_writings_is_one_reason_in_my_writing(cast):
    share(cast.ada, Section.WORK, Relation.MEMBER)
    state(cast.bob, Section.WORK, "SAN ROCCO hospital")
    assert shared(cast.bob, cast.ada)["work"] == ["SAN ROCCO hospital"]


def test_two_who_worked_at_one_place_twice_share_it_once(cast):
    share(cast.ada, Section.WORK, Relation.MEMBER)
    state(cast.ada, Section.WORK, "San Rocco Hospital", year_from=1999, year_to=2000)
    state(cast.eve, Section.WORK, "San Rocco Hospital", year_from=1990, year_to=1991)
    assert shared(cast.eve, cast.ada) == {"work": ["San Rocco Hospital"]}


def test_offers_and_wishes_meet_from_both_ends(cast):
    interviews = (TermName("preparing for a job interview", "prepararsi a un colloquio di lavoro"),)
    assert (ground(cast.bob, cast.ada).helps_me, ground(cast.bob, cast.ada).i_help) == (interviews, ())
    assert (ground(cast.ada, cast.bob).helps_me, ground(cast.ada, cast.bob).i_help) == ((), interviews)


@pytest.mark.parametrize(("who", "section"), [("ada", Section.OFFERS), ("bob", Section.SEEKS)])
def test_a_hidden_offer_or_wish_helps_nobody(cast, who, section):
    share(getattr(cast, who), section, ONLY_ME)
    seeing = cast.bob if who == "ada" else cast.ada
    found = ground(seeing, getattr(cast, who))
    assert (found.helps_me, found.i_help) == ((), ())


def test_two_who_seek_the_same_have_no_ground_in_it(cast):
    state(cast.eve, Section.SEEKS, "preparing for a job interview")
    assert ground(cast.eve, cast.bob) == NOTHING


def mutual(who, other):
    return shared(who, other).get("mutual", 0)


def test_friends_in_common_are_counted(cast):
    assert mutual(cast.ada, cast.bob) == mutual(cast.bob, cast.ada) == 1
    for one in (cast.ada, cast.bob):
        befriend(one, cast.dora)
    assert mutual(cast.ada, cast.bob) == 2


@pytest.mark.parametrize("who", ["cleo", "bob"])
def test_a_friend_in_common_counts_only_if_both_ends_show_it(cast, who):
    share(getattr(cast, who), Section.MUTUAL, ONLY_ME)
    assert mutual(cast.ada, cast.bob) == 0


def test_whether_i_show_it_myself_does_not_matter_for_what_i_see(cast):
    share(cast.ada, Section.MUTUAL, ONLY_ME)
    assert (mutual(cast.ada, cast.bob), mutual(cast.bob, cast.ada)) == (1, 0)


@pytest.mark.parametrize(
    "gone",
    [
        lambda cast: unfriend(cast.cleo.id, cast.bob.id),
        lambda cast: unfriend(cast.ada.id, cast.cleo.id),
        lambda cast: block(cast.cleo.id, cast.bob.id),
        lambda cast: suspend(cast.cleo),
    ],
)
def test_who_is_no_friend_of_both_any_more_does_not_count(cast, gone):
    gone(cast)
    assert mutual(cast.ada, cast.bob) == 0


@pytest.mark.parametrize(
    "vanish",
    [
        lambda one, other: block(one.id, other.id),
        lambda one, other: block(other.id, one.id),
        lambda one, _: suspend(one),
    ],
)
def test_with_who_does_not_exist_for_me_there_is_no_ground(alike, vanish):
    vanish(alike.finn, alike.eve)
    assert ground(alike.eve, alike.finn) == NOTHING


def test_there_is_none_with_oneself_and_none_for_the_web(alike):
    assert ground(alike.eve, alike.eve) == NOTHING
    assert with_people(Viewer.anonymous(), [alike.finn.id])[alike.finn.id] == NOTHING


def test_with_a_stranger_without_anything_there_is_nothing(cast):
    assert ground(cast.ada, cast.finn) == NOTHING
    assert not NOTHING
    assert with_people(viewer(cast.ada), []) == {}


def test_many_people_take_as_few_statements_as_one(cast, statements):
    many = [settle(f"Gia {number}") for number in range(6)]
    for one in many:
        state(one, Section.PLACE, "Turin")
        befriend(one, cast.cleo)
    one = statements(lambda: with_people(viewer(cast.ada), [cast.bob.id]))
    assert statements(lambda: with_people(viewer(cast.ada), [person.id for person in many])) == one <= 2
    assert all(shared(cast.ada, person) == {"place": ["Turin"], "mutual": 1} for person in many)
