"""The outbox: mail that is to leave, as rows of ids. Words, addresses and permission are asked for when it leaves."""

from datetime import timedelta
from enum import StrEnum

from peewee import CharField, Check, ForeignKeyField, SmallIntegerField

from mentorship import clock
from mentorship.database import KeyField, MomentField, Table, write
from mentorship.people.person import EMAIL_LIMIT, Person
from mentorship.records.choice import Choice, choice_of
from mentorship.records.notice import Notice, Topic


class Letter(StrEnum):
    """Mail that follows no notice: about the account itself. `about` is as named here; nobody can turn it off."""

    CONFIRM = "confirm"  # please confirm your address: token; goes to the new address
    RESET = "reset"  # a link to choose a new password: token
    KNOWN = "known"  # somebody signed up with your address, which has an account
    MOVED = "moved"  # the address of your account was changed; goes to the old address
    PASSWORD = "password"  # your password was changed  # noqa: S105
    TWO_STEP = "two_step"  # the second step was turned on or off
    CLOSED = "closed"  # your account is closed, and until when you can change your mind
    APPROVED = "approved"  # you are let in
    REFUSED = "refused"  # you are not let in
    WARNED = "warned"  # please keep to the house rules
    SUSPENDED = "suspended"  # your account rests, and how to reach those who run the place
    LIFTED = "lifted"  # your account is open again
    INVITED = "invited"  # a personal invitation: invitation; goes to its address
    DIGEST = "digest"  # what happened since yesterday


class State(StrEnum):
    """How a mail stands."""

    WAITING = "waiting"
    SENT = "sent"
    DROPPED = "dropped"  # when its time came there was nothing (any more) that it may say
    GIVEN_UP = "given_up"


class Mail(Table):
    """`kind` is a Letter, or the kind of the notice it follows. `address` is set only where it differs from the
    person's own. `tries` counts what was begun, before it is known how it ended, so that a crash is a try too."""

    key = KeyField()
    person = ForeignKeyField(Person, null=True, on_delete="CASCADE")
    notice = ForeignKeyField(Notice, null=True, on_delete="CASCADE", backref="+")
    kind = CharField(max_length=10)
    about = CharField(max_length=12, default="")
    address = CharField(max_length=EMAIL_LIMIT, default="")
    state = CharField(max_length=8, default=State.WAITING)
    made_at = MomentField()
    due_at = MomentField()
    claimed_until = MomentField(null=True)
    tries = SmallIntegerField(default=0)
    settled_at = MomentField(null=True)
    trouble = CharField(max_length=200, default="")

    class Meta:
        constraints = [Check("state IN ('waiting', 'sent', 'dropped', 'given_up')", name="mail_state")]
        indexes = ((("state", "due_at", "id"), False),)


FOLLOWS_AFTER = timedelta(minutes=2)  # whoever is here already reads it here


@write
def follow(person_id: int, notice_id: int, kind: str, topic: Topic) -> None:
    """Queues the mail that follows a notice, if the person wants mail about its topic at once."""
    if choice_of(person_id, topic) == Choice.AT_ONCE:
        now = clock.now()
        Mail.create(person=person_id, notice=notice_id, kind=kind, made_at=now, due_at=now + FOLLOWS_AFTER)


@write
def post(letter: Letter, person_id: int | None, about: str = "", address: str = "") -> None:
    """Queues a letter about an account, due at once."""
    now = clock.now()
    Mail.create(person=person_id, kind=letter, about=about, address=address, made_at=now, due_at=now)
