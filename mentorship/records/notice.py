"""A notice: something happened that somebody should know. A row of ids; words and permission come when it is read."""

from enum import StrEnum

from peewee import CharField, ForeignKeyField

from mentorship import clock
from mentorship.database import KeyField, MomentField, Table, execute, write
from mentorship.people.person import Person


class Kind(StrEnum):
    """What happened. `about` of a notice is the public key of the thing, as named here."""

    ASKED = "asked"  # somebody asked me: request
    REMINDED = "reminded"  # I have not answered yet: request
    QUESTION = "question"  # a question about what I asked: request
    ANSWER = "answer"  # my question was answered: request
    ACCEPTED = "accepted"  # they said yes: request
    DECLINED = "declined"  # they said no, kindly: request
    LAPSED = "lapsed"  # no answer came, the request is closed: request
    MOVED_ON = "moved_on"  # my request went on to the next mentor I named: the new request
    ENDED = "ended"  # they ended our mentorship: mentorship
    MESSAGE = "message"  # new messages: conversation
    WAITING = "waiting"  # somebody wants to join and waits for approval (staff): nothing
    WELCOME = "welcome"  # I was let in: nothing
    REPORTED = "reported"  # a report waits (moderators): nothing
    UNMINDED = "unminded"  # a report waits, and there is no moderator for it (admins): nothing
    HEARD = "heard"  # what I reported was looked at: report
    RULES = "rules"  # a moderator asks me to keep to the house rules: nothing
    JOB_LIVE = "job_live"  # a job of my organisation is published: job
    JOB_BACK = "job_back"  # it was sent back, with a reason: job
    JOB_ENDS = "job_ends"  # it ends within five days: job
    JOB_REVIEW = "job_review"  # a job waits to be looked at (moderators): nothing
    COLLEAGUE = "colleague"  # somebody asks me to act for an organisation: organisation
    VERIFIED = "verified"  # an organisation I act for has been looked at, and can publish: organisation
    UNVERIFIED = "unverified"  # it was not accepted, or is no more: organisation
    TO_VERIFY = "to_verify"  # an organisation waits to be looked at (moderators): nothing
    JOB_FOUND = "job_found"  # there are new jobs for a search I keep: saved search
    APPLIED = "applied"  # somebody applied for a job of my organisation: application
    APP_WAITS = "app_waits"  # they still wait for an answer: application
    APP_NEWS = "app_news"  # my application stands differently: application
    APP_WORDS = "app_words"  # the other side of an application wrote: application
    APP_GONE = "app_gone"  # the organisation I applied to is no longer here: nothing
    ASK_TALK = "ask_talk"  # an organisation asks me to talk about a job: ask
    OPEN_ENDS = "open_ends"  # I am open to work for less than a week more: nothing


class Topic(StrEnum):
    """What one chooses mail for."""

    REQUESTS = "requests"
    MENTORING = "mentoring"
    MESSAGES = "messages"
    TASKS = "tasks"
    WORK = "work"


TOPIC = {
    Kind.ASKED: Topic.REQUESTS,
    Kind.REMINDED: Topic.REQUESTS,
    Kind.QUESTION: Topic.REQUESTS,
    Kind.ANSWER: Topic.REQUESTS,
    Kind.ACCEPTED: Topic.REQUESTS,
    Kind.DECLINED: Topic.REQUESTS,
    Kind.LAPSED: Topic.REQUESTS,
    Kind.MOVED_ON: Topic.REQUESTS,
    Kind.ENDED: Topic.MENTORING,
    Kind.MESSAGE: Topic.MESSAGES,
    Kind.WAITING: Topic.TASKS,
    Kind.WELCOME: Topic.TASKS,
    Kind.REPORTED: Topic.TASKS,
    Kind.UNMINDED: Topic.TASKS,
    Kind.HEARD: Topic.REQUESTS,
    Kind.RULES: Topic.TASKS,
    Kind.JOB_LIVE: Topic.WORK,
    Kind.JOB_BACK: Topic.WORK,
    Kind.JOB_ENDS: Topic.WORK,
    Kind.JOB_REVIEW: Topic.TASKS,
    Kind.COLLEAGUE: Topic.WORK,
    Kind.VERIFIED: Topic.WORK,
    Kind.UNVERIFIED: Topic.WORK,
    Kind.TO_VERIFY: Topic.TASKS,
    Kind.JOB_FOUND: Topic.WORK,
    Kind.APPLIED: Topic.WORK,
    Kind.APP_WAITS: Topic.WORK,
    Kind.APP_NEWS: Topic.WORK,
    Kind.APP_WORDS: Topic.WORK,
    Kind.APP_GONE: Topic.WORK,
    Kind.ASK_TALK: Topic.WORK,
    Kind.OPEN_ENDS: Topic.WORK,
}


class Notice(Table):
    """`other` is the person it is about; where there is one, the notice is gone as soon as they are, for this reader."""

    key = KeyField()
    person = ForeignKeyField(Person, on_delete="CASCADE")
    kind = CharField(max_length=10)
    other = ForeignKeyField(Person, null=True, on_delete="CASCADE", backref="+")
    about = CharField(max_length=12, default="")
    made_at = MomentField()
    read_at = MomentField(null=True)

    class Meta:
        indexes = ((("person", "made_at", "id"), False), (("person", "read_at"), False))


@write
def read_about(person_id: int, about: str) -> int:
    """Marks what is said about one thing as read, because the reader has seen the thing itself."""
    return execute(
        "UPDATE notice SET read_at = ? WHERE person_id = ? AND about = ? AND read_at IS NULL",
        clock.microseconds(clock.now()),
        person_id,
        about,
    )


@write
def read(person_id: int, key: str) -> None:
    """Marks one notice of this person as read. Twice is once."""
    now = clock.microseconds(clock.now())
    execute("UPDATE notice SET read_at = ? WHERE person_id = ? AND key = ? AND read_at IS NULL", now, person_id, key)


@write
def read_all(person_id: int, until: int) -> None:
    """Marks what this person was told up to a moment (in microseconds) as read: what came since, they have not seen."""
    now = clock.microseconds(clock.now())
    execute(
        "UPDATE notice SET read_at = ? WHERE person_id = ? AND made_at <= ? AND read_at IS NULL", now, person_id, until
    )


@write
def forget_between(one_id: int, other_id: int) -> None:
    """Removes all notices between two people (and the mail that would follow), when they cease to exist for each other."""
    execute(
        "DELETE FROM notice WHERE (person_id = ? AND other_id = ?) OR (person_id = ? AND other_id = ?)",
        one_id,
        other_id,
        other_id,
        one_id,
    )
