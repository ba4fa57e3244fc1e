"""The second step: codes of the app by RFC 6238, each once, within half a minute either way; recovery codes, each once."""

from datetime import UTC, datetime

import pyotp
import pytest

from mentorship import clock
from mentorship.database import write
from mentorship.errors import Invalid, NotAllowed
from mentorship.people import session as sessions
from mentorship.people import two_step
from mentorship.people.person import Role
from mentorship.people.throttle import WAIT
from mentorship.people.two_step import CODES, DOES_NOT_FIT, TRIES, RecoveryCode, TwoStep
from tests.cast import SECRET, change, code, settle

# Appendix B of RFC 6238, SHA-1, the last six of its eight digits.
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
RFC = {59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037"}


@write
def change_secret(person, secret):
    TwoStep.update(secret=secret).where(TwoStep.person == person.id).execute()


def refusal(person, typed):
    with pytest.raises(Invalid) as refused:
        two_step.check(person.id, typed)
    assert refused.value.field == "code"
    return refused.value.message


def last_step(person):
    return TwoStep.get(TwoStep.person == person.id).last_step


@pytest.fixture
def dora(cast):
    """Has it on since the beginning."""
    return cast.dora


@pytest.fixture
def paper(dora, monkeypatch):
    """Her ten recovery codes, hashed without the cost."""
    monkeypatch.setattr(two_step.passwords, "stretched", lambda text, salt: f"{salt[:20]} {text}")
    codes = two_step.fresh_codes()
    two_step.replace_codes(dora.id, [two_step.hidden(one, SECRET) for one in codes])
    return codes


@pytest.mark.parametrize(("moment", "shown"), RFC.items())
def test_the_codes_are_those_of_the_standard(dora, moment, shown):
    change_secret(dora, RFC_SECRET)
    with clock.set_to(datetime.fromtimestamp(moment, UTC)):
        assert two_step.check(dora.id, shown) is None


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_clock_may_be_half_a_minute_off(dora, still_clock, steps):
    assert two_step.check(dora.id, code(steps)) is None


@pytest.mark.parametrize("steps", [-3, -2, 2, 3])
def test_and_not_more(dora, still_clock, steps):
    assert refusal(dora, code(steps)) == DOES_NOT_FIT


def test_a_code_works_once(dora, still_clock):
    two_step.check(dora.id, code())
    assert refusal(dora, code()) == DOES_NOT_FIT


def test_the_next_one_works(dora, moved_clock):
    two_step.check(dora.id, code())
    moved_clock(seconds=30)
    assert two_step.check(dora.id, code()) is None


def test_after_a_code_no_earlier_one_works(dora, still_clock):
    two_step.check(dora.id, code(1))
    assert refusal(dora, code()) == DOES_NOT_FIT
    assert refusal(dora, code(-1)) == DOES_NOT_FIT


def test_a_code_taken_by_two_at_once_lets_one_in(dora, at_once, still_clock):
    shown = code()
    results = at_once(*[lambda: two_step.check(dora.id, shown)] * 4)
    assert sorted(str(type(one).__name__) for one in results) == ["Invalid"] * 3 + ["NoneType"]


def test_a_recovery_code_taken_by_two_at_once_lets_one_in(dora, paper, at_once):
    results = at_once(*[lambda: two_step.check(dora.id, paper[0])] * 4)
    assert results.count(CODES - 1) == 1
    assert sum(isinstance(one, Invalid) for one in results) == 3


def test_the_code_of_somebody_else_is_worth_nothing(cast, dora, still_clock):
    other = pyotp.random_base32()
    change_secret(cast.aldo, other)
    assert refusal(dora, code(secret=other)) == DOES_NOT_FIT
    assert two_step.check(cast.aldo.id, code(secret=other)) is None
    assert two_step.check(dora.id, code()) is None


@pytest.mark.parametrize("typed", ["{0} {1}", " {0}-{1} ", "{0}\u00a0{1}\n", "{0}.{1}"])
def test_gaps_do_not_matter(dora, still_clock, typed):
    shown = code()
    assert two_step.check(dora.id, typed.format(shown[:3], shown[3:])) is None


def test_digits_of_any_script_are_digits(dora, still_clock):
    arabic = "".join(chr(0x660 + int(digit)) for digit in code())
    assert two_step.check(dora.id, arabic) is None


@pytest.mark.parametrize(
    "typed", ["", " ", "x", "12345", "1234567", "\x00", "\ud800", "½½½½½½", "0" * 10_000, "é" * 10]
)
def test_anything_may_be_typed(dora, typed):
    assert refusal(dora, typed) == DOES_NOT_FIT


def test_whoever_has_no_second_step_passes_by_no_code(cast, still_clock):
    assert refusal(cast.ada, code()) == DOES_NOT_FIT
    two_step.begin(cast.ada.id)
    secret = two_step.of(cast.ada.id).secret
    assert refusal(cast.ada, code(secret=secret)) == DOES_NOT_FIT


def test_guessing_is_slowed_for_each_person(cast, dora, still_clock):
    for _ in range(TRIES):
        assert refusal(dora, "000000") == DOES_NOT_FIT
    assert refusal(dora, code()) == WAIT
    assert two_step.check(cast.aldo.id, code()) is None


def test_recovery_codes_are_slowed_by_the_same_count(dora, paper):
    for _ in range(TRIES):
        refusal(dora, "abcde-fghjk")
    assert refusal(dora, paper[0]) == WAIT


def test_the_door_opens_again_after_a_while(dora, moved_clock):
    for _ in range(TRIES):
        refusal(dora, "000000")
    moved_clock(minutes=16)
    assert two_step.check(dora.id, code()) is None


def test_no_try_is_lost_when_many_come_at_once(dora, at_once):
    at_once(*[lambda: two_step.check(dora.id, "000000")] * TRIES)
    assert refusal(dora, "000000") == WAIT


def test_a_code_used_while_our_clock_was_ahead_locks_nobody_out(dora, moved_clock):
    moved_clock(days=400)
    two_step.check(dora.id, code())
    moved_clock(days=-400)
    shown = code()
    assert two_step.check(dora.id, shown) is None
    assert refusal(dora, shown) == DOES_NOT_FIT


def test_a_small_step_back_of_our_clock_makes_no_code_good_again(dora, moved_clock):
    moved_clock(minutes=2)
    two_step.check(dora.id, code())
    moved_clock(minutes=-2)
    assert refusal(dora, code()) == DOES_NOT_FIT


def test_a_recovery_code_works_once_and_says_how_many_are_left(dora, paper):
    assert [two_step.check(dora.id, one) for one in paper] == list(range(CODES - 1, -1, -1))
    assert refusal(dora, paper[0]) == DOES_NOT_FIT


def test_a_recovery_code_may_be_written_in_any_way(dora, paper):
    assert two_step.check(dora.id, f" {paper[0].upper().replace('-', ' ')} ") == CODES - 1


def test_new_recovery_codes_make_the_old_ones_void(dora, paper):
    two_step.replace_codes(dora.id, [two_step.hidden("abcde-fghjk", SECRET)])
    assert refusal(dora, paper[0]) == DOES_NOT_FIT
    assert two_step.check(dora.id, "abcde-fghjk") == 0


def test_recovery_codes_are_many_and_all_different():
    codes = {one for _ in range(50) for one in two_step.fresh_codes()}
    assert len(codes) == 50 * CODES


def test_only_slow_salted_hashes_of_them_are_stored(cast):
    codes = two_step.fresh_codes()
    for person in (cast.dora, cast.aldo):
        change_secret(person, pyotp.random_base32())
        secret = two_step.of(person.id).secret
        two_step.replace_codes(person.id, [two_step.hidden(one, secret) for one in codes[:1]])
    held = [one.code_hash for one in RecoveryCode.select()]
    assert len(set(held)) == 2, "the same code of two people looks different"
    assert all(len(one) == 64 and codes[0].replace("-", "") not in one for one in held)


def test_setting_up_counts_from_the_first_code(cast, still_clock):
    two_step.begin(cast.ada.id)
    own = two_step.of(cast.ada.id)
    assert not own.is_on
    with pytest.raises(Invalid):
        two_step.confirm(cast.ada.id, "000000", [])
    assert not two_step.is_on(cast.ada.id)
    two_step.confirm(cast.ada.id, code(secret=own.secret), ["x"])
    assert two_step.is_on(cast.ada.id)
    assert refusal(cast.ada, code(secret=own.secret)) == DOES_NOT_FIT, "the first code is used up"


def test_beginning_again_makes_a_new_secret_until_it_is_on(cast, dora, still_clock):
    two_step.begin(cast.ada.id)
    first = two_step.of(cast.ada.id).secret
    two_step.begin(cast.ada.id)
    assert two_step.of(cast.ada.id).secret != first
    with pytest.raises(Invalid):
        two_step.confirm(cast.ada.id, code(secret=first), ["x"])
    with pytest.raises(NotAllowed):
        two_step.begin(dora.id)
    assert two_step.of(dora.id).secret == SECRET


def test_a_secret_has_160_bits(cast):
    two_step.begin(cast.ada.id)
    assert len(two_step.of(cast.ada.id).secret) == 32


def test_two_confirming_at_once_turn_it_on_once(cast, at_once, still_clock):
    two_step.begin(cast.ada.id)
    shown = code(secret=two_step.of(cast.ada.id).secret)
    results = at_once(*[lambda: two_step.confirm(cast.ada.id, shown, ["a", "b"])] * 2)
    assert results.count(None) == 1
    assert RecoveryCode.select().where(RecoveryCode.person == cast.ada.id).count() == 2


def test_off_means_that_nothing_is_left(dora, paper):
    assert two_step.stop(dora.id)
    assert not two_step.stop(dora.id)
    assert two_step.of(dora.id) is None
    assert not RecoveryCode.select().exists()
    assert refusal(dora, paper[1]) == DOES_NOT_FIT


def test_the_step_moves_forward_only(dora, still_clock):
    two_step.check(dora.id, code(1))
    highest = last_step(dora)
    refusal(dora, code())
    assert last_step(dora) == highest
    assert highest == two_step._step_now() + 1


def test_a_person_who_goes_takes_secret_and_codes_along(dora, paper):
    write(dora.delete_instance)()
    assert not RecoveryCode.select().exists()
    assert two_step.of(dora.id) is None


def test_the_staff_of_a_demonstration_has_tasks_until_the_first_real_person_comes(database):
    dora = settle("Dora", roles=Role.COORDINATOR)
    change(dora, demo=True)
    token = sessions.start(dora, kept=False, device="")
    assert sessions.resolve(token).has_two_steps
    settle("Nora")
    assert not sessions.resolve(token).has_two_steps
