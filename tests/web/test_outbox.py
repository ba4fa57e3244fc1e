"""The outbox page: what waits and why, and links to hand over where no mail server does it."""

import re
from dataclasses import replace

import pytest

from mentorship import create_app
from mentorship.config import Settings
from mentorship.database import database as connected
from mentorship.database import row, rows
from mentorship.people import token
from mentorship.records import choice, mail, outbox
from mentorship.records.mail import Letter, State
from mentorship.records.notice import Kind
from mentorship.web.links import unsigned
from tests.cast import change, wish
from tests.web.conftest import Browser, text_of

PUBLIC = "https://mentors.example.org"


@pytest.fixture
def place(database, tmp_path, engine_url):
    """place(mail_server=…) is the application on this test's database with these settings."""

    def made(**wanted):
        connected.close()
        known = Settings(tmp_path, database_url=engine_url, secret_key="secret of the tests", public_url=PUBLIC)
        app = create_app(replace(known, **wanted))
        app.testing = False
        return app

    return made


@pytest.fixture
def without(place, cast):
    """Aldo's browser in a place without a mail server."""
    return Browser(place(), cast.aldo)


@pytest.fixture
def served(place, cast):
    """Aldo's browser in a place with a mail server."""
    return Browser(place(mail_server="mail.example.org"), cast.aldo)


def key():
    return row("SELECT key FROM mail ORDER BY id DESC LIMIT 1").key


def reset_of(person):
    mail.post(Letter.RESET, person.id, token.issue(person.id, token.Purpose.RESET))
    return key()


def give_up(words="550 5.1.1 Nobody here"):
    outbox.settle(outbox.claim(), State.GIVEN_UP, words)


# --- without a mail server


def test_without_a_mail_server_it_says_so(without):
    text = text_of(without.read("/admin/outbox"))
    assert "There is no mail server, so mail waits here" in text
    assert "Nothing waits." in text


def test_a_link_can_be_read_and_handed_over(without, cast):
    html = without.read(f"/admin/outbox/{reset_of(cast.bob)}")
    link = re.search(rf"{PUBLIC}/reset/(\S+?)<", html)
    with without.app.app_context():
        assert unsigned("reset", link[1]) == row("SELECT key FROM token").key
    assert "Choose a new password" in html
    assert "give it to this person alone" in html


def test_a_link_that_is_over_is_not_handed_over(without, cast, moved_clock):
    found = reset_of(cast.bob)
    token.revoke(cast.bob.id, token.Purpose.RESET)
    html = without.read(f"/admin/outbox/{found}")
    assert "/reset/" not in html
    assert "There is nothing any more that this mail may say" in html


def test_the_mail_is_in_the_language_of_its_reader_and_the_page_in_mine(without, cast):
    with without.app.app_context():
        mail.post(Letter.KNOWN, cast.cleo.id)
    html = without.read(f"/admin/outbox/{key()}")
    assert "It waits to leave." in html


def test_the_admin_does_not_learn_whom_it_is_about(without, cast):
    change(cast.bob, name="Bobcanary")
    choice.choose_all(cast.ada.id, {}, names=True)
    wish(cast.bob, cast.ada, goal="Goalcanary")
    html = without.read("/admin/outbox") + without.read(f"/admin/outbox/{key()}")
    assert "Somebody here asks you something" in html
    assert "canary" not in html
    assert "<h1>Requests</h1>" in html, "the topic, and not whether it was a question, a yes or a no"


# --- with a mail server


def test_with_a_mail_server_it_names_it(served):
    text = text_of(served.read("/admin/outbox"))
    assert "Mail leaves by itself, through mail.example.org." in text


def test_mail_that_does_not_leave_is_seen_at_once(served, cast, moved_clock):
    for person in (cast.ada, cast.bob):
        mail.post(Letter.PASSWORD, person.id)
    outbox.note("[Errno 111] Connection refused")
    assert "does not leave" not in served.read("/admin/outbox")
    moved_clock(hours=1)
    text = text_of(served.read("/admin/outbox"))
    assert "It does not leave at the moment" in text
    assert "Connection refused" in text
    assert "flask mail-test aldo@example.org" in text


def test_without_a_mail_server_nothing_is_late(without, cast, moved_clock):
    mail.post(Letter.PASSWORD, cast.ada.id)
    moved_clock(hours=1)
    assert "does not leave" not in without.read("/admin/outbox")


@pytest.mark.parametrize("state", [State.WAITING, State.SENT, State.DROPPED])
def test_what_leaves_by_itself_is_not_shown(served, cast, state):
    found = reset_of(cast.bob)
    if state != State.WAITING:
        outbox.settle(outbox.claim(), state)
    html = served.read(f"/admin/outbox/{found}")
    assert "/reset/" not in html
    assert "its links are for its reader alone" in html


def test_what_was_given_up_can_be_handed_over(served, cast):
    found = reset_of(cast.bob)
    give_up()
    html = served.read(f"/admin/outbox/{found}")
    assert f"{PUBLIC}/reset/" in html
    assert "550 5.1.1 Nobody here" in html


# --- the lists


def test_it_lists_what_was_given_up_first_then_what_waits_then_what_left(served, cast):
    for person in (cast.ada, cast.bob, cast.cleo):
        mail.post(Letter.PASSWORD, person.id)
    outbox.settle(outbox.claim(), State.SENT)
    give_up("550 <b>no</b>")
    outbox.fail(outbox.claim(), "450 come again")
    html = served.read("/admin/outbox")
    text = text_of(html)
    places = [
        text.index(words) for words in ("Given up (1)", "bob@", "Waiting (1)", "cleo@", "Sent lately (1)", "ada@")
    ]
    assert places == sorted(places)
    assert "550 &lt;b&gt;no&lt;/b&gt;" in html
    assert "tried once" in text


def test_a_list_goes_on_page_by_page(served, cast, still_clock):
    for _number in range(outbox.PAGE * 2 + 3):
        mail.post(Letter.PASSWORD, cast.ada.id)
    url, seen = "/admin/outbox", []
    while url:
        html = served.read(url)
        seen += re.findall(r"/admin/outbox/([2-9a-z]{12})", html)
        more = re.search(r'id="more-waiting" href="([^"]+)"', html)
        url = more and more[1].replace("&amp;", "&")
    assert seen == [one.key for one in rows("SELECT key FROM mail ORDER BY id DESC")]


@pytest.mark.parametrize(
    "asked", ["?list=nonsense", "?before=x", "?before=99999999999999999999999-a", "?before=1-%00", "?list=dropped"]
)
def test_a_made_up_address_is_the_first_page(served, cast, asked):
    mail.post(Letter.PASSWORD, cast.ada.id)
    assert "Waiting (1)" in text_of(served.read(f"/admin/outbox{asked}"))


def test_mail_of_people_without_an_account_is_listed(served, database):
    mail.post(Letter.REFUSED, None, "en", "gone@example.org")
    mail.post(Letter.INVITED, None, "nokey", "new@example.org")
    text = text_of(served.read("/admin/outbox"))
    assert "gone@example.org" in text
    assert "new@example.org" in text


def test_every_kind_of_mail_has_a_name(served, cast):
    for letter in Letter:
        mail.post(letter, cast.ada.id)
    for kind in Kind:
        mail.post(kind, cast.ada.id)
    assert served.get("/admin/outbox").status_code == 200


def test_the_pages_take_few_statements_however_much_mail_there_is(served, cast, statements):
    reset_of(cast.ada)
    few = statements(lambda: served.read("/admin/outbox"))
    for _number in range(60):
        mail.post(Letter.PASSWORD, cast.ada.id)
    assert statements(lambda: served.read("/admin/outbox")) == few <= 8
    give_up()
    found = row("SELECT key FROM mail WHERE state = 'given_up'").key
    assert statements(lambda: served.read(f"/admin/outbox/{found}")) <= 8


# --- again


def test_again_lets_it_leave_and_twice_is_once(served, cast):
    found = reset_of(cast.bob)
    give_up()
    assert "It waits to leave." in text_of(served.press(f"/admin/outbox/{found}/again"))
    before = row("SELECT * FROM mail")
    assert (before.state, before.tries, before.trouble) == (State.WAITING, 0, "")
    assert "It waits to leave." in text_of(served.press(f"/admin/outbox/{found}/again"))
    assert row("SELECT * FROM mail") == before


def test_again_with_htmx_answers_with_the_fragment(served, cast):
    found = reset_of(cast.bob)
    give_up()
    answer = served.post(f"/admin/outbox/{found}/again", htmx=True)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert html.lstrip().startswith('<section id="mail"')
    assert "It waits to leave." in html.split('id="live"')[1]
    assert "/reset/" not in html, "it leaves by itself now"


def test_again_for_what_has_left_changes_nothing(served, cast):
    found = reset_of(cast.bob)
    outbox.settle(outbox.claim(), State.SENT)
    before = row("SELECT * FROM mail")
    assert "It was settled already." in text_of(served.press(f"/admin/outbox/{found}/again"))
    assert row("SELECT * FROM mail") == before


def test_a_mail_that_does_not_exist(served):
    assert served.get("/admin/outbox/nosuchmail22").status_code == 404
    assert served.post("/admin/outbox/nosuchmail22/again").status_code == 404


# --- who may


@pytest.mark.parametrize("name", ["ada", "dora", "finn"])
def test_it_does_not_exist_for_others(place, cast, name):
    app = place()
    found = reset_of(cast.bob)
    give_up()
    other = Browser(app, getattr(cast, name))
    before = row("SELECT * FROM mail")
    assert other.get("/admin/outbox").status_code == 404
    assert other.get(f"/admin/outbox/{found}").status_code == 404
    assert other.post(f"/admin/outbox/{found}/again").status_code == 404
    assert row("SELECT * FROM mail") == before


def test_an_admin_cannot_tell_a_yes_from_a_no(served, cast):
    for kind in (Kind.ACCEPTED, Kind.DECLINED, Kind.LAPSED):
        mail.post(kind, cast.ada.id)
    assert text_of(served.read("/admin/outbox")).count("Requests") == 3
