"""The digest: what is new since the last one, for those who want it once a day, and never anything twice."""

from datetime import timedelta

import pytest

from mentorship import clock
from mentorship.database import row, rows, write
from mentorship.people.person import Person
from mentorship.records import choice, notice, outbox
from mentorship.records.choice import Choice
from mentorship.records.mail import Mail, State
from mentorship.records.notice import Topic
from mentorship.talk import conversation, digest, leaving, message
from mentorship.ties.block import block
from mentorship.ties.request import answering, request
from tests.cast import befriend, change, suspend, viewer, wish


@pytest.fixture
def people(cast):
    """The cast, all with a confirmed address; Cleo is friends with Ada and with Bob."""
    for person in Person.select():
        change(person, confirmed_at=clock.now())
    befriend(cast.eve, cast.bob)
    clear()
    return cast


@write
def clear():
    Mail.delete().execute()
    notice.Notice.delete().execute()


def say(by, to):
    """A message between friends, with its notice."""
    talk = conversation.open_with_friend(by.id, to.id)
    message.send(talk, by.id, "Hello", f"{clock.now()}")


def day():
    return clock.now() - timedelta(hours=12), clock.now() + timedelta(hours=12)


def gather():
    return [person_id for person_id in digest.readers(*day()) if digest.queue(person_id, *day())]


def leave():
    """Lets everything that is due leave; gives the counts of what was said."""
    said = []
    while claimed := outbox.claim():
        mail = leaving.of(claimed.id)
        said += [mail.counts] if mail and mail.kind == "digest" else []
        outbox.settle(claimed, State.SENT if mail else State.DROPPED)
    return said


def test_whoever_has_news_gets_one_digest_with_numbers(people):
    say(people.cleo, people.bob)
    say(people.eve, people.bob)
    assert gather() == [people.bob.id]
    assert leave() == [{Topic.MESSAGES: 2}]


def test_nothing_new_is_no_digest(people, moved_clock):
    assert gather() == []
    say(people.cleo, people.bob)
    assert gather()
    leave()
    for _day in range(40):
        moved_clock(days=1)
        assert gather() == []


def test_it_comes_once_a_day(people, moved_clock):
    say(people.cleo, people.bob)
    assert gather()
    leave()
    moved_clock(hours=1)
    say(people.eve, people.bob)
    assert gather() == []
    moved_clock(hours=12)
    assert gather() == [people.bob.id]
    assert leave() == [{Topic.MESSAGES: 1}], "what was told yesterday is not told again"


def test_many_processes_make_one(people, at_once):
    say(people.cleo, people.bob)
    made = at_once(*[gather] * 4)
    assert sorted(map(len, made)) == [0, 0, 0, 1], made
    assert row("SELECT count(*) AS n FROM mail").n == 1


def test_what_comes_at_once_or_never_is_not_in_it(people):
    wish(people.eve, people.ada)
    say(people.cleo, people.bob)
    for wanted in (Choice.AT_ONCE, Choice.NEVER):
        choice.choose(people.bob.id, Topic.MESSAGES, wanted)
        assert gather() == []
    choice.choose(people.bob.id, Topic.MESSAGES, Choice.DAILY)
    choice.choose(people.ada.id, Topic.REQUESTS, Choice.DAILY)
    assert set(gather()) == {people.ada.id, people.bob.id}


def test_topics_are_counted_apart(people):
    choice.choose(people.bob.id, Topic.REQUESTS, Choice.DAILY)
    say(people.cleo, people.bob)
    wish(people.bob, people.ada)
    asked = row("SELECT key FROM request").key
    answering.ask(request.to_me(viewer(people.ada), asked), "What do you like?")
    gather()
    assert leave() == [{Topic.MESSAGES: 1, Topic.REQUESTS: 1}]


def test_what_was_read_meanwhile_is_not_counted(people):
    say(people.cleo, people.bob)
    assert gather()
    for one in rows("SELECT about FROM notice WHERE person_id = ?", people.bob.id):
        notice.read_about(people.bob.id, one.about)
    assert leave() == []
    assert row("SELECT state FROM mail WHERE kind = 'digest'").state == State.DROPPED


@pytest.mark.parametrize("gone", [suspend, None])
def test_somebody_who_is_gone_is_not_counted(people, gone):
    say(people.cleo, people.bob)
    say(people.eve, people.bob)
    assert gather()
    if gone:
        gone(people.cleo)
    else:
        block(people.cleo.id, people.bob.id)
    assert leave() == [{Topic.MESSAGES: 1}]


@pytest.mark.parametrize(
    "now", [{"state": "suspended"}, {"confirmed_at": None}, {"demo": True}, {"state": "pending"}], ids=str
)
def test_it_is_for_members_with_a_confirmed_address(people, now):
    say(people.cleo, people.bob)
    change(people.bob, **now)
    assert gather() == []


def test_somebody_who_left_between_making_and_leaving_gets_none(people):
    say(people.cleo, people.bob)
    gather()
    suspend(people.bob)
    assert leave() == []


def test_days_without_a_mail_server_make_one_digest_of_all(people, moved_clock):
    say(people.cleo, people.bob)
    gather()
    moved_clock(days=1)
    say(people.eve, people.bob)
    assert gather()
    moved_clock(days=1)
    say(people.cleo, people.bob)
    gather()
    assert row("SELECT count(*) AS n FROM mail WHERE kind = 'digest'").n == 1
    assert leave() == [{Topic.MESSAGES: 2}]


def test_one_that_is_leaving_right_now_is_not_touched(people, moved_clock):
    say(people.cleo, people.bob)
    gather()
    moved_clock(days=1)
    claimed = outbox.claim()
    say(people.eve, people.bob)
    assert gather() == [people.bob.id]
    assert leaving.of(claimed.id).counts == {Topic.MESSAGES: 1}
    outbox.settle(claimed, State.SENT)
    assert leave() == [{Topic.MESSAGES: 1}]


def test_one_that_was_given_up_does_not_count_as_told(people, moved_clock):
    say(people.cleo, people.bob)
    gather()
    outbox.settle(outbox.claim(), State.GIVEN_UP, "550")
    moved_clock(days=1)
    assert gather() == [people.bob.id]


def test_what_is_unread_for_a_month_is_not_brought_up_again(people, moved_clock):
    say(people.cleo, people.bob)
    moved_clock(days=29)
    assert gather() == []


def test_a_clock_that_was_ahead_neither_stops_digests_nor_repeats_them_daily(people, moved_clock):
    moved_clock(days=300)
    say(people.cleo, people.bob)
    assert gather()
    leave()
    moved_clock(days=-300)
    assert gather() == []
    say(people.eve, people.bob)
    assert gather() == [people.bob.id]
    assert leave() == [{Topic.MESSAGES: 1}]
    moved_clock(days=1)
    assert gather() == []


def test_asking_who_takes_one_statement(people, statements):
    assert statements(lambda: digest.readers(*day())) == 1
