"""Asking somebody to act for an organisation: an owner asks, whoever is asked says yes or no."""

from typing import Any

from mentorship import clock
from mentorship.database import execute, row, rows, write
from mentorship.errors import N_, Invalid, Missing, NotAllowed
from mentorship.records.notice import Kind as Event
from mentorship.records.telling import tell
from mentorship.ties.relation import ME, Relation, Viewer, me, relation_to
from mentorship.work.organisation import standing, team
from mentorship.work.organisation.organisation import Colleague, Role

MOST_COLLEAGUES = 30
SHOWN = 200

CHOOSE = N_("Please choose one of these.")
WHOM = N_("Please choose somebody you are connected with.")
ENOUGH = N_("At most %(most)d people can act for an organisation.")

_TIED = int(Relation.FRIEND | Relation.MENTOR | Relation.MENTEE)
# Those the viewer is tied to and who do not act for the organisation; its number is the last value but one.
TIED = f"""WITH {ME}, tie AS (
 SELECT high_id AS id FROM friendship, me WHERE low_id = me.id AND ended_at IS NULL
 UNION SELECT low_id FROM friendship, me WHERE high_id = me.id AND ended_at IS NULL
 UNION SELECT mentee_id FROM mentorship, me WHERE mentor_id = me.id AND ended_at IS NULL
 UNION SELECT mentor_id FROM mentorship, me WHERE mentee_id = me.id AND ended_at IS NULL)
SELECT p.id, p.handle, p.name FROM me CROSS JOIN tie JOIN person p ON p.id = tie.id
WHERE ({relation_to("p")} & {_TIED}) <> 0
 AND NOT EXISTS (SELECT 1 FROM colleague c WHERE c.organisation_id = ? AND c.person_id = p.id)
ORDER BY p.search_name, p.handle LIMIT ?"""
ASKED = f"""WITH {ME} SELECT o.id, o.key, o.name, o.kind, o.about, o.state, c.role, p.handle, p.name AS asked_by
FROM me CROSS JOIN colleague c JOIN organisation o ON o.id = c.organisation_id JOIN person p ON p.id = c.asked_by_id
WHERE c.person_id = ? AND c.since IS NULL AND {relation_to("p")} <> 0"""


def askable(viewer: Viewer, organisation_id: int) -> list[Any]:
    """id, handle and name of those an owner may ask: their friends, mentors and mentees who do not act for it yet."""
    return rows(TIED, *me(viewer), organisation_id, SHOWN)


def waiting_for(viewer: Viewer) -> list[Any]:
    """The organisations somebody is asked to act for, each with the `role` and who asks."""
    return rows(f"{ASKED} ORDER BY o.folded, o.id", *me(viewer), viewer.id)


def asked(viewer: Viewer, key: str) -> Any:
    """One of those; raises Missing."""
    found = row(f"{ASKED} AND o.key = ?", *me(viewer), viewer.id, key)
    if found is None:
        raise Missing
    return found


@write
def ask(viewer: Viewer, key: str, handle: str, role: str) -> str:
    """Asks somebody to act for it, and gives their name; twice is once. Raises Missing unless an owner asks,
    Invalid("handle"), Invalid("role"), or NotAllowed when there are thirty."""
    found = team.acting(viewer.id, key, Role.OWNER)
    if role not in list(Role):
        raise Invalid("role", CHOOSE)
    waits = row(f"{WAITING} AND p.handle = ?", *me(viewer), found.id, handle)
    if waits:
        return str(waits.name)
    person = next((one for one in askable(viewer, found.id) if one.handle == handle), None)
    if person is None:
        raise Invalid("handle", WHOM)
    (count,) = rows("SELECT count(*) AS n FROM colleague WHERE organisation_id = ?", found.id)
    if count.n >= MOST_COLLEAGUES:
        raise NotAllowed(ENOUGH, most=MOST_COLLEAGUES)
    Colleague.create(organisation=found.id, person=person.id, role=Role(role), asked_by=viewer.id)
    tell(person.id, Event.COLLEAGUE, viewer.id, key)
    return str(person.name)


WAITING = f"""WITH {ME} SELECT p.name FROM me CROSS JOIN colleague c JOIN person p ON p.id = c.person_id
WHERE c.organisation_id = ? AND c.since IS NULL AND {relation_to("p")} <> 0"""


@write
def accept(viewer: Viewer, key: str) -> Any:
    """Says yes and gives the organisation; raises Missing if nobody asks (any more)."""
    found = asked(viewer, key)
    now = clock.microseconds(clock.now())
    execute(
        "UPDATE colleague SET since = ? WHERE organisation_id = ? AND person_id = ? AND since IS NULL",
        now,
        found.id,
        viewer.id,
    )
    standing.settle([viewer.id])
    return found


@write
def decline(viewer: Viewer, key: str) -> Any:
    """Says no, silently, and gives the organisation; raises Missing if nobody asks (any more)."""
    found = asked(viewer, key)
    execute("DELETE FROM colleague WHERE organisation_id = ? AND person_id = ? AND since IS NULL", found.id, viewer.id)
    return found
