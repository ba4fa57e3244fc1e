"""Help with finding work: offers to introduce somebody or to practise the interview, who took them up, and who found work."""

from enum import StrEnum

from peewee import SQL, CharField, Check, ForeignKeyField, SmallIntegerField

from mentorship.database import KeyField, MomentField, Table
from mentorship.people.person import Person
from mentorship.ties.mentorship import Mentorship
from mentorship.work.job.job import Job
from mentorship.work.organisation.organisation import Organisation


class Sort(StrEnum):
    """How somebody helps."""

    INTRODUCE = "introduce"
    PRACTISE = "practise"


class HelpOffer(Table):
    """Somebody offers to help with work at an organisation, or with one job of it. `audience` are the ties it is for, as
    relations of whoever looks: friend, mentor, mentee."""

    key = KeyField()
    person = ForeignKeyField(Person, on_delete="CASCADE")
    organisation = ForeignKeyField(Organisation, on_delete="CASCADE")
    job = ForeignKeyField(Job, null=True, on_delete="CASCADE")
    sort = CharField(max_length=9)
    audience = SmallIntegerField()
    made_at = MomentField()

    class Meta:
        constraints = [
            Check("sort IN ('introduce', 'practise')", name="help_offer_sort"),
            Check("audience IN (4, 8, 12, 16, 20, 24, 28)", name="help_offer_audience"),
        ]
        indexes = ((("organisation", "sort"), False),)


HelpOffer.add_index(
    HelpOffer.person, HelpOffer.organisation, HelpOffer.sort, unique=True, name="help_once", where=SQL("job_id IS NULL")
)
HelpOffer.add_index(
    HelpOffer.person, HelpOffer.job, HelpOffer.sort, unique=True, name="help_job_once", where=SQL("job_id IS NOT NULL")
)


class HelpAsked(Table):
    """Somebody took an offer up."""

    offer = ForeignKeyField(HelpOffer, on_delete="CASCADE")
    person = ForeignKeyField(Person, on_delete="CASCADE")
    asked_at = MomentField()

    class Meta:
        indexes = ((("offer", "person"), True),)


class FoundWork(Table):
    """Somebody found work and lets that be counted, as one of a number and nothing else."""

    person = ForeignKeyField(Person, on_delete="CASCADE")
    mentorship = ForeignKeyField(Mentorship, null=True, on_delete="SET NULL", backref="+")
    found_at = MomentField()

    class Meta:
        indexes = ((("found_at",), False), (("person", "mentorship"), False))
