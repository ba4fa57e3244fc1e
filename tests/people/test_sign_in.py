"""Signing in: one answer for everything that does not fit, and a slow door."""

import pytest

from mentorship.errors import Invalid
from mentorship.people import password as passwords
from mentorship.people.session import DOES_NOT_FIT, SUSPENDED, TRIES_PER_ADDRESS, TRIES_PER_HOST, WAIT, sign_in
from tests.cast import PASSWORD, secret, suspend

WRONG = "wrong password"


@pytest.fixture
def quick(monkeypatch):
    """Verifying without the cost, where it is the counting that is proved."""
    monkeypatch.setattr(passwords, "matches", lambda stored, typed: stored == secret() and typed == PASSWORD)


def refusal(email, password=WRONG, host="host"):
    with pytest.raises(Invalid) as refused:
        sign_in(email, password, host)
    return refused.value


def fail(times, email="ada@example.org", host="host"):
    for _ in range(times):
        refusal(email, host=host)


@pytest.mark.parametrize("email", ["ada@example.org", " Ada@Example.ORG\n"])
def test_the_right_password_opens(cast, email):
    assert sign_in(email, PASSWORD, "host").id == cast.ada.id


def test_whoever_is_suspended_is_told_so_and_stays_outside(cast):
    suspend(cast.eve)
    assert refusal("eve@example.org", PASSWORD).message == SUSPENDED


def test_wrong_password_and_unknown_address_get_one_answer_also_for_the_suspended(cast):
    suspend(cast.eve)
    answers = [
        refusal("ada@example.org"),
        refusal("nobody@example.org", PASSWORD),
        refusal("eve@example.org"),
        refusal("", ""),
        refusal("not an address", PASSWORD),
    ]
    assert {(one.field, one.message, str(one.values)) for one in answers} == {("password", DOES_NOT_FIT, "{}")}


def test_all_of_them_take_the_work_of_one_verification(cast, monkeypatch):
    verified = []
    monkeypatch.setattr(passwords, "matches", lambda stored, _typed: verified.append(stored) or False)
    refusal("ada@example.org")
    refusal("nobody@example.org")
    assert [bool(one) for one in verified] == [True, False]


def test_the_address_is_slowed_after_eight_failures_from_anywhere(cast, quick):
    for host in range(TRIES_PER_ADDRESS):
        fail(1, host=f"host {host}")
    assert refusal("ada@example.org", PASSWORD, "another").message == WAIT


@pytest.mark.parametrize("variant", ["ADA@example.org", " ada@example.org ", "àda@example.org"])
def test_writing_the_address_otherwise_is_no_way_around(cast, quick, variant):
    fail(TRIES_PER_ADDRESS, variant)
    assert refusal("ada@example.org", PASSWORD).message == WAIT


def test_an_unknown_address_is_slowed_just_the_same(cast, quick):
    fail(TRIES_PER_ADDRESS, "nobody@example.org")
    assert refusal("nobody@example.org").values == {"minutes": 15}


def test_the_host_is_slowed_whatever_address_it_tries(cast, quick):
    for number in range(TRIES_PER_HOST):
        fail(1, f"nobody{number}@example.org")
    assert refusal("ada@example.org", PASSWORD).message == WAIT
    assert sign_in("ada@example.org", PASSWORD, "another host").id == cast.ada.id


def test_the_door_opens_again_when_the_window_has_passed(cast, quick, moved_clock):
    fail(TRIES_PER_ADDRESS)
    moved_clock(minutes=16)
    assert sign_in("ada@example.org", PASSWORD, "host").id == cast.ada.id


def test_the_door_opens_when_the_clock_was_set_back(cast, quick, moved_clock):
    fail(TRIES_PER_ADDRESS)
    moved_clock(days=-2)
    assert sign_in("ada@example.org", PASSWORD, "host").id == cast.ada.id


def test_a_success_forgets_the_failures_of_the_address(cast, quick):
    fail(TRIES_PER_ADDRESS - 1)
    sign_in("ada@example.org", PASSWORD, "host")
    fail(TRIES_PER_ADDRESS - 1)
    assert sign_in("ada@example.org", PASSWORD, "host").id == cast.ada.id


@pytest.mark.parametrize("typed", ["\x00", "\ud800", "x" * 100_000, "a@b\x00", "%", "'; --"])
def test_anything_may_be_typed(cast, quick, typed):
    assert refusal(typed, typed).message == DOES_NOT_FIT


def test_an_unpaired_surrogate_is_no_password(cast):
    assert refusal("ada@example.org", "\ud800" * 9).message == DOES_NOT_FIT
