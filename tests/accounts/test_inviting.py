"""Inviting: members one person at a time, to be vetted; staff as they need."""

from dataclasses import replace

import pytest

from mentorship.accounts import inviting
from mentorship.errors import Missing, NotAllowed
from mentorship.people.invitation import Invitation
from mentorship.people.person import Role
from mentorship.records.mail import Letter
from mentorship.site.setting import Feature, Site
from tests.accounts.newcomers import letters

CLOSED = Site()
OPEN = replace(CLOSED, features=(*CLOSED.features, Feature.MEMBERS_INVITE))
WANTED = {"language": "it", "days": 30}


@pytest.mark.parametrize(
    ("roles", "site", "may"),
    [
        (Role.NONE, CLOSED, False),
        (Role.EMPLOYER, CLOSED, False),
        (Role.MODERATOR, CLOSED, False),
        (Role.NONE, OPEN, True),
        (Role.COORDINATOR, CLOSED, True),
        (Role.ADMIN, CLOSED, True),
    ],
)
def test_who_may_invite(cast, roles, site, may):
    assert inviting.may_invite(roles, site) is may
    if may:
        assert inviting.invite(cast.ada.id, roles, site, **WANTED)
    else:
        with pytest.raises(Missing):
            inviting.invite(cast.ada.id, roles, site, **WANTED)
        assert not Invitation.select().exists()


def test_staff_invite_many_and_trust_them(cast):
    made = inviting.invite(cast.dora.id, Role.COORDINATOR, CLOSED, places=200, trusted=True, label="Fair", **WANTED)
    assert (made.places, made.is_trusted, made.label) == (200, True, "Fair")


def test_a_member_cannot_have_more_than_one_place_nor_trust(cast):
    made = inviting.invite(cast.ada.id, Role.NONE, OPEN, places=200, trusted=True, **WANTED)
    assert (made.places, made.is_trusted) == (1, False)


def test_one_with_an_address_is_posted_there(cast):
    made = inviting.invite(cast.ada.id, Role.NONE, OPEN, address="Gia@example.org", **WANTED)
    assert [(one.kind, one.person_id, one.about, one.address) for one in letters()] == [
        (Letter.INVITED, None, made.key, "gia@example.org")
    ]


def test_one_without_is_not(cast):
    inviting.invite(cast.ada.id, Role.NONE, OPEN, **WANTED)
    assert letters() == []


def test_a_member_invites_a_few_a_day(cast, moved_clock):
    for _ in range(inviting.A_DAY[False]):
        inviting.invite(cast.ada.id, Role.NONE, OPEN, **WANTED)
    with pytest.raises(NotAllowed):
        inviting.invite(cast.ada.id, Role.NONE, OPEN, **WANTED)
    assert inviting.invite(cast.bob.id, Role.NONE, OPEN, **WANTED)
    moved_clock(days=1, minutes=1)
    assert inviting.invite(cast.ada.id, Role.NONE, OPEN, **WANTED)
