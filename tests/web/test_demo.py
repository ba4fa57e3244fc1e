"""The demonstration: enter with one press while it is there; nothing of it stays when it goes."""

import pytest

from mentorship import clock
from mentorship.commands.demo.fill import fill, has_people, remove
from mentorship.database import row
from mentorship.people.person import Person
from tests.web.conftest import text_of

TABLES = (
    "person",
    "fact",
    "passage",
    "sharing",
    "sharing_change",
    "friendship",
    "mentorship",
    "request",
    "block",
    "conversation",
    "message",
    "reading",
    "dismissal",
    "session",
    "availability",
)


def handle(key: str) -> str:
    return Person.get(Person.email == f"{key}@demo.example").handle


def test_the_community_is_there(demo):
    assert row("SELECT count(*) AS n FROM person WHERE demo").n == 80
    assert row("SELECT count(*) AS n FROM friendship").n > 100
    assert row("SELECT count(*) AS n FROM mentorship WHERE ended_at IS NULL").n >= 15
    for state in ("open", "accepted", "declined", "withdrawn"):
        assert row("SELECT count(*) AS n FROM request WHERE state = ?", state).n


def test_nobody_mentors_more_people_than_they_have_places(demo):
    assert (
        row(
            "SELECT 1 AS x FROM availability a WHERE a.places < "
            "(SELECT count(*) FROM mentorship m WHERE m.mentor_id = a.person_id AND m.ended_at IS NULL)"
        )
        is None
    )


def test_nothing_in_the_demonstration_lies_in_the_future(demo):
    now = clock.microseconds(clock.now())
    for table, column in (
        ("message", "sent_at"),
        ("request", "asked_at"),
        ("mentorship", "started_at"),
        ("friendship", "since"),
    ):
        assert row(f"SELECT max({column}) AS latest FROM {table}").latest <= now


@pytest.mark.parametrize("key", ["ada", "bob", "cleo", "eve", "dora", "aldo"])
def test_one_press_enters(browser, demo, key):
    person = Person.get(Person.email == f"{key}@demo.example")
    page = browser().press(f"/demo/enter/{person.handle}")
    assert person.name.split(" ")[0] in text_of(page)
    assert "Sign out" in page or "Esci" in page


def test_the_sign_in_page_offers_the_cast(browser, demo):
    page = browser().read("/sign-in")
    assert page.count('action="/demo/enter/') == 7


def test_a_banner_says_that_it_is_a_demonstration(browser, demo):
    assert "demonstration" in text_of(browser().read("/"))


def test_a_real_person_cannot_be_entered_as(browser, cast):
    assert browser().post(f"/demo/enter/{cast.ada.handle}").status_code == 404


def test_it_goes_without_a_trace(browser, demo):
    address = f"/demo/enter/{handle('ada')}"
    assert remove() == 80
    assert not has_people()
    for table in TABLES:
        assert row(f"SELECT count(*) AS n FROM {table}").n == 0, table
    assert row("SELECT count(*) AS n FROM term WHERE NOT shipped").n == 0
    assert browser().post(address).status_code == 404
    assert "demonstration" not in text_of(browser().read("/"))


def test_real_people_stay_when_it_goes(cast, app):
    fill()
    remove()
    assert row("SELECT count(*) AS n FROM person").n == 7


def test_the_command_fills_removes_and_refuses(app):
    shell = app.test_cli_runner()
    assert "Invited 80 people" in shell.invoke(args=["demo"]).output
    again = shell.invoke(args=["demo"])
    assert again.exit_code == 1
    assert "There are people here already" in again.output
    assert "Removed 80 people" in shell.invoke(args=["demo", "--remove"]).output
