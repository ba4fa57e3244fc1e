"""Stopping mails by the link in one: by hand without signing in, and by the button of a mail program (RFC 8058)."""

import pytest

from mentorship import clock
from mentorship.database import rows
from mentorship.people.person import State
from mentorship.records.choice import Choice, choices_of, choose
from mentorship.records.notice import Topic
from mentorship.web.links import signed
from tests.cast import change
from tests.web.conftest import Browser, text_of
from tests.web.sameness import is_absent
from tests.web.visitor import Visitor

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
FROM_ANYWHERE = [
    {},
    {"Sec-Fetch-Site": "cross-site", "Origin": "https://mail.example"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "null"},
    {"Origin": "http://localhost"},
]


@pytest.fixture
def link(app):
    """link(person, topic) → the address in their mail."""

    def make(person, topic="messages"):
        with app.app_context():
            return f"/unsubscribe/{signed('unsubscribe', [person.handle, str(topic)])}"

    return make


def stopped(person):
    return {topic for topic, choice in choices_of(person.id).items() if choice == Choice.NEVER}


@pytest.mark.parametrize("topic", Topic)
def test_reading_the_link_changes_nothing_and_names_the_mails(app, cast, link, topic):
    client = app.test_client()
    for ask in (client.get, client.head, client.options):
        assert ask(link(cast.ada, topic)).status_code == 200
    page = text_of(client.get(link(cast.ada, topic)).get_data(as_text=True))
    assert "Stop these mails?" in page
    assert {"requests": "Requests", "tasks": "My tasks"}.get(topic, topic.title()) in page
    assert "Ada" not in page, "whose mail it is, its reader knows"
    assert not rows("SELECT id FROM mail_choice")


@pytest.mark.parametrize("topic", Topic)
def test_one_press_without_signing_in_stops_them_and_shows_the_way_back(app, cast, link, topic):
    url, reader = link(cast.ada, topic), Visitor(app)
    reader.open(url)
    for _press in range(2):
        words = reader.follow(reader.send(url))
        assert "These mails have stopped" in words
        assert 'href="/account/mail"' in reader.page
        assert stopped(cast.ada) == {topic}
        assert stopped(cast.bob) == set()
    assert not reader.is_in()


@pytest.mark.parametrize("headers", FROM_ANYWHERE, ids=str)
@pytest.mark.parametrize("body", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_mail_program_stops_them_without_cookie_or_token_from_anywhere(app, cast, link, headers, body):
    client = app.test_client(use_cookies=False)
    for _press in range(2):
        answer = client.post(link(cast.ada), data=ONE_CLICK, headers=headers, content_type=body)
        assert answer.status_code == 200, "a mail program follows no redirect"
        assert "Location" not in answer.headers
        assert stopped(cast.ada) == {Topic.MESSAGES}
    assert "These mails have stopped" in text_of(answer.get_data(as_text=True))


def test_a_browser_that_keeps_no_cookies_can_stop_them_too(app, cast, link):
    answer = app.test_client(use_cookies=False).post(link(cast.ada))
    assert answer.status_code == 303
    assert stopped(cast.ada) == {Topic.MESSAGES}


def test_whoever_is_signed_in_here_changes_nothing_of_their_own(app, cast, link):
    bob = Browser(app, cast.bob)
    assert bob.client.post(link(cast.ada), data=ONE_CLICK).status_code == 200
    assert (stopped(cast.ada), stopped(cast.bob)) == ({Topic.MESSAGES}, set())


def test_the_link_of_a_daily_mail_stops_whatever_comes_once_a_day(app, cast, link):
    choose(cast.ada.id, Topic.MENTORING, Choice.DAILY)
    reader, url = Visitor(app), link(cast.ada, "daily")
    reader.open(url)
    assert "Something changes in a mentorship of yours." in reader.words
    assert "Somebody wrote to you." in reader.words
    assert "Somebody asks you" not in reader.words
    for _press in range(2):
        assert "These mails have stopped" in reader.follow(reader.send(url))
        assert stopped(cast.ada) == {Topic.MENTORING, Topic.MESSAGES, Topic.WORK}


def test_for_those_with_tasks_they_are_among_what_comes_once_a_day(app, cast, link):
    app.test_client().post(link(cast.aldo, "daily"), data=ONE_CLICK)
    assert stopped(cast.aldo) == {Topic.MESSAGES, Topic.TASKS, Topic.WORK}


def test_who_chooses_anew_can_stop_them_again(app, cast, link):
    client = app.test_client()
    client.post(link(cast.ada), data=ONE_CLICK)
    choose(cast.ada.id, Topic.MESSAGES, Choice.AT_ONCE)
    assert "Stop these mails?" in client.get(link(cast.ada)).get_data(as_text=True)
    client.post(link(cast.ada), data=ONE_CLICK)
    assert stopped(cast.ada) == {Topic.MESSAGES}


@pytest.mark.parametrize("state", [State.CLOSED, State.SUSPENDED, State.PENDING])
def test_it_works_whatever_became_of_the_account(app, cast, link, state):
    change(cast.ada, state=state, closed_at=clock.now() if state == State.CLOSED else None)
    assert app.test_client().post(link(cast.ada), data=ONE_CLICK).status_code == 200
    assert stopped(cast.ada) == {Topic.MESSAGES}


def wrong_tokens(app, cast):
    """Tokens that are nearly right."""
    with app.app_context():
        good = signed("unsubscribe", [cast.ada.handle, "messages"])
        return [
            "x",
            good[:-1],
            good[:-5] + ("A" if good[-5] != "A" else "B") + good[-4:],
            ("A" if good[0] != "A" else "B") + good[1:],
            good + "x",
            signed("answer", [cast.ada.handle, "messages"]),
            signed("unsubscribe", [cast.ada.handle, "everything"]),
            signed("unsubscribe", [cast.ada.handle, "requests", "messages"]),
            signed("unsubscribe", ["zzzzzzzzzzzz", "messages"]),
            signed("unsubscribe", {"handle": cast.ada.handle}),
            signed("unsubscribe", [cast.ada.id, "messages"]),
            signed("unsubscribe", None),
        ]


def test_a_wrong_token_is_nothing_at_all(app, cast, browser):
    absent = browser().get("/unsubscribe-nothing")
    for token in wrong_tokens(app, cast):
        url, other = f"/unsubscribe/{token}", "/unsubscribe-nothing"
        assert is_absent(browser().get(url), absent, url.replace("/", "%2F"), other.replace("/", "%2F"), url, other), (
            token
        )
        assert app.test_client().post(url, data=ONE_CLICK).status_code == 404, token
    assert not rows("SELECT id FROM mail_choice")


def test_it_speaks_the_language_of_whoever_got_the_mail(app, cast, link):
    client = app.test_client()
    assert '<html lang="it">' in client.get(link(cast.cleo), headers={"Accept-Language": "en"}).get_data(as_text=True)
    client.set_cookie("language", "en")
    assert '<html lang="en">' in client.get(link(cast.cleo)).get_data(as_text=True)


def test_who_takes_forms_from_anywhere_asks_nobody_who_they_are(app, cast, link):
    """The same answer for everybody who brings the link: nothing of the reader's own is done or opened by it."""
    answers = [
        reader.client.post(link(cast.ada), data=ONE_CLICK, headers={"Sec-Fetch-Site": "cross-site"})
        for reader in (Browser(app), Browser(app, cast.bob), Browser(app, cast.ada))
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert not any("Set-Cookie" in answer.headers and "_user_id" in answer.headers["Set-Cookie"] for answer in answers)
