"""The digest: how much is new in what somebody wants mail about once a day; never what or who."""

from collections import Counter
from datetime import datetime, timedelta

from mentorship import clock
from mentorship.database import execute, new_key, row, rows, write
from mentorship.records.choice import USUAL, Choice
from mentorship.records.notice import TOPIC, Kind, Topic
from mentorship.talk.notices import ABOUT, PRESENT, THERE
from mentorship.ties.relation import ME, Viewer, me

# Older news is not brought up again. Sent mail is remembered for longer than this, so that none is told twice.
NEWS = timedelta(days=28)

_TOPIC = "CASE n.kind " + " ".join(f"WHEN '{kind}' THEN '{TOPIC[kind]}'" for kind in Kind) + " END"
_USUAL = f"CASE {_TOPIC} " + " ".join(f"WHEN '{topic}' THEN '{USUAL[topic]}'" for topic in Topic) + " END"
_LAST = """COALESCE((SELECT max(d.made_at) FROM mail d WHERE d.person_id = n.person_id AND d.kind = 'digest'
 AND d.state IN ('sent', 'dropped') AND d.made_at < ?), 0)"""

# Unread, chosen for once a day, and made since the last digest.
_NEW = f"""n.read_at IS NULL AND n.kind NOT IN ('{Kind.WELCOME}', '{Kind.RULES}') AND n.made_at > ? AND n.made_at <= ? AND n.made_at > {_LAST}
AND COALESCE((SELECT x.choice FROM mail_choice x WHERE x.person_id = n.person_id AND x.topic = {_TOPIC}), {_USUAL})
 = '{Choice.DAILY}'"""
_MADE = "EXISTS (SELECT 1 FROM mail d WHERE d.person_id = {} AND d.kind = 'digest' AND d.made_at BETWEEN ? AND ?)"

READERS = f"""SELECT DISTINCT n.person_id AS id FROM notice n JOIN person p ON p.id = n.person_id
WHERE {_NEW} AND p.state = 'active' AND p.confirmed_at IS NOT NULL AND NOT p.demo AND NOT {_MADE.format("n.person_id")}"""
COUNTS = f"""WITH {ME}, {PRESENT} SELECT n.kind, count(*) AS number FROM notice n CROSS JOIN me CROSS JOIN present {ABOUT}
WHERE n.person_id = ? AND {_NEW} AND {THERE} GROUP BY n.kind"""
RENEW = """UPDATE mail SET made_at = ? WHERE person_id = ? AND kind = 'digest' AND state = 'waiting'
AND (claimed_until IS NULL OR claimed_until <= ?)"""
QUEUE = """INSERT INTO mail (key, person_id, kind, about, address, state, made_at, due_at, tries, trouble)
VALUES (?, ?, 'digest', '', '', 'waiting', ?, ?, 0, '')"""


def _until(at: int) -> tuple[int, int, int]:
    return at - NEWS // timedelta(microseconds=1), at, at


def readers(since: datetime, until: datetime) -> list[int]:
    """Row numbers of those for whom something is new and no digest was made between these moments (one statement)."""
    day = clock.microseconds(since), clock.microseconds(until)
    return [one.id for one in rows(READERS, *_until(clock.microseconds(clock.now())), *day)]


@write
def queue(person_id: int, since: datetime, until: datetime) -> bool:
    """Queues a digest, unless one was made between these moments. One that still waits from earlier is renewed instead:
    after days without a mail server there is one digest, not many."""
    now = clock.microseconds(clock.now())
    made = f"SELECT 1 AS x FROM person p WHERE p.id = ? AND {_MADE.format('p.id')}"
    if row(made, person_id, clock.microseconds(since), clock.microseconds(until)):
        return False
    if not execute(RENEW, now, person_id, now):
        execute(QUEUE, new_key(), person_id, now, now)
    return True


def counts(viewer: Viewer, made_at: int) -> dict[Topic, int]:
    """What is new by topic in a digest made at this moment, in microseconds, as its reader may see it now."""
    found: Counter[Topic] = Counter()
    asked_by = *me(viewer), clock.microseconds(clock.now()), viewer.id
    for one in rows(COUNTS, *asked_by, *_until(made_at)):
        found[TOPIC[Kind(one.kind)]] += one.number
    return dict(found)
