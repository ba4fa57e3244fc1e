"""The relation: what the viewer is to the owner, as a set of flags. Everything about privacy asks here."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntFlag

from mentorship.database import marks, row, rows
from mentorship.people.person import HAS_TWO_STEPS, Role, in_force


class Relation(IntFlag):
    """What the viewer is to the owner. No flag at all: for this viewer the owner does not exist."""

    NONE = 0
    PUBLIC = 1
    MEMBER = 2
    FRIEND = 4
    MENTOR = 8  # the viewer mentors the owner
    MENTEE = 16  # the owner mentors the viewer
    COORDINATOR = 32
    EMPLOYER = 64
    SELF = 128


ALL = Relation(255)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: a person's row number and what they are to everybody; ties are added per owner."""

    id: int
    base: Relation

    @classmethod
    def anonymous(cls) -> "Viewer":
        """Somebody who is not signed in."""
        return cls(0, Relation.PUBLIC)

    @classmethod
    def member(cls, person_id: int, roles: int = 0) -> "Viewer":
        """A signed-in person with their tasks."""
        base = Relation.PUBLIC | Relation.MEMBER
        if roles & Role.COORDINATOR:
            base |= Relation.COORDINATOR
        if roles & Role.EMPLOYER:
            base |= Relation.EMPLOYER
        return cls(person_id, base)

    @classmethod
    def imagined(cls, flags: Relation) -> "Viewer":
        """Nobody in particular who has these flags: for the page as others see it."""
        return cls(0, flags)


WHO = f"""SELECT p.roles, {HAS_TWO_STEPS} AS has_two_steps
FROM person p WHERE p.id = ? AND p.state = 'active'"""


def viewer_of(person_id: int) -> Viewer | None:
    """Somebody as the one who looks though they are not at the screen now; None if they do not take part."""
    found = row(WHO, person_id)
    return Viewer.member(person_id, in_force(found.roles, found.has_two_steps)) if found else None


# Every statement that asks for a relation begins with this row: ids and flags of the viewer.
ME = "me AS (SELECT CAST(? AS BIGINT) AS id, CAST(? AS INTEGER) AS base)"


def me(viewer: Viewer) -> tuple[int, int]:
    """The two values of ME."""
    return viewer.id, int(viewer.base)


def relation_to(owner: str) -> str:
    """SQL for the viewer's flags towards the person row aliased `owner`; 0 when they do not exist for each other."""
    low = f"CASE WHEN me.id < {owner}.id THEN me.id ELSE {owner}.id END"
    high = f"CASE WHEN me.id < {owner}.id THEN {owner}.id ELSE me.id END"
    return f"""(CASE WHEN {owner}.id = me.id THEN {int(ALL)}
 WHEN {owner}.state <> 'active' THEN 0
 WHEN EXISTS (SELECT 1 FROM block WHERE blocker_id = me.id AND blocked_id = {owner}.id) THEN 0
 WHEN EXISTS (SELECT 1 FROM block WHERE blocker_id = {owner}.id AND blocked_id = me.id) THEN 0
 ELSE me.base
 | CASE WHEN EXISTS (SELECT 1 FROM friendship WHERE low_id = {low} AND high_id = {high} AND ended_at IS NULL)
   THEN {int(Relation.FRIEND)} ELSE 0 END
 | CASE WHEN EXISTS (SELECT 1 FROM mentorship WHERE mentor_id = me.id AND mentee_id = {owner}.id AND ended_at IS NULL)
   THEN {int(Relation.MENTOR)} ELSE 0 END
 | CASE WHEN EXISTS (SELECT 1 FROM mentorship WHERE mentor_id = {owner}.id AND mentee_id = me.id AND ended_at IS NULL)
   THEN {int(Relation.MENTEE)} ELSE 0 END
 END)"""


def relations(viewer: Viewer, owner_ids: Sequence[int]) -> dict[int, Relation]:
    """The viewer's relation to each owner (one statement). Owners that do not exist for the viewer are absent."""
    found = rows(
        f"WITH {ME} SELECT p.id, {relation_to('p')} AS flags FROM me CROSS JOIN person p WHERE p.id IN ({marks(owner_ids)})",
        *me(viewer),
        *owner_ids,
    )
    return {one.id: Relation(one.flags) for one in found if one.flags}
