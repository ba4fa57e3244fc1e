"""Who is an employer: whoever writes jobs for an organisation that has been looked at, and nobody else."""

from collections.abc import Sequence

from mentorship.database import execute, marks, rows, write
from mentorship.people.person import Role as Task
from mentorship.work.organisation.organisation import State
from mentorship.work.organisation.team import POSTING

_POSTS = f"""EXISTS (SELECT 1 FROM colleague c JOIN organisation o ON o.id = c.organisation_id
 WHERE c.person_id = person.id AND c.since IS NOT NULL AND c.role IN ({", ".join(f"'{role}'" for role in POSTING)})
 AND o.state = '{State.VERIFIED}')"""
_BIT = int(Task.EMPLOYER)
GIVE = f"UPDATE person SET roles = roles + {_BIT} WHERE (roles & {_BIT}) = 0 AND {_POSTS} AND id IN "
TAKE = f"UPDATE person SET roles = roles - {_BIT} WHERE (roles & {_BIT}) <> 0 AND NOT {_POSTS} AND id IN "


@write
def settle(person_ids: Sequence[int]) -> None:
    """Gives or takes the task of an employer as it follows now from what these people act for. Called in the same write
    in which that changes."""
    for change in (GIVE, TAKE):
        execute(f"{change}({marks(person_ids)})", *person_ids)


@write
def settle_all_of(organisation_id: int) -> None:
    """The same for everybody who acts for an organisation."""
    found = rows("SELECT person_id FROM colleague WHERE organisation_id = ?", organisation_id)
    settle([one.person_id for one in found])
