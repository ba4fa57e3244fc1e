"""The outbox as rows: one claim at a time, a longer wait each time, and never a mail that is lost or frozen."""

from datetime import timedelta

import pytest

from mentorship.database import row, rows
from mentorship.records import mail, outbox
from mentorship.records.mail import Letter, State


@pytest.fixture
def three(cast):
    """Three mails that are due."""
    for person in (cast.ada, cast.bob, cast.cleo):
        mail.post(Letter.PASSWORD, person.id)
    return [one.id for one in rows("SELECT id FROM mail ORDER BY id")]


def only():
    return row("SELECT * FROM mail ORDER BY id LIMIT 1")


def keys():
    return [one.key for one in rows("SELECT key FROM mail ORDER BY id")]


def test_each_is_claimed_once_the_oldest_first(three):
    claimed = [outbox.claim() for _ in range(4)]
    assert [one and one.id for one in claimed] == [*three, None]
    assert not outbox.is_due()
    assert [one.tries for one in claimed[:3]] == [1, 1, 1]


def test_a_try_is_counted_before_it_is_known_how_it_ends(three):
    outbox.claim()
    assert only().tries == 1


def test_a_claim_is_open_again_when_its_process_has_died(three, moved_clock):
    first = outbox.claim()
    moved_clock(minutes=9)
    assert outbox.claim().id != first.id
    moved_clock(minutes=2)
    again = outbox.claim()
    assert (again.id, again.tries) == (first.id, 2)


def test_many_at_one_moment_never_claim_the_same(three, at_once):
    claimed = at_once(*[outbox.claim] * 6)
    ids = [one.id for one in claimed if one]
    assert sorted(ids) == three, claimed


def test_the_wait_grows_and_ends_after_about_three_days(cast, moved_clock):
    mail.post(Letter.PASSWORD, cast.ada.id)
    waits = []
    while claimed := outbox.claim():
        outbox.fail(claimed, "450 come again")
        minutes = 0
        while only().state == State.WAITING and not outbox.is_due():
            moved_clock(minutes=5)
            minutes += 5
        waits.append(minutes)
    assert waits == [5, 30, 120, 360, 720, 1440, 1440, 0]
    assert (only().state, only().trouble, only().claimed_until) == (State.GIVEN_UP, "450 come again", None)
    assert only().settled_at


def test_what_was_not_to_blame_has_no_try_less_and_lets_the_others_go_first(three):
    outbox.release(outbox.claim(), "553 who are you?")
    assert (only().tries, only().claimed_until, only().trouble) == (0, None, "553 who are you?")
    assert [outbox.claim().id for _ in three] == [*three[1:], three[0]]


def test_whoever_is_too_late_changes_nothing(three, moved_clock):
    late = outbox.claim()
    moved_clock(minutes=11)
    current = outbox.claim()
    outbox.fail(late, "late")
    outbox.release(late, "late")
    assert (only().claimed_until, only().tries, only().trouble) == (current.until, 2, "")


def test_what_is_settled_stays_so(three):
    claimed = outbox.claim()
    outbox.settle(claimed, State.SENT)
    before = only()
    outbox.settle(claimed, State.GIVEN_UP, "late")
    outbox.fail(claimed, "late")
    assert only() == before


@pytest.mark.parametrize("tries", range(8))
def test_no_clock_that_is_set_back_freezes_a_mail(three, moved_clock, tries):
    for _one in range(tries):
        claimed = outbox.claim()
        outbox.fail(claimed, "450")
        moved_clock(days=1, minutes=1)
    if only().state == State.WAITING:
        moved_clock(days=-100)
        assert outbox.is_due()


def test_a_clock_that_is_mended_a_little_brings_nothing_forward(three, moved_clock):
    for _one in three:
        outbox.fail(outbox.claim(), "450")
    moved_clock(minutes=-2)
    assert not outbox.is_due()


def test_trouble_is_one_tidy_line(three):
    outbox.fail(outbox.claim(), "550 \x00no\r\nsuch   person " + "x" * 400)
    assert only().trouble.startswith("550 no such person xxx")
    assert len(only().trouble) == outbox.TROUBLE_LIMIT


def test_what_keeps_everything_waiting_is_noted_once(three):
    assert outbox.note("no answer")
    assert not outbox.note("no answer")
    assert only().trouble == "no answer"
    assert only().tries == 0


def test_there_is_nothing_to_note_where_nothing_waits(cast):
    assert not outbox.note("no answer")


def test_what_was_given_up_may_try_again_and_twice_is_once(three, moved_clock):
    outbox.settle(outbox.claim(), State.GIVEN_UP, "550 nobody")
    key = keys()[0]
    moved_clock(days=1)
    assert outbox.again(key)
    before = only()
    assert not outbox.again(key)
    assert only() == before
    assert (before.state, before.tries, before.trouble, before.settled_at) == (State.WAITING, 0, "", None)


@pytest.mark.parametrize("state", [State.SENT, State.DROPPED, State.WAITING])
def test_only_what_was_given_up_may_try_again(three, state):
    claimed = outbox.claim()
    if state != State.WAITING:
        outbox.settle(claimed, state)
    before = only()
    assert not outbox.again(keys()[0])
    assert not outbox.again("no such key")
    assert only() == before


def test_a_mail_whose_every_try_died_is_given_up(three, moved_clock):
    for _one in range(outbox.MOST_TRIES):
        assert outbox.give_up_unheard() == 0
        while outbox.claim():
            pass
        moved_clock(minutes=11)
    assert outbox.give_up_unheard() == 3
    assert outbox.counts() == {State.GIVEN_UP: 3}


def test_the_waits_add_up_to_about_three_days():
    assert timedelta(days=2.5) < sum(outbox.PAUSES, timedelta()) < timedelta(days=3.5)


# --- what the admin reads


def test_a_list_has_pages_that_neither_lose_nor_repeat(cast, still_clock):
    for _number in range(outbox.PAGE * 2 + 3):
        mail.post(Letter.PASSWORD, cast.ada.id)
    seen, place, more = [], (), True
    while more:
        found, more = outbox.listed(State.WAITING, *place)
        seen += [one.key for one in found]
        place = found[-1].due_at, found[-1].key
    assert seen == keys()[::-1], "newest first, although all have the same moment"


def test_a_list_holds_only_what_stands_so(three):
    outbox.settle(outbox.claim(), State.SENT)
    outbox.settle(outbox.claim(), State.DROPPED)
    assert [len(outbox.listed(state)[0]) for state in State] == [1, 1, 1, 0]
    assert outbox.counts() == {State.WAITING: 1, State.SENT: 1, State.DROPPED: 1}


def test_one_mail_is_found_by_its_key(three, cast):
    found = outbox.of_key(keys()[1])
    assert (found.id, found.name, found.email, found.kind) == (three[1], "Bob", "bob@example.org", "password")
    assert outbox.of_key("no such key") is None


def test_reading_takes_one_statement_each(three, statements):
    assert statements(outbox.counts) == 1
    assert statements(lambda: outbox.listed(State.WAITING)) == 1
    assert statements(outbox.is_due) == 1
