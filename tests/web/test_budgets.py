"""Budgets: bytes and statements of every main page, the same for few people and for many."""

import gzip

import pytest

from mentorship.care import reporting
from mentorship.commands.demo.fill import fill
from mentorship.database import row
from mentorship.people.person import Person
from mentorship.talk import conversation
from mentorship.ties.mentorship import running
from mentorship.ties.request import request
from tests.cast import viewer
from tests.work import made

MOST_BYTES = 8 * 1024
MOST_STATEMENTS = 8
FIRST_VISIT = 30 * 1024

PAGES = (
    "/",
    "/people",
    "/people?q=bologna",
    "/mentors",
    "/mentors?topic=italian&place=bologna&free=yes",
    "/suggestions",
    "/jobs",
    "/jobs?q=baker&place=bologna&kind=shifts&pay=12&days=7&open=yes",
    "/jobs/saved",
    "/help-offers",
    "/found-work",
    "/open-to-work",
    "/connections",
    "/messages",
    "/notices",
    "/account/mail",
    "/profile",
    "/profile/work",
    "/profile/about",
    "/profile/places",
    "/profile/cv",
    "/privacy",
    "/privacy/history",
    "/privacy/view-as/everyone",
    "/privacy/view-as/mentees",
    "/account",
    "/reports",
    "/account/sessions",
    "/about",
    "/rules",
    "/data",
)
PUBLIC = ("/", "/sign-in", "/sign-up", "/about", "/rules", "/data")


@pytest.fixture
def ada(demo):
    return Person.get(Person.email == "ada@demo.example")


def packed(html: str) -> int:
    return len(gzip.compress(html.encode(), 6))


def reported(person: Person, friend: Person) -> list[str]:
    """The way to report a message of a friend's, and a report that was sent."""
    talk = conversation.open_with_friend(person.id, friend.id)
    said = row("SELECT max(sent_at) AS at FROM message WHERE conversation_id = ? AND sender_id = ?", talk.id, friend.id)
    thing = reporting.of_message(viewer(person), talk.key, said.at)
    sent = reporting.send(person.id, thing, "else", "")
    return [f"/messages/{talk.key}", f"/messages/{talk.key}/{said.at}/report", f"/reports/{sent}"]


def a_full_job() -> str:
    """A job with all that it may say, beside twenty like it."""
    bakery, needs = made.organisation(), [f"You can do thing number {number} well" for number in range(6)]
    for number in range(21):
        made.job(bakery, f"Baker for the early shift {number}")
    spoken = [("Italian", "good"), ("German", "basic"), ("English", "native")]
    text = " ".join(f"We bake {number} kinds of bread before dawn." for number in range(66))
    return f"/jobs/{made.job(bakery, text=text, must=needs, learn=needs, languages=spoken).key}"


def more_pages(person: Person) -> list[str]:
    cleo = Person.get(Person.email == "cleo@demo.example")
    asked = request.current(viewer(person))[0]
    return [
        f"/people/{cleo.handle}",
        f"/people/{person.handle}",
        f"/mentorships/{running(viewer(person))[0].key}",
        f"/requests/{asked.key}",
        f"/people/{cleo.handle}/mentor?as=mentor",
        f"/people/{cleo.handle}/block",
        f"/people/{cleo.handle}/report",
        f"/requests/{asked.key}/report",
        a_full_job(),
        *reported(person, cleo),
    ]


def test_every_page_is_small_and_asks_little(browser, ada, statements):
    reader, heavy, greedy = browser(ada), {}, {}
    for url in [*more_pages(ada), *PAGES]:
        pages: list[str] = []
        count = statements(lambda url=url, pages=pages: pages.append(reader.read(url)))
        if packed(pages[0]) > MOST_BYTES:
            heavy[url] = packed(pages[0])
        if count > MOST_STATEMENTS:
            greedy[url] = count
    assert not heavy
    assert not greedy


STAFF = {
    "bruno": ("/moderation", "/moderation/{report}", "/moderation/suspended", "/account", "/notices"),
    "aldo": ("/admin/audit", "/admin/audit?check=yes"),
}


@pytest.mark.parametrize("key", STAFF)
def test_so_is_every_page_of_those_who_look_after_others(browser, ada, statements, key):
    reader = browser(Person.get(Person.email == f"{key}@demo.example"))
    for url in STAFF[key]:
        pages: list[str] = []
        there = url.format(report=row("SELECT key FROM report").key)
        count = statements(lambda there=there, pages=pages: pages.append(reader.read(there)))
        assert packed(pages[0]) <= MOST_BYTES, url
        assert count <= MOST_STATEMENTS, url


def test_a_first_visit_is_light(browser, ada):
    reader = browser()
    for url in PUBLIC:
        page = reader.read(url)
        files = [part.split('"')[0] for part in page.split('="/static/')[1:]]
        total = packed(page) + sum(
            len(reader.client.get(f"/static/{name}", headers={"Accept-Encoding": "gzip"}).data) for name in files
        )
        assert total <= FIRST_VISIT, url


def test_a_page_asks_as_often_for_seven_people_as_for_eighty(browser, cast, statements):
    """Statements per page do not grow with the community."""
    few = {url: statements(lambda url=url: browser(cast.ada).read(url)) for url in PAGES}
    fill()
    ada = Person.get(Person.email == "ada@demo.example")
    many = {url: statements(lambda url=url: browser(ada).read(url)) for url in PAGES}
    assert {url: (few[url], many[url]) for url in PAGES if many[url] > max(few[url], MOST_STATEMENTS)} == {}
