"""A report: somebody says that something here is not right, and a moderator answers. Who is meant never learns of it."""

from enum import StrEnum

from peewee import SQL, CharField, Check, ForeignKeyField, TextField

from mentorship.database import KeyField, MomentField, Table
from mentorship.people.person import NAME_LIMIT, Person, Role

WORDS_LIMIT = 1000


class Kind(StrEnum):
    """What is reported. `thing` of a report is as named here."""

    PROFILE = "profile"  # handle
    MESSAGE = "message"  # conversation and moment: "key-microseconds"
    REQUEST = "request"  # request
    JOB = "job"  # job
    ORGANISATION = "organisation"  # organisation


class Reason(StrEnum):
    """What is wrong with it, for the reporter."""

    CONTACT = "contact"  # unwanted contact, harassment
    HATE = "hate"
    MONEY = "money"  # asks for money, fraud
    FAKE = "fake"
    DANGER = "danger"  # somebody is in danger
    ELSE = "else"


class State(StrEnum):
    """How a report stands."""

    OPEN = "open"
    CLOSED = "closed"


class Outcome(StrEnum):
    """What the moderator decided."""

    NOTHING = "nothing"
    WARNED = "warned"
    SUSPENDED = "suspended"
    TAKEN_OFF = "taken_off"  # a job, or the page of an organisation


class Report(Table):
    """`about` is the person who is meant; `handle` and `name` are theirs at that moment, so that the report can still be
    read when they are gone. A job or an organisation means nobody: `name` is the organisation's. `answer` is what the
    reporter reads; `closed_by` is the handle of the moderator."""

    key = KeyField()
    reporter = ForeignKeyField(Person, null=True, on_delete="SET NULL")
    about = ForeignKeyField(Person, null=True, on_delete="SET NULL", backref="+")
    handle = CharField(max_length=12)
    name = CharField(max_length=NAME_LIMIT)
    kind = CharField(max_length=12)
    thing = CharField(max_length=32)
    reason = CharField(max_length=8)
    words = TextField(default="")
    state = CharField(max_length=6, default=State.OPEN)
    outcome = CharField(max_length=10, default="")
    answer = TextField(default="")
    made_at = MomentField()
    closed_at = MomentField(null=True)
    closed_by = CharField(max_length=12, default="")

    class Meta:
        constraints = [
            Check("reporter_id <> about_id", name="report_two"),
            Check("kind IN ('profile', 'message', 'request', 'job', 'organisation')", name="report_kind"),
            Check("reason IN ('contact', 'hate', 'money', 'fake', 'danger', 'else')", name="report_reason"),
            Check("state IN ('open', 'closed')", name="report_state"),
            Check("(state = 'closed') = (closed_at IS NOT NULL)", name="report_closed"),
            Check("outcome IN ('', 'nothing', 'warned', 'suspended', 'taken_off')", name="report_outcome"),
            Check("(state = 'open') = (outcome = '')", name="report_decided"),
        ]
        indexes = ((("state", "made_at", "id"), False),)


Report.add_index(
    Report.reporter, Report.kind, Report.thing, unique=True, name="report_once", where=SQL("state = 'open'")
)

# True where the report `w` is not the reader's own and means neither them nor what an organisation they act for answers
# for: for those, moderators or not, there is no such report in the queue.
FOREIGN = """COALESCE(w.reporter_id, 0) <> me.id AND COALESCE(w.about_id, 0) <> me.id
 AND NOT (w.kind = 'job' AND EXISTS (SELECT 1 FROM job x JOIN colleague k ON k.organisation_id = x.organisation_id
  WHERE x.key = w.thing AND k.person_id = me.id))
 AND NOT (w.kind = 'organisation' AND EXISTS (SELECT 1 FROM colleague k JOIN organisation g ON g.id = k.organisation_id
  WHERE g.key = w.thing AND k.person_id = me.id))"""


def waits_for(role: Role) -> str:
    """SQL for how many open reports wait for the reader `me`, if they have this task."""
    return f"""(SELECT count(*) FROM report w JOIN person t ON t.id = me.id AND (t.roles & {int(role)}) <> 0
 WHERE w.state = 'open' AND {FOREIGN})"""
