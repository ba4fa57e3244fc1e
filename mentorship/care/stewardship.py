"""Stewardship: what those who run the place change in it, noted in the audit log as it happens. `by` is their handle."""

from typing import Any

from mentorship.database import write
from mentorship.people import logo, roles
from mentorship.people.person import STAFF, Role
from mentorship.records import audit
from mentorship.records.audit import Verb
from mentorship.site import rules


@write
def assign(by: str, handle: str, wanted: Role) -> None:
    """Gives somebody exactly these tasks; raises as roles.assign() does."""
    before, wanted = Role(roles.of(handle).roles) & STAFF, wanted & STAFF
    roles.assign(handle, wanted)
    for verb, changed in ((Verb.GAVE, wanted & ~before), (Verb.TOOK, before & ~wanted)):
        for one in changed:
            audit.note(by, verb, handle, str(one.name).lower())


@write
def publish(by: str, en: str, it: str, *, instead_of: str) -> str:
    """Puts new rules in force and gives their version; raises as rules.publish() does."""
    before = rules.version()
    version = rules.publish(en, it, instead_of=instead_of)
    if version != before:
        audit.note(by, Verb.PUBLISHED, version)
    return version


def change_place(by: str, wanted: dict[str, Any], content: bytes = b"", *, without: bool = False) -> None:
    """Changes the settings of the place, and its picture; raises Invalid."""
    # Read before the write begins: nobody else should wait for it.
    _change_place(by, wanted, logo.read(content), without)


@write
def _change_place(by: str, wanted: dict[str, Any], picture: bytes, without: bool) -> None:
    logo.change_place(wanted, picture, without=without)
    audit.note(by, Verb.CHANGED)
