"""Faults a tired programmer could leave in the statements of the product: what is taken out, and what stands there instead."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from mentorship.database import database

IS_OPEN = r"\(\(COALESCE\({}, 0\) \| 128\) & {}\.flags\) <> 0"
OF_FACT = r"\(SELECT s\.audience FROM sharing s WHERE s\.owner_id = p\.id AND s\.section = f\.section\)"
EXISTS = r"\(CASE WHEN p\.id = me\.id.*? END\) <> 0"

FAULTS = {
    "a block counts on one side only": (
        r"WHEN EXISTS \(SELECT 1 FROM block WHERE blocker_id = (?!me)\w+\.id AND blocked_id = me\.id\) THEN 0",
        "",
    ),
    "my own block does not count": (
        r"WHEN EXISTS \(SELECT 1 FROM block WHERE blocker_id = me\.id AND blocked_id = \w+\.id\) THEN 0",
        "",
    ),
    "the suspended are there": (r"WHEN \w+\.state <> 'active' THEN 0", ""),
    "a friendship never ends": (
        r"(SELECT 1 FROM friendship WHERE low_id = CASE [^\n]*?) AND ended_at IS NULL",
        r"\1",
    ),
    "a mentorship never ends": (
        r"(SELECT 1 FROM mentorship WHERE mentor_id = me\.id [^\n]*?) AND ended_at IS NULL",
        r"\1",
    ),
    "a mutual friend counts who hides it": (r"WHERE via\.flags <> 0 AND " + IS_OPEN.format(r"s\.audience", "via"), ""),
    "mutual friends count of somebody who hides them": (
        r"(WHERE j\.flags <> 0) AND " + IS_OPEN.format(r"s\.audience", "j"),
        r"\1",
    ),
    "search looks into hidden facts": (
        r"(OR f\.focus_id IN \(SELECT term_id FROM terms_\d\)\)) AND " + IS_OPEN.format(OF_FACT, "p"),
        r"\1",
    ),
    "search looks into hidden texts": (
        r"(x\.folded LIKE \? ESCAPE '!'\)) AND " + IS_OPEN.format(OF_FACT.replace("f\\.", "x\\."), "p"),
        r"\1",
    ),
    "mentors are listed whose offers are hidden": (r"(WHERE m\.places > 0) AND \(\(COALESCE.*?\) <> 0\)", r"\1)"),
    "a suggestion rests on hidden facts": (r"WHERE " + IS_OPEN.format(r"m\.audience", "p"), ""),
    "common ground rests on hidden facts": (
        r"(p\.id <> me\.id AND p\.flags <> 0) AND " + IS_OPEN.format(r"s\.audience", "p"),
        r"\1",
    ),
    "a friend is shown who hides their friends": (r"\(other\.owner = other\.viewer OR .*? <> 0\)", "(1 = 1)"),
    "a notice stays after a block falls": (r"\(n\.other_id IS NULL OR " + EXISTS + r"\) AND CASE", "TRUE AND CASE"),
    "a conversation stays with who is gone": (
        r"(WHERE \(c\.low_id = me\.id OR c\.high_id = me\.id\)) AND " + EXISTS,
        r"\1",
    ),
    "messages of who is gone are counted": (r"AND " + EXISTS + r"\) AS unread", ") AS unread"),
    "a request set aside leaves the sender's page": (
        r"\(r\.sender_id = me\.id AND r\.state = 'open'\)",
        "(r.sender_id = me.id AND r.state = 'open' AND NOT r.set_aside)",
    ),
    "a photo is on the card for whom it is not": (r"AND " + IS_OPEN.format(r"h\.audience", r"\w+"), ""),
    "ended friendships are shared friends": (r"(ON f\.low_id = v\.id) WHERE f\.ended_at IS NULL", r"\1"),
}


@contextmanager
def planted(name: str) -> Iterator[list[str]]:
    """The product with this fault; gives the statements it stood in."""
    right, wrong = FAULTS[name]
    fault, rightly, changed = re.compile(right, re.DOTALL), database.obj.execute_sql, []

    def execute(sql: str, *given: object, **options: object) -> object:
        faulty = fault.sub(wrong, sql)
        if faulty != sql:
            changed.append(faulty)
        return rightly(faulty, *given, **options)

    with mock.patch.object(database.obj, "execute_sql", execute):
        yield changed
