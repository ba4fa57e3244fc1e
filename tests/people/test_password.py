"""Passwords: long enough, not common, not one's own name; kept as a hash."""

from types import SimpleNamespace

import pytest

from mentorship.errors import Invalid
from mentorship.people import password as passwords
from mentorship.people.password import hashed, matches, refuse_weak
from tests.cast import PASSWORD, secret


@pytest.mark.parametrize(
    "password", ["password", "Password1", "12345678", "QWERTYUIOP", "iloveyou", "aaaaaaaa", "abababababab"]
)
def test_common_passwords_are_refused(password):
    with pytest.raises(Invalid) as refused:
        refuse_weak(password)
    assert (refused.value.field, refused.value.message) == ("password", passwords.TOO_COMMON)


@pytest.mark.parametrize(("password", "says"), [("seven77", {"least": 8}), ("x1y2z3w4" * 26, {"most": 200})])
def test_a_password_has_limits_and_says_them(password, says):
    with pytest.raises(Invalid) as refused:
        refuse_weak(password)
    assert refused.value.values == says


@pytest.mark.parametrize("password", ["Bob Verdi", "bob.verdi@example.org", "BOB.VERDI"])
def test_what_everybody_knows_about_me_is_no_password(password):
    with pytest.raises(Invalid) as refused:
        refuse_weak(password, "Bob Verdi", "bob.verdi@example.org")
    assert refused.value.message == passwords.TOO_CLOSE


@pytest.mark.parametrize(
    "password", ["three quiet green boats", "correcthorse", "пароль мой", "🌻🌱🌳🍂 autumn", "  x y z w "]
)
def test_no_rules_of_composition(password):
    assert refuse_weak(password, "Ada", "ada@example.org") is None


def test_the_password_itself_is_not_in_the_hash():
    assert PASSWORD not in secret()
    assert secret().startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_the_same_password_has_two_hashes():
    assert hashed(PASSWORD) != secret()


def test_only_the_right_password_fits():
    assert matches(secret(), PASSWORD)
    assert not matches(secret(), PASSWORD + " ")
    assert not matches(secret(), "")


@pytest.mark.parametrize("stored", [None, "", "not a hash", "$argon2id$v=19$m=8"])
def test_without_a_good_hash_nothing_fits(stored):
    assert not matches(stored, PASSWORD)
    assert not matches(stored, "nobody signs in with this")


def spy(monkeypatch):
    """What is verified, in the place of the hasher."""
    verified = []
    hasher = SimpleNamespace(verify=lambda stored, _typed: verified.append(stored))
    monkeypatch.setattr(passwords, "_hasher", hasher)
    return verified


def test_an_endless_password_is_not_even_tried(monkeypatch):
    verified = spy(monkeypatch)
    assert not matches(secret(), "x" * 1_000_000)
    assert verified == []


def test_an_unknown_account_costs_the_same_work(monkeypatch):
    """By what is verified, not by the clock: a stopwatch in a test would only measure the machine."""
    known, nobody = secret(), passwords._nobody()
    verified = spy(monkeypatch)
    matches(None, PASSWORD)
    matches(known, PASSWORD)
    assert verified == [nobody, known]
    assert nobody.split("$")[3] == known.split("$")[3]
