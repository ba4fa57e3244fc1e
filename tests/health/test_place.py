"""The place: how people reach it, who runs it, and whether its work gets done."""

from datetime import timedelta
from pathlib import Path

import pytest

from mentorship import clock, migrations
from mentorship.config import Settings
from mentorship.database import execute, write
from mentorship.health import place
from mentorship.health.finding import Standing
from mentorship.people.person import Person, Role, State
from mentorship.people.two_step import TwoStep
from mentorship.records import mail
from mentorship.records.mail import Letter
from mentorship.site import chore
from tests.cast import ask_friend, change

OK, LOOK, WRONG = Standing
HOUR = timedelta(hours=1)


def settings(**given) -> Settings:
    return Settings(instance=Path("/nowhere"), **given)


@pytest.mark.parametrize(
    ("address", "proxies", "standing", "words"),
    [
        ("https://rete.example", 1, OK, "People come by https://rete.example."),
        ("https://rete.example", 0, LOOK, "Set proxies = 1"),
        ("http://rete.example", 0, LOOK, "passwords too"),
        ("http://rete.example", 1, LOOK, "passwords too"),
        ("http://127.0.0.1:8000", 0, LOOK, "set public_url"),
        ("http://localhost:8000", 0, LOOK, "set public_url"),
        ("http://[::1]:8000", 0, LOOK, "set public_url"),
    ],
)
def test_the_address(address, proxies, standing, words):
    found = place.address(settings(public_url=address, proxies=proxies))
    assert (found.standing, words in found.said) == (standing, True), found.said


def test_all_staff_of_the_cast_have_two_steps(cast):
    assert place.staff(place.standing()).standing == OK


def test_staff_without_the_second_step_are_counted(cast):
    write(lambda: TwoStep.delete().where(TwoStep.person == cast.dora.id).execute())()
    found = place.staff(place.standing())
    assert (found.standing, found.values) == (LOOK, {"count": 1})


def test_a_second_step_that_was_only_begun_does_not_count(cast):
    write(lambda: TwoStep.update(confirmed_at=None).where(TwoStep.person == cast.aldo.id).execute())()
    assert place.standing().without_step == 1


@pytest.mark.parametrize("left", [{"roles": Role.COORDINATOR}, {"state": State.SUSPENDED}])
def test_a_place_without_an_admin_says_how_to_make_one(cast, left):
    change(cast.aldo, **left)
    found = place.staff(place.standing())
    assert (found.standing, "flask create-admin" in found.said) == (WRONG, True)


def test_those_who_wait_for_a_yes_are_counted_once_they_have_shown_their_address(cast):
    assert place.standing().approvals == 0
    change(cast.bob, state=State.PENDING)
    change(cast.eve, state=State.PENDING)
    write(lambda: Person.update(email=None).where(Person.id == cast.eve.id).execute())()
    assert place.standing().approvals == 1


SENDS = {"mail_server": "mail.example.org"}


def test_without_a_mail_server_letters_wait_to_be_handed_over(cast):
    mail.post(Letter.PASSWORD, cast.ada.id)
    ask_friend(cast.eve, cast.ada)
    found = place.standing()
    assert (place.outbox(settings(), found).standing, found.letters) == (OK, 1)


def test_mail_that_leaves_is_well(cast):
    mail.post(Letter.PASSWORD, cast.ada.id)
    assert place.outbox(settings(**SENDS), place.standing()).standing == OK


def test_mail_that_waits_for_long_should_be_looked_at(cast, moved_clock):
    mail.post(Letter.PASSWORD, cast.ada.id)
    moved_clock(hours=2)
    found = place.outbox(settings(**SENDS), place.standing())
    assert (found.standing, "flask mail-test" in found.said) == (LOOK, True)


def test_mail_that_was_given_up_should_be_looked_at(cast):
    mail.post(Letter.PASSWORD, cast.ada.id)
    write(lambda: execute("UPDATE mail SET state = 'given_up', settled_at = made_at"))()
    found = place.outbox(settings(**SENDS), place.standing())
    assert (found.standing, found.values, place.standing().given_up) == (LOOK, {"count": 1}, 1)


@pytest.mark.parametrize(("chores", "who"), [("server", "python app.py"), ("timer", "flask chores")])
def test_chores_that_nobody_has_begun(database, chores, who):
    found = place.work(settings(chores=chores), chore.known())
    assert (found.standing, who in found.said) == (LOOK, True)


def test_chores_that_are_looked_after(database):
    chore.plan("mail")
    chore.finish("mail", chore.claim("mail", HOUR), HOUR)
    assert place.work(settings(), chore.known()).standing == OK


def test_a_chore_that_fails_says_why(database):
    chore.plan("mail")
    chore.finish("mail", chore.claim("mail", HOUR), HOUR, trouble="no room")
    found = place.work(settings(), chore.known())
    assert (found.standing, "mail did not go well: no room" in found.said) == (WRONG, True)


def test_chores_that_nobody_looks_after_any_more(database, moved_clock):
    chore.plan("mail")
    moved_clock(minutes=40)
    found = place.work(settings(), chore.known())
    assert (found.standing, "mail" in found.said) == (WRONG, True)


def test_the_newest_moment_comes_from_whoever_was_last(cast):
    joined = place.newest(place.standing())
    assert joined == place.standing().joined
    chore.plan("mail")
    chore.finish("mail", chore.claim("mail", HOUR), HOUR)
    assert place.newest(place.standing()) > joined


def test_an_empty_place_has_no_newest_moment(database):
    assert place.newest(place.standing()) is None


def test_a_database_brought_up_to_date_has_its_shape(database):
    assert place.shape().standing == OK


def test_a_step_that_was_not_taken_is_named(database, tmp_path, monkeypatch):
    (tmp_path / "0001_initial.py").touch()
    (tmp_path / "0002_more.py").touch()
    monkeypatch.setattr(migrations, "FOLDER", tmp_path)
    found = place.shape()
    assert (found.standing, found.values) == (WRONG, {"steps": "0002_more"})


def test_it_costs_one_statement(cast, statements):
    assert statements(place.standing) == 1
    assert clock.moment(place.standing().joined) <= clock.now()
