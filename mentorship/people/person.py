"""A person: the account and the name others see."""

from enum import IntFlag, StrEnum

from peewee import BooleanField, CharField, Check, IntegerField, TextField

from mentorship import clock
from mentorship.database import KeyField, MomentField, Table, write
from mentorship.errors import N_, Invalid
from mentorship.people import password as passwords
from mentorship.site import rules as rules_in_force
from mentorship.text import fold, line, passage

NAME_LIMIT = 80
EMAIL_LIMIT = 200
WHY_LIMIT = 300

NEEDS_LETTER = N_("Please write a name with at least one letter.")
NOT_AN_ADDRESS = N_("This does not look like an e-mail address. It needs an @ and a name after it.")
ADDRESS_TAKEN = N_("There is an account with this address already. Sign in instead, or use another address.")
ADULTS_ONLY = N_("This community is for people of 18 or over.")
RULES_NEEDED = N_("Please read the rules and agree to them, so that everyone can rely on them.")


class Purpose(StrEnum):
    """What brings somebody here."""

    SEEK = "seek"
    MENTOR = "mentor"
    BOTH = "both"
    LOOK = "look"


class State(StrEnum):
    """Whether the account takes part. Only an active one exists for others.

    PENDING waits for approval; CLOSED was closed by its owner, who can still change their mind; ERASED is a tombstone.
    """

    ACTIVE = "active"
    PENDING = "pending"
    CLOSED = "closed"
    SUSPENDED = "suspended"
    ERASED = "erased"


class Role(IntFlag):
    """Tasks somebody has in the community."""

    NONE = 0
    COORDINATOR = 1
    MODERATOR = 2
    ADMIN = 4
    EMPLOYER = 8


# Tasks that open other people's affairs: they count only with the second step of signing in.
STAFF = Role.COORDINATOR | Role.MODERATOR | Role.ADMIN
APPROVERS = Role.COORDINATOR | Role.ADMIN  # they decide who is let in

# SQL for whether the person row `p` signs in with two steps. Anybody may enter as the staff of a demonstration: that
# proves something only until the first real person comes.
HAS_TWO_STEPS = """(EXISTS (SELECT 1 FROM two_step t WHERE t.person_id = p.id AND t.confirmed_at IS NOT NULL)
 AND NOT (p.demo AND EXISTS (SELECT 1 FROM person member WHERE NOT member.demo)))"""


def in_force(roles: int, has_two_steps: bool) -> Role:
    """Which of these tasks count now."""
    return Role(roles) if has_two_steps else Role(roles) & ~STAFF


class Person(Table):
    """An account. Others know it by `handle`, never by its number or its address.

    Who joined by mail has no address until they answered from it: until then it stands in their token alone, so that
    nobody holds an address that is not theirs.
    """

    handle = KeyField()
    name = CharField(max_length=NAME_LIMIT)
    search_name = CharField(max_length=NAME_LIMIT * 2)
    email = CharField(max_length=EMAIL_LIMIT, unique=True, null=True)
    password = TextField()
    language = CharField(max_length=2)
    purpose = CharField(max_length=8)
    roles = IntegerField(default=Role.NONE, index=True)
    state = CharField(max_length=10, default=State.ACTIVE)
    rules_version = CharField(max_length=12)
    rules_accepted_at = MomentField()
    joined_at = MomentField()
    confirmed_at = MomentField(null=True)  # when the owner showed that they read mail at this address
    closed_at = MomentField(null=True)
    why = CharField(max_length=WHY_LIMIT, default="")  # why they would like to join, until that is decided
    demo = BooleanField(default=False, index=True)

    class Meta:
        constraints = [
            Check("language IN ('en', 'it')", name="person_language"),
            Check("purpose IN ('seek', 'mentor', 'both', 'look')", name="person_purpose"),
            Check("state IN ('active', 'pending', 'closed', 'suspended', 'erased')", name="person_state"),
            Check("(state = 'closed') = (closed_at IS NOT NULL)", name="person_closed"),
            Check("email IS NOT NULL OR state IN ('pending', 'erased')", name="person_address"),
            Check("length(name) > 0 OR state = 'erased'", name="person_name"),
        ]
        indexes = ((("state", "joined_at", "id"), False),)

    def has(self, role: Role) -> bool:
        """Whether this person has the task."""
        return bool(Role(self.roles) & role)


def normal_address(text: str, field: str = "email") -> str:
    """The address as the account knows it; raises Invalid(field)."""
    address = line(field, text.lower(), EMAIL_LIMIT)  # some letters grow when they are made small
    name, at, host = address.rpartition("@")
    if not (name and at and host) or " " in address or "@" in name or host.startswith(".") or host.endswith("."):
        raise Invalid(field, NOT_AN_ADDRESS)
    return address


def normal_name(text: str) -> str:
    """The tidy name others will see; raises Invalid("name")."""
    name = line("name", text, NAME_LIMIT)
    if not any(letter.isalnum() for letter in name):
        raise Invalid("name", NEEDS_LETTER)
    return name


def searchable(name: str) -> str:
    """The name as search compares it; letters that fold into many are cut where the column ends."""
    return fold(name)[: NAME_LIMIT * 2]


def prepare(
    *,
    name: str,
    email: str,
    password: str,
    purpose: Purpose,
    language: str,
    adult: bool,
    rules: bool,
    why: str = "",
) -> dict[str, object]:
    """A new account that has accepted today's rules, checked and hashed but not yet there (hashing takes its time,
    and must not hold the write lock); raises Invalid with the field to mend."""
    name, email = normal_name(name), normal_address(email)
    why = passage("why", why, WHY_LIMIT, required=False)
    passwords.refuse_weak(password, name, email)
    if not adult:
        raise Invalid("adult", ADULTS_ONLY)
    if not rules:
        raise Invalid("rules", RULES_NEEDED)
    now = clock.now()
    return {
        "name": name,
        "search_name": searchable(name),
        "email": email,
        "password": passwords.hashed(password),
        "purpose": purpose,
        "language": language,
        "why": why,
        "rules_version": rules_in_force.version(),
        "rules_accepted_at": now,
        "joined_at": now,
    }


@write
def create(account: dict[str, object]) -> Person:
    """Adds a prepared account; raises Invalid("email") if the address has one."""
    if account["email"] and Person.select().where(Person.email == account["email"]).exists():
        raise Invalid("email", ADDRESS_TAKEN)
    return Person.create(**account)


@write
def rename(person: Person, name: str) -> None:
    """Changes the name others see; raises Invalid("name")."""
    person.name = normal_name(name)
    person.search_name = searchable(person.name)
    person.save()


@write
def speak(person: Person, language: str) -> None:
    """Changes the language of the pages."""
    person.language = language
    person.save()


@write
def agree(person_id: int, version: str) -> None:
    """Notes that this person keeps to this version of the rules."""
    Person.update(rules_version=version, rules_accepted_at=clock.now()).where(Person.id == person_id).execute()
