"""Changing and ending what somebody does for an organisation. As long as there is anybody, there is an owner."""

from typing import Any

from mentorship.database import execute, row, rows, write
from mentorship.errors import N_, Invalid, Missing, NotAllowed
from mentorship.people.person import State as Account
from mentorship.ties.relation import ME, Viewer, me, relation_to
from mentorship.work.application import ends
from mentorship.work.organisation import standing, team
from mentorship.work.organisation.organisation import Role

CHOOSE = N_("Please choose one of these.")
LAST_OWNER = N_("You are the last owner. Make somebody else an owner first: an organisation needs one.")

# Those who take part here and act for it; with no `flags` they do not exist for the viewer.
_OTHERS = f"""WITH {ME} SELECT p.id, c.role, {relation_to("p")} AS flags FROM me CROSS JOIN colleague c JOIN person p ON p.id = c.person_id
WHERE c.organisation_id = ? AND c.since IS NOT NULL AND p.state = '{Account.ACTIVE}' AND p.id <> ?"""
THEM = f"""WITH {ME} SELECT p.id, p.handle, p.name, c.role, c.since FROM me CROSS JOIN colleague c JOIN person p ON p.id = c.person_id
WHERE c.organisation_id = ? AND p.handle = ? AND {relation_to("p")} <> 0"""


def _one_of(viewer: Viewer, key: str, handle: str) -> tuple[Any, Any]:
    """The organisation, and one of those who act for it or are asked; raises Missing unless an owner looks."""
    organisation = team.acting(viewer.id, key, Role.OWNER)
    person = row(THEM, *me(viewer), organisation.id, handle)
    if person is None:
        raise Missing
    return organisation, person


@write
def change_role(viewer: Viewer, key: str, handle: str, role: str) -> str:
    """Lets somebody do something else for it, and gives their name; an owner can do less too. Raises Missing unless an
    owner asks, Invalid("role"), or NotAllowed if no owner would be left."""
    organisation, person = _one_of(viewer, key, handle)
    if role not in list(Role):
        raise Invalid("role", CHOOSE)
    if person.since and role != Role.OWNER:
        _refuse_last_owner(_seen(_others(viewer, organisation, person.id)))
    changing = "UPDATE colleague SET role = ? WHERE organisation_id = ? AND person_id = ?"
    execute(changing, Role(role), organisation.id, person.id)
    if role != Role.OWNER:
        _take_back(organisation.id, person.id)
    standing.settle([person.id])
    return str(person.name)


@write
def remove(viewer: Viewer, key: str, handle: str) -> str:
    """Takes somebody out, or takes back that they were asked, and gives their name. Raises Missing unless an owner asks
    about somebody else."""
    organisation, person = _one_of(viewer, key, handle)
    if person.id == viewer.id:
        raise Missing
    _take_out(organisation.id, person.id)
    return str(person.name)


@write
def leave(viewer: Viewer, key: str) -> Any:
    """Acts for it no more, and gives the organisation: without anybody left it is gone, with its jobs; with nobody who
    takes part now, its jobs pause. Raises Missing, or NotAllowed for the last owner while somebody else is there.

    Whoever does not exist for the viewer is not there, so that a refusal tells nothing of them; it goes on with them.
    """
    organisation = team.acting(viewer.id, key)
    others = _others(viewer, organisation, viewer.id)
    if organisation.role == Role.OWNER and _seen(others):
        _refuse_last_owner(_seen(others))
    _take_out(organisation.id, viewer.id)
    if all(one.role != Role.OWNER for one in others) and not _hand_on(organisation.id):
        _remove(organisation.id)
    elif not others:
        _pause(organisation.id)
    return organisation


def is_alone(viewer: Viewer, organisation: Any) -> bool:
    """Whether nobody else who takes part here and exists for the viewer acts for it."""
    return not _seen(_others(viewer, organisation, viewer.id))


def _others(viewer: Viewer, organisation: Any, person_id: int) -> list[Any]:
    return rows(_OTHERS, *me(viewer), organisation.id, person_id)


def _seen(others: list[Any]) -> list[Any]:
    return [one for one in others if one.flags]


def _refuse_last_owner(others: list[Any]) -> None:
    if all(one.role != Role.OWNER for one in others):
        raise NotAllowed(LAST_OWNER)


def _take_out(organisation_id: int, person_id: int) -> None:
    execute("DELETE FROM colleague WHERE organisation_id = ? AND person_id = ?", organisation_id, person_id)
    _take_back(organisation_id, person_id)
    standing.settle([person_id])


def _take_back(organisation_id: int, person_id: int) -> None:
    """Whoever is no owner any more asks nobody any more."""
    asked = "DELETE FROM colleague WHERE organisation_id = ? AND asked_by_id = ? AND since IS NULL"
    execute(asked, organisation_id, person_id)


_OWNED = f"""SELECT c.organisation_id FROM colleague c WHERE c.person_id = ? AND c.role = 'owner' AND c.since IS NOT NULL
 AND NOT EXISTS (SELECT 1 FROM colleague x JOIN person p ON p.id = x.person_id WHERE x.organisation_id = c.organisation_id
  AND x.person_id <> c.person_id AND x.role = 'owner' AND x.since IS NOT NULL AND p.state = '{Account.ACTIVE}')"""


@write
def rest(person_id: int) -> None:
    """Pauses the jobs of organisations that have no other owner here: their last one takes part no more."""
    for one in rows(_OWNED, person_id):
        _pause(one.organisation_id)


def _pause(organisation_id: int) -> None:
    execute("UPDATE job SET state = 'paused' WHERE state = 'live' AND organisation_id = ?", organisation_id)


@write
def forget(person_id: int) -> list[str]:
    """What somebody who is erased acted for goes on with whoever has been there longest as its owner, or is gone with
    them; gives the keys of those that are gone."""
    gone = []
    # What they asked and nobody answered yet is asked by nobody any more.
    execute("DELETE FROM colleague WHERE asked_by_id = ? AND since IS NULL", person_id)
    # Whom they asked to talk was asked by the organisation: that stays, without their words.
    execute("UPDATE ask SET note = '' WHERE asker_id = ?", person_id)
    for one in rows(
        "SELECT o.id, o.key FROM colleague c JOIN organisation o ON o.id = c.organisation_id "
        "WHERE c.person_id = ? AND c.since IS NOT NULL ORDER BY o.id",
        person_id,
    ):
        execute("DELETE FROM colleague WHERE organisation_id = ? AND person_id = ?", one.id, person_id)
        if _hand_on(one.id):
            continue
        _remove(one.id)
        gone.append(str(one.key))
    return gone


def _hand_on(organisation_id: int) -> bool:
    heirs = rows(
        "SELECT c.id, c.person_id, c.role FROM colleague c JOIN person p ON p.id = c.person_id "
        "WHERE c.organisation_id = ? AND c.since IS NOT NULL ORDER BY CASE p.state WHEN 'active' THEN 0 ELSE 1 END, "
        "CASE c.role WHEN 'owner' THEN 0 WHEN 'recruiter' THEN 1 ELSE 2 END, c.since, c.id",
        organisation_id,
    )
    if heirs:
        execute("UPDATE colleague SET role = 'owner' WHERE id = ?", heirs[0].id)
        standing.settle([heirs[0].person_id])
    return bool(heirs)


def _remove(organisation_id: int) -> None:
    ends.organisation_gone(organisation_id)
    execute("DELETE FROM organisation WHERE id = ?", organisation_id)


@write
def remove_abandoned() -> int:
    """Removes the organisations that nobody acts for; returns how many."""
    found = rows(
        "SELECT id FROM organisation WHERE NOT EXISTS (SELECT 1 FROM colleague c WHERE c.organisation_id = organisation.id "
        "AND c.since IS NOT NULL) ORDER BY id"
    )
    for one in found:
        _remove(one.id)
    return len(found)
