"""Upkeep: reminders after three and seven days, closing after fourteen; once, whoever runs it and whatever the clock does."""

import pytest

from mentorship import clock
from mentorship.database import execute, row, rows, write
from mentorship.errors import Missing
from mentorship.people.person import State as Account
from mentorship.records.notice import Kind
from mentorship.ties.block import block
from mentorship.ties.request import request, upkeep
from mentorship.ties.request.answering import accept, answer, ask, decline
from mentorship.ties.request.request import Reason
from mentorship.ties.request.settling import withdraw
from tests.cast import ask_friend, befriend, change, offer, settle, suspend, viewer, wish

HOUR = 1 / 24


def told(person, kind):
    found = rows("SELECT about FROM notice WHERE person_id = ? AND kind = ? ORDER BY id", person.id, kind)
    return [one.about for one in found]


def reminded(asked):
    return row("SELECT reminders FROM request WHERE id = ?", asked.id).reminders


def state(asked):
    return row("SELECT state FROM request WHERE id = ?", asked.id).state


def as_sender(person, asked):
    return request.from_me(viewer(person), asked.key)


def run_at(moved_clock, *days):
    """Runs the upkeep after each of these days; gives how much it did each time."""
    done, now = [], 0
    for day in days:
        moved_clock(days=day - now)
        now = day
        done.append(upkeep.run())
    return done


# Reminders


@pytest.mark.parametrize("make", [ask_friend, wish, offer])
def test_after_three_and_after_seven_days_the_asked_person_is_reminded(cast, moved_clock, make):
    asked = make(cast.cleo, cast.eve) if make is not wish else wish(cast.eve, cast.cleo)
    recipient = cast.cleo if make is wish else cast.eve
    assert run_at(moved_clock, 3 - HOUR, 3 + HOUR, 4, 7 - HOUR, 7 + HOUR, 8, 14 - HOUR) == [0, 1, 0, 0, 1, 0, 0]
    assert reminded(asked) == 2
    assert told(recipient, Kind.REMINDED) == [asked.key], "an unread reminder is renewed"


def test_each_reminder_is_a_notice_of_its_own_once_the_first_was_read(cast, moved_clock):
    asked = wish(cast.bob, cast.ada)
    run_at(moved_clock, 3 + HOUR)
    write(lambda: execute("UPDATE notice SET read_at = 1"))()
    moved_clock(days=4)
    upkeep.run()
    assert told(cast.ada, Kind.REMINDED) == [asked.key] * 2


def test_the_sender_is_not_told_of_it(cast, moved_clock):
    wish(cast.bob, cast.ada)
    run_at(moved_clock, 4, 8)
    assert rows("SELECT id FROM notice WHERE person_id = ?", cast.bob.id) == []


def test_after_eight_days_without_the_server_one_reminder_counts_for_both(cast, moved_clock):
    asked = wish(cast.bob, cast.ada)
    assert run_at(moved_clock, 8, 9, 13) == [1, 0, 0]
    assert (told(cast.ada, Kind.REMINDED), reminded(asked)) == ([asked.key], 2)


def test_after_thirty_days_without_the_server_nobody_is_reminded_of_what_is_over(cast, moved_clock):
    asked = wish(cast.bob, cast.ada)
    assert run_at(moved_clock, 30, 31) == [1, 0]
    assert (state(asked), told(cast.ada, Kind.REMINDED), told(cast.bob, Kind.LAPSED)) == ("lapsed", [], [asked.key])


def test_a_clock_set_back_reminds_nobody_twice(cast, moved_clock):
    asked = wish(cast.bob, cast.ada)
    run_at(moved_clock, 4, 1, 4, 8, 2, 4, 8)
    assert (told(cast.ada, Kind.REMINDED), reminded(asked)) == ([asked.key], 2)


def test_a_clock_set_back_opens_nothing_again(cast, moved_clock):
    asked = wish(cast.bob, cast.ada)
    assert run_at(moved_clock, 15, 1, 15) == [1, 0, 0]
    assert (state(asked), told(cast.bob, Kind.LAPSED)) == ("lapsed", [asked.key])


def test_what_was_set_aside_is_never_reminded_of(cast, moved_clock):
    asked = ask_friend(cast.bob, cast.ada)
    decline(asked)
    assert run_at(moved_clock, 4, 8) == [0, 0]
    assert told(cast.ada, Kind.REMINDED) == []


def test_the_sender_cannot_tell_from_the_dates_that_it_was_set_aside(cast, moved_clock):
    aside, plain = ask_friend(cast.ada, cast.eve), ask_friend(cast.ada, cast.dora)
    decline(aside)
    for days in (0, 3 + HOUR, 4, 7):
        moved_clock(days=days)
        upkeep.run()
        seen = [as_sender(cast.ada, one) for one in (aside, plain)]
        same = [(one.state, one.seen, request.next_reminder(one) is None, request.has_lapsed(one)) for one in seen]
        assert same[0] == same[1]


def test_while_the_sender_is_to_answer_nobody_is_reminded(cast, moved_clock):
    asked = wish(cast.bob, cast.ada)
    ask(asked, "When?")
    assert run_at(moved_clock, 4, 8) == [0, 0]


def test_from_the_senders_answer_the_days_count_anew(cast, moved_clock):
    asked = wish(cast.bob, cast.ada)
    ask(asked, "When?")
    moved_clock(days=5)
    answer(as_sender(cast.bob, asked), "Now")
    assert upkeep.run() == 0
    moved_clock(days=3, hours=1)
    assert upkeep.run() == 1
    moved_clock(days=4)
    assert (upkeep.run(), reminded(asked)) == (1, 2)


@pytest.mark.parametrize("settled", [accept, lambda asked: decline(asked, Reason.FULL), withdraw])
def test_what_is_settled_is_not_reminded_of(cast, moved_clock, settled):
    settled(wish(cast.bob, cast.ada))
    assert run_at(moved_clock, 4, 8, 15) == [0, 0, 0]


@pytest.mark.parametrize("who", ["ada", "bob"])
@pytest.mark.parametrize("account", [Account.SUSPENDED, Account.CLOSED, Account.PENDING, Account.ERASED])
def test_nobody_is_reminded_of_or_by_somebody_who_is_gone(cast, moved_clock, who, account):
    asked = wish(cast.bob, cast.ada)
    closed = {"closed_at": clock.now()} if account == Account.CLOSED else {}
    gone = {"email": None} if account == Account.ERASED else {}
    change(getattr(cast, who), state=account, **closed, **gone)
    assert run_at(moved_clock, 4, 8) == [0, 0]
    assert reminded(asked) == 0


def test_whoever_comes_back_is_reminded_then(cast, moved_clock):
    asked = wish(cast.bob, cast.ada)
    suspend(cast.bob)
    run_at(moved_clock, 4)
    change(cast.bob, state=Account.ACTIVE)
    assert upkeep.run() == 1
    assert told(cast.ada, Kind.REMINDED) == [asked.key]


@pytest.mark.parametrize("who", [("ada", "bob"), ("bob", "ada")])
def test_a_block_ends_the_reminders(cast, moved_clock, who):
    wish(cast.bob, cast.ada)
    block(*(getattr(cast, name).id for name in who))
    assert run_at(moved_clock, 4, 8, 15) == [0, 0, 0]
    assert rows("SELECT id FROM notice") == []


# Closing


def test_after_fourteen_days_it_is_closed_and_the_sender_is_told_once(cast, moved_clock):
    asked = wish(cast.bob, cast.ada)
    assert run_at(moved_clock, 8, 14 - HOUR, 14 + HOUR, 15, 30) == [1, 0, 1, 0, 0]
    assert (state(asked), told(cast.bob, Kind.LAPSED)) == ("lapsed", [asked.key])
    assert rows("SELECT id FROM notice WHERE person_id = ? AND read_at IS NULL", cast.ada.id) == []


def test_an_offer_that_finds_no_answer_is_told_too(cast, moved_clock):
    asked = offer(cast.ada, cast.bob)
    run_at(moved_clock, 15)
    assert told(cast.ada, Kind.LAPSED) == [asked.key]


@pytest.mark.parametrize("set_aside", [False, True])
def test_friend_requests_close_in_silence(cast, moved_clock, set_aside):
    asked = ask_friend(cast.bob, cast.ada)
    if set_aside:
        decline(asked)
    assert run_at(moved_clock, 15) == [1]
    assert state(asked) == "lapsed"
    assert rows("SELECT id FROM notice WHERE person_id = ?", cast.bob.id) == []


def test_whether_the_chore_has_run_changes_nothing_that_anybody_sees(cast, moved_clock):
    """The truth is in the dates: pages are the same before and after."""
    kept = [wish(cast.bob, cast.ada), ask_friend(cast.eve, cast.ada), offer(cast.ada, cast.cleo)]
    moved_clock(days=15)
    before = [seen(person, kept) for person in (cast.ada, cast.bob, cast.cleo, cast.eve)]
    assert upkeep.run() == 3
    assert [seen(person, kept) for person in (cast.ada, cast.bob, cast.cleo, cast.eve)] == before


def seen(person, asked):
    """What a person can ask about these requests."""
    return [
        [(one.key, request.has_lapsed(one), request.is_my_turn(one)) for one in request.current(viewer(person))],
        [lapsed(person, one) for one in asked],
    ]


def lapsed(person, asked):
    try:
        found = request.of_viewer(viewer(person), asked.key)
    except Missing:
        return None
    return request.has_lapsed(found), request.next_reminder(found), request.is_my_turn(found)


def test_nobody_is_told_of_a_request_to_somebody_who_is_gone(cast, moved_clock):
    wish(cast.bob, cast.ada)
    suspend(cast.ada)
    assert run_at(moved_clock, 15) == [1]
    assert told(cast.bob, Kind.LAPSED) == []


def test_a_request_to_somebody_who_is_gone_does_not_count_among_the_five(cast):
    mentors = [settle(f"Mentor {number}", purpose="mentor") for number in range(5)]
    for one in mentors:
        wish(cast.bob, one)
    suspend(mentors[0])
    assert wish(cast.bob, cast.ada).state == "open"


def test_what_is_closed_for_one_is_left_alone_for_the_other(cast, moved_clock):
    first = wish(cast.bob, cast.ada)
    moved_clock(days=7)
    second = wish(cast.eve, cast.ada)
    moved_clock(days=7, hours=1)
    upkeep.run()
    assert (state(first), state(second)) == ("lapsed", "open")


def test_upkeep_asks_as_little_however_much_is_settled(cast, statements):
    befriend(cast.ada, cast.bob)
    assert upkeep.run() == 0
    assert statements(upkeep.run) == 4


# Many at once


@pytest.mark.parametrize("days", [4, 8, 15])
def test_many_processes_remind_and_close_once(cast, moved_clock, at_once, days):
    asked = [wish(cast.bob, cast.ada), wish(cast.eve, cast.cleo), ask_friend(cast.bob, cast.eve)]
    moved_clock(days=days)
    assert sum(at_once(*[upkeep.run] * 4)) == len(asked)
    kind = Kind.REMINDED if days < 14 else Kind.LAPSED
    assert len(rows("SELECT id FROM notice WHERE kind = ?", kind)) == (3 if days < 14 else 2)


@pytest.mark.parametrize("round", range(4))
def test_a_yes_at_the_last_moment_and_the_closing_have_one_winner(cast, at_once, round):
    asked = wish(cast.bob, cast.ada)
    # Each at its own time, as on two machines whose clocks differ by a minute.
    early, late = (clock.moment(asked.deadline + shift * 60_000_000) for shift in (-1, 1))

    def yes():
        with clock.set_to(early):
            return accept(asked)

    def close():
        with clock.set_to(late):
            return upkeep.run()

    done = at_once(yes, close)
    ended = state(asked)
    assert ended in ("accepted", "lapsed")
    assert (done[0] is None, done[1]) == ((True, 0) if ended == "accepted" else (False, 1))
    assert len(rows("SELECT id FROM mentorship")) == (ended == "accepted")
    told_bob = rows("SELECT kind FROM notice WHERE person_id = ?", cast.bob.id)
    assert [one.kind for one in told_bob] == [ended]
