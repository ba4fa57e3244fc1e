"""Who is an employer: it follows from what somebody acts for, in the same write."""

import pytest

from mentorship.care import verifying
from mentorship.database import execute, write
from mentorship.people.person import Person
from mentorship.people.person import Role as Task
from mentorship.work.organisation import leaving, standing, team
from mentorship.work.organisation.organisation import Organisation, Role
from tests.care.reported import a_moderator
from tests.cast import viewer
from tests.work import made


def is_employer(person):
    return bool(Person.get_by_id(person.id).roles & Task.EMPLOYER)


@pytest.mark.parametrize(
    ("role", "verified", "is_one"),
    [
        (Role.OWNER, True, True),
        (Role.RECRUITER, True, True),
        (Role.REPRESENTATIVE, True, False),
        (Role.OWNER, False, False),
        (Role.RECRUITER, False, False),
    ],
)
def test_whoever_writes_jobs_for_a_verified_one_is(cast, role, verified, is_one):
    one = made.organisation(cast.ada, verified=verified)
    made.colleague(one, cast.bob, role)
    standing.settle([cast.bob.id])
    assert is_employer(cast.bob) == is_one
    standing.settle([cast.bob.id])
    assert is_employer(cast.bob) == is_one


@write
def ask(organisation, person):
    execute(
        "INSERT INTO colleague (organisation_id, person_id, role) VALUES (?, ?, 'owner')", organisation.id, person.id
    )


def test_whoever_is_only_asked_is_not(cast):
    ask(made.organisation(cast.ada), cast.bob)
    standing.settle([cast.bob.id])
    assert not is_employer(cast.bob)


def test_other_tasks_stay_as_they_are(cast):
    made.colleague(made.organisation(cast.ada), cast.dora)
    standing.settle([cast.dora.id])
    assert Person.get_by_id(cast.dora.id).roles == Task.COORDINATOR | Task.EMPLOYER
    standing.settle([cast.aldo.id])
    assert Person.get_by_id(cast.aldo.id).roles == Task.ADMIN


def test_one_of_two_is_enough_and_none_is_none(cast):
    first, second = made.organisation(cast.ada), made.organisation(cast.ada, "Bar Bassi")
    standing.settle([cast.ada.id])
    leaving.leave(viewer(cast.ada), first.key)
    assert is_employer(cast.ada)
    leaving.leave(viewer(cast.ada), second.key)
    assert not is_employer(cast.ada)


def test_nobody_settled_is_nobody_changed(cast):
    standing.settle([])
    assert is_employer(cast.finn)


def test_what_a_moderator_takes_off_makes_nobody_an_employer(cast):
    one, max = made.organisation(cast.ada), a_moderator()
    made.colleague(one, cast.bob)
    standing.settle_all_of(one.id)
    assert (is_employer(cast.ada), is_employer(cast.bob)) == (True, True)
    verifying.take_off(max, one.key)
    assert (is_employer(cast.ada), is_employer(cast.bob)) == (False, False)
    verifying.accept(max, one.key)
    assert (is_employer(cast.ada), is_employer(cast.bob)) == (True, True)
    assert team.mine(cast.ada.id)[0].key == Organisation.get().key
