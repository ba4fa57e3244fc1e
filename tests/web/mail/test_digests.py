"""When digests are gathered: from seven in the morning where the machine stands, once a day, whatever the clock does."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mentorship import clock
from mentorship.database import row, rows, write
from mentorship.records.mail import Mail, State
from mentorship.talk import conversation, message
from mentorship.web import rendering
from mentorship.web.mail import digests
from tests.post import text_of

ROME = ZoneInfo("Europe/Rome")
SPRING, AUTUMN = datetime(2027, 3, 28, tzinfo=ROME), datetime(2027, 10, 31, tzinfo=ROME)


@pytest.fixture
def it_is(monkeypatch):
    """it_is("2027-01-10 06:59") sets the clock of a machine in Rome."""
    monkeypatch.setattr(rendering, "LOCALTZ", ROME)

    def set_to(when):
        stands = datetime.fromisoformat(when).replace(tzinfo=ROME).astimezone(UTC)
        monkeypatch.setattr(clock, "now", lambda: stands)

    return set_to


@pytest.fixture
def at(confirmed, app, it_is):
    """at("2027-01-10 06:59") gathers at that time; gives how many were queued."""

    def gathered(when):
        it_is(when)
        with app.app_context():
            return digests.gather()

    return gathered


@pytest.fixture
def say(confirmed, it_is):
    """say("2027-01-09 20:00") is a message from Cleo to Bob at that time."""
    talk = conversation.open_with_friend(confirmed.cleo.id, confirmed.bob.id)

    def said(when):
        it_is(when)
        message.send(talk, confirmed.cleo.id, "Hello", when)

    return said


@write
def all_sent():
    Mail.update(state=State.SENT, settled_at=clock.now()).where(Mail.state == State.WAITING).execute()


def test_not_before_seven(at, say):
    say("2027-01-09 20:00")
    assert [at(f"2027-01-10 {hour}") for hour in ("00:00", "05:00", "06:59", "07:00", "08:00", "23:59")] == [
        0,
        0,
        0,
        1,
        0,
        0,
    ]


def test_every_day_that_has_news(at, say):
    for day in range(10, 15):
        say(f"2027-01-{day - 1:02} 20:00")
        assert at(f"2027-01-{day} 07:10") == 1
        all_sent()


def test_after_a_morning_off_it_catches_up(at, say):
    say("2027-01-09 20:00")
    assert at("2027-01-10 15:20") == 1
    all_sent()
    say("2027-01-10 16:00")
    assert at("2027-01-10 17:00") == 0
    assert at("2027-01-11 07:00") == 1


def test_after_a_week_off_there_is_one(at, say):
    say("2027-01-03 20:00")
    assert at("2027-01-10 09:00") == 1
    assert at("2027-01-10 10:00") == 0


@pytest.mark.parametrize("day", [SPRING, AUTUMN], ids=["23 hours", "25 hours"])
def test_days_of_other_lengths_have_one_too(at, say, day):
    for number in range(-1, 3):
        today = (day + timedelta(days=number)).date()
        say(f"{today} 01:30")
        assert sum(at(f"{today} {hour:02}:{minute}") for hour in range(24) for minute in (15, 45)) == 1, today
        all_sent()


def test_a_clock_set_back_within_the_day_makes_no_second(at, say):
    say("2027-01-09 20:00")
    assert at("2027-01-10 18:00") == 1
    all_sent()
    assert at("2027-01-10 08:00") == 0
    say("2027-01-10 20:00")
    assert at("2027-01-10 21:00") == 0
    assert at("2027-01-11 08:00") == 1


def test_a_clock_that_was_a_year_ahead_does_not_silence_it(at, say):
    say("2028-01-09 20:00")
    assert at("2028-01-10 08:00") == 1
    all_sent()
    say("2027-01-09 20:00")
    assert at("2027-01-10 08:00") == 1


def test_without_a_mail_server_none_is_made(confirmed, mailing, say, it_is):
    app = mailing(mail_server="")
    say("2027-01-09 20:00")
    it_is("2027-01-10 12:00")
    with app.app_context():
        assert digests.gather() == 0
    assert rows("SELECT id FROM mail WHERE kind = 'digest'") == []


def test_it_arrives_with_numbers_and_without_names(confirmed, at, say, deliver, office):
    say("2027-01-09 20:00")
    at("2027-01-10 08:00")
    assert deliver() == 1
    text = text_of(office.taken[0])
    assert "- 1 conversation with new messages" in text
    assert "Cleo" not in text
    assert row("SELECT state FROM mail WHERE kind = 'digest'").state == State.SENT
