"""The first page: a welcome for strangers, my day for members."""

from mentorship.ties import mentorship
from tests.cast import ask_friend, befriend, mentor, wish
from tests.web.conftest import text_of


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
