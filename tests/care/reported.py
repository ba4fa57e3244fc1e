"""Something to report, and somebody to look at it."""

from mentorship.care import reporting
from mentorship.people.person import Person, Role
from mentorship.talk import conversation, message
from tests.cast import settle, viewer

LINES = ("One", "Two", "Three", "Four", "Five", "Six", "Seven")


def a_moderator(name: str = "Max") -> Person:
    """Somebody with the task and the second step."""
    return settle(name, roles=Role.MODERATOR)


def a_talk(one: Person, other: Person, lines: tuple[str, ...] = LINES) -> tuple[str, list[int]]:
    """A conversation of two friends, who take turns beginning with `one`: its key, and the moment of each message."""
    talk = conversation.open_with_friend(one.id, other.id)
    for number, words in enumerate(lines):
        message.send(talk, (one, other)[number % 2].id, words, f"{number}")
    found = conversation.of_viewer(viewer(one), talk.key)
    return talk.key, [sent.sent_at for sent in message.page_of(found)[0]]


def report(by: Person, about: Person, reason: str = "contact", words: str = "") -> str:
    """`by` reports the profile of `about`; gives the key of the report."""
    return reporting.send(by.id, reporting.of_profile(viewer(by), about.handle), reason, words)


def report_message(by: Person, key: str, at: int, reason: str = "money") -> str:
    """`by` reports a message; gives the key of the report."""
    return reporting.send(by.id, reporting.of_message(viewer(by), key, at), reason, "")
