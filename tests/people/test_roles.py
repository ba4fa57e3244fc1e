"""Tasks: given and taken as a whole, and there is always an admin."""

import pytest

from mentorship.errors import Missing, NotAllowed
from mentorship.people import roles
from mentorship.people.person import Person, Role, State
from tests.cast import change, settle, suspend


def roles_of(person):
    return Role(Person.get_by_id(person.id).roles)


def names(wanted=""):
    return [one.name for one in roles.listed(wanted)[0]]


def test_at_first_those_with_a_task_are_listed_by_name(cast):
    assert names() == ["Aldo", "Dora"]


@pytest.mark.parametrize("wanted", ["cleo", "CLÉO", " Cle ", "cleo@example.org", "CLEO@EX"])
def test_people_are_found_by_name_and_address(cast, wanted):
    assert names(wanted) == ["Cleo"]


@pytest.mark.parametrize("wanted", ["%", "_", "!", "\x00", "\ud800", "' OR 1=1 --", "x" * 5000])
def test_anything_may_be_searched(cast, wanted):
    assert names(wanted) in ([], ["Aldo", "Dora"])


def test_whether_the_second_step_is_on_stands_beside_it(cast):
    roles.assign(cast.ada.handle, Role.MODERATOR)
    found = {one.name: bool(one.has_two_steps) for one in roles.listed()[0]}
    assert found == {"Ada": False, "Aldo": True, "Dora": True}


@pytest.mark.parametrize("state", [State.SUSPENDED, State.PENDING])
def test_who_takes_no_part_is_not_listed(cast, state):
    change(cast.dora, state=state)
    assert "Dora" not in names() + names("dora")
    with pytest.raises(Missing):
        roles.assign(cast.dora.handle, Role.NONE)


def test_a_long_list_says_that_there_is_more(cast):
    for number in range(roles.SHOWN + 1):
        settle(f"Guest {number:02}")
    found, has_more = roles.listed("guest")
    assert (len(found), has_more) == (roles.SHOWN, True)


def test_employers_are_not_listed_and_stay_employers(cast):
    assert "Finn" not in names()
    roles.assign(cast.finn.handle, Role.COORDINATOR)
    assert roles_of(cast.finn) == Role.COORDINATOR | Role.EMPLOYER
    roles.assign(cast.finn.handle, Role.NONE)
    assert roles_of(cast.finn) == Role.EMPLOYER


def test_exactly_the_wanted_tasks_are_given(cast):
    roles.assign(cast.ada.handle, Role.COORDINATOR | Role.ADMIN)
    assert roles_of(cast.ada) == Role.COORDINATOR | Role.ADMIN
    roles.assign(cast.ada.handle, Role.MODERATOR)
    assert roles_of(cast.ada) == Role.MODERATOR
    roles.assign(cast.ada.handle, Role.NONE)
    assert roles_of(cast.ada) == Role.NONE


def test_nobody_unknown_gets_one(cast):
    with pytest.raises(Missing):
        roles.assign("zzzzzzzzzzzz", Role.ADMIN)


def test_the_last_admin_stays(cast):
    with pytest.raises(NotAllowed) as refused:
        roles.assign(cast.aldo.handle, Role.COORDINATOR)
    assert refused.value.message == roles.LAST_ADMIN
    roles.assign(cast.aldo.handle, Role.ADMIN | Role.COORDINATOR)
    roles.assign(cast.dora.handle, Role.ADMIN)
    roles.assign(cast.aldo.handle, Role.NONE)
    assert roles_of(cast.aldo) == Role.NONE


def test_an_admin_who_is_away_does_not_count(cast):
    roles.assign(cast.dora.handle, Role.ADMIN)
    suspend(cast.dora)
    with pytest.raises(NotAllowed):
        roles.assign(cast.aldo.handle, Role.NONE)


def test_of_two_admins_who_step_down_at_once_one_stays(cast, at_once):
    roles.assign(cast.dora.handle, Role.ADMIN)
    results = at_once(*[lambda one=one: roles.assign(one.handle, Role.NONE) for one in (cast.aldo, cast.dora)])
    assert sorted(type(one).__name__ for one in results) == ["NoneType", "NotAllowed"]
    assert Person.select().where(Person.roles == Role.ADMIN).count() == 1
