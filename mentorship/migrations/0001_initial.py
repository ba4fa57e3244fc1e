"""The first shape of the database. Written once; later changes are new files."""

from typing import Any

from peewee import (
    SQL,
    BigAutoField,
    BigIntegerField,
    BlobField,
    BooleanField,
    CharField,
    Check,
    Database,
    ForeignKeyField,
    IntegerField,
    Model,
    SmallIntegerField,
    TextField,
)


def up(migrator: Any, db: Database) -> None:
    """Makes all tables, with the checks and partial indexes that guard them."""

    class Person(Model):
        id = BigAutoField()
        handle = CharField(max_length=12, unique=True)
        name = CharField(max_length=80)
        search_name = CharField(max_length=160)
        email = CharField(max_length=200, null=True, unique=True)
        password = TextField()
        language = CharField(max_length=2)
        purpose = CharField(max_length=8)
        roles = IntegerField(index=True)
        state = CharField(max_length=10)
        rules_version = CharField(max_length=12)
        rules_accepted_at = BigIntegerField()
        joined_at = BigIntegerField()
        confirmed_at = BigIntegerField(null=True)
        closed_at = BigIntegerField(null=True)
        why = CharField(max_length=300)
        demo = BooleanField(index=True)

        class Meta:
            database = db
            table_name = "person"
            legacy_table_names = False
            constraints = [
                Check("language IN ('en', 'it')", name="person_language"),
                Check("purpose IN ('seek', 'mentor', 'both', 'look')", name="person_purpose"),
                Check("state IN ('active', 'pending', 'closed', 'suspended', 'erased')", name="person_state"),
                Check("(state = 'closed') = (closed_at IS NOT NULL)", name="person_closed"),
                Check("email IS NOT NULL OR state IN ('pending', 'erased')", name="person_address"),
                Check("length(name) > 0 OR state = 'erased'", name="person_name"),
            ]
            indexes = (
                (
                    (
                        "state",
                        "joined_at",
                        "id",
                    ),
                    False,
                ),
            )

    class Request(Model):
        id = BigAutoField()
        key = CharField(max_length=12, unique=True)
        kind = CharField(max_length=10)
        sender = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        recipient = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        low = ForeignKeyField(Person, on_delete="CASCADE", backref="+", index=False)
        high = ForeignKeyField(Person, on_delete="CASCADE", backref="+", index=False)
        mentor = ForeignKeyField(Person, on_delete="CASCADE", backref="+", null=True, index=False)
        area = CharField(max_length=8)
        goal = TextField()
        tried = TextField()
        rhythm = CharField(max_length=12)
        weeks = SmallIntegerField()
        state = CharField(max_length=10)
        set_aside = BooleanField()
        question = TextField()
        answer = TextField()
        reason = CharField(max_length=12)
        asked_at = BigIntegerField()
        turn_at = BigIntegerField()
        deadline = BigIntegerField()
        settled_at = BigIntegerField(null=True)
        seen = BooleanField()
        reminders = SmallIntegerField()
        before = ForeignKeyField("self", on_delete="SET NULL", backref="+", null=True, unique=True)

        class Meta:
            database = db
            table_name = "request"
            legacy_table_names = False
            constraints = [
                Check("sender_id <> recipient_id AND low_id < high_id", name="request_two"),
                Check("kind IN ('friend', 'mentoring')", name="request_kind"),
                Check("(kind = 'mentoring') = (mentor_id IS NOT NULL)", name="request_mentor"),
                Check(
                    "state IN ('open', 'accepted', 'declined', 'withdrawn', 'lapsed', 'ended')", name="request_state"
                ),
                Check("(state = 'open') = (settled_at IS NULL)", name="request_settled"),
            ]
            indexes = (
                (
                    (
                        "recipient",
                        "state",
                    ),
                    False,
                ),
                (
                    (
                        "sender",
                        "state",
                        "asked_at",
                    ),
                    False,
                ),
                (
                    (
                        "state",
                        "deadline",
                    ),
                    False,
                ),
            )

    Request.add_index(
        Request.low, Request.high, Request.kind, unique=True, name="request_once", where=SQL("state = 'open'")
    )

    class Alternative(Model):
        id = BigAutoField()
        request = ForeignKeyField(Request, on_delete="CASCADE", backref="+")
        mentor = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        place = SmallIntegerField()

        class Meta:
            database = db
            table_name = "alternative"
            legacy_table_names = False
            constraints = [
                Check("place BETWEEN 1 AND 2", name="alternative_place"),
            ]
            indexes = (
                (
                    (
                        "request",
                        "place",
                    ),
                    True,
                ),
                (
                    (
                        "request",
                        "mentor",
                    ),
                    True,
                ),
            )

    class Term(Model):
        id = BigAutoField()
        kind = CharField(max_length=12)
        en = CharField(max_length=120)
        it = CharField(max_length=120)
        code = CharField(max_length=12)
        weight = IntegerField()
        shipped = BooleanField()
        kept = BooleanField()

        class Meta:
            database = db
            table_name = "term"
            legacy_table_names = False
            indexes = (
                (
                    (
                        "kind",
                        "shipped",
                    ),
                    False,
                ),
            )

    class Organisation(Model):
        id = BigAutoField()
        key = CharField(max_length=12, unique=True)
        name = CharField(max_length=80)
        folded = CharField(max_length=160)
        kind = CharField(max_length=12)
        about = TextField()
        website = CharField(max_length=200)
        place = ForeignKeyField(Term, on_delete="RESTRICT", backref="+", null=True)
        place_written = TextField(null=True)
        workplace = ForeignKeyField(Term, on_delete="RESTRICT", backref="+")
        state = CharField(max_length=8)
        reason = TextField()
        made_at = BigIntegerField()
        decided_at = BigIntegerField(null=True)
        decided_by = CharField(max_length=12)

        class Meta:
            database = db
            table_name = "organisation"
            legacy_table_names = False
            constraints = [
                Check(
                    "kind IN ('company', 'cooperative', 'charity', 'public', 'school', 'household')",
                    name="organisation_kind",
                ),
                Check("state IN ('waiting', 'verified', 'refused')", name="organisation_state"),
                Check("(state = 'waiting') = (decided_at IS NULL)", name="organisation_decided"),
            ]
            indexes = (
                (
                    (
                        "state",
                        "made_at",
                        "id",
                    ),
                    False,
                ),
                (
                    (
                        "state",
                        "folded",
                    ),
                    False,
                ),
                (("workplace",), False),
            )

    class Job(Model):
        id = BigAutoField()
        key = CharField(max_length=12, unique=True)
        organisation = ForeignKeyField(Organisation, on_delete="CASCADE", backref="+")
        title = CharField(max_length=100)
        occupation = ForeignKeyField(Term, on_delete="RESTRICT", backref="+")
        occupation_written = TextField(null=True)
        place = ForeignKeyField(Term, on_delete="RESTRICT", backref="+", null=True)
        place_written = TextField(null=True)
        is_remote = BooleanField()
        kind = CharField(max_length=16)
        hours_from = SmallIntegerField(null=True)
        hours_to = SmallIntegerField(null=True)
        pay_from = IntegerField(null=True)
        pay_to = IntegerField(null=True)
        pay_per = CharField(max_length=5)
        currency = CharField(max_length=3)
        text = TextField()
        apply = TextField()
        cv_why = TextField()
        diploma_why = TextField()
        folded = TextField()
        state = CharField(max_length=9)
        reason = TextField()
        outcome = CharField(max_length=9)
        made_at = BigIntegerField()
        changed_at = BigIntegerField()
        published_at = BigIntegerField(null=True)
        valid_until = BigIntegerField(null=True)
        reminded_at = BigIntegerField(null=True)
        looked_at = BigIntegerField(null=True)
        sponsored_until = BigIntegerField(null=True)

        class Meta:
            database = db
            table_name = "job"
            legacy_table_names = False
            constraints = [
                Check(
                    "kind IN ('permanent', 'fixed_term', 'hourly', 'shifts', 'seasonal', 'apprenticeship', 'first_job', 'volunteer')",
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
                (
                    (
                        "organisation",
                        "changed_at",
                        "id",
                    ),
                    False,
                ),
                (
                    (
                        "state",
                        "changed_at",
                        "id",
                    ),
                    False,
                ),
                (
                    (
                        "state",
                        "published_at",
                        "id",
                    ),
                    False,
                ),
                (
                    (
                        "state",
                        "looked_at",
                        "changed_at",
                    ),
                    False,
                ),
                (("sponsored_until",), False),
            )

    class Application(Model):
        id = BigAutoField()
        key = CharField(max_length=12, unique=True)
        job = ForeignKeyField(Job, on_delete="CASCADE", backref="+")
        person = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        contact = CharField(max_length=200)
        line = CharField(max_length=300)
        cv = TextField()
        was_asked = BooleanField()
        state = CharField(max_length=8)
        ending = CharField(max_length=10)
        answer = TextField()
        made_at = BigIntegerField()
        changed_at = BigIntegerField()
        due_at = BigIntegerField(null=True)
        reminded_at = BigIntegerField(null=True)

        class Meta:
            database = db
            table_name = "application"
            legacy_table_names = False
            constraints = [
                Check("state IN ('new', 'talking', 'offered', 'closed')", name="application_state"),
                Check(
                    "ending IN ('', 'hired', 'not_chosen', 'withdrawn', 'no_answer', 'job_over')",
                    name="application_ending",
                ),
                Check("(state = 'closed') = (ending <> '')", name="application_closed"),
            ]
            indexes = (
                (
                    (
                        "job",
                        "state",
                        "changed_at",
                    ),
                    False,
                ),
                (
                    (
                        "person",
                        "changed_at",
                    ),
                    False,
                ),
                (("due_at",), False),
            )

    Application.add_index(
        Application.job, Application.person, unique=True, name="application_once", where=SQL("state <> 'closed'")
    )

    class ApplicationMessage(Model):
        id = BigAutoField()
        application = ForeignKeyField(Application, on_delete="CASCADE", backref="+")
        sender = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        is_team = BooleanField()
        body = TextField()
        sent_at = BigIntegerField()
        once = CharField(max_length=24)

        class Meta:
            database = db
            table_name = "application_message"
            legacy_table_names = False
            indexes = (
                (
                    (
                        "application",
                        "sent_at",
                        "id",
                    ),
                    False,
                ),
                (
                    (
                        "application",
                        "once",
                    ),
                    True,
                ),
            )

    class Ask(Model):
        id = BigAutoField()
        key = CharField(max_length=12, unique=True)
        job = ForeignKeyField(Job, on_delete="CASCADE", backref="+")
        person = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        asker = ForeignKeyField(Person, on_delete="SET NULL", backref="+", null=True)
        note = CharField(max_length=300)
        reply = CharField(max_length=3)
        asked_at = BigIntegerField()
        replied_at = BigIntegerField(null=True)
        due_at = BigIntegerField()

        class Meta:
            database = db
            table_name = "ask"
            legacy_table_names = False
            constraints = [
                Check("reply IN ('', 'yes', 'no')", name="ask_reply"),
                Check("(reply = '') = (replied_at IS NULL)", name="ask_replied"),
            ]
            indexes = (
                (
                    (
                        "job",
                        "person",
                    ),
                    True,
                ),
                (
                    (
                        "person",
                        "asked_at",
                    ),
                    False,
                ),
            )

    class Audit(Model):
        id = BigAutoField()
        at = BigIntegerField()
        actor = CharField(max_length=12)
        verb = CharField(max_length=12)
        about = CharField(max_length=12)
        detail = CharField(max_length=20)
        chain = CharField(max_length=64, index=True)

        class Meta:
            database = db
            table_name = "audit"
            legacy_table_names = False

    class Availability(Model):
        id = BigAutoField()
        person = ForeignKeyField(Person, on_delete="CASCADE", backref="+", unique=True)
        places = SmallIntegerField()
        paused = BooleanField()

        class Meta:
            database = db
            table_name = "availability"
            legacy_table_names = False
            constraints = [
                Check("places BETWEEN 0 AND 20", name="availability_places"),
            ]

    class Beginning(Model):
        id = BigAutoField()
        term = ForeignKeyField(Term, on_delete="CASCADE", backref="+")
        kind = CharField(max_length=12)
        tail = BlobField()
        place = SmallIntegerField()

        class Meta:
            database = db
            table_name = "beginning"
            legacy_table_names = False
            indexes = (
                (
                    (
                        "kind",
                        "tail",
                        "place",
                        "term",
                    ),
                    True,
                ),
            )

    class Block(Model):
        id = BigAutoField()
        blocker = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        blocked = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        since = BigIntegerField()

        class Meta:
            database = db
            table_name = "block"
            legacy_table_names = False
            constraints = [
                Check("blocker_id <> blocked_id", name="block_two"),
            ]
            indexes = (
                (
                    (
                        "blocker",
                        "blocked",
                    ),
                    True,
                ),
            )

    class CandidateLook(Model):
        id = BigAutoField()
        person = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        job = ForeignKeyField(Job, on_delete="CASCADE", backref="+")
        day = IntegerField()
        looked_at = BigIntegerField()

        class Meta:
            database = db
            table_name = "candidate_look"
            legacy_table_names = False
            indexes = (
                (
                    (
                        "person",
                        "job",
                        "day",
                    ),
                    True,
                ),
            )

    class Chore(Model):
        id = BigAutoField()
        name = CharField(max_length=20, unique=True)
        next_at = BigIntegerField()
        claimed_until = BigIntegerField(null=True)
        began_at = BigIntegerField(null=True)
        ended_at = BigIntegerField(null=True)
        done = IntegerField()
        failures = IntegerField()
        trouble = CharField(max_length=200)

        class Meta:
            database = db
            table_name = "chore"
            legacy_table_names = False

    class Colleague(Model):
        id = BigAutoField()
        organisation = ForeignKeyField(Organisation, on_delete="CASCADE", backref="+")
        person = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        role = CharField(max_length=16)
        asked_by = ForeignKeyField(Person, on_delete="SET NULL", backref="+", null=True)
        since = BigIntegerField(null=True)

        class Meta:
            database = db
            table_name = "colleague"
            legacy_table_names = False
            constraints = [
                Check("role IN ('owner', 'recruiter', 'representative')", name="colleague_role"),
            ]
            indexes = (
                (
                    (
                        "organisation",
                        "person",
                    ),
                    True,
                ),
                (
                    (
                        "person",
                        "since",
                    ),
                    False,
                ),
            )

    class Mentorship(Model):
        id = BigAutoField()
        key = CharField(max_length=12, unique=True)
        mentor = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        mentee = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        area = CharField(max_length=8)
        goal = TextField()
        rhythm = CharField(max_length=12)
        weeks = SmallIntegerField()
        started_at = BigIntegerField()
        ends_at = BigIntegerField()
        ended_at = BigIntegerField(null=True)
        ended_by = ForeignKeyField(Person, on_delete="SET NULL", backref="+", null=True)
        thanks = TextField()

        class Meta:
            database = db
            table_name = "mentorship"
            legacy_table_names = False
            constraints = [
                Check("mentor_id <> mentee_id", name="mentorship_two"),
                Check("area IN ('learning', 'work', 'social')", name="mentorship_area"),
                Check("rhythm IN ('weekly', 'fortnightly', 'monthly', 'when_needed')", name="mentorship_rhythm"),
                Check("weeks BETWEEN 1 AND 104", name="mentorship_weeks"),
            ]
            indexes = (
                (
                    (
                        "mentor",
                        "mentee",
                    ),
                    False,
                ),
                (
                    (
                        "mentee",
                        "mentor",
                    ),
                    False,
                ),
            )

    Mentorship.add_index(
        Mentorship.mentor, Mentorship.mentee, unique=True, name="mentorship_once", where=SQL("ended_at IS NULL")
    )

    class Friendship(Model):
        id = BigAutoField()
        low = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        high = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        since = BigIntegerField()
        ended_at = BigIntegerField(null=True)

        class Meta:
            database = db
            table_name = "friendship"
            legacy_table_names = False
            constraints = [
                Check("low_id < high_id", name="friendship_pair"),
            ]
            indexes = (
                (
                    (
                        "high",
                        "low",
                    ),
                    False,
                ),
                (
                    (
                        "low",
                        "high",
                    ),
                    False,
                ),
            )

    Friendship.add_index(
        Friendship.low, Friendship.high, unique=True, name="friendship_once", where=SQL("ended_at IS NULL")
    )

    class Conversation(Model):
        id = BigAutoField()
        key = CharField(max_length=12, unique=True)
        low = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        high = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        mentorship = ForeignKeyField(Mentorship, on_delete="CASCADE", backref="+", null=True, unique=True)
        friendship = ForeignKeyField(Friendship, on_delete="CASCADE", backref="+", null=True, unique=True)

        class Meta:
            database = db
            table_name = "conversation"
            legacy_table_names = False
            constraints = [
                Check("low_id < high_id", name="conversation_two"),
                Check("(mentorship_id IS NULL) <> (friendship_id IS NULL)", name="conversation_tie"),
            ]

    class Dismissal(Model):
        id = BigAutoField()
        person = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        other = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        lane = CharField(max_length=6)

        class Meta:
            database = db
            table_name = "dismissal"
            legacy_table_names = False
            indexes = (
                (
                    (
                        "person",
                        "lane",
                        "other",
                    ),
                    True,
                ),
            )

    class Report(Model):
        id = BigAutoField()
        key = CharField(max_length=12, unique=True)
        reporter = ForeignKeyField(Person, on_delete="SET NULL", backref="+", null=True)
        about = ForeignKeyField(Person, on_delete="SET NULL", backref="+", null=True)
        handle = CharField(max_length=12)
        name = CharField(max_length=80)
        kind = CharField(max_length=12)
        thing = CharField(max_length=32)
        reason = CharField(max_length=8)
        words = TextField()
        state = CharField(max_length=6)
        outcome = CharField(max_length=10)
        answer = TextField()
        made_at = BigIntegerField()
        closed_at = BigIntegerField(null=True)
        closed_by = CharField(max_length=12)

        class Meta:
            database = db
            table_name = "report"
            legacy_table_names = False
            constraints = [
                Check("reporter_id <> about_id", name="report_two"),
                Check("kind IN ('profile', 'message', 'request', 'job', 'organisation')", name="report_kind"),
                Check("reason IN ('contact', 'hate', 'money', 'fake', 'danger', 'else')", name="report_reason"),
                Check("state IN ('open', 'closed')", name="report_state"),
                Check("(state = 'closed') = (closed_at IS NOT NULL)", name="report_closed"),
                Check("outcome IN ('', 'nothing', 'warned', 'suspended', 'taken_off')", name="report_outcome"),
                Check("(state = 'open') = (outcome = '')", name="report_decided"),
            ]
            indexes = (
                (
                    (
                        "state",
                        "made_at",
                        "id",
                    ),
                    False,
                ),
            )

    Report.add_index(
        Report.reporter, Report.kind, Report.thing, unique=True, name="report_once", where=SQL("state = 'open'")
    )

    class Evidence(Model):
        id = BigAutoField()
        report = ForeignKeyField(Report, on_delete="CASCADE", backref="+")
        position = SmallIntegerField()
        author = CharField(max_length=12)
        part = CharField(max_length=12)
        at = BigIntegerField(null=True)
        text = TextField()
        picture = BlobField(null=True)
        is_the_one = BooleanField()

        class Meta:
            database = db
            table_name = "evidence"
            legacy_table_names = False
            indexes = (
                (
                    (
                        "report",
                        "position",
                    ),
                    True,
                ),
            )

    class Fact(Model):
        id = BigAutoField()
        key = CharField(max_length=12, unique=True)
        person = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        section = CharField(max_length=12)
        term = ForeignKeyField(Term, on_delete="RESTRICT", backref="+")
        written = TextField(null=True)
        focus = ForeignKeyField(Term, on_delete="RESTRICT", backref="+", null=True)
        focus_written = TextField(null=True)
        area = CharField(max_length=8)
        level = CharField(max_length=6)
        year_from = SmallIntegerField(null=True)
        year_to = SmallIntegerField(null=True)

        class Meta:
            database = db
            table_name = "fact"
            legacy_table_names = False
            constraints = [
                Check("area IN ('', 'learning', 'work', 'social')", name="fact_area"),
                Check("level IN ('', 'basic', 'good', 'fluent', 'native')", name="fact_level"),
                Check("year_to IS NULL OR year_from IS NULL OR year_from <= year_to", name="fact_years"),
            ]
            indexes = (
                (
                    (
                        "person",
                        "section",
                    ),
                    False,
                ),
                (
                    (
                        "term",
                        "section",
                        "person",
                    ),
                    False,
                ),
            )

    Fact.add_index(
        Fact.person,
        Fact.section,
        Fact.term,
        Fact.area,
        unique=True,
        name="fact_once",
        where=SQL("section NOT IN ('work', 'education')"),
    )

    class FoundWork(Model):
        id = BigAutoField()
        person = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        mentorship = ForeignKeyField(Mentorship, on_delete="SET NULL", backref="+", null=True)
        found_at = BigIntegerField()

        class Meta:
            database = db
            table_name = "found_work"
            legacy_table_names = False
            indexes = (
                (("found_at",), False),
                (
                    (
                        "person",
                        "mentorship",
                    ),
                    False,
                ),
            )

    class HelpOffer(Model):
        id = BigAutoField()
        key = CharField(max_length=12, unique=True)
        person = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        organisation = ForeignKeyField(Organisation, on_delete="CASCADE", backref="+")
        job = ForeignKeyField(Job, on_delete="CASCADE", backref="+", null=True)
        sort = CharField(max_length=9)
        audience = SmallIntegerField()
        made_at = BigIntegerField()

        class Meta:
            database = db
            table_name = "help_offer"
            legacy_table_names = False
            constraints = [
                Check("sort IN ('introduce', 'practise')", name="help_offer_sort"),
                Check("audience IN (4, 8, 12, 16, 20, 24, 28)", name="help_offer_audience"),
            ]
            indexes = (
                (
                    (
                        "organisation",
                        "sort",
                    ),
                    False,
                ),
            )

    HelpOffer.add_index(
        HelpOffer.person,
        HelpOffer.organisation,
        HelpOffer.sort,
        unique=True,
        name="help_once",
        where=SQL("job_id IS NULL"),
    )

    HelpOffer.add_index(
        HelpOffer.person,
        HelpOffer.job,
        HelpOffer.sort,
        unique=True,
        name="help_job_once",
        where=SQL("job_id IS NOT NULL"),
    )

    class HelpAsked(Model):
        id = BigAutoField()
        offer = ForeignKeyField(HelpOffer, on_delete="CASCADE", backref="+")
        person = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        asked_at = BigIntegerField()

        class Meta:
            database = db
            table_name = "help_asked"
            legacy_table_names = False
            indexes = (
                (
                    (
                        "offer",
                        "person",
                    ),
                    True,
                ),
            )

    class Invitation(Model):
        id = BigAutoField()
        key = CharField(max_length=12, unique=True)
        by = ForeignKeyField(Person, on_delete="SET NULL", backref="+", null=True)
        label = CharField(max_length=80)
        address = CharField(max_length=200)
        language = CharField(max_length=2)
        is_trusted = BooleanField()
        places = IntegerField()
        used = IntegerField()
        made_at = BigIntegerField()
        expires_at = BigIntegerField()
        revoked_at = BigIntegerField(null=True)

        class Meta:
            database = db
            table_name = "invitation"
            legacy_table_names = False
            constraints = [
                Check("places BETWEEN 1 AND 10000", name="invitation_places"),
                Check("used BETWEEN 0 AND places", name="invitation_used"),
            ]
            indexes = (
                (
                    (
                        "made_at",
                        "id",
                    ),
                    False,
                ),
            )

    class JobLanguage(Model):
        id = BigAutoField()
        job = ForeignKeyField(Job, on_delete="CASCADE", backref="+")
        term = ForeignKeyField(Term, on_delete="RESTRICT", backref="+")
        written = TextField(null=True)
        level = CharField(max_length=6)

        class Meta:
            database = db
            table_name = "job_language"
            legacy_table_names = False
            constraints = [
                Check("level IN ('basic', 'good', 'fluent', 'native')", name="job_language_level"),
            ]
            indexes = (
                (
                    (
                        "job",
                        "term",
                    ),
                    True,
                ),
            )

    class JobWord(Model):
        id = BigAutoField()
        job = ForeignKeyField(Job, on_delete="CASCADE", backref="+", index=False)
        word = BlobField()

        class Meta:
            database = db
            table_name = "job_word"
            legacy_table_names = False
            indexes = (
                (
                    (
                        "job",
                        "word",
                    ),
                    True,
                ),
                (
                    (
                        "word",
                        "job",
                    ),
                    False,
                ),
            )

    class Joined(Model):
        id = BigAutoField()
        invitation = ForeignKeyField(Invitation, on_delete="CASCADE", backref="+")
        person = ForeignKeyField(Person, on_delete="CASCADE", backref="+", unique=True)
        joined_at = BigIntegerField()

        class Meta:
            database = db
            table_name = "joined"
            legacy_table_names = False

    class Logo(Model):
        id = BigAutoField()
        key = CharField(max_length=12, unique=True)
        kind = CharField(max_length=20)
        content = BlobField()

        class Meta:
            database = db
            table_name = "logo"
            legacy_table_names = False

    class Notice(Model):
        id = BigAutoField()
        key = CharField(max_length=12, unique=True)
        person = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        kind = CharField(max_length=10)
        other = ForeignKeyField(Person, on_delete="CASCADE", backref="+", null=True)
        about = CharField(max_length=12)
        made_at = BigIntegerField()
        read_at = BigIntegerField(null=True)

        class Meta:
            database = db
            table_name = "notice"
            legacy_table_names = False
            indexes = (
                (
                    (
                        "person",
                        "made_at",
                        "id",
                    ),
                    False,
                ),
                (
                    (
                        "person",
                        "read_at",
                    ),
                    False,
                ),
            )

    class Mail(Model):
        id = BigAutoField()
        key = CharField(max_length=12, unique=True)
        person = ForeignKeyField(Person, on_delete="CASCADE", backref="+", null=True)
        notice = ForeignKeyField(Notice, on_delete="CASCADE", backref="+", null=True)
        kind = CharField(max_length=10)
        about = CharField(max_length=12)
        address = CharField(max_length=200)
        state = CharField(max_length=8)
        made_at = BigIntegerField()
        due_at = BigIntegerField()
        claimed_until = BigIntegerField(null=True)
        tries = SmallIntegerField()
        settled_at = BigIntegerField(null=True)
        trouble = CharField(max_length=200)

        class Meta:
            database = db
            table_name = "mail"
            legacy_table_names = False
            constraints = [
                Check("state IN ('waiting', 'sent', 'dropped', 'given_up')", name="mail_state"),
            ]
            indexes = (
                (
                    (
                        "state",
                        "due_at",
                        "id",
                    ),
                    False,
                ),
            )

    class MailChoice(Model):
        id = BigAutoField()
        person = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        topic = CharField(max_length=10)
        choice = CharField(max_length=8)

        class Meta:
            database = db
            table_name = "mail_choice"
            legacy_table_names = False
            constraints = [
                Check("choice IN ('at_once', 'daily', 'never')", name="mail_choice"),
            ]
            indexes = (
                (
                    (
                        "person",
                        "topic",
                    ),
                    True,
                ),
            )

    class Message(Model):
        id = BigAutoField()
        conversation = ForeignKeyField(Conversation, on_delete="CASCADE", backref="+")
        sender = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        body = TextField()
        sent_at = BigIntegerField()
        once = CharField(max_length=24)

        class Meta:
            database = db
            table_name = "message"
            legacy_table_names = False
            indexes = (
                (
                    (
                        "conversation",
                        "sent_at",
                        "id",
                    ),
                    False,
                ),
                (
                    (
                        "conversation",
                        "sender",
                        "once",
                    ),
                    True,
                ),
            )

    class Need(Model):
        id = BigAutoField()
        job = ForeignKeyField(Job, on_delete="CASCADE", backref="+")
        position = SmallIntegerField()
        text = CharField(max_length=120)
        is_must = BooleanField()

        class Meta:
            database = db
            table_name = "need"
            legacy_table_names = False
            indexes = (
                (
                    (
                        "job",
                        "position",
                    ),
                    True,
                ),
            )

    class NotFor(Model):
        id = BigAutoField()
        person = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        organisation = ForeignKeyField(Organisation, on_delete="CASCADE", backref="+")

        class Meta:
            database = db
            table_name = "not_for"
            legacy_table_names = False
            indexes = (
                (
                    (
                        "person",
                        "organisation",
                    ),
                    True,
                ),
            )

    class OpenMail(Model):
        id = BigAutoField()
        person = ForeignKeyField(Person, on_delete="CASCADE", backref="+", unique=True)

        class Meta:
            database = db
            table_name = "open_mail"
            legacy_table_names = False

    class OpenToWork(Model):
        id = BigAutoField()
        person = ForeignKeyField(Person, on_delete="CASCADE", backref="+", unique=True)
        place = ForeignKeyField(Term, on_delete="RESTRICT", backref="+", null=True)
        place_written = TextField(null=True)
        hours_from = SmallIntegerField(null=True)
        hours_to = SmallIntegerField(null=True)
        is_any = BooleanField()
        pay_from = IntegerField(null=True)
        pay_per = CharField(max_length=5)
        currency = CharField(max_length=3)
        to_employers = BooleanField()
        opened_at = BigIntegerField()
        until = BigIntegerField()
        reminded_at = BigIntegerField(null=True)

        class Meta:
            database = db
            table_name = "open_to_work"
            legacy_table_names = False
            constraints = [
                Check("hours_from IS NULL OR hours_from BETWEEN 1 AND 80", name="open_to_work_hours_from"),
                Check("hours_to IS NULL OR hours_to BETWEEN 1 AND 80", name="open_to_work_hours_to"),
                Check("(pay_from IS NULL) = (pay_per = '')", name="open_to_work_pay_per"),
                Check("(pay_from IS NULL) = (currency = '')", name="open_to_work_currency"),
            ]
            indexes = (
                (("until",), False),
                (
                    (
                        "is_any",
                        "until",
                        "person",
                    ),
                    False,
                ),
            )

    class Passage(Model):
        id = BigAutoField()
        person = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        section = CharField(max_length=12)
        text = TextField()
        folded = TextField()

        class Meta:
            database = db
            table_name = "passage"
            legacy_table_names = False
            indexes = (
                (
                    (
                        "person",
                        "section",
                    ),
                    True,
                ),
            )

    class Photo(Model):
        id = BigAutoField()
        key = CharField(max_length=12, unique=True)
        person = ForeignKeyField(Person, on_delete="CASCADE", backref="+", unique=True)
        small = BlobField()
        large = BlobField()
        changed_at = BigIntegerField()

        class Meta:
            database = db
            table_name = "photo"
            legacy_table_names = False

    class Reading(Model):
        id = BigAutoField()
        conversation = ForeignKeyField(Conversation, on_delete="CASCADE", backref="+")
        person = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        read_at = BigIntegerField()

        class Meta:
            database = db
            table_name = "reading"
            legacy_table_names = False
            indexes = (
                (
                    (
                        "conversation",
                        "person",
                    ),
                    True,
                ),
            )

    class RecoveryCode(Model):
        id = BigAutoField()
        person = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        code_hash = CharField(max_length=64)
        used_at = BigIntegerField(null=True)

        class Meta:
            database = db
            table_name = "recovery_code"
            legacy_table_names = False
            indexes = (
                (
                    (
                        "person",
                        "code_hash",
                    ),
                    True,
                ),
            )

    class Rules(Model):
        id = BigAutoField()
        version = CharField(max_length=12, unique=True)
        en = TextField()
        it = TextField()
        published_at = BigIntegerField()

        class Meta:
            database = db
            table_name = "rules"
            legacy_table_names = False

    class SavedSearch(Model):
        id = BigAutoField()
        key = CharField(max_length=12, unique=True)
        person = ForeignKeyField(Person, on_delete="CASCADE", backref="+", index=False)
        query = CharField(max_length=2000)
        made_at = BigIntegerField()
        seen_until = BigIntegerField()

        class Meta:
            database = db
            table_name = "saved_search"
            legacy_table_names = False
            indexes = (
                (
                    (
                        "person",
                        "query",
                    ),
                    True,
                ),
            )

    class Session(Model):
        id = BigAutoField()
        key = CharField(max_length=12, unique=True)
        token_hash = CharField(max_length=64, unique=True)
        person = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        started_at = BigIntegerField()
        seen_at = BigIntegerField()
        kept = BooleanField()
        device = CharField(max_length=120)

        class Meta:
            database = db
            table_name = "session"
            legacy_table_names = False

    class Setting(Model):
        id = BigAutoField()
        name = CharField(max_length=20, unique=True)
        value = TextField()
        version = IntegerField()

        class Meta:
            database = db
            table_name = "setting"
            legacy_table_names = False

    class Sharing(Model):
        id = BigAutoField()
        owner = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        section = CharField(max_length=12)
        audience = SmallIntegerField()

        class Meta:
            database = db
            table_name = "sharing"
            legacy_table_names = False
            constraints = [
                Check("audience BETWEEN 0 AND 127", name="sharing_audience"),
            ]
            indexes = (
                (
                    (
                        "owner",
                        "section",
                    ),
                    True,
                ),
            )

    class SharingChange(Model):
        id = BigAutoField()
        owner = ForeignKeyField(Person, on_delete="CASCADE", backref="+", index=False)
        section = CharField(max_length=12)
        before = SmallIntegerField()
        after = SmallIntegerField()
        cause = CharField(max_length=7)
        preset = CharField(max_length=8)
        at = BigIntegerField(index=True)

        class Meta:
            database = db
            table_name = "sharing_change"
            legacy_table_names = False
            constraints = [
                Check("before BETWEEN 0 AND 127 AND after BETWEEN 0 AND 127", name="sharing_change_audiences"),
                Check("cause IN ('press', 'preset', 'joining')", name="sharing_change_cause"),
            ]
            indexes = (
                (
                    (
                        "owner",
                        "at",
                        "id",
                    ),
                    False,
                ),
            )

    class Shipment(Model):
        id = BigAutoField()
        name = CharField(max_length=40, unique=True)
        digest = CharField(max_length=64)

        class Meta:
            database = db
            table_name = "shipment"
            legacy_table_names = False
            constraints = [
                Check("length(digest) = 64", name="shipment_digest"),
            ]

    class Spelling(Model):
        id = BigAutoField()
        term = ForeignKeyField(Term, on_delete="CASCADE", backref="+")
        kind = CharField(max_length=12)
        folded = CharField(max_length=160)

        class Meta:
            database = db
            table_name = "spelling"
            legacy_table_names = False
            indexes = (
                (
                    (
                        "kind",
                        "folded",
                    ),
                    True,
                ),
            )

    class Spot(Model):
        id = BigAutoField()
        term = ForeignKeyField(Term, on_delete="CASCADE", backref="+", unique=True)
        lat = IntegerField()
        lon = IntegerField()
        narrow = IntegerField()

        class Meta:
            database = db
            table_name = "spot"
            legacy_table_names = False
            constraints = [
                Check("lat BETWEEN -9000 AND 9000", name="spot_lat"),
                Check("lon BETWEEN -18000 AND 18000", name="spot_lon"),
            ]
            indexes = (
                (
                    (
                        "lat",
                        "lon",
                    ),
                    False,
                ),
            )

    class Throttle(Model):
        id = BigAutoField()
        key = CharField(max_length=64, unique=True)
        since = BigIntegerField()
        tries = IntegerField()

        class Meta:
            database = db
            table_name = "throttle"
            legacy_table_names = False

    class Token(Model):
        id = BigAutoField()
        key = CharField(max_length=12, unique=True)
        person = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        purpose = CharField(max_length=8)
        about = CharField(max_length=200)
        made_at = BigIntegerField()
        expires_at = BigIntegerField()
        used_at = BigIntegerField(null=True)

        class Meta:
            database = db
            table_name = "token"
            legacy_table_names = False
            constraints = [
                Check("purpose IN ('confirm', 'reset')", name="token_purpose"),
            ]

    class TwoStep(Model):
        id = BigAutoField()
        person = ForeignKeyField(Person, on_delete="CASCADE", backref="+", unique=True)
        secret = CharField(max_length=64)
        confirmed_at = BigIntegerField(null=True)
        last_step = IntegerField()

        class Meta:
            database = db
            table_name = "two_step"
            legacy_table_names = False

    db.create_tables(
        [
            Person,
            Request,
            Alternative,
            Term,
            Organisation,
            Job,
            Application,
            ApplicationMessage,
            Ask,
            Audit,
            Availability,
            Beginning,
            Block,
            CandidateLook,
            Chore,
            Colleague,
            Mentorship,
            Friendship,
            Conversation,
            Dismissal,
            Report,
            Evidence,
            Fact,
            FoundWork,
            HelpOffer,
            HelpAsked,
            Invitation,
            JobLanguage,
            JobWord,
            Joined,
            Logo,
            Notice,
            Mail,
            MailChoice,
            Message,
            Need,
            NotFor,
            OpenMail,
            OpenToWork,
            Passage,
            Photo,
            Reading,
            RecoveryCode,
            Rules,
            SavedSearch,
            Session,
            Setting,
            Sharing,
            SharingChange,
            Shipment,
            Spelling,
            Spot,
            Throttle,
            Token,
            TwoStep,
        ]
    )
