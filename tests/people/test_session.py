"""A session: ends when it is ended, idle too long, or too old; a copied token is worth nothing then."""

import pytest

from mentorship.database import row, rows
from mentorship.people import session
from tests.cast import change, suspend


def start(person, *, kept=False, device="Phone"):
    return session.start(person, kept=kept, device=device)


def is_open(token):
    return session.resolve(token) is not None


def test_a_token_leads_to_its_person(cast):
    found = session.resolve(start(cast.dora))
    assert (found.id, found.handle, found.name, found.roles) == (cast.dora.id, cast.dora.handle, "Dora", 1)


def test_the_token_itself_is_nowhere_in_the_database(cast):
    token = start(cast.ada)
    assert token not in str(rows("SELECT * FROM session"))
    assert len(token) >= 43


@pytest.mark.parametrize("token", ["", "x", "\x00", "\ud800", "x" * 100_000])
def test_a_made_up_token_leads_to_nobody(cast, token):
    start(cast.ada)
    assert not is_open(token)


def test_the_stored_hash_is_no_token(cast):
    start(cast.ada)
    assert not is_open(row("SELECT token_hash AS t FROM session").t)


def test_a_copied_token_is_dead_after_the_end(cast):
    token = start(cast.ada)
    assert session.end(cast.ada.id, session.resolve(token).session_key)
    assert not is_open(token)


def test_ending_twice_says_so(cast):
    key = session.resolve(start(cast.ada)).session_key
    assert [session.end(cast.ada.id, key), session.end(cast.ada.id, key)] == [True, False]


def test_nobody_ends_the_session_of_another(cast):
    token = start(cast.ada)
    assert not session.end(cast.eve.id, session.resolve(token).session_key)
    assert is_open(token)


def test_ending_the_others_keeps_this_one(cast):
    here, there, theirs = start(cast.ada), start(cast.ada), start(cast.bob)
    assert session.end_others(cast.ada.id, session.resolve(here).session_key) == 1
    assert [is_open(here), is_open(there), is_open(theirs)] == [True, False, True]


def test_a_suspended_person_is_out_at_once(cast):
    token = start(cast.ada)
    suspend(cast.ada)
    assert not is_open(token)


@pytest.mark.parametrize(
    ("kept", "still", "too_long"), [(False, {"minutes": 119}, {"minutes": 121}), (True, {"days": 29}, {"days": 31})]
)
def test_an_idle_session_runs_out(cast, moved_clock, kept, still, too_long):
    left, lost = start(cast.ada, kept=kept), start(cast.ada, kept=kept)
    moved_clock(**still)
    assert is_open(left)
    moved_clock(**{unit: too_long[unit] - still[unit] for unit in still})
    assert not is_open(lost)
    assert is_open(left)


def test_a_session_in_use_still_ends_after_ninety_days(cast, moved_clock):
    token = start(cast.ada, kept=True)
    for _ in range(4):
        moved_clock(days=20)
        assert is_open(token)
    moved_clock(days=11)
    assert not is_open(token)


def test_a_clock_set_back_makes_no_session_immortal(cast, moved_clock):
    token = start(cast.ada)
    moved_clock(days=-1)
    assert not is_open(token)


def test_a_small_step_back_of_the_clock_signs_nobody_out(cast, moved_clock):
    token = start(cast.ada)
    moved_clock(minutes=-5)
    assert is_open(token)


def test_use_is_noted_only_every_ten_minutes(cast, moved_clock, statements):
    token = start(cast.ada)
    assert statements(lambda: session.resolve(token)) == 1
    moved_clock(minutes=11)
    assert statements(lambda: session.resolve(token)) == 2
    assert statements(lambda: session.resolve(token)) == 1


def test_the_list_shows_ones_own_devices_newest_first(cast, moved_clock):
    start(cast.bob)
    start(cast.ada, device="Old phone")
    moved_clock(minutes=30)
    start(cast.ada, device="Library desk", kept=True)
    assert [(one.device, bool(one.kept)) for one in session.of(cast.ada.id)] == [
        ("Library desk", True),
        ("Old phone", False),
    ]


def test_the_list_shows_only_what_still_opens(cast, moved_clock):
    start(cast.ada, device="Phone")
    start(cast.ada, device="Kept", kept=True)
    moved_clock(hours=3)
    assert [one.device for one in session.of(cast.ada.id)] == ["Kept"]
    moved_clock(days=31)
    assert session.of(cast.ada.id) == []


def test_a_device_name_is_tidied_and_cut(cast):
    start(cast.ada, device="Ph\x00one " + "x" * 1000)
    assert session.of(cast.ada.id)[0].device == "Phone " + "x" * 114


def test_rows_of_long_ago_go_with_the_next_sign_in(cast, moved_clock):
    start(cast.ada)
    moved_clock(days=100)
    start(cast.ada)
    assert row("SELECT count(*) AS n FROM session").n == 1


def test_what_a_page_needs_of_the_signed_in_person_takes_one_statement(cast, statements):
    change(cast.ada, roles=5)
    token = start(cast.ada)
    assert statements(lambda: session.resolve(token)) == 1
