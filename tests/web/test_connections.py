"""Connections: everybody I have to do with, becoming friends and ending it."""

import pytest

from mentorship.database import rows
from mentorship.ties import block, friendship, mentorship
from mentorship.ties.request import answering
from tests.cast import ask_friend, befriend, mentor, offer, settle, suspend, viewer, wish
from tests.web.conftest import text_of
from tests.web.sameness import NO_KEY, bare, is_absent


def groups(page: str) -> dict[str, str]:
    """The words of each group under its heading."""
    found = {}
    for part in page.split("<h2 id=")[1:]:
        name, _, rest = part.partition(">")
        found[name.split('"')[1]] = text_of(rest.split('<nav class="nav"')[0])
    return found


def friends_of(person) -> list[str]:
    return [one.name for one in friendship.friends(viewer(person))[0]]


def test_every_group_has_its_people(cast, browser):
    mentor(cast.ada, of=cast.bob)
    wish(cast.eve, of=cast.ada)
    ask_friend(cast.ada, cast.dora)
    old = mentor(cast.ada, of=cast.finn)
    mentorship.end(old, cast.ada.id, "")
    block.block(cast.ada.id, cast.aldo.id)
    page = browser(cast.ada).read("/connections")
    shown = groups(page)
    assert "Eve would like you as a mentor" in shown["to-answer"]
    assert "Waiting for Dora's answer, until" in shown["waiting"]
    assert "Find a mentor" in shown["mentors"]
    assert "Bob" in shown["mentees"]
    assert "My mentee" in shown["mentees"]
    assert "Cleo" in shown["friends"]
    assert "pastry cook" in shown["friends"]
    assert "Finn , ended today" in text_of(page)
    assert "Aldo" in text_of(page.split('id="blocked"')[1])


def test_a_newcomer_reads_what_would_stand_here(cast, browser):
    shown = groups(browser(cast.eve).read("/connections"))
    assert "Nobody waits for you." in shown["to-answer"]
    assert "You wait for nobody." in shown["waiting"]
    assert "Nobody mentors you yet." in shown["mentors"]
    assert "You mentor nobody yet." in shown["mentees"]
    assert "No friends here yet." in shown["friends"]


def test_who_mentors_me_stands_among_my_mentors(cast, browser):
    pair = mentor(cast.ada, of=cast.bob)
    shown = groups(browser(cast.bob).read("/connections"))
    assert "Ada" in shown["mentors"]
    assert "My mentor" in shown["mentors"]
    assert f"/mentorships/{pair.key}" in browser(cast.bob).read("/connections")


def test_news_of_my_requests_stand_until_put_away(cast, browser):
    asked = offer(cast.ada, cast.bob)
    answering.accept(asked)
    shown = groups(browser(cast.ada).read("/connections"))
    assert "Bob said yes today." in shown["waiting"]


# Friends, in order and in pages


def test_friends_stand_in_the_order_of_their_names(cast, database):
    for name in ("Émile", "eduardo", "Zoë", "Ágnes"):
        befriend(cast.ada, settle(name))
    assert friends_of(cast.ada) == ["Ágnes", "Cleo", "eduardo", "Émile", "Zoë"]


def test_friends_who_are_gone_are_not_shown(cast, database):
    befriend(cast.ada, cast.eve)
    suspend(cast.cleo)
    assert friends_of(cast.ada) == ["Eve"]
    block.block(cast.eve.id, cast.ada.id)
    assert friends_of(cast.ada) == []


def test_many_friends_come_in_pages(cast, browser):
    for number in range(65):
        befriend(cast.eve, settle(f"Friend {number:02}"))
    seen, after = [], ""
    for expected in (30, 30, 5):
        found, more = friendship.friends(viewer(cast.eve), after)
        assert len(found) == expected
        assert more == (expected == 30)
        seen += [one.name for one in found]
        after = found[-1].handle
    assert seen == [f"Friend {number:02}" for number in range(65)]
    page = browser(cast.eve).read("/connections")
    assert "Show more friends" in page
    assert "Friend 29" in page
    assert "Friend 30" not in page


def test_a_strangers_handle_tells_nothing_about_the_order(cast, browser):
    befriend(cast.eve, cast.ada)
    for after in (cast.bob.handle, NO_KEY, "x" * 500, "%00", "🙂"):
        assert "Ada" in groups(browser(cast.eve).read("/connections", after=after))["friends"]


# Becoming friends


def test_asking_to_be_friends(cast, browser):
    page = text_of(browser(cast.bob).press(f"/people/{cast.ada.handle}/friend"))
    assert "Ada has been asked. You wait for the answer until" in page
    assert "Bob would like to be friends" in text_of(browser(cast.ada).read("/connections"))


def test_asking_with_htmx_is_the_ties_and_a_line(cast, browser):
    answer = browser(cast.bob).post(f"/people/{cast.ada.handle}/friend", htmx=True)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert html.lstrip().startswith('<section id="ties"')
    assert "Ada has been asked." in html


def test_asking_twice_is_once(cast, browser):
    bob = browser(cast.bob)
    first = bob.post(f"/people/{cast.ada.handle}/friend")
    second = bob.post(f"/people/{cast.ada.handle}/friend")
    assert (first.status_code, first.headers["Location"]) == (second.status_code, second.headers["Location"])
    assert len(rows("SELECT id FROM request")) == 1


def test_asking_who_asked_makes_friends(cast, browser):
    ask_friend(cast.ada, cast.bob)
    for _press in range(2):
        assert "You and Ada are friends now." in text_of(browser(cast.bob).press(f"/people/{cast.ada.handle}/friend"))
    assert "Ada" in friends_of(cast.bob)


def test_asking_who_was_set_aside_makes_friends(cast, browser):
    answering.decline(ask_friend(cast.ada, cast.bob))
    assert "You and Ada are friends now." in text_of(browser(cast.bob).press(f"/people/{cast.ada.handle}/friend"))


def test_twenty_people_a_day(cast, browser):
    for number in range(20):
        ask_friend(cast.bob, settle(f"Somebody {number}"))
    answer = browser(cast.bob).post(f"/people/{cast.ada.handle}/friend")
    assert answer.status_code == 403
    assert "You have asked 20 people today. Please go on tomorrow." in text_of(answer.get_data(as_text=True))
    assert len(rows("SELECT id FROM request")) == 20


@pytest.mark.parametrize("verb", ["friend", "unfriend"])
@pytest.mark.parametrize("htmx", [False, True])
def test_who_does_not_exist_for_me_cannot_be_befriended(cast, browser, verb, htmx):
    block.block(cast.ada.id, cast.bob.id)
    bob = browser(cast.bob)
    absent = bob.post(f"/people/{NO_KEY}/{verb}", htmx=htmx)
    assert is_absent(bob.post(f"/people/{cast.ada.handle}/{verb}", htmx=htmx), absent, cast.ada.handle, NO_KEY)
    assert bob.post(f"/people/{cast.bob.handle}/{verb}").status_code == 404
    assert not rows("SELECT id FROM request")


def test_ending_a_friendship_is_silent_and_once(cast, browser):
    cleo = browser(cast.cleo)
    before = bare(cleo.get("/messages"))
    for _press in range(2):
        page = text_of(browser(cast.ada).press(f"/people/{cast.cleo.handle}/unfriend"))
        assert "You and Cleo are no longer friends here." in page
    assert friends_of(cast.ada) == []
    assert friends_of(cast.cleo) == ["Bob"]
    assert bare(cleo.get("/messages")) == before


def test_a_friend_is_not_a_mentor(cast, browser):
    page = browser(cast.ada).read("/connections")
    assert 'class="badge friend"' in page
    assert 'class="badge mentor"' not in page


def test_statements_are_the_same_for_few_and_many(cast, browser, statements):
    eve = browser(cast.eve)
    few = statements(lambda: eve.read("/connections"))
    for number in range(12):
        befriend(cast.eve, settle(f"Friend {number}"))
        mentor(settle(f"Mentor {number}"), of=cast.eve)
        ask_friend(settle(f"Asker {number}"), cast.eve)
        block.block(cast.eve.id, settle(f"Foe {number}").id)
    many = statements(lambda: eve.read("/connections"))
    assert few == many <= 8
