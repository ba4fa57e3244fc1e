"""The page of a pair: what was agreed, the conversation, and ending with thanks."""

import re

import pytest

from mentorship.database import rows
from mentorship.people import facts
from mentorship.people.section import Section
from mentorship.talk import message
from mentorship.ties import mentorship
from tests.cast import mentor, viewer
from tests.web.conftest import text_of
from tests.web.sameness import NO_KEY, is_absent
from tests.web.visitor import Visitor


@pytest.fixture
def pair(cast):
    """Ada mentors Bob."""
    return mentor(cast.ada, of=cast.bob)


def test_what_was_agreed(cast, browser, pair):
    text = text_of(browser(cast.bob).read(f"/mentorships/{pair.key}"))
    for word in ("Ada and I", "Find work", "Work", "Every week", "Since", "Until", "nurse", "My mentor"):
        assert word in text
    assert "My mentee" in text_of(browser(cast.ada).read(f"/mentorships/{pair.key}"))


def test_contact_opens_with_the_tie_and_closes_with_it(cast, browser, pair):
    bob = browser(cast.bob)
    assert "Tuesdays at the library" in bob.read(f"/mentorships/{pair.key}")
    mentorship.end(pair, cast.ada.id, "")
    assert "Tuesdays at the library" not in bob.read(f"/mentorships/{pair.key}")


def test_who_opened_no_contact_is_told_of_the_page(cast, browser, pair):
    text = text_of(browser(cast.ada).read(f"/mentorships/{pair.key}"))
    assert "Bob has not opened a way to get in touch." in text


def test_strangers_find_no_pair(cast, browser, pair):
    message.send_to_pair(pair, cast.ada.id, "Between us", "1")
    for person in (cast.eve, cast.dora, cast.aldo, cast.cleo):
        reader = browser(person)
        for path in ("", "/end"):
            absent = reader.get(f"/mentorships/{NO_KEY}{path}")
            assert is_absent(reader.get(f"/mentorships/{pair.key}{path}"), absent, pair.key, NO_KEY)
        for path in ("/messages", "/end"):
            absent = reader.post(f"/mentorships/{NO_KEY}{path}", body="Hello", thanks="x")
            answer = reader.post(f"/mentorships/{pair.key}{path}", body="Hello", thanks="x")
            assert is_absent(answer, absent, pair.key, NO_KEY)
    assert len(rows("SELECT id FROM message")) == 1
    assert not rows("SELECT id FROM mentorship WHERE ended_at IS NOT NULL")


def test_the_first_message_begins_the_conversation(cast, browser, pair):
    bob = browser(cast.bob)
    assert "Nothing is written yet." in bob.read(f"/mentorships/{pair.key}")
    assert not rows("SELECT id FROM conversation")
    page = bob.press(f"/mentorships/{pair.key}/messages", body="Hello Ada", once="1")
    assert "Your message is sent." in page
    assert "Hello Ada" in browser(cast.ada).read(f"/mentorships/{pair.key}")


def test_writing_with_htmx_is_the_conversation(cast, browser, pair):
    for _press in range(2):
        html = (
            browser(cast.bob)
            .post(f"/mentorships/{pair.key}/messages", htmx=True, body="Hello", once="1")
            .get_data(as_text=True)
        )
        assert html.startswith('<div id="exchange">')
        assert html.count('class="message mine"') == 1


@pytest.mark.parametrize("htmx", [False, True])
def test_what_cannot_be_sent_is_kept(cast, browser, pair, htmx):
    answer = browser(cast.bob).post(f"/mentorships/{pair.key}/messages", htmx=htmx, body="ß" * 4001, once="1")
    assert answer.status_code == 422
    assert "ß" * 4001 in answer.get_data(as_text=True)
    assert not rows("SELECT id FROM message")


def test_the_open_page_asks_gently(cast, browser, pair):
    bob = browser(cast.bob)
    page = bob.read(f"/mentorships/{pair.key}")
    url = re.search(r'hx-get="([^"]+)"', page).group(1).replace("&amp;", "&")
    assert bob.get(url, htmx=True).status_code == 204
    message.send_to_pair(pair, cast.ada.id, "Good day", "1")
    html = bob.get(url, htmx=True).get_data(as_text=True)
    assert "Good day" in html
    assert "<dl>" not in html
    mentorship.end(pair, cast.ada.id, "")
    html = bob.get(url, htmx=True).get_data(as_text=True)
    assert "hx-trigger" not in html


# Ending


def test_ending_with_thanks(cast, browser, pair):
    bob = browser(cast.bob)
    assert "End the mentoring with Ada?" in text_of(bob.read(f"/mentorships/{pair.key}/end"))
    message.send_to_pair(pair, cast.ada.id, "You will do well", "1")
    page = text_of(bob.press(f"/mentorships/{pair.key}/end", thanks="I have the job. Thank you."))
    assert "The mentoring with Ada has ended." in page
    assert "You wrote as thanks: I have the job. Thank you." in page
    text = browser(cast.ada).read(f"/mentorships/{pair.key}")
    assert "Bob thanks you: I have the job. Thank you." in text_of(text)
    assert "You will do well" in text
    assert "<textarea" not in text
    assert "/end" not in text


def test_ending_twice_keeps_the_first_thanks(cast, browser, pair):
    browser(cast.bob).press(f"/mentorships/{pair.key}/end", thanks="First")
    page = text_of(browser(cast.ada).press(f"/mentorships/{pair.key}/end", thanks="Second"))
    assert "Bob thanks you: First" in page
    assert "Second" not in page
    assert browser(cast.ada).get(f"/mentorships/{pair.key}/end").status_code == 303


def test_ending_with_htmx_goes_to_the_page(cast, browser, pair):
    answer = browser(cast.bob).post(f"/mentorships/{pair.key}/end", htmx=True, thanks="")
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, f"/mentorships/{pair.key}")


def test_thanks_that_are_too_long_are_kept(cast, browser, pair):
    answer = browser(cast.bob).post(f"/mentorships/{pair.key}/end", thanks="z" * 1001)
    assert answer.status_code == 422
    assert "Please shorten this to 1000 characters" in answer.get_data(as_text=True)
    assert "z" * 1001 in answer.get_data(as_text=True)
    assert mentorship.running(viewer(cast.bob))


def test_after_the_end_nothing_can_be_added(cast, browser, pair):
    mentorship.end(pair, cast.ada.id, "")
    for htmx in (False, True):
        answer = browser(cast.bob).post(f"/mentorships/{pair.key}/messages", htmx=htmx, body="One more thing", once="1")
        assert answer.status_code == 422
        assert "You two can no longer write to each other here." in answer.get_data(as_text=True)
        assert "One more thing" in answer.get_data(as_text=True)
    assert not rows("SELECT id FROM message")
    assert not rows("SELECT id FROM conversation")


def test_statements_are_the_same_for_few_and_many(cast, browser, pair, statements):
    bob = browser(cast.bob)
    message.send_to_pair(pair, cast.ada.id, "Good day", "1")
    few = statements(lambda: bob.read(f"/mentorships/{pair.key}"))
    for number in range(60):
        message.send_to_pair(pair, cast.ada.id, f"Message {number}", str(number))
    many = statements(lambda: bob.read(f"/mentorships/{pair.key}"))
    assert few == many <= 8


# The main job, by somebody who reads each form


def the_form(page: str, action: str) -> str:
    """The form of a page that goes to this address."""
    found = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', page, flags=re.DOTALL)
    assert found, action
    return found.group(0)


def chosen(form: str) -> dict[str, str]:
    """What the form would send as it stands."""
    inputs = re.findall(r"<input[^>]*>", form)
    sent = {}
    for one in inputs:
        name, value = re.search(r'name="([^"]*)"', one), re.search(r'value="([^"]*)"', one)
        if name and ("checked" in one or 'type="hidden"' in one):
            sent[name.group(1)] = value.group(1) if value else ""
    return sent


def test_the_main_job_from_end_to_end(cast, app):
    """Bob asks Ada, she accepts, both see the page of the pair, contact opens, they write, and end with thanks."""
    ada, bob = Visitor(app), Visitor(app)
    facts.say(cast.bob.id, Section.CONTACT, "By the kitchen door")
    for visitor, address in ((ada, "ada@example.org"), (bob, "bob@example.org")):
        visitor.sign_in(address, "three quiet green boats")

    bob.open(f"/people/{cast.ada.handle}")
    assert "Tuesdays at the library" not in bob.words
    bob.open(f"/people/{cast.ada.handle}/mentor?as=mentee")
    form = chosen(the_form(bob.page, f"/people/{cast.ada.handle}/mentor?as=mentee"))
    answer = bob.send(f"/people/{cast.ada.handle}/mentor?as=mentee", **form | {"goal": "Talk well about my work"})
    assert "Waiting for Ada's answer, until" in bob.follow(answer)

    ada.open("/connections")
    assert "Bob would like you as a mentor" in ada.words
    request = re.search(r'action="(/requests/\w+)/accept"', ada.page).group(1)
    ada.open(request)
    assert "Talk well about my work" in ada.words
    assert "By the kitchen door" not in ada.words
    assert "You are Bob's mentor now." in ada.follow(ada.send(f"{request}/accept", pause="y"))
    assert "By the kitchen door" in ada.words

    bob.open("/connections")
    assert "Ada said yes today." in bob.words
    pair = re.search(r'href="(/mentorships/\w+)"', bob.page).group(1)
    bob.open(pair)
    assert "Tuesdays at the library" in bob.words
    form = chosen(the_form(bob.page, f"{pair}/messages"))
    assert "Hello Ada" in bob.follow(bob.send(f"{pair}/messages", **form | {"body": "Hello Ada"}))
    ada.open("/messages")
    assert "1 new message" in ada.words
    ada.open(pair)
    form = chosen(the_form(ada.page, f"{pair}/messages"))
    assert "Hello Bob" in ada.follow(ada.send(f"{pair}/messages", **form | {"body": "Hello Bob"}))

    bob.open(f"{pair}/end")
    assert "You wrote as thanks" in bob.follow(bob.send(f"{pair}/end", thanks="You helped me much."))
    ada.open(pair)
    assert "Bob thanks you: You helped me much." in ada.words
    assert "By the kitchen door" not in ada.words
