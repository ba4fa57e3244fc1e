"""Messages: conversations with friends, read, refreshed and written to."""

import re

import pytest

from mentorship import clock
from mentorship.database import rows
from mentorship.talk import conversation, message
from mentorship.ties import friendship
from tests.cast import befriend, change, mentor, settle, viewer
from tests.web.conftest import text_of
from tests.web.sameness import NO_KEY, bare, is_absent


@pytest.fixture
def talk(cast):
    """The conversation of Ada and Cleo, who are friends."""
    return conversation.open_with_friend(cast.ada.id, cast.cleo.id)


def bodies(page: str) -> list[str]:
    return re.findall(r"<li class=\"message.*?</p>\s*(?:<p dir=\"auto\">(.*?)</p>)", page, flags=re.DOTALL)


def written() -> list[str]:
    return [one.body for one in rows("SELECT body FROM message ORDER BY sent_at, id")]


def test_a_friend_is_written_to(cast, browser):
    ada = browser(cast.ada)
    answer = ada.post(f"/people/{cast.cleo.handle}/write")
    assert answer.status_code == 303
    page = ada.read(answer.headers["Location"].partition("#")[0])
    assert "Nothing is written yet." in page
    there = page.split('method="post" action="/messages/')[1].split('"')[0]
    assert "Your message is sent." in ada.press(f"/messages/{there}", body="Ciao Cleo", once="1")
    assert "Ciao Cleo" in browser(cast.cleo).read(f"/messages/{there}")


def test_only_friends_write(cast, browser):
    eve = browser(cast.eve)
    absent = eve.post(f"/people/{NO_KEY}/write")
    assert is_absent(eve.post(f"/people/{cast.ada.handle}/write"), absent, cast.ada.handle, NO_KEY)
    assert not rows("SELECT id FROM conversation")


def test_strangers_find_no_conversation(cast, browser, talk):
    eve = browser(cast.eve)
    message.send(talk, cast.ada.id, "Secret", "1")
    for htmx in (False, True):
        absent = eve.get(f"/messages/{NO_KEY}", htmx=htmx)
        assert is_absent(eve.get(f"/messages/{talk.key}", htmx=htmx), absent, talk.key, NO_KEY)
        absent = eve.post(f"/messages/{NO_KEY}", htmx=htmx, body="Hello")
        assert is_absent(eve.post(f"/messages/{talk.key}", htmx=htmx, body="Hello"), absent, talk.key, NO_KEY)
    assert written() == ["Secret"]


def test_writing_with_htmx_is_the_conversation_and_a_line(cast, browser, talk):
    answer = browser(cast.ada).post(f"/messages/{talk.key}", htmx=True, body="Ciao", once="1")
    html = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert html.startswith('<div id="exchange">')
    assert bodies(html) == ["Ciao"]
    assert "Your message is sent." in html
    assert 'name="once"' in html
    assert ">Ciao</textarea>" not in html


def test_a_double_press_is_one_message(cast, browser, talk):
    ada = browser(cast.ada)
    for htmx in (False, True, False):
        ada.post(f"/messages/{talk.key}", htmx=htmx, body="Ciao", once="the same form")
    assert written() == ["Ciao"]


def test_other_words_from_the_same_form_are_another_message(cast, browser, talk):
    ada = browser(cast.ada)
    for body in ("Ciao", "Ciao Cleo"):
        ada.press(f"/messages/{talk.key}", body=body, once="a form taken from the browser's memory")
    assert written() == ["Ciao", "Ciao Cleo"]


def test_the_same_words_again_without_a_mark_are_two_messages(cast, browser, talk):
    for _time in range(2):
        browser(cast.ada).press(f"/messages/{talk.key}", body="ok")
    assert written() == ["ok", "ok"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Please write something here."),
        (" \n\x00 ", "Please write something"),
        ("è" * 4001, "Please shorten this to 4000"),
    ],
)
@pytest.mark.parametrize("htmx", [False, True])
def test_what_cannot_be_sent_is_kept(cast, browser, talk, typed, says, htmx):
    answer = browser(cast.ada).post(f"/messages/{talk.key}", htmx=htmx, body=typed, once="1")
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert says in html
    assert typed.strip(" \n\x00") in html
    assert html.startswith('<div id="exchange">') == htmx
    assert not written()


def test_any_letters_arrive(cast, browser, talk):
    body = "مرحبا\n\nسطر آخر 🙂 <b>no markup</b> \x07"
    page = browser(cast.ada).press(f"/messages/{talk.key}", body=body, once="1")
    assert '<p dir="auto">مرحبا</p>' in page
    assert "&lt;b&gt;no markup&lt;/b&gt;" in page


def test_messages_come_in_pages_of_thirty(cast, browser, talk):
    for number in range(70):
        message.send(talk, (cast.ada, cast.cleo)[number % 2].id, f"Message {number}", str(number))
    ada, url, seen = browser(cast.ada), f"/messages/{talk.key}", []
    for expected in (30, 30, 10):
        page = ada.read(url)
        found = bodies(page)
        assert len(found) == expected
        seen = found + seen
        earlier = re.search(r'id="earlier" href="([^"]+)"', page)
        assert bool(earlier) == (expected == 30)
        url = earlier.group(1) if earlier else ""
    assert seen == [f"Message {number}" for number in range(70)]


def test_pages_hold_when_the_clock_stands_still_or_is_set_back(cast, database, talk, moved_clock):
    for number in range(40):
        moved_clock(minutes=-1)
        message.send(talk, cast.ada.id, f"Message {number}", str(number))
    found = conversation.of_viewer(viewer(cast.cleo), talk.key)
    newest, earlier = message.page_of(found)
    assert earlier
    before, more = message.page_of(found, newest[0].sent_at)
    assert [one.body for one in before + newest] == [f"Message {number}" for number in range(40)]
    assert not more


@pytest.mark.parametrize(
    "query", ["before=x", "before=-5", "before=" + "9" * 40, "before=%00", "seen=x&until=y", "before=٣"]
)
def test_a_bent_address_is_no_fault(cast, browser, talk, query):
    for htmx in (False, True):
        assert browser(cast.ada).get(f"/messages/{talk.key}?{query}", htmx=htmx).status_code in (200, 204)


def test_opening_counts_as_reading(cast, browser, talk):
    message.send(talk, cast.ada.id, "One", "1")
    message.send(talk, cast.ada.id, "Two", "2")
    cleo = browser(settle_english(cast.cleo))
    assert "2 new messages" in text_of(cleo.read("/messages"))
    page = cleo.read(f"/messages/{talk.key}")
    assert text_of(page).count(" new One") + text_of(page).count(" new Two") == 2
    assert "new message" not in text_of(cleo.read("/messages"))
    assert " new One" not in text_of(cleo.read(f"/messages/{talk.key}"))
    assert "new" not in text_of(browser(cast.ada).read("/messages"))


def settle_english(person):
    """Cleo reads Italian; here the sentences are looked at in English."""
    change(person, language="en")
    return person


def test_the_newest_conversation_stands_first(cast, browser, talk):
    befriend(cast.ada, cast.eve)
    other = conversation.open_with_friend(cast.ada.id, cast.eve.id)
    message.send(talk, cast.cleo.id, "First", "1")
    message.send(other, cast.eve.id, "Second", "2")
    text = text_of(browser(cast.ada).read("/messages"))
    assert text.index("Eve") < text.index("Cleo")


def test_nothing_yet_says_what_would_stand_here(cast, browser):
    page = browser(cast.eve).read("/messages")
    assert "Only the two of you can read it." in page
    assert "/connections#friends" in page


def test_the_conversation_of_a_mentorship_stands_on_its_page(cast, browser):
    pair = mentor(cast.ada, of=cast.bob)
    message.send_to_pair(pair, cast.bob.id, "Hello", "1")
    _, found = conversation.of_mentorship(viewer(cast.ada), pair.key)
    answer = browser(cast.ada).get(f"/messages/{found.key}")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/mentorships/{pair.key}")
    assert f"/mentorships/{pair.key}" in browser(cast.ada).read("/messages")


# When the friendship has ended


def test_after_the_end_it_can_be_read_but_not_added_to(cast, browser, talk):
    message.send(talk, cast.cleo.id, "Before", "1")
    friendship.unfriend(cast.cleo.id, cast.ada.id)
    ada = browser(cast.ada)
    page = ada.read(f"/messages/{talk.key}")
    assert "Before" in page
    assert "<textarea" not in page
    assert "hx-trigger" not in page
    assert "to read only" in text_of(ada.read("/messages"))
    for htmx in (False, True):
        answer = ada.post(f"/messages/{talk.key}", htmx=htmx, body="After all of it", once="2")
        assert answer.status_code == 422
        html = answer.get_data(as_text=True)
        assert "You two can no longer write to each other here." in html
        assert "After all of it" in html
    assert written() == ["Before"]
    assert ada.post(f"/people/{cast.cleo.handle}/write").status_code == 404


def test_a_new_friendship_opens_nothing_old(cast, browser, talk):
    message.send(talk, cast.cleo.id, "Of old times", "1")
    friendship.unfriend(cast.cleo.id, cast.ada.id)
    befriend(cast.ada, cast.cleo)
    answer = browser(cast.ada).post(f"/people/{cast.cleo.handle}/write")
    there = answer.headers["Location"].partition("#")[0]
    assert there != f"/messages/{talk.key}"
    assert "Of old times" not in browser(cast.ada).read(there)


# Gentle refreshing


def refresh_address(html: str) -> str:
    found = re.search(r'hx-get="([^"]+)"', html)
    return found.group(1).replace("&amp;", "&") if found else ""


def test_an_open_conversation_asks_and_rests(cast, browser, talk):
    message.send(talk, cast.cleo.id, "One", "1")
    ada = browser(cast.ada)
    page = ada.read(f"/messages/{talk.key}")
    assert 'hx-trigger="every 20s"' in page
    url = refresh_address(page)
    assert ada.get(url, htmx=True).status_code == 204
    message.send(talk, cast.cleo.id, "Two", "2")
    html = ada.get(url, htmx=True).get_data(as_text=True)
    assert html.startswith('<div id="conversation"') or '<div id="conversation"' in html
    assert bodies(html) == ["One", "Two"]
    assert "There is something new from Cleo." in html
    assert "<textarea" not in html
    assert ada.get(refresh_address(html), htmx=True).status_code == 204
    assert "1 new message" in text_of(ada.read("/messages"))


def test_it_rests_after_twenty_minutes_alone(cast, browser, talk, moved_clock):
    ada = browser(cast.ada)
    url = refresh_address(ada.read(f"/messages/{talk.key}"))
    moved_clock(minutes=21)
    answer = ada.get(url, htmx=True)
    assert answer.status_code == 200
    assert "hx-trigger" not in answer.get_data(as_text=True)
    assert 'id="conversation"' in answer.get_data(as_text=True)


def test_it_stops_when_the_tie_has_ended(cast, browser, talk):
    ada = browser(cast.ada)
    url = refresh_address(ada.read(f"/messages/{talk.key}"))
    friendship.unfriend(cast.cleo.id, cast.ada.id)
    answer = ada.get(url, htmx=True)
    assert answer.status_code == 200
    assert "hx-trigger" not in answer.get_data(as_text=True)


def test_who_saves_data_is_not_refreshed(cast, browser, talk):
    answer = browser(cast.ada).client.get(f"/messages/{talk.key}", headers={"Save-Data": "on"})
    assert "hx-trigger" not in answer.get_data(as_text=True)
    assert "Check for new messages" in answer.get_data(as_text=True)


def test_the_link_to_check_is_another_address_each_time(cast, browser, talk):
    ada, url, seen = browser(cast.ada), f"/messages/{talk.key}", []
    for _press in range(3):
        page = ada.read(url)
        url = re.search(r'id="check" href="([^"]+)#newest"', page).group(1)
        seen.append(url)
    assert seen[0] != seen[1] != seen[2]


def test_restoring_history_gets_the_whole_page(cast, browser, talk):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    answer = browser(cast.ada).client.get(f"/messages/{talk.key}", headers=headers)
    assert "<html" in answer.get_data(as_text=True)


def test_reading_leaves_no_trace_for_the_other(cast, browser, talk, still_clock):
    message.send(talk, cast.ada.id, "One", "1")
    ada = browser(cast.ada)
    before = [bare(ada.get(url)) for url in (f"/messages/{talk.key}", "/messages", "/connections")]
    browser(cast.cleo).read(f"/messages/{talk.key}")
    assert [bare(ada.get(url)) for url in (f"/messages/{talk.key}", "/messages", "/connections")] == before


def test_statements_are_the_same_for_few_and_many(cast, browser, talk, statements):
    message.send(talk, cast.cleo.id, "One", "1")
    ada = browser(cast.ada)
    few = [statements(lambda url=url: ada.read(url)) for url in ("/messages", f"/messages/{talk.key}")]
    for number in range(50):
        message.send(talk, cast.cleo.id, f"Message {number}", str(number))
    for number in range(15):
        other = settle(f"Friend {number}")
        befriend(cast.ada, other)
        message.send(conversation.open_with_friend(other.id, cast.ada.id), other.id, "Hello", "1")
    many = [statements(lambda url=url: ada.read(url)) for url in ("/messages", f"/messages/{talk.key}")]
    assert many == few
    assert max(many) <= 8
    url = refresh_address(ada.read(f"/messages/{talk.key}"))
    assert statements(lambda: ada.get(url, htmx=True)) == 2


def test_a_message_shows_when_it_was_sent(cast, browser, talk, moved_clock):
    message.send(talk, cast.cleo.id, "One", "1")
    sent = clock.now()
    moved_clock(days=1)
    assert f"yesterday {sent:%H:%M}" in text_of(browser(cast.ada).read(f"/messages/{talk.key}"))
