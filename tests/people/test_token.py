"""A token: one thing, once, until its time is over."""

from datetime import timedelta

import pytest

from mentorship.database import row, rows
from mentorship.people import token
from mentorship.people.token import LIFE, Purpose, Token

OTHER = {Purpose.CONFIRM: Purpose.RESET, Purpose.RESET: Purpose.CONFIRM}


@pytest.fixture(params=list(Purpose))
def purpose(request):
    return request.param


@pytest.fixture
def key(cast, purpose):
    return token.issue(cast.ada.id, purpose, "ada@example.org")


def test_it_says_whose_it_is_and_what_about(cast, key, purpose):
    found = token.find(key, purpose)
    assert (found.key, found.person_id, found.about) == (key, cast.ada.id, "ada@example.org")


def test_it_works_once(key, purpose):
    assert token.use(key, purpose).key == key
    assert token.use(key, purpose) is None
    assert token.find(key, purpose) is None


def test_it_is_good_for_its_purpose_alone(key, purpose):
    assert token.find(key, OTHER[purpose]) is None
    assert token.use(key, OTHER[purpose]) is None
    assert token.find(key, purpose)


@pytest.mark.parametrize("made_up", ["", "x", "zzzzzzzzzzzz", "' OR 1=1 --", "é" * 12])
def test_a_key_that_was_never_given_opens_nothing(key, purpose, made_up):
    assert token.use(made_up, purpose) is None


def test_its_time_runs_out(key, purpose, moved_clock):
    moved_clock(seconds=LIFE[purpose].total_seconds() - 60)
    assert token.find(key, purpose)
    moved_clock(seconds=61)
    assert token.find(key, purpose) is None
    assert token.use(key, purpose) is None


def test_a_clock_set_back_makes_it_void_and_not_immortal(key, purpose, moved_clock):
    moved_clock(days=-1)
    assert token.use(key, purpose) is None


def test_a_small_step_back_of_the_clock_does_no_harm(key, purpose, moved_clock):
    moved_clock(minutes=-5)
    assert token.use(key, purpose)


def test_a_newer_one_takes_its_place(cast, key, purpose):
    newer = token.issue(cast.ada.id, purpose, "ada@example.org")
    assert token.find(key, purpose) is None
    assert token.find(newer, purpose)


def test_but_only_for_the_same_person_and_purpose(cast, key, purpose):
    token.issue(cast.bob.id, purpose)
    token.issue(cast.ada.id, OTHER[purpose])
    assert token.find(key, purpose)


def test_what_is_revoked_is_void(cast, key, purpose):
    token.revoke(cast.ada.id, purpose)
    assert token.use(key, purpose) is None


def test_all_rights_are_revoked_but_the_one_to_confirm_the_address(cast):
    reset = token.issue(cast.ada.id, Purpose.RESET)
    own = token.issue(cast.ada.id, Purpose.CONFIRM, "ada@example.org")
    theirs = token.issue(cast.bob.id, Purpose.RESET)
    token.revoke_rights(cast.ada.id, "ada@example.org")
    assert token.find(reset, Purpose.RESET) is None
    assert token.find(own, Purpose.CONFIRM)
    assert token.find(theirs, Purpose.RESET)
    token.revoke_rights(cast.ada.id, "new@example.org")
    assert token.find(own, Purpose.CONFIRM) is None


def test_the_open_one_is_found_by_its_owner(cast, key, purpose, moved_clock):
    assert token.open_of(cast.ada.id, purpose).key == key
    assert token.open_of(cast.bob.id, purpose) is None
    moved_clock(seconds=LIFE[purpose].total_seconds() + 1)
    assert token.open_of(cast.ada.id, purpose) is None


def test_two_who_use_it_at_once_are_one(key, purpose, at_once):
    done = at_once(*[lambda: token.use(key, purpose)] * 4)
    assert sum(one is not None for one in done) == 1
    assert row("SELECT count(*) AS n FROM token WHERE used_at IS NOT NULL").n == 1


def test_of_two_asked_for_at_once_one_counts(cast, purpose, at_once):
    keys = at_once(*[lambda: token.issue(cast.ada.id, purpose)] * 4)
    assert sum(token.find(key, purpose) is not None for key in keys) == 1


def test_a_reset_does_not_live_long(database):
    assert LIFE[Purpose.RESET] <= timedelta(hours=2)
    assert LIFE[Purpose.CONFIRM] <= timedelta(days=7)


def test_it_goes_with_its_owner(cast, key):
    Token.select().get()
    assert [one.person_id for one in rows("SELECT person_id FROM token")] == [cast.ada.id]
