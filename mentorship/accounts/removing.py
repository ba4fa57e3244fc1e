"""Removing an account that never took part, with everything it brought."""

from mentorship.database import execute, marks, rows, write
from mentorship.people.person import State
from mentorship.people.vocabulary.holding import unheld


@write
def remove(person_id: int, state: State) -> bool:
    """Deletes the account if it is in this state, and the words that only it used; False if it is not (any more)."""
    words = rows(
        "SELECT DISTINCT t.id FROM term t JOIN fact f ON t.id IN (f.term_id, f.focus_id) WHERE f.person_id = ? AND NOT t.shipped",
        person_id,
    )
    if not execute("DELETE FROM person WHERE id = ? AND state = ?", person_id, state):
        return False
    ids = [one.id for one in words]
    execute(f"DELETE FROM term WHERE id IN ({marks(ids)}) AND {unheld()}", *ids)
    return True
