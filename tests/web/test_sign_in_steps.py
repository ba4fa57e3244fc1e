"""Signing in with the second step: the password alone opens nothing, and each code opens once."""

import re
from pathlib import Path

import pytest

from mentorship import clock
from mentorship.people import throttle, two_step
from mentorship.people.password import hashed
from mentorship.people.person import State
from mentorship.people.session import Session
from tests.cast import PASSWORD, SECRET, change, code, suspend
from tests.web.visitor import Visitor

ROOT = Path(__file__).parent.parent.parent
WRONG = "This code does not fit."
AGAIN = "Please sign in once more."
LONG_PATH = "/people?q=" + "a" * 1900


@pytest.fixture
def visitor(app):
    return Visitor(app)


def halfway(visitor, person, **form):
    """Gives the password; what follows is the page that asks for the code."""
    answer = visitor.sign_in(person.email, PASSWORD, **form)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in/code")
    visitor.open("/sign-in/code")
    return visitor


def give(visitor, typed):
    return visitor.send("/sign-in/code", code=typed)


def cookie(visitor):
    return visitor.client.get_cookie("mentorship")


def state_of(visitor):
    with visitor.client.session_transaction() as session:
        return dict(session)


def sessions_of(person):
    return Session.select().where(Session.person == person.id).count()


@pytest.fixture
def paper(cast, monkeypatch):
    """Dora's recovery codes, hashed without the cost."""
    monkeypatch.setattr(two_step.passwords, "stretched", lambda text, salt: f"{salt[:20]} {text}")
    codes = two_step.fresh_codes()
    two_step.replace_codes(cast.dora.id, [two_step.hidden(one, SECRET) for one in codes])
    return codes


def test_the_password_alone_opens_nothing(cast, visitor):
    halfway(visitor, cast.dora)
    assert not visitor.is_in()
    assert sessions_of(cast.dora) == 0
    assert visitor.client.get("/connections").headers["Location"].startswith("/sign-in")


def test_the_code_opens(cast, visitor):
    answer = give(halfway(visitor, cast.dora), code())
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert visitor.is_in()
    assert "_user_id" in state_of(visitor)
    assert "halfway" not in state_of(visitor)


def test_whoever_has_no_second_step_is_not_asked(cast, visitor):
    assert visitor.sign_in(cast.ada.email, PASSWORD).headers["Location"] == "/"
    assert visitor.is_in()


def test_one_goes_where_one_wanted_to_go(cast, visitor):
    visitor.open("/sign-in?next=/account/sessions")
    visitor.send("/sign-in?next=/account/sessions", email=cast.dora.email, password=PASSWORD)
    visitor.open("/sign-in/code")
    assert give(visitor, code()).headers["Location"] == "/account/sessions"


def test_even_if_the_way_is_long(cast, visitor):
    visitor.open("/sign-in")
    visitor.send(f"/sign-in?next={LONG_PATH.replace('?', '%3F')}", email=cast.dora.email, password=PASSWORD)
    visitor.open("/sign-in/code")
    assert give(visitor, code()).headers["Location"] == LONG_PATH


@pytest.mark.parametrize("kept", [False, True])
def test_the_device_is_remembered_only_if_that_was_ticked(cast, visitor, kept):
    give(halfway(visitor, cast.dora, **({"kept": "y"} if kept else {})), code())
    assert bool(cookie(visitor).expires) is kept
    assert Session.get().kept is kept


def test_a_wrong_code_is_said_beside_the_field(cast, visitor):
    answer = give(halfway(visitor, cast.dora), "000000")
    assert answer.status_code == 422
    assert WRONG in visitor.page.split('id="code-error"')[1]
    assert not visitor.is_in()
    give(visitor, code())
    assert visitor.is_in(), "and one may go on"


def test_an_empty_one_too(cast, visitor):
    give(halfway(visitor, cast.dora), "")
    assert "Please write the code that your app shows." in visitor.words


def test_a_code_that_was_used_does_not_open_again(app, cast, still_clock):
    first, second = halfway(Visitor(app), cast.dora), halfway(Visitor(app), cast.dora)
    give(first, code())
    assert give(second, code()).status_code == 422
    assert (first.is_in(), second.is_in()) == (True, False)


def test_the_code_of_a_neighbour_does_not_open(cast, visitor, monkeypatch):
    two_step.stop(cast.aldo.id)
    two_step.begin(cast.aldo.id)
    secret = two_step.of(cast.aldo.id).secret
    two_step.confirm(cast.aldo.id, code(secret=secret), ["x"])
    assert give(halfway(visitor, cast.dora), code(1, secret=secret)).status_code == 422
    assert not visitor.is_in()


@pytest.mark.parametrize("minutes", [-5, 5])
def test_a_phone_whose_clock_is_wrong_is_told_so(cast, visitor, minutes, still_clock):
    give(halfway(visitor, cast.dora), code(2 * minutes))
    assert "Check that the clock of your phone sets itself." in visitor.words
    assert not visitor.is_in()


def test_guessing_is_slowed_even_from_many_devices(app, cast):
    for _ in range(two_step.TRIES):
        give(halfway(Visitor(app), cast.dora), "000000")
    late = halfway(Visitor(app), cast.dora)
    assert give(late, code()).status_code == 422
    assert "Too many tries. Please come back later; minutes to wait: 15." in late.words


def test_a_recovery_code_opens_and_says_how_many_are_left(cast, visitor, paper):
    answer = give(halfway(visitor, cast.dora), paper[0])
    assert "You have 9 recovery codes left." in visitor.follow(answer)
    assert visitor.is_in()


def test_and_that_it_was_the_last(cast, visitor, paper):
    for one in paper[:-1]:
        two_step.check(cast.dora.id, one)
    answer = give(halfway(visitor, cast.dora), paper[-1].upper())
    assert "That was your last recovery code. Please make new ones under Account." in visitor.follow(answer)


def test_a_recovery_code_opens_once(app, cast, paper):
    give(halfway(Visitor(app), cast.dora), paper[0])
    second = halfway(Visitor(app), cast.dora)
    assert give(second, paper[0]).status_code == 422
    assert not second.is_in()


def test_a_code_of_the_app_says_nothing_of_them(cast, visitor, paper):
    assert "recovery code" not in visitor.follow(give(halfway(visitor, cast.dora), code()))


def test_whoever_waits_too_long_begins_again(cast, visitor, moved_clock):
    halfway(visitor, cast.dora)
    moved_clock(minutes=9)
    assert visitor.open("/sign-in/code").status_code == 200
    moved_clock(minutes=2)
    answer = give(visitor, code())
    assert answer.headers["Location"] == "/sign-in?next=/"
    assert AGAIN in visitor.follow(answer)
    assert not visitor.is_in()


def test_setting_our_clock_back_makes_no_endless_halfway(cast, visitor, moved_clock):
    moved_clock(days=30)
    halfway(visitor, cast.dora)
    moved_clock(days=-30)
    assert visitor.open("/sign-in/code").status_code == 303


def test_another_password_voids_what_was_begun_with_the_old(cast, visitor):
    halfway(visitor, cast.dora)
    change(cast.dora, password=hashed("four grey stones in a brook"))
    assert give(visitor, code()).headers["Location"].startswith("/sign-in?next=")
    assert not visitor.is_in()


def test_so_does_another_phone(cast, visitor):
    halfway(visitor, cast.dora)
    two_step.stop(cast.dora.id)
    two_step.begin(cast.dora.id)
    secret = two_step.of(cast.dora.id).secret
    two_step.confirm(cast.dora.id, code(secret=secret), ["x"])
    assert give(visitor, code(1, secret=secret)).headers["Location"].startswith("/sign-in?next=")


def test_whoever_is_suspended_meanwhile_stays_out(cast, visitor):
    halfway(visitor, cast.dora)
    suspend(cast.dora)
    assert give(visitor, code()).status_code == 303
    assert not visitor.is_in()


def test_the_page_is_only_for_those_who_gave_a_password(cast, visitor, browser):
    assert visitor.open("/sign-in/code").headers["Location"] == "/sign-in"
    visitor.open("/sign-in")
    assert give(visitor, code()).headers["Location"] == "/sign-in"
    assert browser(cast.ada).get("/sign-in/code").headers["Location"] == "/sign-in"


def test_a_made_up_halfway_is_not_believed(app, cast):
    forged = app.test_client()
    with forged.session_transaction() as session:
        at = clock.microseconds(clock.now())
        session["halfway"] = {"who": cast.dora.handle, "at": at, "kept": True, "then": "/", "seal": "0" * 64}
    assert forged.get("/sign-in/code").status_code == 303
    forged.set_cookie("mentorship", "eyJoYWxmd2F5Ijp7fX0.x.y")
    assert forged.get("/sign-in/code").status_code == 303


def test_nothing_secret_can_be_read_from_the_cookie(cast, visitor):
    halfway(visitor, cast.dora)
    held = str(state_of(visitor))
    for secret in (PASSWORD, cast.dora.password, cast.dora.email, SECRET):
        assert secret not in held


def test_signing_in_by_code_gives_a_new_token_and_signs_out_who_was_here(cast, visitor):
    visitor.sign_in(cast.bob.email, PASSWORD)
    first = cookie(visitor).value
    visitor.open("/account")
    visitor.send("/sign-in", email=cast.dora.email, password=PASSWORD)
    assert sessions_of(cast.bob) == 0
    between = cookie(visitor).value
    visitor.open("/sign-in/code")
    give(visitor, code())
    assert len({first, between, cookie(visitor).value}) == 3
    for stale in (first, between):
        visitor.client.set_cookie("mentorship", stale)
        assert not visitor.is_in()


def test_a_copied_halfway_cookie_needs_a_code_of_its_own(app, cast, still_clock):
    first, thief = halfway(Visitor(app), cast.dora), Visitor(app)
    thief.client.set_cookie("mentorship", cookie(first).value)
    give(first, code())
    thief.open("/sign-in/code")
    assert give(thief, code()).status_code == 422
    assert not thief.is_in()


def test_not_now_leaves_nothing_behind(cast, visitor):
    halfway(visitor, cast.dora)
    visitor.send("/sign-out")
    assert visitor.open("/sign-in/code").headers["Location"] == "/sign-in"


def test_the_count_of_tries_is_not_forgotten_by_giving_the_password_again(app, cast):
    for _ in range(two_step.TRIES - 1):
        give(halfway(Visitor(app), cast.dora), "000000")
    assert throttle.minutes_to_wait(f"second step {cast.dora.id}", two_step.TRIES) == 0
    give(halfway(Visitor(app), cast.dora), "000000")
    assert throttle.minutes_to_wait(f"second step {cast.dora.id}", two_step.TRIES) > 0


def test_a_closed_account_needs_the_code_too(cast, visitor, moved_clock):
    change(cast.dora, state=State.CLOSED, closed_at=clock.now())
    halfway(visitor, cast.dora)
    assert visitor.client.get("/account/standing").status_code == 303
    give(visitor, code())
    assert "Your account is closed" in visitor.client.get("/account/standing").get_data(as_text=True)


def test_signing_up_again_with_the_right_password_is_no_way_around(cast, visitor):
    visitor.open("/sign-up")
    form = {"name": "Dora", "email": cast.dora.email, "password": PASSWORD, "purpose": "look"}
    answer = visitor.send("/sign-up", **form, adult="y", rules="y")
    assert answer.headers["Location"] == "/sign-in/code"
    assert not visitor.is_in()


def test_there_is_no_other_way_in():
    """Every caller of begin_session() is known: of those with a password, only go_in() may call it."""
    callers = {
        path.name
        for path in (ROOT / "mentorship").rglob("*.py")
        if re.search(r"begin_session\(", path.read_text()) and path.name != "access.py"
    }
    assert callers == {"sessions.py", "demo.py"}
