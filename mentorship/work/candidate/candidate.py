"""A candidate: somebody who is open to work, who looked at their card, and who asks to talk with them."""

from enum import StrEnum

from peewee import BooleanField, CharField, Check, ForeignKeyField, IntegerField, SmallIntegerField, TextField

from mentorship.database import KeyField, MomentField, Table
from mentorship.people.person import Person
from mentorship.people.vocabulary import Term
from mentorship.people.vocabulary.holding import hold
from mentorship.work.job.job import Job
from mentorship.work.organisation.organisation import Organisation

NOTE_LIMIT = 300


class OpenToWork(Table):
    """What somebody wishes besides the occupations they state in the section of this name. Who reads these beside the name
    is told by the audience of that section; `to_employers` shows employers a card without a name. From `until` on they are
    no candidate for anybody. `is_any` says that they state none
    there: any work will do."""

    person = ForeignKeyField(Person, unique=True, on_delete="CASCADE")
    place = ForeignKeyField(Term, null=True, on_delete="RESTRICT", backref="+")
    place_written = TextField(null=True)
    hours_from = SmallIntegerField(null=True)  # in a week
    hours_to = SmallIntegerField(null=True)
    is_any = BooleanField()
    pay_from = IntegerField(null=True)  # hundredths of the currency for one pay_per
    pay_per = CharField(max_length=5, default="")
    currency = CharField(max_length=3, default="")
    to_employers = BooleanField(default=False)
    opened_at = MomentField()
    until = MomentField()
    reminded_at = MomentField(null=True)

    class Meta:
        constraints = [
            Check("hours_from IS NULL OR hours_from BETWEEN 1 AND 80", name="open_to_work_hours_from"),
            Check("hours_to IS NULL OR hours_to BETWEEN 1 AND 80", name="open_to_work_hours_to"),
            Check("(pay_from IS NULL) = (pay_per = '')", name="open_to_work_pay_per"),
            Check("(pay_from IS NULL) = (currency = '')", name="open_to_work_currency"),
        ]
        indexes = ((("until",), False), (("is_any", "until", "person"), False))


hold("open_to_work", "place_id")


class NotFor(Table):
    """An organisation for which somebody is not open to work: for example where they work now."""

    person = ForeignKeyField(Person, on_delete="CASCADE")
    organisation = ForeignKeyField(Organisation, on_delete="CASCADE")

    class Meta:
        indexes = ((("person", "organisation"), True),)


class CandidateLook(Table):
    """For whom somebody's card was shown on a day: the candidate's own log."""

    person = ForeignKeyField(Person, on_delete="CASCADE")
    job = ForeignKeyField(Job, on_delete="CASCADE")
    day = IntegerField()  # since 1970
    looked_at = MomentField()

    class Meta:
        indexes = ((("person", "job", "day"), True),)


class Reply(StrEnum):
    """What the candidate said to an ask; those who asked learn only of a yes."""

    NONE = ""
    YES = "yes"
    NO = "no"


class Ask(Table):
    """Somebody of an organisation asks a candidate to talk about a job, without knowing who it is."""

    key = KeyField()
    job = ForeignKeyField(Job, on_delete="CASCADE")
    person = ForeignKeyField(Person, on_delete="CASCADE")
    asker = ForeignKeyField(Person, null=True, on_delete="SET NULL", backref="+")
    note = CharField(max_length=NOTE_LIMIT)
    reply = CharField(max_length=3, default=Reply.NONE)
    asked_at = MomentField()
    replied_at = MomentField(null=True)
    due_at = MomentField()

    class Meta:
        constraints = [
            Check("reply IN ('', 'yes', 'no')", name="ask_reply"),
            Check("(reply = '') = (replied_at IS NULL)", name="ask_replied"),
        ]
        indexes = ((("job", "person"), True), (("person", "asked_at"), False))
