"""Budgets: bytes and statements of every main page, the same for few people and for many."""

import gzip

import pytest

from mentorship.commands.demo.fill import fill
from mentorship.people.person import Person
from mentorship.ties.mentorship import running
from mentorship.ties.request import request
from tests.cast import viewer

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
    "/account/sessions",
    "/about",
    "/rules",
    "/data",
)
PUBLIC = ("/", "/sign-in", "/sign-up", "/about", "/rules", "/data")


@pytest.fixture
def ada(app):
    fill()
    return Person.get(Person.email == "ada@demo.example")


def packed(html: str) -> int:
    return len(gzip.compress(html.encode(), 6))


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
    ]


def test_every_page_is_small_and_asks_little(browser, ada, statements):
    reader, heavy, greedy = browser(ada), {}, {}
    for url in [*PAGES, *more_pages(ada)]:
        pages: list[str] = []
        count = statements(lambda url=url, pages=pages: pages.append(reader.read(url)))
        if packed(pages[0]) > MOST_BYTES:
            heavy[url] = packed(pages[0])
        if count > MOST_STATEMENTS:
            greedy[url] = count
    assert not heavy
    assert not greedy


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
