"""How an account stands that does not take part: one page, no closed doors on it, and the way back."""

import re

import pytest

from mentorship import clock
from mentorship.accounts import closing
from mentorship.people.person import Person, Role, State
from mentorship.people.section import Section
from mentorship.site import setting
from mentorship.ties.relation import Relation
from tests.cast import PASSWORD, change, share, suspend
from tests.web.conftest import text_of

PAGE = "/account/standing"


@pytest.fixture
def waits(cast, browser):
    change(cast.eve, state=State.PENDING)
    return browser(cast.eve)


@pytest.fixture
def closed(cast, browser):
    """Eve, who closed her account and came in again."""
    closing.close(cast.eve.id, PASSWORD)
    return browser(cast.eve)


@pytest.fixture
def open_page(cast):
    """Ada's profile, of which she shows something to everyone on the web."""
    share(cast.ada, Section.ABOUT, Relation.PUBLIC)
    return f"/people/{cast.ada.handle}"


def state_of(person):
    return Person.get_by_id(person.id).state


def doors(html):
    """Where the links and forms of a page lead: (links, forms)."""
    links = set(re.findall(r'<a[^>]*\shref="(/[^"#]*)"', html))
    return links, set(re.findall(r'<form[^>]*\saction="([^"]+)"', html))


def test_who_waits_reads_what_happens_next(waits):
    text = text_of(waits.read(PAGE))
    assert "Your account waits for approval" in text
    assert "Somebody of the people who run this place reads what you wrote and decides." in text
    assert "Open it again" not in text


def test_and_whom_to_ask(waits):
    assert "A question?" not in text_of(waits.read(PAGE))
    setting.change(contact="Ines, at the library")
    assert "Ines, at the library" in text_of(waits.read(PAGE))


def test_who_closed_reads_until_when(closed, cast):
    until = closing.until(clock.microseconds(Person.get_by_id(cast.eve.id).closed_at))
    text = text_of(closed.read(PAGE))
    assert f"Your account is closed and will be erased on {until.astimezone():%-d %B}" in text
    assert "Open it again" in text


def test_who_takes_part_is_led_home(cast, browser):
    assert browser(cast.ada).get(PAGE).headers["Location"] == "/"
    assert browser().get(PAGE).headers["Location"].startswith("/sign-in")


@pytest.mark.parametrize("who", ["waits", "closed"])
@pytest.mark.parametrize(
    "url", ["/", "/account", "/people", "/messages", "/profile", "/notices", "/account/two-step", "/account/close"]
)
def test_all_other_doors_lead_there(cast, request, who, url):
    browser = request.getfixturevalue(who)
    answer = browser.get(url)
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)


@pytest.mark.parametrize("who", ["waits", "closed"])
def test_nothing_can_be_done_by_them(request, cast, who):
    browser = request.getfixturevalue(who)
    answer = browser.post(f"/people/{cast.ada.handle}/friend")
    assert answer.headers["Location"] == PAGE
    assert browser.post("/account/name", name="Eva").headers["Location"] == PAGE
    assert Person.get_by_id(cast.eve.id).name == "Eve"


@pytest.mark.parametrize("who", ["waits", "closed"])
def test_no_page_offers_them_a_closed_door(request, cast, who, open_page):
    browser = request.getfixturevalue(who)
    for page in (PAGE, "/about", "/rules", "/data", open_page, "/no-such-page"):
        links, forms = doors(browser.get(page).get_data(as_text=True))
        assert links, page
        for link in links:
            answer = browser.get(link.replace("&amp;", "&"))
            leads_home = link == "/" and answer.headers.get("Location") == PAGE
            assert answer.status_code == 200 or leads_home, (page, link)
        assert forms <= {"/sign-out", "/language", "/account/reopen"}, page


def test_an_open_profile_is_seen_as_by_anybody(closed, browser, cast, open_page):
    theirs, anybody = (text_of(one.read(open_page).split("<nav")[0]) for one in (closed, browser()))
    assert theirs == anybody.replace("Sign in to see more ", "")
    assert "Nights on the ward" in theirs


def test_opening_it_again(closed, cast):
    assert "Your account is open again." in text_of(closed.press("/account/reopen"))
    assert state_of(cast.eve) == State.ACTIVE
    assert closed.get("/people").status_code == 200


def test_opening_twice_is_once(closed, cast):
    closed.press("/account/reopen")
    assert "Your account is open again." in text_of(closed.press("/account/reopen"))
    assert state_of(cast.eve) == State.ACTIVE


def test_after_fourteen_days_it_is_too_late(cast, browser, moved_clock):
    closing.close(cast.eve.id, PASSWORD)
    moved_clock(days=14, minutes=1)
    late = browser(cast.eve)
    text = text_of(late.read(PAGE))
    assert "The time to open it again is over." in text
    assert "Open it again" not in text
    assert late.post("/account/reopen").headers["Location"] == PAGE
    assert state_of(cast.eve) == State.CLOSED


def test_who_waits_cannot_let_themselves_in(waits, cast):
    assert waits.post("/account/reopen").headers["Location"] == PAGE
    assert state_of(cast.eve) == State.PENDING


def test_a_stranger_opens_nothing(browser, cast):
    closing.close(cast.eve.id, PASSWORD)
    assert browser().post("/account/reopen").status_code == 401
    browser(cast.ada).post("/account/reopen")
    assert state_of(cast.eve) == State.CLOSED


def test_the_suspended_see_no_such_page(cast, browser):
    eve = browser(cast.eve)
    suspend(cast.eve)
    assert eve.get(PAGE).headers["Location"].startswith("/sign-in")


def test_tasks_do_not_count_meanwhile(cast, browser):
    change(cast.dora, roles=Role.ADMIN)
    closing.close(cast.dora.id, PASSWORD)
    assert browser(cast.dora).get("/admin/people").headers["Location"] == PAGE


def test_signing_out_works(closed):
    closed.press("/sign-out")
    assert closed.get(PAGE).headers["Location"].startswith("/sign-in")


def test_one_page_costs_little(waits, closed, statements):
    assert statements(lambda: waits.read(PAGE)) <= 3
