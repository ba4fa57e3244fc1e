"""Stewardship: what those who run the place change is noted as it happens, and only if it happens."""

import pytest

from mentorship.care import stewardship
from mentorship.database import rows
from mentorship.errors import DomainError, Invalid, NotAllowed
from mentorship.people.person import Person, Role
from mentorship.site import rules, setting


def noted() -> list[tuple[str, str, str]]:
    return [tuple(one) for one in rows("SELECT verb, about, detail FROM audit ORDER BY id")]


def test_each_task_given_and_taken_is_noted(cast):
    stewardship.assign(cast.aldo.handle, cast.dora.handle, Role.MODERATOR | Role.ADMIN)
    dora = cast.dora.handle
    assert noted() == [("gave", dora, "moderator"), ("gave", dora, "admin"), ("took", dora, "coordinator")]
    assert Person.get_by_id(cast.dora.id).roles == Role.MODERATOR | Role.ADMIN
    stewardship.assign(cast.aldo.handle, cast.dora.handle, Role.MODERATOR | Role.ADMIN)
    assert len(noted()) == 3


def test_that_somebody_is_an_employer_is_neither_given_nor_taken_by_hand(cast):
    stewardship.assign(cast.aldo.handle, cast.finn.handle, Role.MODERATOR)
    stewardship.assign(cast.aldo.handle, cast.dora.handle, Role.COORDINATOR | Role.EMPLOYER)
    assert Person.get_by_id(cast.finn.id).roles == Role.MODERATOR | Role.EMPLOYER
    assert Person.get_by_id(cast.dora.id).roles == Role.COORDINATOR
    assert noted() == [("gave", cast.finn.handle, "moderator")]


def test_what_was_refused_is_not_noted(cast):
    with pytest.raises(NotAllowed):
        stewardship.assign(cast.aldo.handle, cast.aldo.handle, Role.NONE)
    with pytest.raises(Invalid):
        stewardship.publish(cast.aldo.handle, "", "", instead_of="")
    with pytest.raises(DomainError):
        stewardship.change_place(cast.aldo.handle, {"name": ""})
    assert noted() == []


def test_new_rules_are_noted_with_their_version(cast):
    version = stewardship.publish(cast.aldo.handle, "Be kind.", "", instead_of="")
    assert noted() == [("published", version, "")]
    assert rules.version() == version
    stewardship.publish(cast.aldo.handle, "Be kind.", "", instead_of=version)
    assert len(noted()) == 1


def test_a_change_of_the_place_is_noted(cast):
    stewardship.change_place(cast.aldo.handle, {"name": "Ponte"})
    assert noted() == [("changed", "", "")]
    assert setting.current().name == "Ponte"
