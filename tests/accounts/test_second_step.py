"""Turning the second step on and off: proved, told by a letter, and with all other devices signed out, all or nothing."""

import pytest

from mentorship.accounts import second_step
from mentorship.database import row
from mentorship.errors import Invalid, NotAllowed
from mentorship.people import session, two_step
from mentorship.people.session import Session
from mentorship.records import mail
from mentorship.records.mail import Letter, Mail
from tests.cast import PASSWORD, code


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Recovery codes hashed without the cost."""
    monkeypatch.setattr(two_step.passwords, "stretched", lambda text, salt: f"{salt[:20]} {text}")


def here(person):
    """The key of a device that is signed in."""
    session.start(person, kept=False, device="")
    return Session.select().order_by(Session.id.desc()).get().key


def letters(person):
    return [one.kind for one in Mail.select().where(Mail.person == person.id)]


def turn_on(person, key=""):
    second_step.begin(person.id, PASSWORD)
    return second_step.confirm(person.id, key, code(secret=two_step.of(person.id).secret))


def test_the_codes_that_are_given_are_those_that_work(cast):
    codes = turn_on(cast.ada)
    assert [two_step.check(cast.ada.id, one) for one in codes[:2]] == [9, 8]
    codes = second_step.renew_codes(cast.ada.id, "", PASSWORD)
    assert two_step.check(cast.ada.id, codes[9]) == 9


def test_each_change_keeps_this_device_alone_and_posts_a_letter(cast):
    key = here(cast.ada)
    for number, act in enumerate(
        (
            lambda: turn_on(cast.ada, key),
            lambda: second_step.renew_codes(cast.ada.id, key, PASSWORD),
            lambda: second_step.take_away(cast.ada.id, key),
        ),
        start=1,
    ):
        here(cast.ada)
        act()
        assert [one.key for one in Session.select().where(Session.person == cast.ada.id)] == [key]
        assert letters(cast.ada) == [Letter.TWO_STEP] * number


def test_beginning_alone_tells_nobody(cast):
    second_step.begin(cast.ada.id, PASSWORD)
    assert letters(cast.ada) == []


def test_without_its_letter_nothing_is_turned_on(cast, monkeypatch):
    second_step.begin(cast.ada.id, PASSWORD)
    monkeypatch.setattr(mail, "post", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        second_step.confirm(cast.ada.id, "", code(secret=two_step.of(cast.ada.id).secret))
    assert not two_step.is_on(cast.ada.id)
    assert not row("SELECT 1 FROM recovery_code")


def test_a_wrong_code_costs_no_hashing(cast, monkeypatch):
    second_step.begin(cast.ada.id, PASSWORD)
    monkeypatch.setattr(two_step, "hidden", lambda *_: 1 / 0)
    with pytest.raises(Invalid):
        second_step.confirm(cast.ada.id, "", "000000")


def test_turning_off_uses_its_code_up_only_with_the_right_password(cast, still_clock):
    shown = code()
    with pytest.raises(Invalid) as refused:
        second_step.stop(cast.dora.id, "", "not this one", shown)
    assert refused.value.field == "old"
    second_step.stop(cast.dora.id, "", PASSWORD, shown)
    assert not two_step.is_on(cast.dora.id)


def test_a_recovery_code_turns_it_off_too(cast):
    codes = turn_on(cast.ada)
    second_step.stop(cast.ada.id, "", PASSWORD, codes[0])
    assert two_step.of(cast.ada.id) is None


def test_taking_away_what_is_off_tells_nobody(cast):
    key = here(cast.ada)
    assert not second_step.take_away(cast.ada.id)
    assert letters(cast.ada) == []
    assert Session.get_or_none(key=key)


def test_what_was_only_begun_is_taken_away_too(cast):
    second_step.begin(cast.ada.id, PASSWORD)
    assert not second_step.take_away(cast.ada.id)
    assert two_step.of(cast.ada.id) is None


def test_there_are_no_new_codes_without_it(cast):
    with pytest.raises(NotAllowed):
        second_step.renew_codes(cast.ada.id, "", PASSWORD)
