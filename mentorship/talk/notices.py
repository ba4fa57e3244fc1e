"""Notices as their reader may see them: what is about somebody or something no longer there for the reader is absent."""

from typing import Any

from mentorship import clock
from mentorship.database import row, rows, when_possible
from mentorship.errors import Missing
from mentorship.people.person import APPROVERS, Role
from mentorship.privacy.portrait import photo_seen
from mentorship.records import notice
from mentorship.records.notice import Kind
from mentorship.records.report import waits_for
from mentorship.site.setting import Feature, is_on
from mentorship.ties.relation import ME, Viewer, me, relation_to

PAGE = 30
END_OF_TIME = 2**62

# The moment at which a statement is asked; it stands beside ME.
PRESENT = "present AS (SELECT CAST(? AS BIGINT) AS at)"

# `p` is the person a notice `n` is about; `r`, `m` and `c` are the request, mentorship or conversation it is about.
ABOUT = """LEFT JOIN person p ON p.id = n.other_id LEFT JOIN request r ON r.key = n.about
LEFT JOIN mentorship m ON m.key = n.about LEFT JOIN conversation c ON c.key = n.about"""

_TO_ME, _FROM_ME = "(r.recipient_id = me.id AND r.sender_id = p.id)", "(r.sender_id = me.id AND r.recipient_id = p.id)"
_WAITS = "r.state = 'open' AND r.deadline > present.at"

_WORK = is_on(Feature.WORK)
_MODERATES = f"EXISTS (SELECT 1 FROM person t WHERE t.id = me.id AND (t.roles & {int(Role.MODERATOR)}) <> 0)"
_ACTS = f"{_WORK} AND EXISTS (SELECT 1 FROM colleague k JOIN organisation g ON g.id = k.organisation_id WHERE k.person_id = me.id AND g.key = n.about"
_NEW_ORGANISATIONS = """FROM organisation g WHERE g.state = 'waiting'
 AND NOT EXISTS (SELECT 1 FROM colleague k WHERE k.organisation_id = g.id AND k.person_id = me.id)"""
_NEW_JOBS = "FROM job j WHERE j.state = 'review' AND j.looked_at IS NULL"
_TO_VERIFY = f"{_WORK} AND {_MODERATES} AND EXISTS (SELECT 1 {_NEW_ORGANISATIONS})"
# A job of an organisation for which the reader writes jobs; what calls for something is there until that is done.
_MY_JOB = f"""{_WORK} AND EXISTS (SELECT 1 FROM job j JOIN colleague k ON k.organisation_id = j.organisation_id
 WHERE j.key = n.about AND k.person_id = me.id AND k.since IS NOT NULL AND k.role IN ('owner', 'recruiter') AND CASE n.kind
  WHEN '{Kind.JOB_LIVE}' THEN j.published_at IS NOT NULL WHEN '{Kind.JOB_BACK}' THEN j.state = 'sent_back'
  ELSE j.state = 'live' AND j.reminded_at IS NOT NULL END)"""
_JOB_WAITS = f"{_WORK} AND {_MODERATES} AND EXISTS (SELECT 1 {_NEW_JOBS})"


def _waiting(what: str) -> str:
    return f"(CASE WHEN {_MODERATES} AND {_WORK} THEN (SELECT count(*) {what}) ELSE 0 END)"


# How many organisations and jobs wait for the reader `me`, if they moderate.
NEW_ORGANISATIONS, NEW_JOBS = _waiting(_NEW_ORGANISATIONS), _waiting(_NEW_JOBS)

# An application that the reader sent, or one that came to an organisation whose applications they read: never one that
# was taken back.
_MY_APPLICATION = f"""{is_on(Feature.WORK)} AND EXISTS (SELECT 1 FROM application a WHERE a.key = n.about AND a.person_id = me.id
 AND a.ending <> 'withdrawn')"""
_THEIR_APPLICATION = f"""{is_on(Feature.WORK)} AND EXISTS (SELECT 1 FROM application a JOIN job j ON j.id = a.job_id
 JOIN organisation g ON g.id = j.organisation_id JOIN colleague k ON k.organisation_id = g.id
 WHERE a.key = n.about AND a.person_id = p.id AND a.ending <> 'withdrawn'
 AND k.person_id = me.id AND k.since IS NOT NULL AND k.role IN ('owner', 'recruiter') AND (n.kind <> '{Kind.APP_WAITS}'
  OR (a.state = 'new' AND a.due_at > present.at AND j.state IN ('live', 'paused') AND g.state = 'verified')))"""

_ASKED_TO_TALK = f"""{is_on(Feature.WORK)} AND EXISTS (SELECT 1 FROM ask a JOIN job j ON j.id = a.job_id JOIN organisation g ON g.id = j.organisation_id
 WHERE a.key = n.about AND a.person_id = me.id AND a.asker_id = p.id AND a.reply = '' AND a.due_at > present.at
 AND j.state = 'live' AND j.valid_until > present.at AND g.state = 'verified')"""
_OPEN_ENDS = f"""{is_on(Feature.WORK)} AND EXISTS (SELECT 1 FROM open_to_work w
 WHERE w.person_id = me.id AND w.until > present.at AND w.reminded_at IS NOT NULL)"""

# True where the notice `n` is there for the reader: the person exists for them, and so does the thing. What asks for
# an answer is there as long as the answer is wanted.
THERE = f"""((n.other_id IS NULL OR {relation_to("p")} <> 0) AND CASE
 WHEN n.kind IN ('{Kind.ASKED}', '{Kind.REMINDED}') THEN {_TO_ME} AND {_WAITS} AND NOT r.set_aside
 WHEN n.kind = '{Kind.ANSWER}' THEN {_TO_ME} AND {_WAITS}
 WHEN n.kind = '{Kind.QUESTION}' THEN {_FROM_ME} AND {_WAITS} AND r.answer = ''
 WHEN n.kind IN ('{Kind.ACCEPTED}', '{Kind.DECLINED}') THEN {_FROM_ME} AND r.state = n.kind
 WHEN n.kind = '{Kind.MOVED_ON}' THEN {_FROM_ME} AND r.state <> 'ended'
 WHEN n.kind = '{Kind.LAPSED}' THEN ({_FROM_ME} OR {_TO_ME}) AND r.state <> 'ended'
 WHEN n.kind = '{Kind.ENDED}' THEN me.id IN (m.mentor_id, m.mentee_id) AND p.id IN (m.mentor_id, m.mentee_id)
 WHEN n.kind = '{Kind.MESSAGE}' THEN me.id IN (c.low_id, c.high_id) AND p.id IN (c.low_id, c.high_id)
 WHEN n.kind = '{Kind.WAITING}' THEN EXISTS (SELECT 1 FROM person w WHERE w.state = 'pending' AND w.email IS NOT NULL)
  AND EXISTS (SELECT 1 FROM person s WHERE s.id = me.id AND (s.roles & {int(APPROVERS)}) <> 0)
 WHEN n.kind = '{Kind.REPORTED}' THEN {waits_for(Role.MODERATOR)} > 0
 WHEN n.kind = '{Kind.UNMINDED}' THEN {waits_for(Role.ADMIN)} > 0
 WHEN n.kind IN ('{Kind.JOB_LIVE}', '{Kind.JOB_BACK}', '{Kind.JOB_ENDS}') THEN {_MY_JOB}
 WHEN n.kind = '{Kind.JOB_REVIEW}' THEN {_JOB_WAITS}
 WHEN n.kind IN ('{Kind.WELCOME}', '{Kind.HEARD}', '{Kind.RULES}') THEN n.other_id IS NULL
 WHEN n.kind = '{Kind.COLLEAGUE}' THEN {_ACTS} AND k.since IS NULL AND k.asked_by_id = p.id)
 WHEN n.kind = '{Kind.VERIFIED}' THEN {_ACTS} AND k.since IS NOT NULL AND g.state = 'verified')
 WHEN n.kind = '{Kind.UNVERIFIED}' THEN {_ACTS} AND k.since IS NOT NULL AND g.state = 'refused')
 WHEN n.kind = '{Kind.TO_VERIFY}' THEN {_TO_VERIFY}
 WHEN n.kind = '{Kind.JOB_FOUND}' THEN {_WORK}
  AND EXISTS (SELECT 1 FROM saved_search x WHERE x.key = n.about AND x.person_id = me.id)
 WHEN n.kind IN ('{Kind.APPLIED}', '{Kind.APP_WAITS}') THEN {_THEIR_APPLICATION}
 WHEN n.kind = '{Kind.APP_NEWS}' THEN {_MY_APPLICATION}
 WHEN n.kind = '{Kind.APP_WORDS}' THEN (n.other_id IS NULL AND {_MY_APPLICATION}) OR ({_THEIR_APPLICATION})
 WHEN n.kind = '{Kind.APP_GONE}' THEN n.other_id IS NULL AND {is_on(Feature.WORK)}
 WHEN n.kind = '{Kind.ASK_TALK}' THEN {_ASKED_TO_TALK}
 WHEN n.kind = '{Kind.OPEN_ENDS}' THEN {_OPEN_ENDS}
 ELSE FALSE END)"""

_END_OF_JOB = f"(SELECT j.valid_until FROM job j WHERE n.kind = '{Kind.JOB_ENDS}' AND j.key = n.about)"

# The reader's notices stand first, so that their index gives the order and reading stops at the end of a page.
_SEEN = f"""WITH {ME}, {PRESENT}
SELECT n.key, n.kind, n.about, n.made_at, n.read_at, p.handle, p.name, {photo_seen("p.id", relation_to("p"))} AS photo,
       r.kind AS asked_for, COALESCE(r.deadline, {_END_OF_JOB}) AS deadline, r.sender_id = me.id AS is_mine, r.mentor_id = me.id AS i_would_mentor
FROM notice n CROSS JOIN me CROSS JOIN present {ABOUT} WHERE n.person_id = ? AND {THERE}"""
ONE = f"{_SEEN} AND n.key = ?"
LATEST = f"""{_SEEN} AND n.made_at <= ? AND (n.made_at, n.id) < (
  ?, COALESCE((SELECT a.id FROM notice a WHERE a.key = ? AND a.person_id = ?), ?))
ORDER BY n.made_at DESC, n.id DESC LIMIT ?"""
UNREAD = f"""(SELECT count(*) FROM notice n {ABOUT} WHERE n.person_id = me.id AND n.read_at IS NULL AND {THERE})"""


def _asked_by(viewer: Viewer) -> tuple[int, int, int, int]:
    return *me(viewer), clock.microseconds(clock.now()), viewer.id


def of_viewer(viewer: Viewer, key: str) -> Any:
    """One of the viewer's own notices; raises Missing."""
    found = row(ONE, *_asked_by(viewer), key)
    if found is None:
        raise Missing
    return found


def latest(viewer: Viewer, before: int = END_OF_TIME, key: str = "") -> tuple[list[Any], bool]:
    """Up to thirty of the viewer's notices, newest first, older than the one with this moment (in microseconds) and
    key; and whether there are more."""
    at = min(max(before, 0), END_OF_TIME)
    found = rows(LATEST, *_asked_by(viewer), at, at, key, viewer.id, END_OF_TIME, PAGE + 1)
    return found[:PAGE], len(found) > PAGE


def note_seen(viewer: Viewer, about: str) -> None:
    """Marks what was said about a thing as read once the viewer sees the thing itself; writes only if there is any."""
    unread = "SELECT 1 AS x FROM notice WHERE person_id = ? AND about = ? AND read_at IS NULL"
    if row(unread, viewer.id, about):
        when_possible(notice.read_about, viewer.id, about)
