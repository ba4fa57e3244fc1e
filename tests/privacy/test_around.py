"""The people around somebody: shown only if both ends let this viewer see it."""

import itertools

import pytest

from mentorship.people.section import Section
from mentorship.privacy import profile
from mentorship.privacy.audience import ONLY_ME
from mentorship.ties.block import block
from mentorship.ties.friendship import unfriend
from mentorship.ties.mentorship import end
from mentorship.ties.relation import Relation, Viewer
from tests.cast import befriend, mentor, settle, share, suspend, viewer


def lists(who, owner):
    """The lists on the owner's page: {"friends": {"Cleo"}, …}."""
    looking = who if isinstance(who, Viewer) else viewer(who)
    return {name: {face.name for face in faces} for name, faces in profile.of(looking, owner.handle).people.items()}


BOTH = list(itertools.product([True, False], repeat=2))


def set_open(person, section, is_open):
    share(person, section, Relation.MEMBER if is_open else ONLY_ME)


def test_my_own_page_shows_my_own_ties_whatever_the_others_have_opened(cast):
    mentor(cast.ada, cast.bob)
    mentor(cast.aldo, cast.ada)
    for one in (cast.cleo, cast.bob, cast.aldo):
        for section in (Section.FRIENDS, Section.MUTUAL, Section.LINEAGE):
            share(one, section, ONLY_ME)
    assert lists(cast.ada, cast.ada) == {"friends": {"Cleo"}, "mentors": {"Aldo"}, "mentees": {"Bob"}}


def test_my_own_page_leaves_out_who_does_not_exist_for_me(cast):
    befriend(cast.ada, cast.eve)
    suspend(cast.eve)
    mentor(cast.ada, cast.bob)
    block(cast.bob.id, cast.ada.id)
    assert lists(cast.ada, cast.ada) == {"friends": {"Cleo"}}


@pytest.mark.parametrize(("owner", "other"), BOTH)
def test_a_friend_is_listed_if_both_ends_are_open(cast, owner, other):
    set_open(cast.ada, Section.FRIENDS, owner)
    set_open(cast.cleo, Section.FRIENDS, other)
    assert ("Cleo" in lists(cast.eve, cast.ada).get("friends", ())) == (owner and other)


@pytest.mark.parametrize(("owner", "other"), BOTH)
@pytest.mark.parametrize("as_mentor", [True, False])
def test_lineage_is_listed_if_both_ends_are_open(cast, owner, other, as_mentor):
    mentor(cast.bob, cast.ada) if as_mentor else mentor(cast.ada, cast.bob)
    set_open(cast.ada, Section.LINEAGE, owner)
    set_open(cast.bob, Section.LINEAGE, other)
    name = "mentors" if as_mentor else "mentees"
    assert lists(cast.eve, cast.ada).get(name, set()) == ({"Bob"} if owner and other else set())


@pytest.mark.parametrize(("owner", "other"), BOTH)
def test_a_mutual_friend_is_listed_if_both_ends_are_open(cast, owner, other):
    befriend(cast.eve, cast.cleo)
    set_open(cast.ada, Section.MUTUAL, owner)
    set_open(cast.cleo, Section.MUTUAL, other)
    assert lists(cast.eve, cast.ada).get("mutual", set()) == ({"Cleo"} if owner and other else set())


def test_each_end_decides_by_its_own_relation_to_the_viewer(cast):
    share(cast.ada, Section.FRIENDS, Relation.MEMBER)
    share(cast.cleo, Section.FRIENDS, Relation.COORDINATOR)
    assert "friends" not in lists(cast.eve, cast.ada)
    assert lists(cast.dora, cast.ada)["friends"] == {"Cleo"}
    befriend(cast.ada, cast.dora)
    share(cast.cleo, Section.FRIENDS, Relation.FRIEND)
    assert lists(cast.dora, cast.ada).get("friends", set()) <= {"Dora"}


def test_one_list_does_not_open_another(cast):
    befriend(cast.eve, cast.cleo)
    for one in (cast.ada, cast.cleo):
        share(one, Section.FRIENDS, ONLY_ME)
        share(one, Section.LINEAGE, ONLY_ME)
        share(one, Section.MUTUAL, Relation.MEMBER)
    assert lists(cast.eve, cast.ada) == {"mutual": {"Cleo"}}


def test_a_friend_of_the_owner_who_is_no_friend_of_mine_is_not_mutual(cast):
    assert "mutual" not in lists(cast.eve, cast.ada)


def test_a_former_friend_is_neither_a_friend_nor_mutual(cast):
    befriend(cast.eve, cast.cleo)
    unfriend(cast.ada.id, cast.cleo.id)
    assert lists(cast.eve, cast.ada) == {}
    befriend(cast.ada, cast.cleo)
    unfriend(cast.eve.id, cast.cleo.id)
    assert "mutual" not in lists(cast.eve, cast.ada)


def test_lineage_remembers_what_has_ended(cast):
    end(mentor(cast.ada, cast.bob), cast.bob.id, "")
    for one in (cast.ada, cast.bob):
        share(one, Section.LINEAGE, Relation.MEMBER)
    assert lists(cast.eve, cast.ada)["mentees"] == {"Bob"}
    assert lists(cast.eve, cast.bob)["mentors"] == {"Ada"}


def test_who_was_mentored_twice_is_listed_once(cast):
    end(mentor(cast.ada, cast.bob), cast.bob.id, "")
    mentor(cast.ada, cast.bob)
    assert [face.name for face in profile.of(viewer(cast.ada), cast.ada.handle).people["mentees"]] == ["Bob"]


@pytest.mark.parametrize(
    "vanish",
    [lambda cleo, eve: block(cleo.id, eve.id), lambda cleo, eve: block(eve.id, cleo.id), lambda cleo, _: suspend(cleo)],
)
def test_who_does_not_exist_for_me_is_in_no_list_of_others(cast, vanish):
    for one in (cast.ada, cast.cleo):
        share(one, Section.FRIENDS, Relation.MEMBER)
    vanish(cast.cleo, cast.eve)
    assert lists(cast.eve, cast.ada) == {}


def test_lists_are_never_for_the_web(cast):
    for one in (cast.ada, cast.cleo):
        for section in (Section.FRIENDS, Section.MUTUAL, Section.LINEAGE, Section.ABOUT):
            share(one, section, Relation.PUBLIC)
    assert lists(Viewer.anonymous(), cast.ada) == {}


def test_a_list_is_by_name(cast):
    for name in ("Zoe", "Bea", "Mia"):
        befriend(cast.ada, settle(name))
    assert [face.name for face in profile.of(viewer(cast.ada), cast.ada.handle).people["friends"]] == [
        "Bea",
        "Cleo",
        "Mia",
        "Zoe",
    ]


def test_i_am_no_friend_that_i_share_with_my_friend(cast):
    befriend(cast.eve, cast.ada)
    befriend(cast.eve, cast.cleo)
    assert lists(cast.eve, cast.ada)["mutual"] == {"Cleo"}
    assert "mutual" not in lists(cast.ada, cast.ada)
