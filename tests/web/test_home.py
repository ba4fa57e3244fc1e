"""The first page: a welcome for strangers, my day for members."""

import pytest

from mentorship.people.section import Section
from mentorship.privacy.audience import ONLY_ME
from mentorship.talk.conversation import open_with_friend
from mentorship.talk.message import send
from mentorship.ties import mentorship
from mentorship.ties.block import block
from mentorship.ties.request import request, upkeep
from mentorship.ties.request.answering import answer, ask, decline
from mentorship.ties.request.request import Reason
from tests.cast import ask_friend, befriend, mentor, offer, settle, share, viewer, wish
from tests.web.conftest import text_of
from tests.web.sameness import bare


def test_somebody_not_signed_in_is_welcomed(browser, cast):
    page = text_of(browser().read("/"))
    assert "Join this community" in page
    assert "Ada" not in page


def test_my_day_begins_with_what_waits_for_me(browser, cast):
    wish(cast.bob, of=cast.ada, goal="Practise for an interview on Monday")
    page = text_of(browser(cast.ada).read("/"))
    assert page.index("Waiting for you") < page.index("Practise for an interview on Monday")


def test_what_i_asked_for_says_until_when_it_waits(browser, cast):
    wish(cast.bob, of=cast.ada)
    page = text_of(browser(cast.bob).read("/"))
    assert "What you asked for" in page
    assert "Waiting for you" not in page


def test_my_mentoring_leads_to_the_pair_page(browser, cast):
    pair = mentor(cast.ada, of=cast.bob)
    assert f'href="/mentorships/{pair.key}"' in browser(cast.bob).read("/")


def test_an_empty_day_helps_to_begin(browser, cast):
    page = text_of(browser(cast.finn).read("/"))
    assert "Nothing waits for you today" in page
    assert "Fill in my profile" in page


def test_a_friend_request_can_be_accepted_from_my_day(browser, cast):
    asked = ask_friend(cast.eve, cast.ada)
    assert f'action="/requests/{asked.key}/accept"' in browser(cast.ada).read("/")


def test_people_i_may_know_come_with_the_reason(browser, cast):
    befriend(cast.cleo, cast.eve)
    page = text_of(browser(cast.bob).read("/"))
    assert "People you may know" in page
    assert "1 friend in common" in page


def test_an_end_with_thanks_is_told_for_two_weeks(browser, cast, moved_clock):
    pair = mentor(cast.ada, of=cast.bob)
    mentorship.end(pair, cast.ada.id, "It was good to see you grow.")
    assert "Ada has ended your mentoring today. Read the thanks" in text_of(browser(cast.bob).read("/"))
    assert "has ended your mentoring" not in text_of(browser(cast.ada).read("/"))
    moved_clock(days=15)
    assert "has ended your mentoring" not in text_of(browser(cast.bob).read("/"))


def order(page: str, *words: str) -> bool:
    """Whether these words stand on the page in this order."""
    places = [page.index(word) for word in words]
    return places == sorted(places)


def test_what_waits_stands_there_the_oldest_first_whatever_it_is(browser, cast, moved_clock):
    pair = mentor(cast.ada, of=cast.dora)
    befriend(cast.ada, cast.eve)
    mine = wish(cast.ada, of=cast.cleo, goal="To learn Italian")
    wish(cast.bob, of=cast.ada, goal="An interview on Monday")
    moved_clock(days=1)
    send(open_with_friend(cast.ada.id, cast.eve.id), cast.eve.id, "Ciao", "1")
    moved_clock(days=1)
    ask(request.to_me(viewer(cast.cleo), mine.key), "Why?")
    moved_clock(days=1)
    mentorship.end(pair, cast.dora.id, "Thanks")
    moved_clock(days=1)
    send(open_with_friend(cast.ada.id, cast.eve.id), cast.eve.id, "Hello?", "2")
    ask_friend(cast.finn, cast.ada)
    page = text_of(browser(cast.ada).read("/")).split("Waiting for you", 1)[1]
    assert order(
        page,
        "An interview on Monday",
        "Bob has waited since",
        "2 new messages from Eve",
        "Cleo has a question before deciding.",
        "Dora has ended your mentoring",
        "Finn would like to be friends",
    )


def test_an_answer_to_my_question_waits_since_it_came(browser, cast, moved_clock):
    asked = wish(cast.bob, of=cast.ada, goal="The first")
    ask(asked, "Why?")
    moved_clock(hours=1)
    wish(cast.eve, of=cast.ada, goal="The second")
    moved_clock(hours=1)
    answer(request.from_me(viewer(cast.bob), asked.key), "So.")
    assert order(text_of(browser(cast.ada).read("/")), "The second", "The first", "Bob has answered your question.")


def test_messages_lead_to_the_conversation(browser, cast):
    talk = open_with_friend(cast.ada.id, cast.cleo.id)
    send(talk, cast.cleo.id, "Ciao", "1")
    ada = browser(cast.ada)
    page = ada.read("/")
    assert "1 new message from Cleo" in text_of(page)
    assert f'href="/messages/{talk.key}"' in page
    ada.read(f"/messages/{talk.key}")
    assert "Nothing waits for you today" in text_of(ada.read("/"))


def test_what_ended_without_a_yes_leads_on(browser, cast, moved_clock):
    asked = wish(cast.bob, of=cast.ada)
    moved_clock(days=15)
    upkeep.run()
    page = browser(cast.bob).read("/")
    assert "There was no answer by" in text_of(page)
    assert "See whom to ask next" in text_of(page)
    assert f'href="/requests/{asked.key}"' in page


@pytest.mark.parametrize("who", [("ada", "cleo"), ("cleo", "ada")])
def test_who_is_gone_waits_for_nothing(browser, cast, who):
    send(open_with_friend(cast.ada.id, cast.cleo.id), cast.cleo.id, "Ciao", "1")
    ask_friend(cast.eve, cast.ada)
    block(cast.eve.id, cast.ada.id)
    block(*(getattr(cast, name).id for name in who))
    page = text_of(browser(cast.ada).read("/"))
    assert "Nothing waits for you today" in page
    assert "Cleo" not in page.split("Menu")[0]


def test_what_others_have_between_them_does_not_show(browser, cast):
    before = bare(browser(cast.eve).get("/"))
    wish(cast.bob, of=cast.ada, second=cast.cleo.handle)
    send(open_with_friend(cast.ada.id, cast.cleo.id), cast.cleo.id, "Ciao", "1")
    assert bare(browser(cast.eve).get("/")) == before


def test_the_day_asks_as_often_however_much_waits(browser, cast, statements):
    ada = browser(cast.ada)
    few = statements(lambda: ada.read("/"))
    for number in range(6):
        other = settle(f"Mate {number}", purpose="both")
        befriend(cast.ada, other)
        send(open_with_friend(cast.ada.id, other.id), other.id, "Ciao", "1")
        wish(other, of=cast.ada, second=cast.cleo.handle)
    for number in range(3):
        mentorship.end(mentor(cast.ada, of=settle(f"Gone {number}")), cast.ada.id, "")
        decline(offer(cast.ada, settle(f"No {number}")), Reason.NOT_NOW)
    many = statements(lambda: ada.read("/"))
    assert (few, many) == (8, 8)


def test_mentors_show_how_soon_they_answer_where_they_show_what_they_offer(browser, cast):
    for number in range(3):
        decline(wish(settle(f"Seeker {number}"), of=cast.ada), Reason.NO_TIME)
    for page in (
        "/",
        "/suggestions",
        "/mentors",
        f"/people/{cast.ada.handle}",
        f"/people/{cast.ada.handle}/mentor?as=mentee",
    ):
        assert "Usually answers within a day." in text_of(browser(cast.bob).read(page)), page
    share(cast.ada, Section.OFFERS, ONLY_ME)
    for page in ("/", "/suggestions", "/mentors", "/people", f"/people/{cast.ada.handle}"):
        assert "Usually answers" not in text_of(browser(cast.bob).read(page)), page
