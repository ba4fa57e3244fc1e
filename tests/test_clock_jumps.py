"""The clock of the machine jumps: nothing lives for ever, nothing is locked for ever, nobody is reminded twice."""

from datetime import timedelta

import pytest

from mentorship.database import row
from mentorship.people import invitation, session, throttle, token
from mentorship.people.token import Purpose
from mentorship.site import chore
from mentorship.ties.request import upkeep
from mentorship.ties.request.request import PATIENCE, REMINDED_AFTER
from tests.cast import wish

YEARS = 3650
HOURLY = timedelta(hours=1)


@pytest.mark.parametrize(
    "jumps",
    [
        (4, -4, 4, -4, 4),
        (4, -30, 30, 0, -1, 1),
        (4, 4, -8, 8, -4, 4),
        (8, -8, 4, 4, -1, 1),
        (-YEARS, YEARS, 4, -YEARS, YEARS),
    ],
)
def test_each_reminder_comes_once_however_the_clock_jumps(cast, moved_clock, jumps):
    asked = wish(cast.bob, cast.ada)
    for days in jumps:
        moved_clock(days=days)
        upkeep.run()
        upkeep.run()
    told = row("SELECT reminders FROM request WHERE key = ?", asked.key).reminders
    assert 1 <= told <= len(REMINDED_AFTER)
    assert row("SELECT count(*) AS n FROM notice WHERE kind = 'reminded'").n <= told
    assert (
        row("SELECT count(*) AS n FROM mail l JOIN notice n ON n.id = l.notice_id WHERE n.kind = 'reminded'").n <= told
    )


def test_a_request_closes_once_though_its_deadline_passes_twice(cast, moved_clock):
    asked = wish(cast.bob, cast.ada)
    for days in (PATIENCE.days + 1, -PATIENCE.days, PATIENCE.days):
        moved_clock(days=days)
        upkeep.run()
    assert row("SELECT count(*) AS n FROM notice WHERE kind = 'lapsed' AND about = ?", asked.key).n == 1


@pytest.mark.parametrize("kept", [False, True])
def test_a_session_from_the_future_ends_when_the_clock_is_mended(cast, moved_clock, kept):
    moved_clock(days=YEARS)
    begun = session.start(cast.ada, kept=kept, device="phone")
    assert session.resolve(begun)
    moved_clock(days=-YEARS)
    assert session.resolve(begun) is None
    assert session.of(cast.ada.id) == []


@pytest.mark.parametrize("kept", [False, True])
def test_setting_the_clock_back_again_and_again_keeps_no_session_alive(cast, moved_clock, kept):
    begun = session.start(cast.ada, kept=kept, device="phone")
    lived = 0
    while session.resolve(begun) and lived < 200:
        moved_clock(hours=1, minutes=50)
        session.resolve(begun)
        moved_clock(hours=-1)
        lived += 1
    assert lived < 200 or kept
    moved_clock(days=91)
    assert session.resolve(begun) is None


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_link_from_the_future_is_void_when_the_clock_is_mended(cast, moved_clock, purpose):
    moved_clock(days=YEARS)
    key = token.issue(cast.ada.id, purpose, "new@example.org")
    assert token.find(key, purpose)
    moved_clock(days=-YEARS)
    assert token.find(key, purpose) is None
    assert token.use(key, purpose) is None


def test_an_invitation_from_the_future_is_closed_when_the_clock_is_mended(cast, moved_clock):
    moved_clock(days=YEARS)
    key = invitation.make(cast.ada.id, language="en", days=7).key
    assert invitation.find_open(key)
    moved_clock(days=-YEARS)
    assert invitation.find_open(key) is None


@pytest.mark.parametrize("days", [YEARS, -YEARS, 1, -1])
def test_nobody_is_kept_from_the_door_for_long_by_a_jump(database, moved_clock, days):
    for _ in range(9):
        throttle.count("door")
    assert throttle.minutes_to_wait("door", 8) > 0
    moved_clock(days=days)
    assert throttle.minutes_to_wait("door", 8) == 0


@pytest.mark.parametrize("days", [YEARS, -YEARS])
def test_a_chore_goes_on_after_a_jump(database, moved_clock, days):
    chore.plan("mail")
    chore.finish("mail", chore.claim("mail", HOURLY), HOURLY)
    moved_clock(days=days)
    assert chore.claim("mail", HOURLY)
    assert not chore.claim("mail", HOURLY)
