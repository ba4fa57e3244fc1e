"""The first shape of the database. Written once; later changes are new files."""

from typing import Any

from peewee import (
    SQL,
    BigAutoField,
    BigIntegerField,
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
        email = CharField(max_length=200, unique=True)
        password = TextField()
        language = CharField(max_length=2)
        purpose = CharField(max_length=8)
        roles = IntegerField()
        state = CharField(max_length=10)
        rules_version = CharField(max_length=12)
        rules_accepted_at = BigIntegerField()
        joined_at = BigIntegerField()
        demo = BooleanField(index=True)

        class Meta:
            database = db
            table_name = "person"
            constraints = [
                Check("language IN ('en', 'it')", name="person_language"),
                Check("purpose IN ('seek', 'mentor', 'both', 'look')", name="person_purpose"),
                Check("state IN ('active', 'suspended', 'erased')", name="person_state"),
                Check("length(name) > 0", name="person_name"),
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

    class Availability(Model):
        id = BigAutoField()
        person = ForeignKeyField(Person, on_delete="CASCADE", backref="+", unique=True)
        places = SmallIntegerField()
        paused = BooleanField()

        class Meta:
            database = db
            table_name = "availability"
            constraints = [
                Check("places BETWEEN 0 AND 20", name="availability_places"),
            ]

    class Block(Model):
        id = BigAutoField()
        blocker = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        blocked = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        since = BigIntegerField()

        class Meta:
            database = db
            table_name = "block"
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

    class Term(Model):
        id = BigAutoField()
        kind = CharField(max_length=12)
        en = CharField(max_length=80)
        it = CharField(max_length=80)
        code = CharField(max_length=12)
        shipped = BooleanField()

        class Meta:
            database = db
            table_name = "term"
            indexes = (
                (
                    (
                        "kind",
                        "shipped",
                    ),
                    False,
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

    class Passage(Model):
        id = BigAutoField()
        person = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        section = CharField(max_length=12)
        text = TextField()
        folded = TextField()

        class Meta:
            database = db
            table_name = "passage"
            indexes = (
                (
                    (
                        "person",
                        "section",
                    ),
                    True,
                ),
            )

    class Reading(Model):
        id = BigAutoField()
        conversation = ForeignKeyField(Conversation, on_delete="CASCADE", backref="+")
        person = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        read_at = BigIntegerField()

        class Meta:
            database = db
            table_name = "reading"
            indexes = (
                (
                    (
                        "conversation",
                        "person",
                    ),
                    True,
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
        deadline = BigIntegerField()
        settled_at = BigIntegerField(null=True)
        seen = BooleanField()

        class Meta:
            database = db
            table_name = "request"
            constraints = [
                Check("sender_id <> recipient_id AND low_id < high_id", name="request_two"),
                Check("kind IN ('friend', 'mentoring')", name="request_kind"),
                Check("(kind = 'mentoring') = (mentor_id IS NOT NULL)", name="request_mentor"),
                Check("state IN ('open', 'accepted', 'declined', 'withdrawn', 'ended')", name="request_state"),
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
            )

    Request.add_index(
        Request.low, Request.high, Request.kind, unique=True, name="request_once", where=SQL("state = 'open'")
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

    class Sharing(Model):
        id = BigAutoField()
        owner = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        section = CharField(max_length=12)
        audience = SmallIntegerField()

        class Meta:
            database = db
            table_name = "sharing"
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

    class Shipment(Model):
        id = BigAutoField()
        name = CharField(max_length=40, unique=True)
        digest = CharField(max_length=64)

        class Meta:
            database = db
            table_name = "shipment"
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
            indexes = (
                (
                    (
                        "kind",
                        "folded",
                    ),
                    True,
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

    db.create_tables(
        [
            Person,
            Availability,
            Block,
            Mentorship,
            Friendship,
            Conversation,
            Dismissal,
            Term,
            Fact,
            Message,
            Passage,
            Reading,
            Request,
            Session,
            Sharing,
            Shipment,
            Spelling,
            Throttle,
        ]
    )
