"""Signing in and out: one answer for every mistake, and a session that is over is over."""

import pytest

from mentorship.people import session as sessions
from mentorship.people.session import Session
from tests.cast import PASSWORD, suspend
from tests.web.visitor import Visitor

WRONG = "This address and password do not fit together. Please check both."


@pytest.fixture
def visitor(app):
    return Visitor(app)


def cookie(visitor):
    return visitor.client.get_cookie("mentorship")


def test_somebody_signs_in_and_is_at_home(cast, visitor):
    answer = visitor.sign_in(cast.ada.email, PASSWORD)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert visitor.is_in()


def test_the_address_may_be_written_in_any_case(cast, visitor):
    assert visitor.sign_in(" ADA@EXAMPLE.ORG ", PASSWORD).status_code == 303


def test_one_goes_where_one_wanted_to_go(cast, visitor):
    wanted = visitor.open("/account/sessions?x=1").headers["Location"]
    visitor.open(wanted)
    answer = visitor.send(wanted, email=cast.ada.email, password=PASSWORD)
    assert answer.headers["Location"] == "/account/sessions?x=1"


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "/\t/evil.example", "/\\evil.example"])
def test_and_never_to_another_site(cast, visitor, wanted):
    visitor.client.get("/sign-in", query_string={"next": wanted})
    visitor.open("/sign-in")
    answer = visitor.client.post(
        "/sign-in",
        query_string={"next": wanted},
        data={"csrf_token": visitor.page.split('name="csrf_token" value="')[1].split('"')[0]}
        | {"email": cast.ada.email, "password": PASSWORD},
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(cast, app):
    pages = []
    for email in (cast.ada.email, "nobody@example.org"):
        visitor = Visitor(app)
        answer = visitor.sign_in(email, "not the right words")
        assert answer.status_code == 422
        assert WRONG in visitor.page.split('id="password-error"')[1]
        token = visitor.page.split('name="csrf_token" value="')[1].split('"')[0]
        pages.append(visitor.page.replace(email, "…").replace(token, "…"))
        assert not visitor.is_in()
    assert pages[0] == pages[1]


def test_somebody_suspended_is_told_so_once_their_password_fits_and_whom_to_turn_to(cast, visitor):
    suspend(cast.ada)
    visitor.sign_in(cast.ada.email, "not the right words")
    assert WRONG in visitor.words
    visitor.sign_in(cast.ada.email, PASSWORD)
    assert "Your account is suspended for now." in visitor.words
    assert 'id="contact"' in visitor.page
    assert not visitor.is_in()


def test_an_empty_form_says_both_things(visitor):
    visitor.open("/sign-in")
    assert visitor.send("/sign-in").status_code == 422
    assert "write your e-mail address" in visitor.words
    assert "write your password" in visitor.words


def test_the_address_is_kept_and_the_password_is_not(cast, visitor):
    visitor.sign_in("someone@example.org", "some secret words")
    assert 'value="someone@example.org"' in visitor.page
    assert "some secret words" not in visitor.page


def test_too_many_tries_have_to_wait_even_with_the_right_password(cast, visitor, moved_clock):
    for _ in range(sessions.TRIES_PER_ADDRESS):
        visitor.sign_in(cast.ada.email, "not the right words")
    answer = visitor.sign_in(cast.ada.email, PASSWORD)
    assert answer.status_code == 422
    assert "Too many tries. Please come back later; minutes to wait: 15." in visitor.words
    moved_clock(minutes=16)
    assert visitor.sign_in(cast.ada.email, PASSWORD).status_code == 303


def test_the_others_are_not_held_up_by_it(cast, visitor):
    for _ in range(sessions.TRIES_PER_ADDRESS):
        visitor.sign_in(cast.ada.email, "not the right words")
    assert visitor.sign_in(cast.bob.email, PASSWORD).status_code == 303


def test_a_device_forgets_unless_it_is_told_to_keep(cast, app):
    for kept in (False, True):
        visitor = Visitor(app)
        visitor.sign_in(cast.ada.email, PASSWORD, **({"kept": "y"} if kept else {}))
        assert bool(cookie(visitor).expires) is kept
        assert Session.select().order_by(Session.id.desc()).get().kept is kept


def test_the_tick_is_empty_at_first(visitor):
    visitor.open("/sign-in")
    assert "checked" not in visitor.page
    assert "a computer that others use too" in visitor.words


def test_without_use_it_ends_after_two_hours(cast, visitor, moved_clock):
    visitor.sign_in(cast.ada.email, PASSWORD)
    moved_clock(minutes=119)
    assert visitor.is_in()
    moved_clock(minutes=121)
    assert not visitor.is_in()


def test_kept_it_lasts_through_weeks_of_use_but_not_for_ever(cast, visitor, moved_clock):
    visitor.sign_in(cast.ada.email, PASSWORD, kept="y")
    for _ in range(3):
        moved_clock(days=29)
        assert visitor.is_in()
    moved_clock(days=29)
    assert not visitor.is_in()


def test_signing_in_gives_a_new_token_and_ends_the_one_before(cast, visitor):
    visitor.sign_in(cast.ada.email, PASSWORD)
    first = cookie(visitor).value
    visitor.open("/account")
    visitor.send("/sign-in", email=cast.bob.email, password=PASSWORD)
    assert cookie(visitor).value != first
    visitor.client.set_cookie("mentorship", first)
    assert not visitor.is_in()


def test_a_copied_cookie_is_dead_after_signing_out(cast, visitor):
    visitor.sign_in(cast.ada.email, PASSWORD)
    copied = cookie(visitor).value
    visitor.open("/account")
    answer = visitor.send("/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "You are signed out." in visitor.follow(answer)
    assert not visitor.is_in()
    visitor.client.set_cookie("mentorship", copied)
    assert not visitor.is_in()
    assert not Session.select().exists()


def test_signing_out_twice_is_signing_out(cast, visitor):
    visitor.sign_in(cast.ada.email, PASSWORD)
    visitor.open("/account")
    sessions.end_others(cast.ada.id, "")  # meanwhile, on another device
    assert "You are signed out." in visitor.follow(visitor.send("/sign-out"))


def test_a_suspended_person_is_out_at_once(cast, visitor):
    visitor.sign_in(cast.ada.email, PASSWORD)
    suspend(cast.ada)
    assert not visitor.is_in()


def test_somebody_who_is_in_needs_no_form(cast, browser):
    assert browser(cast.ada).get("/sign-in?next=/about").headers["Location"] == "/about"


@pytest.mark.parametrize("token", ["", "x", "1", "0", "é", "x" * 4000])
def test_a_made_up_token_is_nobody(app, cast, token):
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
    assert client.get("/account").status_code == 303


def test_the_token_itself_is_not_in_the_database(cast, visitor):
    visitor.sign_in(cast.ada.email, PASSWORD)
    with visitor.client.session_transaction() as session:
        token = session["_user_id"]
    held = Session.get()
    assert token not in (held.token_hash, held.key, held.device)
