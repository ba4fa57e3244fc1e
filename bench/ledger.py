"""What the server said yes to, and whether the database keeps to it."""

from collections import Counter, deque
from dataclasses import dataclass, field

from mentorship.archive.tables import what_is_wrong
from mentorship.database import rows
from mentorship.people import session

KEPT_SESSIONS = 200

# Each of these finds rows that are there without what belongs to them in the same transaction.
HALVES = {
    "open requests without their notice": """SELECT r.key FROM request r WHERE r.state = 'open' AND NOT EXISTS (
        SELECT 1 FROM notice n WHERE n.person_id = r.recipient_id AND n.kind = 'asked' AND n.about = r.key)""",
    "declined requests whose sender was not told": """SELECT r.key FROM request r WHERE r.state = 'declined' AND NOT EXISTS (
        SELECT 1 FROM notice n WHERE n.person_id = r.sender_id AND n.kind = 'declined' AND n.about = r.key)""",
    "messages without a notice": """SELECT c.key FROM message m JOIN conversation c ON c.id = m.conversation_id WHERE NOT EXISTS (
        SELECT 1 FROM notice n WHERE n.kind = 'message' AND n.about = c.key AND n.person_id <> m.sender_id)""",
    "notices about requests without their mail": """SELECT n.key FROM notice n WHERE n.kind IN ('asked', 'declined')
        AND NOT EXISTS (SELECT 1 FROM mail l WHERE l.notice_id = n.id)""",
    "people without their settings": "SELECT handle FROM person p WHERE NOT EXISTS (SELECT 1 FROM sharing s WHERE s.owner_id = p.id)",
}


@dataclass
class Ledger:
    """Promises: messages and sessions must be there; a request must stand in one of the states it may stand in."""

    messages: set[str] = field(default_factory=set)
    doubtful: set[str] = field(default_factory=set)
    requests: dict[str, set[str]] = field(default_factory=dict)
    tokens: deque[str] = field(default_factory=lambda: deque(maxlen=KEPT_SESSIONS))
    yes: Counter[str] = field(default_factory=Counter)

    def keep(self, token: str) -> None:
        """The token of a session that somebody was given."""
        self.tokens.append(token)
        self.yes["sign-ins"] += 1

    def check(self) -> dict[str, int]:
        """How many promises are broken, by kind; only kinds with any."""
        bodies = Counter(one.body for one in rows("SELECT body FROM message"))
        states = {one.key: one.state for one in rows("SELECT key, state FROM request")}
        found = {
            "messages lost": sum(1 for one in self.messages if not bodies[one]),
            "messages twice": sum(1 for many in bodies.values() if many > 1),
            "messages nobody sent": len(set(bodies) - self.messages - self.doubtful),
            "requests lost": sum(1 for key in self.requests if key not in states),
            "requests set back": sum(1 for key, may in self.requests.items() if states.get(key, "") not in may),
            "sessions lost": sum(1 for one in self.tokens if session.resolve(one) is None),
            **{what: len(rows(statement)) for what, statement in HALVES.items()},
            "damage": 1 if what_is_wrong() else 0,
        }
        return {what: many for what, many in found.items() if many}
