"""My account: the name, the password, and each device that is signed in."""

import pytest

from mentorship.people import session as sessions
from mentorship.people.person import Person
from mentorship.people.session import Session
from tests.cast import PASSWORD
from tests.web.conftest import text_of
from tests.web.visitor import Visitor

NEW = "four grey stones in a brook"


@pytest.fixture
def ada(cast, browser):
    return browser(cast.ada)


def words(answer):
    return text_of(answer.get_data(as_text=True))


def test_the_account_shows_what_only_i_see(ada):
    page = ada.read("/account")
    assert "ada@example.org" in page
    assert 'value="Ada"' in page
    assert "1 device, this one" in page


def test_a_new_name_is_what_others_see(ada, cast):
    assert "Others see your new name now." in ada.press("/account/name", name="  Ada   Moretti ")
    assert Person.get_by_id(cast.ada.id).name == "Ada Moretti"
    assert Person.get_by_id(cast.ada.id).search_name == "ada moretti"


def test_with_htmx_the_part_comes_back_and_a_line_is_spoken(ada):
    answer = ada.post("/account/name", htmx=True, name="Ada M.")
    html = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert html.startswith('<section id="account-name"')
    assert 'value="Ada M."' in html
    assert 'hx-swap-oob="innerHTML"' in html
    assert "Others see your new name now." in html
    assert "<html" not in html


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize("name", ["", "   ", "!!!", "🙂", "A" * 81])
def test_a_name_that_cannot_be_is_said_beside_the_field(ada, cast, name, htmx):
    answer = ada.post("/account/name", htmx=htmx, name=name)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'id="name-error"' in html
    assert (name.strip() or "value") in html
    assert ("<h1" in html) is not htmx
    assert Person.get_by_id(cast.ada.id).name == "Ada"


def test_a_new_password_signs_out_all_other_devices(app, cast):
    here, there = Visitor(app), Visitor(app)
    for one in (here, there):
        one.sign_in(cast.ada.email, PASSWORD)
        one.open("/account")
    answer = here.send("/account/password", old=PASSWORD, password=NEW)
    assert "all other devices are signed out" in here.follow(answer)
    assert (here.is_in(), there.is_in()) == (True, False)
    assert Visitor(app).sign_in(cast.ada.email, PASSWORD).status_code == 422
    assert Visitor(app).sign_in(cast.ada.email, NEW).status_code == 303


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize(
    ("old", "password", "field", "sentence"),
    [
        ("", NEW, "old", "write your present password"),
        ("not this one", NEW, "old", "This is not your present password."),
        (PASSWORD, "", "password", "write the new password"),
        (PASSWORD, "short", "password", "at least 8 characters"),
        (PASSWORD, "password123", "password", "Many people use this password"),
        (PASSWORD, "ada@example.org", "password", "not your name or your address"),
    ],
)
def test_what_is_wrong_with_a_password_stands_beside_it(ada, cast, old, password, field, sentence, htmx):
    before = Person.get_by_id(cast.ada.id).password
    answer = ada.post("/account/password", htmx=htmx, old=old, password=password)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in html.split(f'id="{field}-error"')[1].split("</p>")[0]
    assert NEW not in html
    assert Person.get_by_id(cast.ada.id).password == before


def test_guessing_the_present_password_is_slowed_down(ada, cast):
    for _ in range(sessions.TRIES_PER_ADDRESS):
        ada.post("/account/password", old="not this one", password=NEW)
    assert "Too many tries" in words(ada.post("/account/password", old=PASSWORD, password=NEW))


def other_session(person, device="Firefox, Android"):
    sessions.start(person, kept=True, device=device)
    return Session.select().order_by(Session.id.desc()).get().key


def test_every_device_is_listed_in_plain_words(ada, cast):
    other_session(cast.ada)
    other_session(cast.ada, device="")
    text = text_of(ada.read("/account/sessions"))
    assert "Test phone · this device" in text
    assert "Firefox, Android" in text
    assert "A device we do not know" in text
    assert "Signed in today, used today. Stays signed in." in text


def test_a_device_that_signs_in_is_named(app, cast):
    visitor = Visitor(app)
    visitor.open("/sign-in")
    visitor.client.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Firefox/131.0"
    visitor.send("/sign-in", email=cast.ada.email, password=PASSWORD)
    assert Session.get().device == "Firefox, Linux"


def test_a_session_that_has_run_out_is_not_listed(ada, cast, moved_clock):
    sessions.start(cast.ada, kept=False, device="Library desk")
    moved_clock(hours=1)
    ada.read("/account")
    moved_clock(hours=1, minutes=30)
    page = ada.read("/account/sessions")
    assert "Test phone" in page
    assert "Library desk" not in page


@pytest.mark.parametrize("htmx", [False, True])
def test_one_device_is_signed_out(ada, cast, htmx):
    key = other_session(cast.ada)
    if htmx:
        answer = ada.post(f"/account/sessions/{key}/end", htmx=True)
        html = answer.get_data(as_text=True)
        assert html.startswith('<section id="devices"')
        assert "<h1" not in html
    else:
        html = ada.press(f"/account/sessions/{key}/end")
    assert "That device is signed out." in html
    assert "Firefox, Android" not in html
    assert Session.select().count() == 1


def test_a_device_of_somebody_else_does_not_exist(ada, cast):
    key = other_session(cast.bob)
    answers = [ada.post(f"/account/sessions/{one}/end") for one in (key, "zzzzzzzzzzzz")]
    assert [one.status_code for one in answers] == [404, 404]
    assert words(answers[0]) == words(answers[1])
    assert Session.get_or_none(key=key)


def test_all_others_are_signed_out_and_this_one_stays(ada, cast):
    for device in ("Firefox, Android", "Safari, iPad"):
        other_session(cast.ada, device)
    bobs = other_session(cast.bob)
    assert "2 other devices are signed out." in ada.press("/account/sessions/end-others")
    assert "0 other devices are signed out." in ada.press("/account/sessions/end-others")
    assert Session.get_or_none(key=bobs)


def test_nobody_else_comes_in(browser):
    for path in ("/account", "/account/sessions"):
        assert browser().get(path).headers["Location"].startswith("/sign-in?next=%2Faccount".replace("%2F", "/"))
