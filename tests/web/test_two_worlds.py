"""Two worlds that differ only in something hidden look the same, byte by byte, to those it is hidden from."""

import re
from datetime import timedelta

import pytest

from mentorship import clock
from mentorship.commands.demo.fill import fill
from mentorship.database import execute, row, write
from mentorship.people import facts
from mentorship.people.person import Person
from mentorship.people.section import Section
from mentorship.privacy.audience import ONLY_ME
from mentorship.privacy.sharing import open_exactly, share
from mentorship.talk import conversation, message
from mentorship.ties.block import block
from mentorship.ties.friendship import befriend, unfriend
from mentorship.ties.relation import Relation
from mentorship.ties.request import asking
from tests.pictures import hang

# What may differ between two readings of the same page: form tokens and the once-only mark of a message form.
NOISE = re.compile(
    r'(name="csrf_token"[^>]*value=")[^"]*|(name="once"[^>]*value=")[^"]*|value="[^"]*"(?=[^>]*name="once")'
)

WORDS = ("nurse", "infermiera", "bologna", "choir", "ada", "recovery", "zyx", "bread", "italian")
PEOPLE = ("ada", "cleo", "eve", "dora", "aldo", "giulia", "rafael", "teresa", "samira", "svetlana")


def person(key: str) -> Person:
    return Person.get(Person.email == f"{key}@demo.example")


def addresses() -> list[str]:
    """All a member can ask for, with searches, orders and filters."""
    found = [
        "/",
        "/people",
        "/mentors",
        "/suggestions",
        "/connections",
        "/messages",
        "/notices",
        "/profile",
        "/privacy",
    ]
    found += [f"/people?q={word}" for word in WORDS]
    found += [f"/mentors?q={word}" for word in WORDS]
    found += [
        "/mentors?free=yes",
        "/mentors?area=work",
        "/mentors?place=bologna",
        "/mentors?language=english&topic=job",
    ]
    found += [
        f"/terms/{kind}?q={start}" for kind in ("topic", "workplace", "school", "experience") for start in "abcsz"
    ]
    found += [f"/people/{person(key).handle}" for key in PEOPLE]
    return found


def trace(browser, viewer: Person, urls: list[str]) -> dict[str, tuple[int, str]]:
    reader = browser(viewer)
    seen = {}
    for url in urls:
        answer = reader.get(url)
        seen[url] = (answer.status_code, NOISE.sub(r"\1\2", answer.get_data(as_text=True)))
    return seen


@write
def a_hidden_value_changes():
    facts.say(person("ada").id, Section.CONTACT, "zyx a number nobody else may see")


@write
def a_hidden_section_becomes_empty():
    execute("DELETE FROM fact WHERE person_id = ? AND section = 'experience'", person("giulia").id)


@write
def a_hidden_fact_appears():
    facts.state(person("eve").id, Section.EXPERIENCE, "zyx something lived through")


@write
def a_hidden_school_in_common_appears():
    mine = row(
        "SELECT t.en FROM fact f JOIN term t ON t.id = f.term_id WHERE f.person_id = ? AND section = 'education'",
        person("bob").id,
    )
    open_exactly(person("dora").id, Section.EDUCATION, ONLY_ME)
    facts.state(person("dora").id, Section.EDUCATION, mine.en)


@write
def an_audience_changes_for_others():
    share(person("ada").id, Section.CONTACT, Relation.EMPLOYER, shared=True)
    share(person("svetlana").id, Section.EXPERIENCE, Relation.MENTOR, shared=True)


@write
def others_become_friends_unseen():
    for key in ("svetlana", "eve"):
        open_exactly(person(key).id, Section.FRIENDS, ONLY_ME)
        open_exactly(person(key).id, Section.MUTUAL, ONLY_ME)
    befriend(person("svetlana").id, person("eve").id)


@write
def others_block_each_other():
    block(person("eve").id, person("dora").id)


@write
def others_ask_each_other():
    asking.ask_to_be_friends(person("eve").id, person("svetlana").id)


@write
def others_write_to_each_other():
    talk = conversation.open_with_friend(person("ada").id, person("cleo").id)
    message.send(talk, person("ada").id, "zyx between us", "two-worlds")


@write
def somebody_sets_my_friend_request_aside():
    execute("UPDATE request SET set_aside = ? WHERE sender_id = ? AND kind = 'friend'", True, person("bob").id)


@write
def somebody_signs_in():
    execute("UPDATE person SET password = ? WHERE id = ?", "changed", person("ada").id)


@write
def a_hidden_photo_appears():
    for key in ("ada", "cleo", "eve", "giulia"):
        open_exactly(person(key).id, Section.PHOTO, ONLY_ME)
        hang(person(key))


HIDDEN = (
    a_hidden_photo_appears,
    a_hidden_value_changes,
    a_hidden_section_becomes_empty,
    a_hidden_fact_appears,
    others_block_each_other,
    others_ask_each_other,
    others_write_to_each_other,
    somebody_sets_my_friend_request_aside,
    somebody_signs_in,
)
# These first close something, which may be seen; only what happens behind the closed door may not.
PREPARED = {
    a_hidden_school_in_common_appears: lambda: open_exactly(person("dora").id, Section.EDUCATION, ONLY_ME),
    an_audience_changes_for_others: lambda: None,
    others_become_friends_unseen: lambda: [
        open_exactly(person(key).id, section, ONLY_ME)
        for key in ("svetlana", "eve")
        for section in (Section.FRIENDS, Section.MUTUAL)
    ],
}


@pytest.fixture
def community(app):
    """The demonstration at a moment that stands still."""
    now = clock.now().replace(microsecond=0)
    with clock.set_to(now):
        fill()
        asking.ask_to_be_friends(person("bob").id, person("dora").id)
        for key in ("cleo",):
            unfriend(person(key).id, person("dora").id)
        with clock.set_to(now + timedelta(seconds=1)):
            yield


def assert_same(browser, change, viewer: str) -> None:
    urls = addresses()
    reader = person(viewer)
    trace(browser, reader, urls)  # the first reading marks messages as read
    before = trace(browser, reader, urls)
    change()
    after = trace(browser, reader, urls)
    differing = [url for url in urls if before[url] != after[url]]
    assert not differing


@pytest.mark.parametrize("change", HIDDEN, ids=lambda change: change.__name__)
def test_bob_cannot_tell(browser, community, change):
    assert_same(browser, change, "bob")


@pytest.mark.parametrize("change", PREPARED, ids=lambda change: change.__name__)
def test_bob_cannot_tell_behind_a_closed_door(browser, community, change):
    PREPARED[change]()
    assert_same(browser, change, "bob")


def test_somebody_who_blocked_me_is_somebody_who_never_was(browser, community):
    """Every page of Bob is the same whether Teresa blocked him or her account is gone."""
    urls = addresses()
    bob, teresa = person("bob"), person("teresa")
    block(teresa.id, bob.id)
    trace(browser, bob, urls)
    blocked = trace(browser, bob, urls)

    @write
    def vanish():
        execute("UPDATE person SET state = 'suspended' WHERE id = ?", teresa.id)

    vanish()
    assert trace(browser, bob, urls) == blocked


def test_a_change_that_may_be_seen_is_seen(browser, community):
    """The comparison would notice: an open value that changes changes the pages."""
    urls = addresses()
    bob = person("bob")
    trace(browser, bob, urls)
    before = trace(browser, bob, urls)
    facts.state(person("eve").id, Section.OCCUPATION, "zyx maker")
    assert trace(browser, bob, urls) != before
