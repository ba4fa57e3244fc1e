"""Notices as a page: sentences, where they lead, reading them, and nothing of those who are gone."""

import gzip
import re

import pytest

from mentorship import clock
from mentorship.database import execute, row, rows, write
from mentorship.people.person import State
from mentorship.records.notice import Kind
from mentorship.records.telling import tell
from mentorship.talk import conversation, message, notices
from mentorship.ties import mentorship
from mentorship.ties.block import block, unblock
from mentorship.ties.request import answering, settling
from mentorship.web.notice_words import SAID
from mentorship.work.job import lifecycle
from tests.cast import ask_friend, change, crowd, mentor, offer, suspend, viewer, wish
from tests.web.conftest import text_of
from tests.web.sameness import NO_KEY, bare, is_absent
from tests.work.made import job, organisation


@write
def forget():
    """Forgets what was told so far."""
    execute("DELETE FROM notice")


def told(person, kind, other=None, about=""):
    """Tells just this, and gives the key of the notice."""
    forget()
    tell(person.id, kind, other.id if other else None, about)
    return row("SELECT key FROM notice WHERE person_id = ?", person.id).key


def unread(page):
    """The number beside Notices in the menu."""
    found = re.search(r'href="/notices"[^>]*>Notices\s*(?:<b class="count" id="count-notices">(\d+))?', page)
    return int(found[1] or 0)


@pytest.fixture
def asked(cast):
    """Bob asks Ada to be his mentor."""
    return wish(cast.bob, cast.ada)


# Sentences, and where they lead


def lapse(asked):
    write(lambda: execute("UPDATE request SET deadline = 1 WHERE id = ?", asked.id))()
    settling.lapse(asked)


def after(ask):
    """Ada asks somebody for something, and then something happens to it."""

    def of(happens):
        def make(cast):
            asked = ask(cast)
            happens(asked)
            return asked.key, f"/requests/{asked.key}"

        return make

    return of


of_wish = after(lambda cast: wish(cast.ada, cast.cleo))
of_offer = after(lambda cast: offer(cast.ada, cast.bob))
of_friend = after(lambda cast: ask_friend(cast.ada, cast.eve))


def to_ada(make_one):
    """Somebody asks Ada."""

    def make(cast):
        asked = make_one(cast)
        return asked.key, f"/requests/{asked.key}"

    return make


def ended(cast):
    made = mentor(cast.ada, cast.bob)
    mentorship.end(made, cast.bob.id, "")
    return made.key, f"/mentorships/{made.key}"


def wrote(cast):
    talk = conversation.open_with_friend(cast.ada.id, cast.cleo.id)
    message.send(talk, cast.cleo.id, "Ciao", "1")
    return talk.key, f"/messages/{talk.key}#newest"


def nothing(_asked):
    return None


CASES = [
    (Kind.ASKED, "bob", to_ada(lambda cast: wish(cast.bob, cast.ada)), "Bob would like you as a mentor"),
    (Kind.ASKED, "eve", to_ada(lambda cast: ask_friend(cast.eve, cast.ada)), "Eve would like to be friends"),
    (Kind.REMINDED, "bob", to_ada(lambda cast: wish(cast.bob, cast.ada)), "Bob still waits for your answer, until "),
    (Kind.ANSWER, "bob", to_ada(lambda cast: wish(cast.bob, cast.ada)), "Bob has answered your question"),
    (Kind.QUESTION, "cleo", of_wish(lambda one: answering.ask(one, "When?")), "Cleo has a question before deciding"),
    (Kind.ACCEPTED, "cleo", of_wish(answering.accept), "Cleo said yes to being your mentor"),
    (Kind.ACCEPTED, "bob", of_offer(answering.accept), "Bob said yes to your offer"),
    (Kind.ACCEPTED, "eve", of_friend(answering.accept), "Eve said yes to being friends"),
    (
        Kind.DECLINED,
        "cleo",
        of_wish(lambda one: answering.decline(one, "full")),
        "Cleo cannot be your mentor this time",
    ),
    (Kind.DECLINED, "bob", of_offer(lambda one: answering.decline(one, "not_now")), "Bob does not take up your offer"),
    (
        Kind.LAPSED,
        "cleo",
        of_wish(lapse),
        "Your request to Cleo has closed without an answer; mentors you could ask next",
    ),
    (Kind.LAPSED, "bob", of_offer(lapse), "Your offer to Bob has closed without an answer"),
    (Kind.LAPSED, "eve", of_friend(lapse), "Your request to be friends with Eve has closed without an answer"),
    (
        Kind.LAPSED,
        "bob",
        to_ada(lambda cast: wish(cast.bob, cast.ada)),
        "The request of Bob has closed without your answer",
    ),
    (Kind.MOVED_ON, "cleo", of_wish(nothing), "Your request has gone on to Cleo"),
    (Kind.ENDED, "bob", ended, "Bob has ended your mentoring"),
    (Kind.MESSAGE, "cleo", wrote, "Cleo wrote to you"),
]


@pytest.mark.parametrize(("kind", "other", "make", "sentence"), CASES, ids=lambda one: getattr(one, "value", None))
def test_each_says_what_happened_and_leads_there(cast, browser, kind, other, make, sentence):
    about, there = write(lambda: make(cast))()
    key = told(cast.ada, kind, getattr(cast, other), about)
    ada = browser(cast.ada)
    page = ada.read("/notices")
    assert f"new {sentence}" in text_of(page)
    assert f'href="/notices/{key}"' in page
    assert unread(page) == 1
    answer = ada.get(f"/notices/{key}")
    assert (answer.status_code, answer.headers["Location"]) == (303, there)
    page = ada.read("/notices")
    assert sentence in text_of(page)
    assert f"new {sentence}" not in text_of(page)
    assert unread(page) == 0
    assert ada.get(there.partition("#")[0]).status_code == 200


def test_a_welcome_leads_to_my_day(cast, browser):
    key = told(cast.eve, Kind.WELCOME)
    assert "You have been let in: welcome" in text_of(browser(cast.eve).read("/notices"))
    assert browser(cast.eve).get(f"/notices/{key}").headers["Location"] == "/"


def test_who_may_let_people_in_is_led_to_those_who_wait(cast, browser):
    key = told(cast.aldo, Kind.WAITING)
    assert browser(cast.aldo).get(f"/notices/{key}").status_code == 404
    change(cast.eve, state=State.PENDING)
    assert "Somebody waits to be let in" in text_of(browser(cast.aldo).read("/notices"))
    assert browser(cast.aldo).get(f"/notices/{key}").headers["Location"] == "/admin/approvals"


def test_every_kind_has_its_sentence():
    assert set(SAID) == set(Kind)


def test_a_name_cannot_break_the_page(cast, browser, asked):
    change(cast.bob, name='<b onclick="x">%(name)s</b>')
    page = browser(cast.ada).read("/notices")
    assert "<b onclick" not in page
    assert "&lt;b onclick" in page


# Reading


def test_an_empty_page_says_what_will_stand_here_and_gives_one_step(cast, browser):
    page = browser(cast.eve).read("/notices")
    assert "you read it here first." in text_of(page)
    assert 'class="button primary" href="/mentors"' in page
    assert "Mark all as read" not in page


@pytest.mark.parametrize("htmx", [True, False])
def test_marking_all_as_read_twice_is_once(cast, browser, asked, htmx):
    ada = browser(cast.ada)
    form = re.search(r'name="until" value="(\d+)"', ada.read("/notices"))
    for _press in range(2):
        answer = ada.post("/notices/read-all", htmx=htmx, until=form[1])
        if htmx:
            page = answer.get_data(as_text=True)
            assert answer.status_code == 200
            assert page.startswith('<div id="notices">')
            assert '<div id="live"' in page
            assert '<b id="count-notices"  hx-swap-oob="true"></b>' in page
        else:
            assert (answer.status_code, answer.headers["Location"]) == (303, "/notices")
            page = ada.read("/notices")
        assert "All are marked as read." in page
        assert "Bob would like you as a mentor" in page
        assert "Mark all as read" not in page
    assert unread(ada.read("/notices")) == 0


@pytest.mark.parametrize("until", ["", "soon", "-1", "9" * 30, "1\x00"])
def test_a_form_without_its_moment_marks_what_is_there_now(cast, browser, asked, until):
    assert browser(cast.ada).post("/notices/read-all", until=until).status_code == 303
    assert not rows("SELECT id FROM notice WHERE read_at IS NULL AND person_id = ?", cast.ada.id)


def test_what_came_after_the_page_was_made_stays_new(cast, browser, asked, moved_clock):
    ada = browser(cast.ada)
    until = re.search(r'name="until" value="(\d+)"', ada.read("/notices"))[1]
    moved_clock(minutes=1)
    ask_friend(cast.eve, cast.ada)
    page = text_of(ada.press("/notices/read-all", until=until))
    assert "new Eve would like to be friends" in page
    assert "new Bob" not in page


def test_nobody_reads_for_somebody_else(cast, browser, asked):
    key = row("SELECT key FROM notice").key
    absent = browser(cast.eve).get(f"/notices/{NO_KEY}")
    assert is_absent(browser(cast.eve).get(f"/notices/{key}"), absent, key, NO_KEY)
    browser(cast.eve).post("/notices/read-all")
    assert browser().get(f"/notices/{key}").headers["Location"].startswith("/sign-in")
    assert browser().post("/notices/read-all").status_code == 401
    assert unread(browser(cast.ada).read("/notices")) == 1


def test_seeing_the_request_itself_is_enough(cast, browser, asked):
    browser(cast.ada).read(f"/requests/{asked.key}")
    assert unread(browser(cast.ada).read("/notices")) == 0
    answering.decline(asked, "full")
    assert unread(browser(cast.bob).read("/")) == 1
    browser(cast.bob).read(f"/requests/{asked.key}")
    assert unread(browser(cast.bob).read("/")) == 0


def test_seeing_the_messages_is_enough(cast, browser):
    key, _ = wrote(cast)
    assert unread(browser(cast.ada).read("/")) == 1
    assert unread(browser(cast.ada).read(f"/messages/{key}")) == 0


@pytest.mark.parametrize("with_message", [True, False])
def test_seeing_the_page_of_an_ended_pair_is_enough_and_stays_in_the_budget(cast, browser, statements, with_message):
    made = mentor(cast.ada, cast.bob)
    if with_message:
        message.send_to_pair(made, cast.bob.id, "Thank you for all", "1")
    mentorship.end(made, cast.bob.id, "It helped")
    ada, pages = browser(cast.ada), []
    assert unread(ada.read("/")) == 1 + with_message
    assert statements(lambda: pages.append(ada.read(f"/mentorships/{made.key}"))) <= 8
    assert unread(pages[0]) == 0


def test_a_request_page_stays_in_the_budget_with_news(cast, browser, asked, statements):
    ada = browser(cast.ada)
    assert statements(lambda: ada.read(f"/requests/{asked.key}")) <= 8


def test_a_locked_database_keeps_nobody_from_the_thing(cast, browser, asked, monkeypatch):
    monkeypatch.setattr("mentorship.web.notices.when_possible", lambda *_: False)
    key = row("SELECT key FROM notice WHERE person_id = ?", cast.ada.id).key
    assert browser(cast.ada).get(f"/notices/{key}").headers["Location"] == f"/requests/{asked.key}"


# Who is gone leaves no trace


def trace(browser, person, *keys):
    """All that shows notices, without what changes by itself."""
    reader = browser(person)
    pages = [reader.get(url) for url in ("/notices", *(f"/notices/{key}" for key in keys), "/profile")]
    return [re.sub(r'name="until" value="\d+"', "", bare(page, *keys)) for page in pages]


@pytest.mark.parametrize("by_reader", [True, False])
def test_a_block_leaves_the_pages_as_if_nothing_had_been_said(cast, browser, asked, by_reader):
    forget()
    without = trace(browser, cast.bob, NO_KEY)
    answering.accept(asked)
    key = row("SELECT key FROM notice WHERE person_id = ?", cast.bob.id).key
    assert trace(browser, cast.bob, key) != without
    one, other = (cast.bob, cast.ada) if by_reader else (cast.ada, cast.bob)
    block(one.id, other.id)
    assert trace(browser, cast.bob, key) == without
    unblock(one.id, other.handle)
    assert trace(browser, cast.bob, key) == without


def test_somebody_suspended_leaves_the_pages_as_if_nothing_had_been_said(cast, browser, asked):
    forget()
    without = trace(browser, cast.bob, NO_KEY)
    answering.accept(asked)
    key = row("SELECT key FROM notice WHERE person_id = ?", cast.bob.id).key
    suspend(cast.ada)
    assert trace(browser, cast.bob, key) == without


def test_setting_me_aside_shows_nowhere(cast, browser):
    asked = ask_friend(cast.bob, cast.ada)
    before = trace(browser, cast.bob)
    answering.decline(asked)
    assert trace(browser, cast.bob) == before


# Many


def lapsed_requests(person, count):
    """Tells the person of as many lapsed friend requests of strangers."""

    @write
    def make():
        now = clock.microseconds(clock.now())
        for sender in crowd(count):
            low, high = sorted((sender, person.id))
            execute(
                "INSERT INTO request (key, kind, sender_id, recipient_id, low_id, high_id, area, goal, tried, rhythm, weeks, "
                "state, set_aside, question, answer, reason, asked_at, turn_at, deadline, settled_at, seen, reminders) "
                "VALUES (?, 'friend', ?, ?, ?, ?, '', '', '', '', 0, 'lapsed', ?, '', '', '', ?, ?, ?, ?, ?, 0)",
                f"key{sender}",
                sender,
                person.id,
                low,
                high,
                False,
                *[now - 1] * 4,
                False,
            )
            tell(person.id, Kind.LAPSED, sender, f"key{sender}")

    make()


def test_pages_of_thirty_lead_on_and_back(cast, browser):
    lapsed_requests(cast.ada, 65)
    ada, seen = browser(cast.ada), []
    url = "/notices"
    while url:
        page = ada.read(url)
        seen.append(re.findall(r'href="/notices/(\w+)"', page))
        assert ("Back to the newest notices" in page) == (url != "/notices")
        onward = re.search(r'id="earlier" href="([^"]*)"', page)
        url = onward[1] if onward else ""
    assert [len(keys) for keys in seen] == [30, 30, 5]
    assert len({key for keys in seen for key in keys}) == 65


@pytest.mark.parametrize("before", ["", "x", "12-", "-", "9" * 40 + "-x", "12-\x00", "٣-x", "²-x"])
def test_a_strange_place_to_go_on_from_is_no_fault(cast, browser, asked, before):
    assert browser(cast.ada).get("/notices", before=before).status_code == 200


def test_it_costs_the_same_for_three_and_for_three_hundred(cast, browser, statements):
    ada = browser(cast.ada)
    lapsed_requests(cast.ada, 3)
    few = statements(lambda: ada.read("/notices"))
    write(lambda: execute("DELETE FROM person WHERE name = 'Guest'"))()
    lapsed_requests(cast.ada, 300)
    pages = []
    assert few == statements(lambda: pages.append(ada.read("/notices"))) <= 4
    assert unread(pages[0]) == 300
    assert len(gzip.compress(pages[0].encode(), 6)) <= 8 * 1024


def test_all_sentences_are_of_this_reader(cast, browser):
    """The same request is told to each of the two in their own words."""
    asked = wish(cast.bob, cast.ada)
    forget()
    lapse(asked)
    tell(cast.ada.id, Kind.LAPSED, cast.bob.id, asked.key)
    forget_lapsed = [text_of(browser(one).read("/notices")) for one in (cast.ada, cast.bob)]
    assert "The request of Bob" in forget_lapsed[0]
    assert "Your request to Ada" in forget_lapsed[1]
    assert [len(notices.latest(viewer(one))[0]) for one in (cast.ada, cast.bob)] == [1, 1]


def test_a_job_that_ends_is_told_with_its_day_and_otherwise_once_it_is_over(cast, browser, moved_clock):
    made = job(organisation(cast.ada))
    moved_clock(days=26)
    lifecycle.remind()
    reader = browser(cast.ada)
    soon = r"A job of your organisation ends on \d+ \w+( \d{4})?: one press gives it 30 more days"
    assert re.search(soon, text_of(reader.read("/notices")))
    moved_clock(days=4, hours=1)
    reader = browser(cast.ada)
    text = text_of(reader.read("/notices"))
    assert re.search(r"A job of your organisation has ended (today|yesterday): one press puts it up again", text)
    assert "ends" not in text
    page = reader.press(f"/jobs/{made.key}/repost")
    assert "It is up again." in text_of(page)
    assert "has ended" not in text_of(reader.read("/notices"))
