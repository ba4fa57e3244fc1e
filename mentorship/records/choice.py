"""What somebody wants mail about, and when; and whether a mail may say who it is about."""

from collections.abc import Mapping
from enum import StrEnum

from peewee import CharField, Check, ForeignKeyField

from mentorship.database import Table, execute, row, rows, write
from mentorship.errors import N_, Invalid
from mentorship.people.person import STAFF, Person
from mentorship.records.notice import Topic

CHOOSE = N_("Please choose one of these.")


class Choice(StrEnum):
    """When mail about a topic comes."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    NEVER = "never"


USUAL = {
    Topic.REQUESTS: Choice.AT_ONCE,
    Topic.MENTORING: Choice.AT_ONCE,
    Topic.MESSAGES: Choice.DAILY,
    Topic.TASKS: Choice.DAILY,
    Topic.WORK: Choice.AT_ONCE,
}


class MailChoice(Table):
    """What somebody chose for a topic; without a row the usual holds."""

    person = ForeignKeyField(Person, on_delete="CASCADE")
    topic = CharField(max_length=10)
    choice = CharField(max_length=8)

    class Meta:
        constraints = [Check("choice IN ('at_once', 'daily', 'never')", name="mail_choice")]
        indexes = ((("person", "topic"), True),)


class OpenMail(Table):
    """Somebody who lets their mails say who they are about; without a row a mail names nobody."""

    person = ForeignKeyField(Person, unique=True, on_delete="CASCADE")


def may_come(topic: Topic, roles: int) -> bool:
    """Whether there is mail about this topic for somebody with these tasks."""
    return topic != Topic.TASKS or bool(roles & STAFF)


def choice_of(person_id: int, topic: Topic) -> Choice:
    """When this person wants mail about the topic (one statement)."""
    found = row("SELECT choice FROM mail_choice WHERE person_id = ? AND topic = ?", person_id, topic)
    return Choice(found.choice) if found else USUAL[topic]


def choices_of(person_id: int) -> dict[Topic, Choice]:
    """When this person wants mail about each topic (one statement)."""
    found = rows("SELECT topic, choice FROM mail_choice WHERE person_id = ?", person_id)
    return USUAL | {Topic(one.topic): Choice(one.choice) for one in found}


def may_name(person_id: int) -> bool:
    """Whether mails to this person may say who they are about (one statement)."""
    return row("SELECT 1 AS x FROM open_mail WHERE person_id = ?", person_id) is not None


@write
def choose(person_id: int, topic: Topic, choice: str) -> None:
    """Says when mail about the topic comes from now on; raises Invalid(topic). Twice is once."""
    if choice not in list(Choice):
        raise Invalid(topic, CHOOSE)
    execute(
        "INSERT INTO mail_choice (person_id, topic, choice) VALUES (?, ?, ?) "
        "ON CONFLICT (person_id, topic) DO UPDATE SET choice = excluded.choice",
        person_id,
        topic,
        choice,
    )


@write
def choose_all(person_id: int, wanted: Mapping[Topic, str], *, names: bool) -> None:
    """Says when mail about each of these topics comes, and whether it may name people; all of it, or Invalid(topic)."""
    for topic, choice in wanted.items():
        choose(person_id, topic, choice)
    if names:
        execute("INSERT INTO open_mail (person_id) VALUES (?) ON CONFLICT (person_id) DO NOTHING", person_id)
    else:
        execute("DELETE FROM open_mail WHERE person_id = ?", person_id)
