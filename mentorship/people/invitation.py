"""An invitation: a link that lets somebody join, for one person or for many, until a date or until it is revoked."""

from datetime import timedelta
from typing import Any

from peewee import BooleanField, CharField, Check, ForeignKeyField, IntegerField

from mentorship import clock
from mentorship.database import KeyField, MomentField, Table, execute, row, rows, write
from mentorship.errors import N_, Invalid, Missing
from mentorship.people.person import EMAIL_LIMIT, Person, normal_address
from mentorship.text import line

LABEL_LIMIT = 80
MOST_PLACES = 10_000
DAYS = (7, 30, 90)
SHOWN = 100

HOW_MANY = N_("Please write a number from 1 to %(most)d.")
FOR_ONE = N_("An invitation for many goes to no single address. Please leave this empty.")
HOW_LONG = N_("Please choose one of these.")


class Invitation(Table):
    """`places` is how many may join by it and `used` how many have; who joins by a trusted one needs no approval.

    `address` is for a personal one. `used` counts down only when a sign-up was never confirmed, so that nobody who
    was refused comes in by the same place.
    """

    key = KeyField()
    by = ForeignKeyField(Person, null=True, on_delete="SET NULL", backref="+")
    label = CharField(max_length=LABEL_LIMIT, default="")
    address = CharField(max_length=EMAIL_LIMIT, default="")
    language = CharField(max_length=2)
    is_trusted = BooleanField()
    places = IntegerField()
    used = IntegerField(default=0)
    made_at = MomentField()
    expires_at = MomentField()
    revoked_at = MomentField(null=True)

    class Meta:
        constraints = [
            Check("places BETWEEN 1 AND 10000", name="invitation_places"),
            Check("used BETWEEN 0 AND places", name="invitation_used"),
        ]
        indexes = ((("made_at", "id"), False),)


class Joined(Table):
    """Who came by which invitation."""

    invitation = ForeignKeyField(Invitation, on_delete="CASCADE")
    person = ForeignKeyField(Person, unique=True, on_delete="CASCADE")
    joined_at = MomentField()


@write
def make(
    by_id: int, *, language: str, days: int, places: int = 1, label: str = "", address: str = "", trusted: bool = False
) -> Invitation:
    """A new invitation; raises Invalid with the field to mend. Who may make which is for the caller to know."""
    if not 1 <= places <= MOST_PLACES:
        raise Invalid("places", HOW_MANY, most=MOST_PLACES)
    if address.strip() and places > 1:
        raise Invalid("address", FOR_ONE)
    if days not in DAYS:
        raise Invalid("days", HOW_LONG)
    now = clock.now()
    return Invitation.create(
        by=by_id,
        label=line("label", label, LABEL_LIMIT, required=False),
        address=normal_address(address, "address") if address.strip() else "",
        language=language,
        is_trusted=trusted,
        places=places,
        made_at=now,
        expires_at=now + timedelta(days=days),
    )


# One made in the future means that the clock was set back. Whoever was suspended invites nobody any more.
_OPEN = """revoked_at IS NULL AND expires_at > ? AND made_at < ? AND used < places
AND NOT EXISTS (SELECT 1 FROM person p WHERE p.id = invitation.by_id AND p.state = 'suspended')"""
_FOUND = f"""SELECT id, key, label, address, language, is_trusted, places,
(SELECT p.name FROM person p WHERE p.id = invitation.by_id AND p.state = 'active') AS by_name
FROM invitation WHERE key = ? AND {_OPEN}"""
_TAKE = f"UPDATE invitation SET used = used + 1 WHERE key = ? AND {_OPEN}"


def _bounds() -> tuple[int, int]:
    now = clock.now()
    return clock.microseconds(now), clock.microseconds(now + timedelta(hours=1))


def find_open(key: str) -> Any | None:
    """id, key, label, address, language, is_trusted, places and by_name of an invitation that still lets somebody
    join, or None. `by_name` is None if whoever made it takes part no more."""
    return row(_FOUND, key, *_bounds())


@write
def take_place(key: str, person_id: int) -> None:
    """Counts this person in; raises Missing if there is no place (any more). The last place is given once."""
    if not execute(_TAKE, key, *_bounds()):
        raise Missing
    made = Invitation.get(Invitation.key == key)
    Joined.create(invitation=made.id, person=person_id, joined_at=clock.now())


@write
def give_back(person_id: int) -> None:
    """Frees the place of somebody who never confirmed their address."""
    execute(
        "UPDATE invitation SET used = used - 1 WHERE used > 0 AND id IN (SELECT invitation_id FROM joined WHERE person_id = ?)",
        person_id,
    )


_LISTED = """SELECT i.key, i.label, i.address, i.language, i.is_trusted, i.places, i.used, i.made_at, i.expires_at, i.revoked_at,
i.by_id, p.name AS by_name FROM invitation i LEFT JOIN person p ON p.id = i.by_id AND p.state = 'active'"""


def listed(by_id: int | None = None) -> list[Any]:
    """The newest invitations: those of one person, or all."""
    whose = "" if by_id is None else " WHERE i.by_id = ?"
    mine = () if by_id is None else (by_id,)
    return rows(f"{_LISTED}{whose} ORDER BY i.made_at DESC, i.id DESC LIMIT {SHOWN}", *mine)


def shown(key: str, by_id: int | None = None) -> Any:
    """One invitation as listed() gives it; of this person only, unless None; raises Missing."""
    found = row(f"{_LISTED} WHERE i.key = ?", key)
    if found is None or by_id not in (None, found.by_id):
        raise Missing
    return found


def made_since(by_id: int, when: Any) -> int:
    """How many invitations this person has made since a moment."""
    found = row("SELECT count(*) AS n FROM invitation WHERE by_id = ? AND made_at > ?", by_id, clock.microseconds(when))
    return found.n if found else 0


@write
def revoke(key: str) -> None:
    """Ends an invitation; twice is once."""
    execute(
        "UPDATE invitation SET revoked_at = ? WHERE key = ? AND revoked_at IS NULL",
        clock.microseconds(clock.now()),
        key,
    )
