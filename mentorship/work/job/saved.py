"""Searches that somebody keeps: once a day they are told if there are new jobs that fit."""

from typing import Any

from peewee import CharField, ForeignKeyField

from mentorship import clock
from mentorship.database import KeyField, MomentField, Table, execute, row, rows, write
from mentorship.errors import N_, Missing, NotAllowed
from mentorship.people.person import Person
from mentorship.records import notice
from mentorship.records.notice import Kind
from mentorship.records.telling import tell
from mentorship.site.setting import Feature, current
from mentorship.work.job import finding, wanted

MOST = 10
QUERY_LIMIT = 2000

ENOUGH = N_("You keep %(most)d searches already, which is the most. Let one go first.")
NOTHING = N_("Please say what you look for, then keep the search.")


class SavedSearch(Table):
    """`query` is what is wanted, in one line; `seen_until` is up to when its owner was told of new jobs."""

    key = KeyField()
    person = ForeignKeyField(Person, on_delete="CASCADE", index=False)
    query = CharField(max_length=QUERY_LIMIT)
    made_at = MomentField()
    seen_until = MomentField()

    class Meta:
        indexes = ((("person", "query"), True),)


@write
def save(person_id: int, asked: dict[str, str]) -> str:
    """Keeps a search and gives its key; raises NotAllowed if it asks for nothing, or there are ten. Twice is once."""
    if not asked:
        raise NotAllowed(NOTHING)
    query, now = wanted.written(asked), clock.now()
    known = rows("SELECT key, query FROM saved_search WHERE person_id = ?", person_id)
    same = next((one.key for one in known if one.query == query), None)
    if same:
        return str(same)
    if len(known) >= MOST:
        raise NotAllowed(ENOUGH, most=MOST)
    return str(SavedSearch.create(person=person_id, query=query, made_at=now, seen_until=now).key)


@write
def let_go(person_id: int, key: str) -> None:
    """Lets one of somebody's own searches go, with what was told about it; raises Missing."""
    if not execute("DELETE FROM saved_search WHERE person_id = ? AND key = ?", person_id, key):
        raise Missing
    execute("DELETE FROM notice WHERE person_id = ? AND kind = ? AND about = ?", person_id, Kind.JOB_FOUND, key)


def kept(person_id: int) -> list[Any]:
    """Somebody's searches (key, query, made_at), newest first."""
    return rows(
        "SELECT key, query, made_at FROM saved_search WHERE person_id = ? ORDER BY made_at DESC, id DESC", person_id
    )


def of(person_id: int, key: str) -> Any:
    """One of somebody's own searches; raises Missing."""
    found = row("SELECT key, query, made_at FROM saved_search WHERE person_id = ? AND key = ?", person_id, key)
    if found is None:
        raise Missing
    return found


def tell_new() -> int:
    """Tells everybody whose searches have new jobs, once for each search, and says how many notices that were."""
    if not current().has(Feature.WORK):
        return 0
    waiting = rows(
        "SELECT x.id, x.key, x.person_id, x.query, x.seen_until FROM saved_search x JOIN person p ON p.id = x.person_id "
        "WHERE p.state = 'active' ORDER BY x.id"
    )
    return sum(1 for one in waiting if _tell(one))


def _tell(one: Any) -> bool:
    now = clock.now()
    if not finding.is_new(wanted.read(wanted.unwritten(one.query)), one.seen_until):
        return False
    _say(one, clock.microseconds(now))
    return True


@write
def _say(one: Any, until: int) -> None:
    if execute("UPDATE saved_search SET seen_until = ? WHERE id = ?", until, one.id):
        tell(one.person_id, Kind.JOB_FOUND, about=one.key)


def note_seen(person_id: int, key: str) -> None:
    """Marks what was told about a search as read."""
    notice.read_about(person_id, key)
