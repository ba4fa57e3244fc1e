"""Mail leaves: once each, over one connection, and through every kind of bad day."""

import pytest

from mentorship.database import rows
from mentorship.people import token
from mentorship.records import mail, outbox
from mentorship.records.mail import Letter, State
from mentorship.records.notice import Kind
from mentorship.records.telling import tell
from mentorship.web.mail import leaving, smtp
from tests.cast import wish
from tests.post import PostOffice, text_of


def post(*people, letter=Letter.PASSWORD):
    for person in people:
        mail.post(letter, person.id)


def states():
    return [one.state for one in rows("SELECT state FROM mail ORDER BY id")]


def troubles():
    return [one.trouble for one in rows("SELECT trouble FROM mail ORDER BY id")]


def tries():
    return [one.tries for one in rows("SELECT tries FROM mail ORDER BY id")]


def test_what_is_due_leaves_once(confirmed, deliver, office):
    post(confirmed.ada, confirmed.bob)
    assert deliver() == 2
    assert deliver() == 0
    assert office.to == ["ada@example.org", "bob@example.org"]
    assert office.sessions == 1, "one connection for a round"
    assert states() == [State.SENT, State.SENT]


def test_without_anything_due_nobody_is_called(confirmed, deliver, office):
    assert deliver() == 0
    assert office.sessions == 0


def test_mail_after_a_notice_waits_two_minutes_for_those_who_are_here(confirmed, deliver, office, moved_clock):
    asked = wish(confirmed.bob, confirmed.ada)
    tell(confirmed.bob.id, Kind.QUESTION, confirmed.ada.id, asked.key)
    assert deliver() == 0
    assert len(states()) > 0
    moved_clock(minutes=3)
    deliver()
    assert State.WAITING not in states()


def test_without_a_mail_server_nothing_is_begun_and_nothing_given_up(confirmed, mailing, moved_clock):
    app = mailing(mail_server="")
    post(confirmed.ada)
    for _day in range(30):
        moved_clock(days=1)
        with app.app_context():
            assert leaving.deliver() == 0
    assert (states(), tries()) == ([State.WAITING], [0])


def test_a_letter_need_not_wait_for_its_time_unless_the_mail_server_is_away(
    confirmed, app, deliver, office, moved_clock
):
    def is_awaited():
        with app.app_context():
            return leaving.is_awaited()

    assert not is_awaited()
    post(confirmed.ada)
    assert is_awaited()
    office.stop()
    assert deliver() == 0
    post(confirmed.bob)
    assert not is_awaited(), "what keeps the first keeps the others: the usual rhythm tries again"


def test_without_a_mail_server_no_letter_calls(confirmed, mailing):
    post(confirmed.ada)
    with mailing(mail_server="").app_context():
        assert not leaving.is_awaited()


def test_what_has_nothing_to_say_any_more_is_dropped_in_silence(confirmed, deliver, office, moved_clock):
    key = token.issue(confirmed.ada.id, token.Purpose.RESET)
    mail.post(Letter.RESET, confirmed.ada.id, key)
    moved_clock(hours=3)
    assert deliver() == 0
    assert (states(), office.taken) == ([State.DROPPED], [])


# --- bad days


def test_a_server_that_dies_within_a_mail_gets_it_again(confirmed, deliver, office, moved_clock):
    office.dies_within = 1
    post(confirmed.ada, confirmed.bob)
    assert deliver() == 0
    assert (tries(), states()) == ([1, 0], [State.WAITING] * 2), "the round ends; the other mail was not begun"
    assert deliver() == 1, "the other does not wait for the first"
    assert office.to == ["bob@example.org"]
    moved_clock(minutes=6)
    assert deliver() == 1
    assert sorted(office.to) == ["ada@example.org", "bob@example.org"]


def test_a_server_that_dies_before_it_says_yes_costs_one_duplicate_that_can_be_known(
    confirmed, deliver, office, moved_clock
):
    office.dies_after = 1
    post(confirmed.ada)
    assert deliver() == 0
    moved_clock(minutes=6)
    assert deliver() == 1
    assert [one["Message-ID"] for one in office.taken] == [office.taken[0]["Message-ID"]] * 2


def test_a_process_killed_between_sending_and_noting_costs_one_duplicate(
    confirmed, deliver, office, moved_clock, monkeypatch
):
    post(confirmed.ada, confirmed.bob)

    class Killed(BaseException):
        pass

    def killed(*_):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(outbox, "settle", killed)
        with pytest.raises(Killed):
            deliver()
    assert len(office.taken) == 1
    assert deliver() == 1, "the other mail leaves; the first is claimed still"
    moved_clock(minutes=11)
    assert deliver() == 1
    assert office.to == ["ada@example.org", "bob@example.org", "ada@example.org"]
    assert office.taken[0]["Message-ID"] == office.taken[2]["Message-ID"] != office.taken[1]["Message-ID"]
    moved_clock(days=9)
    assert deliver() == 0


def test_a_mail_that_kills_every_process_is_given_up_in_the_end(confirmed, deliver, moved_clock, monkeypatch):
    post(confirmed.ada)

    class Killed(BaseException):
        pass

    def killed(*_):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(smtp, "send", killed)
        for _round in range(outbox.MOST_TRIES):
            with pytest.raises(Killed):
                deliver()
            moved_clock(minutes=11)
    assert deliver() == 0
    assert (states(), troubles()) == ([State.GIVEN_UP], [outbox.UNHEARD])


@pytest.mark.parametrize("command", ["RCPT", "DATA"])
def test_a_no_for_now_is_asked_again_until_it_is_a_yes(confirmed, deliver, office, moved_clock, command):
    office.answers[command] = "451 4.7.1 Greylisted, come again"
    post(confirmed.ada, confirmed.bob)
    assert deliver() == 0
    assert (tries(), states()) == ([1, 1], [State.WAITING] * 2), "the one says nothing about the other"
    assert troubles() == ["451 4.7.1 Greylisted, come again"] * 2
    office.answers.clear()
    assert deliver() == 0, "it is too early"
    moved_clock(minutes=6)
    assert deliver() == 2
    assert troubles() == ["", ""]


def test_a_no_for_three_days_is_given_up_with_the_servers_words(confirmed, deliver, office, moved_clock):
    office.answers["RCPT"] = "452 4.2.2 Mailbox full"
    post(confirmed.ada)
    hours = 0
    while states() == [State.WAITING]:
        deliver()
        moved_clock(hours=1)
        hours += 1
    assert 65 <= hours <= 80
    assert (states(), troubles(), tries()) == ([State.GIVEN_UP], ["452 4.2.2 Mailbox full"], [outbox.MOST_TRIES])


@pytest.mark.parametrize("command", ["RCPT", "DATA"])
def test_a_final_no_is_given_up_at_once_and_holds_up_nobody(confirmed, deliver, office, command):
    office.answers["ada@example.org" if command == "RCPT" else command] = "550 5.1.1 No such person here"
    post(confirmed.ada)
    deliver()
    assert (states(), troubles()) == ([State.GIVEN_UP], ["550 5.1.1 No such person here"])
    office.answers.pop("DATA", None)
    post(confirmed.bob)
    assert deliver() == 1


@pytest.mark.parametrize("words", ["554 5.7.1 Relay access denied", "530 Authentication required"])
def test_a_no_by_a_rule_waits_because_the_setting_may_be_wrong(confirmed, deliver, office, words):
    office.answers["RCPT"] = words
    post(confirmed.ada)
    deliver()
    assert (states(), troubles()) == ([State.WAITING], [words])


def test_a_sender_that_is_not_allowed_costs_no_mail_a_try(confirmed, deliver, office):
    office.answers["MAIL"] = "553 5.7.1 us@example.org is not yours"
    post(confirmed.ada, confirmed.bob)
    for _round in range(20):
        assert deliver() == 0
    assert (tries(), states()) == ([0, 0], [State.WAITING] * 2)
    assert troubles()[0] == "553 5.7.1 us@example.org is not yours"
    office.answers.clear()
    assert deliver() == 2


def test_a_server_that_says_goodbye_ends_the_round(confirmed, deliver, office):
    office.answers["RCPT"] = "421 4.3.2 Closing for today"
    post(confirmed.ada, confirmed.bob)
    deliver()
    assert tries() == [1, 0]
    office.answers.clear()
    assert deliver() == 1


def test_a_server_that_is_down_for_a_day_gets_everything_afterwards(confirmed, deliver, office, moved_clock, caplog):
    post(confirmed.ada, confirmed.bob)
    office.stop()
    for _hour in range(24):
        assert deliver() == 0
        moved_clock(hours=1)
    assert (tries(), states()) == ([0, 0], [State.WAITING] * 2)
    assert "refused" in troubles()[0]
    assert len(caplog.records) == 1, "the log says it once"
    post(confirmed.cleo)
    again = PostOffice(office.port)
    again.start()
    assert deliver() == 3
    again.stop()
    assert again.to == ["ada@example.org", "bob@example.org", "cleo@example.org"]
    assert troubles() == ["", "", ""]


def test_a_clock_set_back_keeps_no_mail_waiting(confirmed, deliver, office, moved_clock):
    post(confirmed.ada)
    moved_clock(days=-400)
    assert deliver() == 1


def test_a_clock_set_back_keeps_no_claimed_mail_waiting(confirmed, deliver, moved_clock):
    post(confirmed.ada)
    assert outbox.claim() is not None
    moved_clock(days=-1)
    assert deliver() == 1


def test_a_clock_set_forward_loses_no_mail_about_the_account(confirmed, deliver, moved_clock):
    post(confirmed.ada)
    moved_clock(days=400)
    assert deliver() == 1


def test_a_mail_that_cannot_be_written_holds_up_no_other(confirmed, deliver, office, caplog):
    mail.post(Letter.KNOWN, confirmed.ada.id, address="two words@nowhere @")
    post(confirmed.bob)
    assert deliver() == 1
    assert office.to == ["bob@example.org"]
    assert states() == [State.WAITING, State.SENT]
    assert "cannot be written" in troubles()[0]


def test_the_log_does_not_tell_the_address_that_no_mail_can_have(confirmed, deliver, caplog):
    for address in ("nora,b@example.org", "nora@example.org>", "nora(b@example.org", "nora@[example"):
        mail.post(Letter.KNOWN, confirmed.ada.id, address=address)
    assert deliver() == 0
    assert caplog.text.count("a mail cannot be written") == 4
    assert "nora" not in caplog.text
    assert "nora" not in " ".join(troubles())


@pytest.mark.parametrize("workers", [2, 4])
def test_many_processes_send_each_mail_once(confirmed, deliver, office, at_once, workers):
    post(*[confirmed.ada, confirmed.bob, confirmed.cleo] * 8)
    sent = at_once(*[deliver] * workers)
    assert sum(sent) == len(office.taken) == 24, sent
    assert len({one["Message-ID"] for one in office.taken}) == 24
    assert set(states()) == {State.SENT}


def test_a_slow_process_does_not_undo_what_a_quick_one_knows(confirmed, database, moved_clock):
    post(confirmed.ada)
    slow = outbox.claim()
    moved_clock(minutes=11)
    quick = outbox.claim()
    outbox.settle(quick, State.SENT)
    outbox.fail(slow, "too late")
    outbox.release(slow, "too late")
    outbox.settle(slow, State.GIVEN_UP, "too late")
    assert (states(), troubles()) == ([State.SENT], [""])


def test_trying_out_goes_the_same_way(app, office):
    with app.app_context():
        assert leaving.try_out("somebody@example.org") == "250 2.0.0 taken as 4711"
    assert office.to == ["somebody@example.org"]
    assert "to see whether mail leaves this place" in text_of(office.taken[0])
