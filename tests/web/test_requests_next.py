"""Whom to ask next: named in advance on the form, changed while it waits, and proposed when it ended without a yes."""

import re

import pytest

from mentorship.database import row, rows
from mentorship.people.section import Section
from mentorship.privacy.audience import ONLY_ME
from mentorship.ties import availability
from mentorship.ties.block import block
from mentorship.ties.relation import Relation
from mentorship.ties.request import upkeep
from mentorship.ties.request.answering import accept, ask, decline
from mentorship.ties.request.request import Reason
from tests.cast import ask_friend, befriend, newest_to, offer, settle, share, state, wish
from tests.web.conftest import text_of
from tests.web.sameness import NO_KEY, bare, is_absent

WISH = {"area": "work", "goal": "Do well in job interviews", "tried": "Books", "rhythm": "weekly", "weeks": "8"}


@pytest.fixture
def ugo(cast):
    return settle("Ugo", purpose="mentor", offers="preparing for a job interview")


def form_of(person, **query) -> str:
    return f"/people/{person.handle}/mentor?as=mentee" + "".join(f"&{name}={value}" for name, value in query.items())


def choices(html: str, name: str) -> list[str]:
    """What a list of the page offers."""
    inside = re.search(rf'<select[^>]*name="{name}".*?</select>', html, re.DOTALL)
    return [text_of(one) for one in re.findall(r"<option.*?</option>", inside[0])] if inside else []


def chosen(html: str, name: str) -> str:
    inside = re.search(rf'<select[^>]*name="{name}".*?</select>', html, re.DOTALL)
    return text_of(re.search(r"<option selected.*?</option>", inside[0])[0])


def everything() -> list:
    return [
        tuple(one) for one in rows("SELECT * FROM request ORDER BY id") + rows("SELECT * FROM alternative ORDER BY id")
    ]


# On the form


def test_two_more_mentors_can_be_named_in_advance(cast, browser, ugo):
    form = browser(cast.bob).read(form_of(cast.ada))
    assert choices(form, "second") == choices(form, "third") == ["Nobody", "Ugo", "Cleo"]
    assert "If Ada cannot, ask next" in text_of(form)
    page = text_of(browser(cast.bob).press(form_of(cast.ada), **WISH, second=cast.cleo.handle, third=ugo.handle))
    assert "Next: Cleo, then Ugo." in page
    assert "Next: Cleo, then Ugo." in text_of(browser(cast.bob).read("/"))
    assert "Next: Cleo, then Ugo." in text_of(browser(cast.bob).read("/connections"))


def test_nobody_need_be_named(cast, browser):
    page = text_of(browser(cast.bob).press(form_of(cast.ada), **WISH, second="", third=""))
    assert "You can name two more mentors." in page
    assert rows("SELECT id FROM alternative") == []


@pytest.mark.parametrize(
    "change", [lambda cast: share(cast.cleo, Section.OFFERS, ONLY_ME), lambda cast: block(cast.cleo.id, cast.bob.id)]
)
def test_only_mentors_the_sender_may_see_stand_there(cast, browser, ugo, change):
    change(cast)
    html = browser(cast.bob).read(form_of(cast.ada))
    assert choices(html, "second") == ["Nobody", "Ugo"]
    assert cast.cleo.handle not in html


def test_without_anybody_to_name_nothing_is_asked_about_it(cast, browser):
    availability.pause(cast.cleo.id)
    assert "ask next" not in browser(cast.bob).read(form_of(cast.ada))


def test_an_offer_names_nobody(cast, browser, ugo):
    assert "<select" not in browser(cast.ada).read(f"/people/{cast.bob.handle}/mentor?as=mentor")
    browser(cast.ada).press(f"/people/{cast.bob.handle}/mentor?as=mentor", **WISH, second=ugo.handle)
    assert rows("SELECT id FROM alternative") == []


WRONG = {
    "nobody of this name": lambda cast, ugo: ("second", {"second": NO_KEY}),
    "strange text": lambda cast, ugo: ("second", {"second": "\x00'\ud83d🙂".encode("utf-8", "surrogatepass")}),
    "much text": lambda cast, ugo: ("second", {"second": "x" * 5000}),
    "the one who is asked": lambda cast, ugo: ("second", {"second": cast.ada.handle}),
    "oneself": lambda cast, ugo: ("third", {"third": cast.bob.handle}),
    "no mentor": lambda cast, ugo: ("third", {"second": ugo.handle, "third": cast.eve.handle}),
    "the same twice": lambda cast, ugo: ("third", {"second": ugo.handle, "third": ugo.handle}),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_who_cannot_be_named_is_refused_beside_the_field(cast, browser, ugo, wrong):
    field, sent = WRONG[wrong](cast, ugo)
    answer = browser(cast.bob).post(form_of(cast.ada), **WISH, **sent)
    assert answer.status_code == 422
    html = answer.get_data(as_text=True)
    assert f'id="{field}-error"' in html
    assert f'href="#{field}"' in html
    assert "Do well in job interviews" in html
    assert everything() == rows("SELECT id FROM notice") == []
    if field == "third" and "second" in sent:
        assert chosen(html, "second") == "Ugo"


def test_who_has_no_place_left_meanwhile_is_refused_like_somebody_unknown(cast, browser, ugo):
    """The same answer, so that it tells nothing about somebody the sender may not see."""
    hidden = settle("Zoe", purpose="mentor")
    share(hidden, Section.OFFERS, ONLY_ME)
    pages = [
        bare(browser(cast.bob).post(form_of(cast.ada), **WISH, second=handle), handle)
        for handle in (NO_KEY, hidden.handle, cast.eve.handle)
    ]
    assert pages[0] == pages[1] == pages[2]


# The same words again


def test_a_no_proposes_three_mentors_and_one_press_fills_the_form(cast, browser, ugo):
    for number in range(3):
        settle(f"Mentor {number}", purpose="mentor")
    asked = wish(cast.bob, of=cast.ada, tried="Two books.", rhythm="monthly", weeks=24)
    decline(asked, Reason.NO_TIME)
    html = browser(cast.bob).read(f"/requests/{asked.key}")
    links = re.findall(r'href="(/people/[^"]*again=[^"]*)"', html)
    assert len(links) == 3
    assert ugo.handle in links[0], "the best fit first"
    assert cast.ada.handle not in "".join(links)
    assert "Ask Ugo to be my mentor" in text_of(html)
    form = browser(cast.bob).read(links[0].replace("&amp;", "&"))
    assert "Do well in job interviews" in form
    assert "Two books." in form
    for name, value in (("area", "work"), ("rhythm", "monthly"), ("weeks", "24")):
        assert re.search(rf'name="{name}"[^>]*value="{value}"\s+checked', form), name


@pytest.mark.parametrize("closed", [False, True])
def test_without_an_answer_the_closing_is_kind_and_proposes_mentors(cast, browser, ugo, moved_clock, closed):
    asked = wish(cast.bob, of=cast.ada)
    moved_clock(days=15)
    if closed:
        upkeep.run()
    text = text_of(browser(cast.bob).read(f"/requests/{asked.key}"))
    assert "There was no answer by" in text
    assert "That says nothing about you or your wish" in text
    assert "Whom to ask next" in text
    assert "Ask Ugo to be my mentor" in text
    theirs = text_of(browser(cast.ada).read(f"/requests/{asked.key}"))
    assert "There was no answer by" in theirs
    assert "Whom to ask next" not in theirs


def test_the_pages_are_the_same_before_and_after_the_chore_has_closed_it(cast, browser, ugo, moved_clock):
    wish(cast.bob, of=cast.ada)
    ask_friend(cast.bob, cast.eve)
    moved_clock(days=15)
    keys = [one.key for one in rows("SELECT key FROM request ORDER BY id")]
    pages = ["/connections", *(f"/requests/{key}" for key in keys), f"/people/{cast.ada.handle}"]
    before = [bare(browser(cast.bob).get(page)) for page in pages]
    upkeep.run()
    for key in keys:
        browser(cast.bob).read(f"/requests/{key}")
    assert [bare(browser(cast.bob).get(page)) for page in pages] == before


def test_what_ran_out_says_where_it_goes_on_to_before_the_chore_too(cast, browser, ugo, moved_clock):
    asked = wish(cast.bob, of=cast.ada, second=cast.cleo.handle, third=ugo.handle)
    moved_clock(days=15)
    text = text_of(browser(cast.bob).read(f"/requests/{asked.key}"))
    assert "so this closed by itself. Next: Cleo, then Ugo." in text
    assert "Whom to ask next" not in text
    assert "Keep this choice" not in text
    upkeep.run()
    assert "It went on to Cleo." in text_of(browser(cast.bob).read(f"/requests/{asked.key}"))


def test_if_nobody_is_left_to_ask_the_search_is(cast, browser):
    availability.pause(cast.cleo.id)
    asked = wish(cast.bob, of=cast.ada)
    decline(asked, Reason.NO_TIME)
    html = browser(cast.bob).read(f"/requests/{asked.key}")
    assert "Whom to ask next" not in html
    assert "Find another mentor" in html


def test_the_words_of_others_or_of_nothing_are_not_there(cast, browser, ugo):
    asked = wish(cast.bob, of=cast.ada)
    eve = browser(cast.eve)
    absent = eve.get(form_of(ugo, again=NO_KEY))
    assert is_absent(eve.get(form_of(ugo, again=asked.key)), absent, asked.key, NO_KEY)
    assert browser(cast.ada).get(form_of(cast.cleo, again=asked.key)).status_code == 404, "asked, but did not ask"
    for strange in ("%00", "x" * 3000, "%F0%9F%99%82"):
        assert eve.get(form_of(ugo, again=strange)).status_code in (200, 404)


@pytest.mark.parametrize("other", [offer, lambda bob, cleo: ask_friend(bob, cleo)])
def test_only_a_wish_gives_its_words_to_a_wish(cast, browser, other):
    availability.offer_places(cast.bob.id, 1)
    asked = other(cast.bob, cast.eve)
    assert browser(cast.bob).get(form_of(cast.ada, again=asked.key)).status_code == 404


def test_asking_again_with_the_same_words_puts_the_old_news_away(cast, browser):
    asked = wish(cast.bob, of=cast.ada)
    decline(asked, Reason.NO_TIME)
    page = text_of(browser(cast.bob).press(form_of(cast.ada, again=asked.key), **WISH))
    assert "Ada has your request now." in page
    assert "no time" not in text_of(browser(cast.bob).read("/"))


# While it waits


@pytest.fixture
def asked(cast, ugo):
    return wish(cast.bob, of=cast.ada, second=cast.cleo.handle)


def named(asked) -> list[str]:
    found = rows(
        "SELECT p.name FROM alternative a JOIN person p ON p.id = a.mentor_id WHERE request_id = ? ORDER BY place",
        asked.id,
    )
    return [one.name for one in found]


def test_the_page_shows_who_is_next_and_lets_it_be_changed(cast, browser, asked, ugo):
    html = browser(cast.bob).read(f"/requests/{asked.key}")
    assert "Next: Cleo." in text_of(html)
    assert (chosen(html, "second"), choices(html, "third")) == ("Cleo", ["Nobody", "Cleo", "Ugo"])
    page = text_of(browser(cast.bob).press(f"/requests/{asked.key}/next", second=ugo.handle, third=cast.cleo.handle))
    assert page.count("Next: Ugo, then Cleo.") == 2, "the sentence of the page, and what was done"
    assert named(asked) == ["Ugo", "Cleo"]


def test_with_htmx_the_part_comes_back_alone(cast, browser, asked, ugo):
    answer = browser(cast.bob).post(f"/requests/{asked.key}/next", htmx=True, second=ugo.handle)
    html = answer.get_data(as_text=True)
    assert (answer.status_code, html.lstrip()[:26]) == (200, '<section id="next" aria-la')
    assert "Next: Ugo." in text_of(html)
    assert 'hx-swap-oob="innerHTML"' in html
    assert "<html" not in html
    assert named(asked) == ["Ugo"]


@pytest.mark.parametrize("htmx", [False, True])
def test_twice_is_once_and_nobody_takes_it_back(cast, browser, asked, ugo, htmx):
    bob = browser(cast.bob)
    for _press in range(2):
        bob.post(f"/requests/{asked.key}/next", htmx=htmx, second=ugo.handle)
        assert named(asked) == ["Ugo"]
    for _press in range(2):
        bob.post(f"/requests/{asked.key}/next", htmx=htmx)
        assert named(asked) == []
    assert "You can name two more mentors." in text_of(bob.read(f"/requests/{asked.key}"))


@pytest.mark.parametrize("name", ["ada", "cleo", "eve", "ugo"])
@pytest.mark.parametrize("htmx", [False, True])
def test_nobody_else_can_change_or_know_it(cast, browser, asked, ugo, name, htmx):
    before, other = everything(), browser(ugo if name == "ugo" else getattr(cast, name))
    absent = other.post(f"/requests/{NO_KEY}/next", htmx=htmx, second=ugo.handle)
    answer = other.post(f"/requests/{asked.key}/next", htmx=htmx, second=ugo.handle)
    assert is_absent(answer, absent, asked.key, NO_KEY)
    assert everything() == before


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("htmx", [False, True])
def test_a_wrong_change_is_refused_beside_the_field(cast, browser, asked, ugo, wrong, htmx):
    field, sent = WRONG[wrong](cast, ugo)
    before = everything()
    answer = browser(cast.bob).post(f"/requests/{asked.key}/next", htmx=htmx, **sent)
    assert answer.status_code == 422
    html = answer.get_data(as_text=True)
    assert f'id="{field}-error"' in html
    assert ("<html" in html) != htmx
    assert everything() == before


@pytest.mark.parametrize("settled", [accept, lambda asked: decline(asked, Reason.FULL)])
def test_once_it_is_settled_it_says_so(cast, browser, ugo, settled):
    asked = wish(cast.bob, of=cast.ada)
    settled(asked)
    before = everything()
    for htmx in (False, True):
        answer = browser(cast.bob).post(f"/requests/{asked.key}/next", htmx=htmx, second=ugo.handle)
        assert answer.status_code == 422
        assert "This request is settled already." in text_of(answer.get_data(as_text=True))
    assert everything() == before


def test_the_asked_person_finds_nothing_of_it_on_any_page(cast, browser, asked, ugo, still_clock):
    pages = ("/", "/connections", f"/requests/{asked.key}", f"/people/{cast.bob.handle}")
    browser(cast.ada).press("/notices/read-all")
    seen = {person.name: [bare(browser(person).get(page)) for page in pages] for person in (cast.ada, cast.cleo, ugo)}
    browser(cast.bob).press(f"/requests/{asked.key}/next")
    for person in (cast.ada, cast.cleo, ugo):
        assert [bare(browser(person).get(page)) for page in pages] == seen[person.name]


# Where it went


def test_a_no_tells_where_the_wish_went_on_to(cast, browser, asked):
    decline(asked, Reason.NO_TIME)
    new = newest_to(cast.cleo)
    html = browser(cast.bob).read(f"/requests/{asked.key}")
    assert "Ada has no time for this at the moment. It went on to Cleo." in text_of(html)
    assert f'href="/requests/{new.key}"' in html
    assert "Whom to ask next" not in html
    day = text_of(browser(cast.bob).read("/"))
    assert "It went on to Cleo." in day
    assert "You asked Cleo to be your mentor." in day
    theirs = text_of(browser(cast.ada).read(f"/requests/{asked.key}"))
    assert "went on" not in theirs
    assert "Cleo" not in theirs


def test_the_next_mentor_reads_a_request_like_any_other(cast, browser, asked, still_clock):
    """A twin of Bob, tied to the same people, asks Cleo first: the two requests look alike."""
    twin = settle("Bea", seeks="preparing for a job interview")
    for section, term in ((Section.OCCUPATION, "kitchen helper"), (Section.PLACE, "Turin")):
        state(twin, section, term)
    state(twin, Section.LANGUAGES, "Italian", level="good")
    befriend(twin, cast.cleo)
    decline(asked, Reason.NO_TIME)
    moved = newest_to(cast.cleo)
    first = wish(twin, of=cast.cleo)
    for one in (moved, first):
        browser(cast.cleo).read(f"/requests/{one.key}")
    pages = [browser(cast.cleo).read(f"/requests/{one.key}") for one in (moved, first)]
    faces = re.compile(r"<span class=\"face.*?</span>|\d amic[oi]", re.DOTALL)
    same = [
        faces.sub("", bare(page, one.key, one.handle)).replace(one.name, "NAME")
        for page, one in zip(pages, (moved, first), strict=True)
    ]
    assert same[0] == same[1]


def test_a_mentor_who_blocked_leaves_only_the_new_request(cast, browser, asked):
    block(cast.ada.id, cast.bob.id)
    assert browser(cast.bob).get(f"/requests/{asked.key}").status_code == 404
    day = browser(cast.bob).read("/")
    assert "You asked Cleo to be your mentor." in text_of(day)
    assert cast.ada.handle not in day


# The dates


def test_both_sides_see_until_when_and_when_somebody_is_reminded(cast, browser, moved_clock):
    asked = wish(cast.bob, of=cast.ada)
    mine = ("/", "/connections", f"/requests/{asked.key}", f"/people/{cast.ada.handle}")
    for page in mine:
        assert re.search(
            r"Waiting for Ada's answer, until \d+ \w+( \d+)?\. We remind Ada on \d+ \w+",
            text_of(browser(cast.bob).read(page)),
        ), page
    moved_clock(days=8)
    for page in mine:
        text = text_of(browser(cast.bob).read(page))
        assert "Waiting for Ada's answer, until" in text
        assert "We remind" not in text
    theirs = text_of(browser(cast.ada).read(f"/requests/{asked.key}"))
    assert re.search(r"Bob has waited since \d+ \w+( \d+)?, and waits for your answer until \d+ \w+", theirs)


def test_a_question_stops_the_reminders_in_words_too(cast, browser):
    asked = wish(cast.bob, of=cast.ada)
    ask(asked, "When?")
    assert "We remind" not in text_of(browser(cast.bob).read(f"/requests/{asked.key}"))
    assert "We remind" not in text_of(browser(cast.ada).read(f"/requests/{asked.key}"))


def test_the_pages_of_a_friend_request_are_the_same_set_aside_or_not(cast, browser, moved_clock):
    """Also after the reminders that one of the two never got."""
    plain, aside = ask_friend(cast.bob, cast.eve), ask_friend(cast.bob, cast.dora)
    decline(aside)
    for days in (0, 4, 4, 8):
        moved_clock(days=days)
        upkeep.run()
        pages = [
            bare(browser(cast.bob).get(f"/requests/{one.key}"), one.key, person.handle).replace(person.name, "NAME")
            for one, person in ((plain, cast.eve), (aside, cast.dora))
        ]
        faces = re.compile(r'<span class="face.*?</span>', re.DOTALL)
        assert faces.sub("", pages[0]) == faces.sub("", pages[1])


# What it costs


def test_statements_of_the_pages(cast, browser, ugo, statements):
    waits = wish(cast.bob, of=cast.ada, second=cast.cleo.handle, third=ugo.handle)
    ended = wish(cast.eve, of=cast.ada)
    decline(ended, Reason.NO_TIME)
    share(cast.ada, Section.OFFERS, Relation.PUBLIC)
    bob, eve = browser(cast.bob), browser(cast.eve)
    for person in (bob, eve):
        person.read("/notices")
    for reader, page in (
        (bob, f"/requests/{waits.key}"),
        (eve, f"/requests/{ended.key}"),
        (eve, form_of(ugo, again=ended.key)),
        (eve, form_of(cast.ada)),
    ):
        reader.read(page)
        assert statements(lambda reader=reader, page=page: reader.read(page)) <= 8, page


def test_a_request_may_be_opened_while_its_notice_is_unread(cast, browser, statements):
    asked = wish(cast.bob, of=cast.ada)
    decline(asked, Reason.NO_TIME)
    bob = browser(cast.bob)
    assert statements(lambda: bob.read(f"/requests/{asked.key}")) <= 8
    assert row("SELECT count(*) AS n FROM notice WHERE person_id = ? AND read_at IS NULL", cast.bob.id).n == 0


# Going on pause


def test_a_pause_on_the_page_of_places_answers_those_who_wait(cast, browser, asked):
    other = wish(cast.eve, of=cast.ada)
    ada = browser(cast.ada)
    assert "gets a kind no now" in text_of(ada.read("/profile/places"))
    ada.press("/profile/places", places="2", paused="y")
    assert "Nothing waits for you today" in text_of(ada.read("/"))
    text = text_of(browser(cast.eve).read(f"/requests/{other.key}"))
    assert "Ada cannot now, and wishes you well." in text
    assert "It went on to Cleo." in text_of(browser(cast.bob).read(f"/requests/{asked.key}"))


def test_saying_yes_and_full_says_before_that_others_get_a_no(cast, browser, asked):
    other = wish(cast.eve, of=cast.ada)
    ada = browser(cast.ada)
    assert text_of(ada.read(f"/requests/{other.key}")).count("Others who wait for you get a kind no then") == 2
    ada.press(f"/requests/{other.key}/accept", pause="y")
    assert "Ada has no free place at the moment. It went on to Cleo." in text_of(
        browser(cast.bob).read(f"/requests/{asked.key}")
    )
