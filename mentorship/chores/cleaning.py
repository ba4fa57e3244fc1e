"""Cleaning: what has run out and tells nobody anything any more is removed, a few rows at a time."""

from datetime import timedelta

from mentorship import clock
from mentorship.accounts import joining
from mentorship.database import execute, write
from mentorship.people.session import IDLE, IDLE_KEPT, LONGEST
from mentorship.privacy import history
from mentorship.ties.request import friends_off

# A clock that was a little wrong for a while must not cost anybody anything.
GRACE = timedelta(days=1)
READ_NOTICES = timedelta(days=90)
OLD_MAIL = timedelta(days=30)
LAPSED_INVITATIONS = timedelta(days=30)
CLOSED_REPORTS = timedelta(days=180)
CLOSED_APPLICATIONS = timedelta(days=365)
AT_ONCE = 500  # rows per transaction: pages that write wait for it

REMOVE = "DELETE FROM {table}"
# Of an invitation it stays how many came by it; whose address it went to is nobody's business any more.
BLANK = "UPDATE {table} SET address = ''"
# Of a report it stays that there was one, and how it ended.
FADE = "UPDATE {table} SET name = '', words = '', answer = ''"

# What goes, and how old it is by then.
SPENT = (
    (REMOVE, "token", "expires_at < ?", GRACE),
    (REMOVE, "session", "started_at < ?", LONGEST + GRACE),
    (REMOVE, "session", "seen_at < ?", IDLE_KEPT + GRACE),
    (REMOVE, "session", "NOT kept AND seen_at < ?", IDLE + GRACE),
    (REMOVE, "throttle", "since < ?", GRACE),
    (REMOVE, "mail", "settled_at < ?", OLD_MAIL),
    # Without a mail server it waits; by now it says nothing that still counts.
    (REMOVE, "mail", "state = 'waiting' AND made_at < ?", OLD_MAIL),
    # It holds the address of somebody without an account.
    (REMOVE, "mail", "person_id IS NULL AND state IN ('sent', 'dropped') AND settled_at < ?", GRACE),
    (REMOVE, "notice", "read_at < ?", READ_NOTICES),
    (REMOVE, "evidence", "report_id IN (SELECT r.id FROM report r WHERE r.closed_at < ?)", CLOSED_REPORTS),
    (FADE, "report", "closed_at < ? AND (name <> '' OR words <> '' OR answer <> '')", CLOSED_REPORTS),
    (REMOVE, "application", "state = 'closed' AND changed_at < ?", CLOSED_APPLICATIONS),
    (REMOVE, "sharing_change", "at < ?", history.KEPT),
    (BLANK, "invitation", "address <> '' AND expires_at < ?", LAPSED_INVITATIONS),
)


def clean() -> int:
    """Removes all that is spent and gives how much that was.

    Sign-ups that were never confirmed too, and friend requests that slipped in while friendship was turned off.
    """
    return joining.forget_unconfirmed() + friends_off.withdraw_if_off() + sum(_clear(*one) for one in SPENT)


def _clear(change: str, table: str, condition: str, age: timedelta) -> int:
    before = clock.microseconds(clock.now() - age)
    some = f"SELECT id FROM {table} WHERE {condition} ORDER BY id LIMIT {AT_ONCE}"
    statement = f"{change.format(table=table)} WHERE id IN ({some})"
    cleared = last = _change(statement, before)
    while last == AT_ONCE:
        last = _change(statement, before)
        cleared += last
    return cleared


@write
def _change(statement: str, before: int) -> int:
    return execute(statement, before)
