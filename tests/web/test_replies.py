"""Answering from a mail: the link opens one page for one answer; only its buttons change anything."""

import re

import pytest

from mentorship import clock
from mentorship.database import database as connected
from mentorship.database import execute, row, write
from mentorship.people.person import Role, State
from mentorship.people.section import Section
from mentorship.ties.availability import offer_places
from mentorship.ties.block import block
from mentorship.ties.friendship import friends
from mentorship.ties.relation import Relation
from mentorship.ties.request import answering, settling
from mentorship.web.links import sign_of, signed
from mentorship.web.replies import token_of
from tests.cast import ask_friend, change, offer, settle, share, suspend, two_steps, viewer, wish
from tests.web.conftest import Browser, text_of
from tests.web.sameness import NO_KEY, bare, is_absent
from tests.web.visitor import Visitor


def token(app, person, key):
    with app.app_context():
        return token_of(person.handle, key, person.email)


@pytest.fixture
def link(app):
    """link(person, request) → the address in their mail."""
    return lambda person, asked: f"/answer/{token(app, person, asked.key)}"


@pytest.fixture
def asked(cast):
    """Bob asks Ada to be his mentor."""
    return wish(cast.bob, cast.ada, goal="Do well in job interviews", tried="I read books")


def everything():
    """All that answering could change."""
    tables = ("request", "mentorship", "friendship", "availability", "session", "notice", "mail")
    return [tuple(row(f"SELECT count(*) AS n, max(id) AS last FROM {table}")) for table in tables] + [
        tuple(row("SELECT * FROM request ORDER BY id DESC LIMIT 1"))
    ]


def state(asked):
    return row("SELECT state FROM request WHERE id = ?", asked.id).state


def running():
    return row("SELECT count(*) AS n FROM mentorship WHERE ended_at IS NULL").n


# Reading


def test_reading_shows_who_asks_for_what_and_changes_nothing(app, cast, link, asked):
    before, client = everything(), app.test_client()
    for ask in (client.get, client.head, client.options):
        for _time in range(3):
            assert ask(link(cast.ada, asked)).status_code == 200
    page = text_of(client.get(link(cast.ada, asked)).get_data(as_text=True))
    for words in ("Bob would like you as a mentor", "Bob waits for your answer until", "Do well in job interviews"):
        assert words in page
    for words in ("I read books", "Become Bob's mentor", "Say no to Bob", "You answer as Ada."):
        assert words in page
    assert everything() == before


@pytest.mark.parametrize("verb", ["accept", "decline"])
def test_a_link_scanner_that_follows_even_the_buttons_changes_nothing(app, cast, link, asked, verb):
    before = everything()
    assert app.test_client().get(f"{link(cast.ada, asked)}/{verb}").status_code == 405
    assert everything() == before


def test_the_page_shows_what_the_recipient_may_see_now(app, cast, link, asked):
    url, client = link(cast.ada, asked), app.test_client()
    assert "kitchen helper" in client.get(url).get_data(as_text=True)
    share(cast.bob, Section.OCCUPATION, Relation.FRIEND)
    assert "kitchen helper" not in client.get(url).get_data(as_text=True)
    share(cast.bob, Section.OCCUPATION, Relation.MEMBER)
    change(cast.bob, name="Robert")
    assert "Robert would like you as a mentor" in text_of(client.get(url).get_data(as_text=True))


def test_it_speaks_the_language_of_whoever_got_the_mail(app, cast, link):
    url = link(cast.cleo, ask_friend(cast.eve, cast.cleo))
    assert '<html lang="it">' in app.test_client().get(url, headers={"Accept-Language": "en"}).get_data(as_text=True)


def test_it_costs_little(app, cast, link, asked, statements):
    assert statements(lambda: app.test_client().get(link(cast.ada, asked))) <= 8


# Answering


def test_yes_by_hand_without_signing_in(app, cast, link, asked):
    url, ada = link(cast.ada, asked), Visitor(app)
    ada.open(url)
    words = ada.follow(ada.send(f"{url}/accept"))
    assert "You are Bob's mentor now." in words
    assert "You have answered this" in words
    assert 'href="/sign-in?next=' in ada.page
    assert (state(asked), running()) == ("accepted", 1)
    assert not ada.is_in()
    assert ada.client.get("/messages").status_code == 303
    assert "You are Bob" not in ada.client.get(url).get_data(as_text=True)


def test_no_by_hand_needs_a_kind_reason(app, cast, link, asked):
    url, ada = link(cast.ada, asked), Visitor(app)
    ada.open(url)
    before = everything()
    for reason in ({}, {"reason": "rude"}, {"reason": "\x00"}):
        answer = ada.send(f"{url}/decline", **reason)
        assert answer.status_code == 422
        assert "Please choose a reason. It helps to go on elsewhere." in ada.words
        assert 'id="reason-error"' in ada.page
        assert "Do well in job interviews" in ada.words
        assert everything() == before
    words = ada.follow(ada.send(f"{url}/decline", reason="no_time"))
    assert "Bob gets your kind no, and can go on elsewhere." in words
    assert (state(asked), running()) == ("declined", 0)
    assert row("SELECT reason FROM request").reason == "no_time"


def test_an_offer_is_taken_up(app, cast, link):
    made = offer(cast.ada, cast.bob)
    url, bob = link(cast.bob, made), Visitor(app)
    bob.open(url)
    assert "All my places are taken" not in bob.words, "who is offered a mentor has no places"
    assert "Ada is your mentor now." in bob.follow(bob.send(f"{url}/accept"))
    assert running() == 1


@pytest.mark.parametrize(
    ("verb", "says"), [("accept", "You and Eve are friends now."), ("decline", "Eve is not told.")]
)
def test_a_friend_request_is_answered_too(app, cast, link, verb, says):
    made = ask_friend(cast.eve, cast.ada)
    url, ada = link(cast.ada, made), Visitor(app)
    ada.open(url)
    assert "Part of life" not in ada.words
    words = ada.follow(ada.send(f"{url}/{verb}"))
    assert says in words
    assert "You have answered this" in words
    assert {one.name for one in friends(viewer(cast.ada))[0]} == ({"Cleo", "Eve"} if verb == "accept" else {"Cleo"})


def test_with_htmx_it_leads_to_the_page(app, cast, browser, link, asked):
    answer = browser().post(f"{link(cast.ada, asked)}/accept", htmx=True)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, link(cast.ada, asked))
    assert state(asked) == "accepted"


def test_without_a_free_place_the_page_says_so_and_waits(app, cast, link, asked):
    offer_places(cast.ada.id, 0, paused=True)
    url, ada = link(cast.ada, asked), Visitor(app)
    if ada.open(url).status_code == 200 and "Become" in ada.words:
        answer = ada.send(f"{url}/accept")
        assert answer.status_code == 422
        assert "All places are taken." in ada.words
    assert running() == 0


def test_the_form_needs_its_token(app, cast, link, asked):
    before = everything()
    for data, headers in (
        ({}, {}),
        ({"csrf_token": "made up"}, {}),
        ({"List-Unsubscribe": "One-Click"}, {}),
    ):
        assert app.test_client().post(f"{link(cast.ada, asked)}/accept", data=data, headers=headers).status_code == 400
    stranger = Browser(app)
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    data = {"csrf_token": stranger.token()}
    answer = stranger.client.post(f"{link(cast.ada, asked)}/accept", data=data, headers=elsewhere)
    assert answer.status_code == 403
    assert everything() == before


# For one answer


@pytest.mark.parametrize("answered", ["accept", "decline"])
@pytest.mark.parametrize("again", ["accept", "decline"])
def test_after_one_answer_the_link_does_nothing_more(app, cast, browser, link, asked, answered, again):
    if answered == "accept":
        answering.accept(asked)
    else:
        answering.decline(asked, "full")
    before = everything()
    page = text_of(browser().read(link(cast.ada, asked)))
    assert "You have answered this" in page
    assert "sign in" in page
    for hidden in ("Bob", "interviews"):
        assert hidden not in page
    answer = browser().post(f"{link(cast.ada, asked)}/{again}", reason="no_time")
    assert (answer.status_code, answer.headers["Location"]) == (303, link(cast.ada, asked))
    assert everything() == before


@pytest.mark.parametrize("end", ["withdraw", "lapse"])
def test_a_closed_request_says_so_kindly(app, cast, browser, link, asked, moved_clock, end):
    if end == "lapse":
        moved_clock(days=15)
    else:
        settling.withdraw(asked)
    page = text_of(browser().read(link(cast.ada, asked)))
    assert "This request is closed" in page
    assert "Bob" not in page
    assert browser().post(f"{link(cast.ada, asked)}/accept").status_code == 303
    assert running() == 0


def test_a_link_opened_at_the_last_moment_is_late_a_moment_later(app, cast, browser, link, asked, moved_clock):
    moved_clock(days=13, hours=23)
    assert "Become Bob's mentor" in text_of(browser().read(link(cast.ada, asked)))
    moved_clock(hours=2)
    assert "This request is closed" in text_of(browser().press(f"{link(cast.ada, asked)}/accept"))
    assert running() == 0


# For one person


def stay_out(app, cast, link, asked):
    """The link leads to the sign-in and does nothing."""
    before, client, ada = everything(), app.test_client(), Browser(app)
    there = ("/sign-in?next=", asked.key)
    for answer in (client.get(link(cast.ada, asked)), ada.post(f"{link(cast.ada, asked)}/accept")):
        assert answer.status_code == 303
        assert answer.headers["Location"].startswith(there[0])
        assert answer.headers["Location"].endswith(there[1])
    assert everything() == before


def test_with_a_second_step_the_link_leads_to_the_sign_in(app, cast, link, asked):
    two_steps(cast.ada)
    stay_out(app, cast, link, asked)


def test_a_link_in_a_mailbox_that_is_no_longer_theirs_leads_to_the_sign_in(app, cast, link, asked):
    there = link(cast.ada, asked)
    change(cast.ada, email="ada@new.example.org")
    stay_out(app, cast, lambda *_: there, asked)


@pytest.mark.parametrize("gone", [State.SUSPENDED, State.CLOSED, State.PENDING, State.ERASED])
def test_an_account_that_takes_no_part_is_led_to_the_sign_in(app, cast, link, asked, gone):
    change(cast.ada, state=gone, closed_at=clock.now() if gone == State.CLOSED else None)
    stay_out(app, cast, link, asked)


@pytest.mark.parametrize("gone", ["blocked by me", "blocks me", "suspended"])
def test_from_somebody_who_is_gone_there_is_nothing(app, cast, browser, link, asked, gone):
    {
        "blocked by me": lambda: block(cast.ada.id, cast.bob.id),
        "blocks me": lambda: block(cast.bob.id, cast.ada.id),
        "suspended": lambda: suspend(cast.bob),
    }[gone]()
    url, nothing = link(cast.ada, asked), f"/answer/{token(app, cast.ada, NO_KEY)}"
    absent = browser().get(nothing)
    assert is_absent(browser().get(url), absent, *(part for one in (url, nothing) for part in ways(one)))
    assert browser().post(f"{url}/accept").status_code == 404
    assert running() == 0


def ways(url):
    """An address as it stands in a page and in a query."""
    return url, url.replace("/", "%2F")


def test_a_wrong_token_is_nothing_at_all(app, cast, browser, asked):
    good = token(app, cast.ada, asked.key)
    with app.app_context():
        sign = sign_of("answer", cast.ada.email)
        others = [
            signed("unsubscribe", [cast.ada.handle, asked.key, sign]),
            *(signed("answer", value) for value in (None, "x", [], [cast.ada.handle, asked.key])),
            signed("answer", [cast.ada.id, asked.key, sign]),
            signed("answer", [cast.ada.handle, asked.key, sign, "accept"]),
            signed("answer", [NO_KEY, asked.key, sign]),
        ]
    wrong = [
        *others,
        "x",
        good[:-2],
        good + "x",
        token(app, cast.bob, asked.key),
        token(app, cast.eve, asked.key),
        token(app, cast.ada, NO_KEY),
    ]
    before = everything()
    for one in wrong:
        assert browser().get(f"/answer/{one}").status_code == 404, one
        assert browser().post(f"/answer/{one}/accept").status_code == 404, one
        assert browser().post(f"/answer/{one}/decline", reason="full").status_code == 404, one
    assert everything() == before


def test_the_sender_has_no_such_link(app, cast, browser, asked):
    assert browser().get(f"/answer/{token(app, cast.bob, asked.key)}").status_code == 404


def test_the_link_opens_no_other_page(app, cast, link, asked):
    client = app.test_client()
    page = client.get(link(cast.ada, asked)).get_data(as_text=True)
    with client.session_transaction() as session:
        assert "_user_id" not in session
    for path in ("/account", "/notices", f"/requests/{asked.key}", "/messages"):
        assert client.get(path).status_code == 303
    own = re.findall(r'(?:href|action)="(/answer/[^"]*)"', page)
    assert {path.rpartition("/")[2] for path in own} == {"accept", "decline"}


def test_tasks_do_not_look_through_the_link(app, cast, link):
    """A task counts only with the second step, and who has that step signs in."""
    helper = settle("Helper", roles=Role.NONE)
    change(helper, roles=Role.COORDINATOR)
    share(cast.bob, Section.OCCUPATION, Relation.COORDINATOR)
    page = app.test_client().get(link(helper, ask_friend(cast.bob, helper))).get_data(as_text=True)
    assert "Bob would like to be friends" in page
    assert "kitchen helper" not in page


def test_somebody_else_signed_in_here_sees_for_whom_the_page_is(app, cast, link, asked):
    eve = Browser(app, cast.eve)
    assert "You answer as Ada." in text_of(eve.read(link(cast.ada, asked)))
    eve.press(f"{link(cast.ada, asked)}/accept")
    found = row("SELECT mentor_id, mentee_id FROM mentorship")
    assert (found.mentor_id, found.mentee_id) == (cast.ada.id, cast.bob.id)


# Races


@pytest.mark.parametrize("kind", ["friend", "mentoring"])
def test_by_mail_and_in_the_app_at_one_moment_is_one_tie(app, cast, link, at_once, kind):
    made = wish(cast.bob, cast.ada) if kind == "mentoring" else ask_friend(cast.bob, cast.ada)
    url, mail, ada = link(cast.ada, made), Browser(app), Browser(app, cast.ada)
    forms = [(mail, f"{url}/accept"), (ada, f"/requests/{made.key}/accept"), (mail, f"{url}/accept")]
    ready = [(one.client, there, one.token()) for one, there in forms]
    connected.close()

    def press(client, there, form_token):
        return client.post(there, data={"csrf_token": form_token}).status_code

    done = at_once(*[lambda one=one: press(*one) for one in ready])
    assert set(done) <= {303}, done
    table = "mentorship" if kind == "mentoring" else "friendship"
    between = "mentor_id = ? AND mentee_id = ?" if kind == "mentoring" else "low_id = ? AND high_id = ?"
    assert row(f"SELECT count(*) AS n FROM {table} WHERE {between}", cast.ada.id, cast.bob.id).n == 1
    assert state(made) == "accepted"


def test_yes_against_no_has_one_winner(app, cast, link, asked, at_once):
    url, readers = link(cast.ada, asked), [Browser(app), Browser(app)]
    ready = list(zip(readers, ("accept", "decline"), [one.token() for one in readers], strict=True))
    connected.close()

    def press(reader, verb, form_token):
        data = {"csrf_token": form_token, "reason": "full"}
        return reader.client.post(f"{url}/{verb}", data=data).status_code

    assert at_once(*[lambda one=one: press(*one) for one in ready]) == [303, 303]
    assert running() == (state(asked) == "accepted")


def test_answered_between_loading_and_pressing_leads_to_the_kind_page(app, cast, browser, link, asked, monkeypatch):
    def late(request, **_given):
        write(lambda: execute("UPDATE request SET state = 'withdrawn', settled_at = 1 WHERE id = ?", request.id))()
        return accept(request)

    accept = answering.accept
    monkeypatch.setattr(answering, "accept", late)
    page = text_of(browser().press(f"{link(cast.ada, asked)}/accept"))
    assert "This request is closed" in page
    assert running() == 0


def test_two_worlds_the_page_of_an_answered_request_tells_nothing(app, cast, browser, link):
    """Whoever holds an old mail learns nothing about who asked: the page is the same for every answered request."""
    pages = []
    for sender, goal in ((cast.bob, "Do well in job interviews"), (cast.eve, "Learn to read")):
        made = wish(sender, cast.ada, goal=goal)
        answering.decline(made, "full")
        url = link(cast.ada, made)
        pages.append(bare(browser().get(url), *ways(url), made.key))
    assert pages[0] == pages[1]
