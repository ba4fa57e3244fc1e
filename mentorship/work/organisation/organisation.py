"""An organisation that has work to give: what it is, and whether somebody here has looked at it."""

from enum import StrEnum

from peewee import CharField, Check, ForeignKeyField, TextField

from mentorship.database import KeyField, MomentField, Table
from mentorship.people.person import Person
from mentorship.people.vocabulary import Term
from mentorship.people.vocabulary.holding import hold

NAME_LIMIT = 80
ABOUT_LIMIT = 1500
WEBSITE_LIMIT = 200
REASON_LIMIT = 500


class Kind(StrEnum):
    """What sort of organisation it is."""

    COMPANY = "company"
    COOPERATIVE = "cooperative"
    CHARITY = "charity"
    PUBLIC = "public"
    SCHOOL = "school"
    HOUSEHOLD = "household"


class State(StrEnum):
    """Whether a moderator has looked at it. Only a verified one exists for people outside it, and only it publishes."""

    WAITING = "waiting"
    VERIFIED = "verified"
    REFUSED = "refused"


class Organisation(Table):
    """`workplace` is the term under which people state that they work there. `reason` is what a moderator said when they
    refused it; `decided_by` is their handle."""

    key = KeyField()
    name = CharField(max_length=NAME_LIMIT)
    folded = CharField(max_length=NAME_LIMIT * 2)
    kind = CharField(max_length=12)
    about = TextField()
    website = CharField(max_length=WEBSITE_LIMIT, default="")
    place = ForeignKeyField(Term, null=True, on_delete="RESTRICT", backref="+")
    place_written = TextField(null=True)
    workplace = ForeignKeyField(Term, on_delete="RESTRICT", backref="+")
    state = CharField(max_length=8, default=State.WAITING)
    reason = TextField(default="")
    made_at = MomentField()
    decided_at = MomentField(null=True)
    decided_by = CharField(max_length=12, default="")

    class Meta:
        constraints = [
            Check(
                "kind IN ('company', 'cooperative', 'charity', 'public', 'school', 'household')",
                name="organisation_kind",
            ),
            Check("state IN ('waiting', 'verified', 'refused')", name="organisation_state"),
            Check("(state = 'waiting') = (decided_at IS NULL)", name="organisation_decided"),
        ]
        indexes = ((("state", "made_at", "id"), False), (("state", "folded"), False), (("workplace",), False))


hold("organisation", "place_id", "workplace_id")


class Role(StrEnum):
    """What somebody does for an organisation: everything; jobs and applicants; or speaking for it."""

    OWNER = "owner"
    RECRUITER = "recruiter"
    REPRESENTATIVE = "representative"


class Colleague(Table):
    """Somebody who acts for an organisation, from the moment they said yes (`since`). Until then they are only asked."""

    organisation = ForeignKeyField(Organisation, on_delete="CASCADE")
    person = ForeignKeyField(Person, on_delete="CASCADE")
    role = CharField(max_length=16)
    asked_by = ForeignKeyField(Person, null=True, on_delete="SET NULL", backref="+")
    since = MomentField(null=True)

    class Meta:
        constraints = [Check("role IN ('owner', 'recruiter', 'representative')", name="colleague_role")]
        indexes = ((("organisation", "person"), True), (("person", "since"), False))
