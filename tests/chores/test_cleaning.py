"""Cleaning: what has run out goes, what still counts stays."""

from datetime import timedelta

import pytest

from mentorship import clock
from mentorship.chores import cleaning
from mentorship.database import row, write
from mentorship.people import session, throttle, token
from mentorship.people.invitation import Invitation
from mentorship.people.person import Person
from mentorship.people.session import Session
from mentorship.people.token import Purpose, Token
from mentorship.records.mail import Letter, Mail, State
from mentorship.records.notice import Kind, Notice
from mentorship.site import setting
from mentorship.work.application import answering
from tests.cast import ask_friend, change, newest_to, viewer
from tests.work import made
from tests.work.applied import applied


def count(table: str) -> int:
    return row(f"SELECT count(*) AS n FROM {table}").n


@write
def age(table, days: float) -> None:
    """Lets everything in the table have happened so long ago."""
    ago = clock.microseconds(clock.now() - timedelta(days=days))
    moments = [
        name
        for name in ("started_at", "seen_at", "since", "settled_at", "read_at", "expires_at")
        if hasattr(table, name)
    ]
    table.update({getattr(table, name): ago for name in moments}).execute()


def test_in_a_place_without_anything_there_is_nothing_to_do(database):
    assert cleaning.clean() == 0


@pytest.mark.parametrize(("days", "left"), [(0.9, 1), (1.1, 0)])
def test_a_token_goes_a_day_after_its_time(cast, days, left):
    token.issue(cast.ada.id, Purpose.RESET)
    age(Token, days)
    assert cleaning.clean() == 1 - left
    assert count("token") == left


@pytest.mark.parametrize(("kept", "days", "left"), [(False, 1, 1), (False, 1.2, 0), (True, 30, 1), (True, 31.1, 0)])
def test_a_session_goes_when_it_has_run_out(cast, kept, days, left):
    session.start(cast.ada, kept=kept, device="phone")
    age(Session, days)
    cleaning.clean()
    assert count("session") == left


def test_a_session_that_is_used_daily_still_ends(cast):
    session.start(cast.ada, kept=True, device="phone")
    age(Session, 91.1)
    write(lambda: Session.update(seen_at=clock.now()).execute())()
    cleaning.clean()
    assert count("session") == 0


def test_tries_at_the_door_are_forgotten(cast, moved_clock):
    throttle.count("somebody")
    cleaning.clean()
    assert count("throttle") == 1
    moved_clock(days=1.1)
    cleaning.clean()
    assert count("throttle") == 0


@pytest.mark.parametrize(("days", "left"), [(89, 1), (91, 0)])
def test_a_notice_goes_long_after_it_was_read(cast, days, left):
    ask_friend(cast.eve, cast.ada)
    age(Notice, days)
    cleaning.clean()
    assert count("notice") == left


def test_a_notice_nobody_has_read_stays(cast, moved_clock):
    ask_friend(cast.eve, cast.ada)
    moved_clock(days=400)
    cleaning.clean()
    assert row("SELECT count(*) AS n FROM notice WHERE kind = ? AND person_id = ?", Kind.ASKED, cast.ada.id).n == 1


@write
def settled(state: State, **columns) -> None:
    now = clock.now()
    Mail.create(kind=Letter.INVITED, state=state, made_at=now, due_at=now, settled_at=now, **columns)


@pytest.mark.parametrize("state", [State.SENT, State.DROPPED, State.GIVEN_UP])
@pytest.mark.parametrize(("days", "left"), [(29, 1), (31, 0)])
def test_mail_goes_a_month_after_it_was_settled(cast, state, days, left):
    settled(state, person=cast.ada.id)
    age(Mail, days)
    cleaning.clean()
    assert count("mail") == left


@pytest.mark.parametrize(("state", "left"), [(State.SENT, 0), (State.DROPPED, 0), (State.GIVEN_UP, 1)])
def test_the_address_of_somebody_without_an_account_is_not_kept(database, state, left):
    settled(state, address="guest@example.org")
    age(Mail, 2)
    cleaning.clean()
    assert count("mail") == left


@pytest.mark.parametrize(("days", "left"), [(29, 1), (31, 0)])
def test_mail_that_nobody_has_handed_over_waits_a_month(database, moved_clock, days, left):
    now = clock.now()
    write(lambda: Mail.create(kind=Letter.INVITED, address="guest@example.org", made_at=now, due_at=now))()
    moved_clock(days=days)
    cleaning.clean()
    assert count("mail") == left


@pytest.mark.parametrize(("days", "address"), [(29, "guest@example.org"), (31, "")])
def test_an_invitation_forgets_whom_it_was_for(cast, days, address):
    now = clock.now()
    made = {"language": "en", "is_trusted": False, "places": 1, "made_at": now, "expires_at": now}
    write(lambda: Invitation.create(by=cast.aldo.id, address="guest@example.org", **made))()
    age(Invitation, days)
    cleaning.clean()
    assert row("SELECT address FROM invitation").address == address


def test_a_friend_request_that_slipped_in_is_withdrawn(cast):
    ask_friend(cast.eve, cast.ada)
    cleaning.clean()
    assert newest_to(cast.ada).state == "open"
    setting.change(features=[])
    assert cleaning.clean() == 1
    assert newest_to(cast.ada).state == "withdrawn"


def test_a_sign_up_that_was_never_confirmed_is_forgotten(cast, moved_clock):
    change(cast.eve, state="pending", email=None)
    moved_clock(days=8)
    assert cleaning.clean() == 1
    assert Person.get_or_none(Person.id == cast.eve.id) is None


@pytest.mark.parametrize(("days", "left"), [(364, 2), (366, 1)])
def test_an_application_goes_a_year_after_it_was_closed(cast, moved_clock, days, left):
    shop = made.organisation(cast.ada)
    applied(made.job(shop), cast.eve, was_asked=True)
    answering.withdraw(viewer(cast.bob), applied(made.job(shop), cast.bob).key)
    moved_clock(days=days)
    cleaning.clean()
    assert count("application") == left


def test_many_go_a_few_at_a_time(cast, monkeypatch):
    monkeypatch.setattr(cleaning, "AT_ONCE", 3)
    for number in range(10):
        throttle.count(f"somebody {number}")
    age(throttle.Throttle, 2)
    steps = []
    real = cleaning._change
    monkeypatch.setattr(cleaning, "_change", lambda *given: steps.append(real(*given)) or steps[-1])
    assert cleaning.clean() == 10
    assert [one for one in steps if one] == [3, 3, 3, 1]


def test_twice_is_once(cast):
    token.issue(cast.ada.id, Purpose.RESET)
    age(Token, 2)
    assert (cleaning.clean(), cleaning.clean()) == (1, 0)
