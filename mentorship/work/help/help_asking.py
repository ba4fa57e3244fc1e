"""Taking up an offer of help: it becomes a message to whoever offered it, in the conversation of the two."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mentorship import clock
from mentorship.database import execute, row, write
from mentorship.errors import Missing
from mentorship.talk import conversation, message
from mentorship.ties.relation import ME, Relation, Viewer, me, relation_to
from mentorship.work.help.offering import TIED
from mentorship.work.job import listing

# An offer for all of an organisation can be taken up for one of its jobs.
_ONE = f"""WITH {ME}, one AS MATERIALIZED (SELECT h.id, h.key, h.sort, h.audience, p.id AS other_id, p.name, {relation_to("p")} AS flags,
 h.organisation_id, o.name AS organisation, o.state, h.job_id
 FROM me CROSS JOIN help_offer h JOIN person p ON p.id = h.person_id JOIN organisation o ON o.id = h.organisation_id
 WHERE h.key = ? AND p.id <> me.id)
SELECT o.id, o.key, o.sort, o.other_id, o.name, o.flags & o.audience AS tie, o.organisation, j.title FROM one o
LEFT JOIN job j ON j.organisation_id = o.organisation_id AND {listing.LISTED} AND (j.id = o.job_id OR (o.job_id IS NULL AND j.key = ?))
WHERE (o.flags & o.audience & {TIED}) <> 0 AND o.state = 'verified' AND (o.job_id IS NULL OR j.id IS NOT NULL)"""
_PAIR = """SELECT id, key, mentor_id, mentee_id FROM mentorship WHERE ended_at IS NULL
AND ((mentor_id = ? AND mentee_id = ?) OR (mentor_id = ? AND mentee_id = ?)) ORDER BY id DESC LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Asked:
    """Where the two talk: on the page of their mentorship, if this is not empty, otherwise among the messages. `is_new`
    unless it was asked before."""

    name: str
    conversation: str
    mentorship: str
    is_new: bool


@write
def ask(viewer: Viewer, key: str, job_key: str, say: Callable[[Any], str]) -> Asked:
    """Takes an offer up, for a job of its organisation if one is named; `say` gives the words for it. Twice is once.

    Raises Missing if there is no such offer for the viewer.
    """
    offer = row(_ONE, *me(viewer), key, listing.now(), job_key)
    if offer is None:
        raise Missing
    pair = _pair(viewer.id, offer)
    talk = conversation.open_for_mentorship(pair) if pair else conversation.open_with_friend(viewer.id, offer.other_id)
    is_new = bool(execute(_TAKE_UP, offer.id, viewer.id, clock.microseconds(clock.now())))
    if is_new:
        message.send(talk, viewer.id, say(offer), f"help {offer.key}")
    return Asked(offer.name, talk.key, pair.key if pair else "", is_new)


_TAKE_UP = "INSERT INTO help_asked (offer_id, person_id, asked_at) VALUES (?, ?, ?) ON CONFLICT (offer_id, person_id) DO NOTHING"


def _pair(person_id: int, offer: Any) -> Any | None:
    if not offer.tie & (Relation.MENTOR | Relation.MENTEE):
        return None
    return row(_PAIR, person_id, offer.other_id, offer.other_id, person_id)
