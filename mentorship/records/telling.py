"""Telling somebody what happened: the notice, and the mail that follows it, in the transaction of the event."""

from collections.abc import Sequence

from mentorship import clock
from mentorship.database import execute, marks, row, rows, write
from mentorship.people.person import Role, State
from mentorship.records import mail
from mentorship.records.notice import TOPIC, Kind, Notice


@write
def tell(person_id: int, kind: Kind, other_id: int | None = None, about: str = "") -> None:
    """Writes the notice, and the mail that may follow it, in the transaction of the event itself.

    One that says the same and is still unread is renewed instead: ten messages are one notice.
    """
    now = clock.now()
    same = row(
        "SELECT id FROM notice WHERE person_id = ? AND kind = ? AND about = ? AND read_at IS NULL "
        "AND COALESCE(other_id, 0) = ?",
        person_id,
        kind,
        about,
        other_id or 0,
    )
    if same:
        execute("UPDATE notice SET made_at = ? WHERE id = ?", clock.microseconds(now), same.id)
        return
    made = Notice.create(person=person_id, kind=kind, other=other_id, about=about, made_at=now)
    mail.follow(person_id, made.id, kind, TOPIC[kind])


@write
def tell_those_with(task: Role, kind: Kind, but: Sequence[int] = ()) -> bool:
    """Tells everybody who has this task (or one of several), without some people; False if there was nobody to tell."""
    people = rows(
        f"SELECT id FROM person WHERE roles > 0 AND roles & ? <> 0 AND state = '{State.ACTIVE}' "
        f"AND id NOT IN ({marks(but or [0])}) ORDER BY id",
        int(task),
        *(but or [0]),
    )
    for one in people:
        tell(one.id, kind)
    return bool(people)
