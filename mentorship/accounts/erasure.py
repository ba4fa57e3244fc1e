"""Erasing an account: of a person nothing is left but a handle that nobody else can take."""

import os
from pathlib import Path
from typing import Any

from mentorship import clock
from mentorship.accounts.closing import GRACE
from mentorship.accounts.removing import remove
from mentorship.database import execute, fold_journal, row, rows, write
from mentorship.people.person import Person, Purpose, State
from mentorship.people.vocabulary.holding import unheld
from mentorship.work.organisation.leaving import forget

LEDGER = "erased.log"


def erase_overdue(instance: Path) -> int:
    """Erases the accounts whose owners have not come back in time; returns how many."""
    last = clock.microseconds(clock.now() - GRACE)
    overdue = rows(
        "SELECT id, handle, state FROM person WHERE state = 'closed' AND closed_at <= ? ORDER BY closed_at, id", last
    )
    for one in overdue:
        # Written down first: whatever happens next, no backup brings this person back.
        _note(instance / LEDGER, one.handle)
    return _erase_all(overdue)


def replay(instance: Path) -> int:
    """Erases again whom an older backup has brought back; returns how many. To be called after every restore."""
    ledger = instance / LEDGER
    handles = sorted(set(ledger.read_text("utf-8").split())) if ledger.exists() else []
    found = (row("SELECT id, handle, state FROM person WHERE handle = ? AND state <> 'erased'", one) for one in handles)
    return _erase_all([one for one in found if one])


def _note(ledger: Path, handle: str) -> None:
    with open(os.open(ledger, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600), "a") as file:
        file.write(f"{handle}\n")
        file.flush()
        os.fsync(file.fileno())


def _erase_all(people: list[Any]) -> int:
    erased = sum(_erase(one.id, one.handle, State(one.state)) for one in people)
    if erased:
        fold_journal()
    return erased


@write
def _erase(person_id: int, handle: str, state: State) -> bool:
    own = row("SELECT email FROM person WHERE id = ? AND state = ?", person_id, state)
    if own is None:
        return False
    _forget_invitations(person_id, own.email or "")
    _forget_reports(person_id, handle)
    for key in forget(person_id):
        _forget_reports_of(key)
    remove(person_id, state)
    # Words they had stated once and taken back, as nobody else uses them.
    execute(f"DELETE FROM term WHERE NOT shipped AND NOT kept AND {unheld()}")
    _bury(handle)
    return True


def _forget_invitations(person_id: int, address: str) -> None:
    """Who came by them is not this person's alone, so they stay, without words and without effect."""
    execute(
        "UPDATE invitation SET label = '', address = '', revoked_at = COALESCE(revoked_at, ?) "
        "WHERE by_id = ? OR (address = ? AND address <> '')",
        clock.microseconds(clock.now()),
        person_id,
        address,
    )
    execute("DELETE FROM mail WHERE address = ? AND address <> ''", address)


def _forget_reports(person_id: int, handle: str) -> None:
    """What they said in reports that are decided goes, and all that was said about them there; what waits for a
    moderator stays, for somebody may be in danger."""
    by_them, about_them = "reporter_id = ? AND state = 'closed'", "about_id = ? AND state = 'closed'"
    execute(f"UPDATE report SET words = '' WHERE {by_them}", person_id)
    execute(
        f"DELETE FROM evidence WHERE author = ? AND report_id IN (SELECT id FROM report WHERE {by_them})",
        handle,
        person_id,
    )
    execute(f"DELETE FROM evidence WHERE report_id IN (SELECT id FROM report WHERE {about_them})", person_id)
    execute(f"UPDATE report SET name = '', words = '', answer = '' WHERE {about_them}", person_id)


def _forget_reports_of(organisation: str) -> None:
    """What was said about an organisation that is gone with them: of a household, the name is theirs."""
    about_it = "kind = 'organisation' AND thing = ? AND state = 'closed'"
    execute(f"DELETE FROM evidence WHERE report_id IN (SELECT id FROM report WHERE {about_it})", organisation)
    execute(f"UPDATE report SET name = '', words = '', answer = '' WHERE {about_it}", organisation)


def _bury(handle: str) -> None:
    now = clock.now()
    Person.create(
        handle=handle,
        name="",
        search_name="",
        email=None,
        password="",
        language="en",
        purpose=Purpose.LOOK,
        state=State.ERASED,
        rules_version="",
        rules_accepted_at=now,
        joined_at=now,
    )
