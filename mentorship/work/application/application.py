"""An application: somebody offers to do a job, and shows those who write the job what they chose to show, no more."""

from enum import StrEnum

from peewee import SQL, BooleanField, CharField, Check, ForeignKeyField, TextField

from mentorship.database import KeyField, MomentField, Table
from mentorship.people.person import Person
from mentorship.work.job.job import Job

CONTACT_LIMIT = 200
LINE_LIMIT = 300
ANSWER_LIMIT = 1000
MESSAGE_LIMIT = 4000


class State(StrEnum):
    """Where it stands on the board of those who read it."""

    NEW = "new"
    TALKING = "talking"
    OFFERED = "offered"
    CLOSED = "closed"


class Ending(StrEnum):
    """How a closed one ended."""

    HIRED = "hired"
    NOT_CHOSEN = "not_chosen"
    WITHDRAWN = "withdrawn"  # by the one who applied: nobody else sees anything of it any more
    NO_ANSWER = "no_answer"  # nobody answered in time
    JOB_OVER = "job_over"  # the job was closed or taken off


class Application(Table):
    """`contact`, `line` and `cv` are what was sent: copies, so that nothing that is stated later goes along by itself.
    `answer` is the last word of those who read it. `due_at` is when it closes if nobody answers; there is none once
    somebody did. `reminded_at` is when its readers were told that it closes soon."""

    key = KeyField()
    job = ForeignKeyField(Job, on_delete="CASCADE")
    person = ForeignKeyField(Person, on_delete="CASCADE")
    contact = CharField(max_length=CONTACT_LIMIT)
    line = CharField(max_length=LINE_LIMIT)
    cv = TextField()
    was_asked = BooleanField(default=False)  # it began with their asking, not with an application
    state = CharField(max_length=8, default=State.NEW)
    ending = CharField(max_length=10, default="")
    answer = TextField(default="")
    made_at = MomentField()
    changed_at = MomentField()
    due_at = MomentField(null=True)
    reminded_at = MomentField(null=True)

    class Meta:
        constraints = [
            Check("state IN ('new', 'talking', 'offered', 'closed')", name="application_state"),
            Check(
                "ending IN ('', 'hired', 'not_chosen', 'withdrawn', 'no_answer', 'job_over')",
                name="application_ending",
            ),
            Check("(state = 'closed') = (ending <> '')", name="application_closed"),
        ]
        indexes = ((("job", "state", "changed_at"), False), (("person", "changed_at"), False), (("due_at",), False))


Application.add_index(
    Application.job, Application.person, unique=True, name="application_once", where=SQL("state <> 'closed'")
)


class ApplicationMessage(Table):
    """What one side wrote to the other about an application: the person, or whoever of the team it was. It goes with
    whoever wrote it, as all that people write to each other."""

    application = ForeignKeyField(Application, on_delete="CASCADE")
    sender = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
    is_team = BooleanField()
    body = TextField()
    sent_at = MomentField()
    once = CharField(max_length=24)

    class Meta:
        indexes = ((("application", "sent_at", "id"), False), (("application", "once"), True))
