"""The relation: what the viewer is to the owner, for every tie, and nothing at all across a block."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.people.person import Role
from mentorship.ties.block import block, unblock
from mentorship.ties.friendship import unfriend
from mentorship.ties.mentorship import end
from mentorship.ties.relation import ALL, Relation, Viewer, relations
from tests.cast import befriend, mentor, suspend, viewer

ANYBODY = Relation.PUBLIC | Relation.MEMBER


def relation(who, owner):
    """What `who` (a person or a viewer) is to `owner`."""
    looking = who if isinstance(who, Viewer) else viewer(who)
    return relations(looking, [owner.id]).get(owner.id, Relation.NONE)


def test_a_stranger_is_a_member(cast):
    assert relation(cast.eve, cast.ada) == ANYBODY


def test_a_friend_is_a_friend_both_ways(cast):
    assert relation(cast.ada, cast.cleo) == relation(cast.cleo, cast.ada) == ANYBODY | Relation.FRIEND


def test_mentor_and_mentee_see_each_other_from_their_own_end(cast):
    mentor(cast.ada, cast.bob)
    assert relation(cast.ada, cast.bob) == ANYBODY | Relation.MENTOR
    assert relation(cast.bob, cast.ada) == ANYBODY | Relation.MENTEE


def test_a_friend_is_not_a_mentor_but_may_become_one_too(cast):
    mentor(cast.cleo, cast.bob)
    assert relation(cast.cleo, cast.bob) == ANYBODY | Relation.FRIEND | Relation.MENTOR


def test_two_may_mentor_each_other(cast):
    mentor(cast.ada, cast.eve)
    mentor(cast.eve, cast.ada)
    assert relation(cast.ada, cast.eve) == ANYBODY | Relation.MENTOR | Relation.MENTEE


@pytest.mark.parametrize(
    ("name", "flag"), [("dora", Relation.COORDINATOR), ("finn", Relation.EMPLOYER), ("aldo", Relation.NONE)]
)
def test_a_task_shows_in_the_relation_to_everybody(cast, name, flag):
    assert relation(getattr(cast, name), cast.ada) == ANYBODY | flag


def test_a_task_of_the_owner_does_not(cast):
    assert relation(cast.ada, cast.dora) == ANYBODY


def test_to_oneself_one_is_everything(cast):
    assert relation(cast.ada, cast.ada) == ALL


def test_somebody_not_signed_in_is_the_public(cast):
    assert relation(Viewer.anonymous(), cast.ada) == Relation.PUBLIC


def test_an_ended_tie_leaves_no_flag(cast):
    unfriend(cast.ada.id, cast.cleo.id)
    end(mentor(cast.ada, cast.bob), cast.bob.id, "")
    assert relation(cast.cleo, cast.ada) == relation(cast.bob, cast.ada) == ANYBODY


def test_a_tie_that_began_again_counts(cast):
    unfriend(cast.ada.id, cast.cleo.id)
    befriend(cast.ada, cast.cleo)
    assert relation(cast.cleo, cast.ada) & Relation.FRIEND


@pytest.mark.parametrize("task", ["eve", "dora", "finn", "aldo"])
def test_a_block_takes_all_flags_both_ways_whatever_task_one_has(cast, task):
    other = getattr(cast, task)
    block(cast.ada.id, other.id)
    assert relation(cast.ada, other) == relation(other, cast.ada) == Relation.NONE
    unblock(cast.ada.id, other.handle)
    assert relation(cast.ada, other) & relation(other, cast.ada) == ANYBODY


def test_a_block_stands_while_one_of_two_stands(cast):
    block(cast.ada.id, cast.eve.id)
    block(cast.eve.id, cast.ada.id)
    unblock(cast.ada.id, cast.eve.handle)
    assert relation(cast.ada, cast.eve) == relation(cast.eve, cast.ada) == Relation.NONE


def test_a_block_between_two_does_not_touch_a_third(cast):
    block(cast.ada.id, cast.eve.id)
    assert relation(cast.cleo, cast.ada) == ANYBODY | Relation.FRIEND
    assert relation(cast.bob, cast.eve) == ANYBODY


@pytest.mark.parametrize("name", ["cleo", "eve", "dora"])
def test_a_suspended_person_does_not_exist_for_anybody(cast, name):
    suspend(cast.ada)
    assert relation(getattr(cast, name), cast.ada) == Relation.NONE
    assert relation(Viewer.anonymous(), cast.ada) == Relation.NONE


def test_many_owners_are_one_statement_and_the_absent_are_left_out(cast, statements):
    suspend(cast.eve)
    block(cast.finn.id, cast.ada.id)
    owners = [cast.bob.id, cast.cleo.id, cast.eve.id, cast.finn.id, 999_999]
    assert set(relations(viewer(cast.ada), owners)) == {cast.bob.id, cast.cleo.id}
    assert statements(lambda: relations(viewer(cast.ada), owners)) == 1
    assert relations(viewer(cast.ada), []) == {}


@given(st.integers(0, 15))
def test_only_coordinators_and_employers_are_more_than_members(roles):
    more = Viewer.member(7, roles).base & ~ANYBODY
    expected = {Role.COORDINATOR: Relation.COORDINATOR, Role.EMPLOYER: Relation.EMPLOYER}
    assert more == sum((flag for role, flag in expected.items() if roles & role), Relation.NONE)
