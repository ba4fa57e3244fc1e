"""Inviting: who may make which invitation, and the letter that brings a personal one."""

from datetime import timedelta
from typing import Any

from mentorship import clock
from mentorship.accounts.approving import APPROVERS
from mentorship.database import write
from mentorship.errors import N_, Missing, NotAllowed
from mentorship.people import invitation as invitations
from mentorship.people.invitation import Invitation
from mentorship.people.person import Role
from mentorship.records import mail
from mentorship.records.mail import Letter
from mentorship.site.setting import Feature, Site

A_DAY = {False: 5, True: 100}  # so that nobody writes to the whole town from here

ENOUGH = N_("That is enough for one day. Please come back tomorrow.")


def is_staff(roles: Role) -> bool:
    """Whether these tasks let somebody invite many, without approval, and see all invitations."""
    return bool(roles & APPROVERS)


def may_invite(roles: Role, site: Site) -> bool:
    """Whether somebody with these tasks may invite at all."""
    return is_staff(roles) or site.has(Feature.MEMBERS_INVITE)


@write
def invite(
    by_id: int,
    roles: Role,
    site: Site,
    *,
    language: str,
    days: int,
    places: int = 1,
    label: str = "",
    address: str = "",
    trusted: bool = False,
) -> Invitation:
    """Makes an invitation and posts it to its address, if it has one; a member's is for one person, to be vetted.

    Raises Missing for who may not invite, NotAllowed after many on one day, Invalid with the field to mend.
    """
    if not may_invite(roles, site):
        raise Missing
    is_theirs = is_staff(roles)
    if invitations.made_since(by_id, clock.now() - timedelta(days=1)) >= A_DAY[is_theirs]:
        raise NotAllowed(ENOUGH)
    wanted: dict[str, Any] = {"places": places, "trusted": trusted} if is_theirs else {}
    made = invitations.make(by_id, language=language, days=days, label=label, address=address, **wanted)
    if made.address:
        mail.post(Letter.INVITED, None, about=made.key, address=made.address)
    return made
