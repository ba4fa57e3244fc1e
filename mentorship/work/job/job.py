"""A job that an organisation offers: what, where, for how much, and what one needs for it."""

from enum import StrEnum

from peewee import BooleanField, CharField, Check, ForeignKeyField, IntegerField, SmallIntegerField, TextField

from mentorship.database import KeyField, MomentField, Table
from mentorship.people.vocabulary import Term
from mentorship.people.vocabulary.holding import hold
from mentorship.work.organisation.organisation import Organisation

TITLE_LIMIT = 100
TEXT_LIMIT = 3000
NEED_LIMIT = 120
WHY_LIMIT = 300
APPLY_LIMIT = 500
MOST_NEEDS = 12
MOST_LANGUAGES = 6
CURRENCIES = ("EUR", "CHF", "GBP", "USD")  # first the one that is meant if nothing is said


class Kind(StrEnum):
    """What sort of work it is."""

    PERMANENT = "permanent"
    FIXED_TERM = "fixed_term"
    HOURLY = "hourly"
    SHIFTS = "shifts"
    SEASONAL = "seasonal"
    APPRENTICESHIP = "apprenticeship"
    FIRST_JOB = "first_job"
    VOLUNTEER = "volunteer"


class State(StrEnum):
    """How a job stands. LIVE ones can be found until their date; one whose date has passed counts as expired without any
    chore."""

    DRAFT = "draft"
    REVIEW = "review"
    SENT_BACK = "sent_back"
    LIVE = "live"
    PAUSED = "paused"
    CLOSED = "closed"


class Per(StrEnum):
    """What the pay is for."""

    HOUR = "hour"
    MONTH = "month"
    YEAR = "year"


class Outcome(StrEnum):
    """How it ended."""

    HERE = "here"  # somebody was found in this place
    ELSEWHERE = "elsewhere"
    NOBODY = "nobody"
    DROPPED = "dropped"  # the job is no longer there


class Job(Table):
    """`pay_from` and `pay_to` are in hundredths of the currency for one `pay_per`; only volunteers have none. Neither a CV
    nor a diploma is asked for unless `cv_why` or `diploma_why` says why. `apply` is what else there is to say about applying.
    `folded` is what a search of one's own jobs looks into: job_words.index() writes it. `reason` is why it was sent back.
    `looked_at` is when a moderator last said yes to it as it stands: there is none if its words were changed since. Until
    `sponsored_until` an admin lets it stand above what is found, if it is found at all.
    """

    key = KeyField()
    organisation = ForeignKeyField(Organisation, on_delete="CASCADE")
    title = CharField(max_length=TITLE_LIMIT)
    occupation = ForeignKeyField(Term, on_delete="RESTRICT", backref="+")
    occupation_written = TextField(null=True)
    place = ForeignKeyField(Term, null=True, on_delete="RESTRICT", backref="+")
    place_written = TextField(null=True)
    is_remote = BooleanField()
    kind = CharField(max_length=16)
    hours_from = SmallIntegerField(null=True)  # in a week
    hours_to = SmallIntegerField(null=True)
    pay_from = IntegerField(null=True)
    pay_to = IntegerField(null=True)
    pay_per = CharField(max_length=5, default="")
    currency = CharField(max_length=3, default="")
    text = TextField()
    apply = TextField(default="")
    cv_why = TextField(default="")
    diploma_why = TextField(default="")
    folded = TextField()
    state = CharField(max_length=9, default=State.DRAFT)
    reason = TextField(default="")
    outcome = CharField(max_length=9, default="")
    made_at = MomentField()
    changed_at = MomentField()
    published_at = MomentField(null=True)
    valid_until = MomentField(null=True)
    reminded_at = MomentField(null=True)
    looked_at = MomentField(null=True)
    sponsored_until = MomentField(null=True)

    class Meta:
        constraints = [
            Check(
                "kind IN ('permanent', 'fixed_term', 'hourly', 'shifts', 'seasonal', 'apprenticeship', 'first_job', "
                "'volunteer')",
                name="job_kind",
            ),
            Check("state IN ('draft', 'review', 'sent_back', 'live', 'paused', 'closed')", name="job_state"),
            Check("is_remote OR place_id IS NOT NULL", name="job_place"),
            Check("hours_from IS NULL OR hours_from BETWEEN 1 AND 80", name="job_hours_from"),
            Check("hours_to IS NULL OR hours_to BETWEEN 1 AND 80", name="job_hours_to"),
            Check("hours_from IS NULL OR hours_to IS NULL OR hours_from <= hours_to", name="job_hours"),
            Check("pay_from IS NULL OR (pay_from > 0 AND pay_from <= pay_to)", name="job_pay"),
            Check("(pay_from IS NULL) = (pay_to IS NULL)", name="job_pay_range"),
            Check("(pay_from IS NULL) = (pay_per = '')", name="job_pay_per"),
            Check("(pay_from IS NULL) = (currency = '')", name="job_currency"),
            Check("kind <> 'volunteer' OR pay_from IS NULL", name="job_volunteer"),
            Check("pay_per IN ('', 'hour', 'month', 'year')", name="job_pay_period"),
            Check("outcome IN ('', 'here', 'elsewhere', 'nobody', 'dropped')", name="job_outcome"),
            Check("(state = 'closed') = (outcome <> '')", name="job_closed"),
            Check(
                "state NOT IN ('live', 'paused') OR (published_at IS NOT NULL AND valid_until IS NOT NULL)",
                name="job_published",
            ),
        ]
        indexes = (
            (("organisation", "changed_at", "id"), False),
            (("state", "changed_at", "id"), False),
            (("state", "published_at", "id"), False),
            (("state", "looked_at", "changed_at"), False),
            (("sponsored_until",), False),
        )


class Need(Table):
    """One thing a job needs: something one must bring, or can learn there."""

    job = ForeignKeyField(Job, on_delete="CASCADE")
    position = SmallIntegerField()
    text = CharField(max_length=NEED_LIMIT)
    is_must = BooleanField()

    class Meta:
        indexes = ((("job", "position"), True),)


class JobLanguage(Table):
    """A language that a job needs, and how well."""

    job = ForeignKeyField(Job, on_delete="CASCADE")
    term = ForeignKeyField(Term, on_delete="RESTRICT", backref="+")
    written = TextField(null=True)
    level = CharField(max_length=6)

    class Meta:
        constraints = [Check("level IN ('basic', 'good', 'fluent', 'native')", name="job_language_level")]
        indexes = ((("job", "term"), True),)


hold("job", "occupation_id", "place_id")
hold("job_language", "term_id", within="job_id")
