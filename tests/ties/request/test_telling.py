"""Who is told what, in the transaction of the event; and that what is done with counts as read."""

import pytest

from mentorship.database import rows, write
from mentorship.errors import Invalid
from mentorship.records.notice import Kind
from mentorship.talk.conversation import of_viewer, open_with_friend
from mentorship.talk.message import mark_read, send, send_to_pair
from mentorship.ties import friendship, mentorship
from mentorship.ties.block import block
from mentorship.ties.request import asking, request
from mentorship.ties.request.answering import accept, answer, ask, decline
from mentorship.ties.request.request import Reason
from mentorship.ties.request.settling import put_away, withdraw
from tests.cast import ask_friend, mentor, offer, viewer, wish


def told(person, unread_only=False):
    """What this person was told: kind, about whom and about what."""
    found = rows("SELECT kind, other_id, about, read_at FROM notice WHERE person_id = ? ORDER BY id", person.id)
    return [(one.kind, one.other_id, one.about) for one in found if not (unread_only and one.read_at)]


def kinds(person, unread_only=False):
    return [kind for kind, _, _ in told(person, unread_only)]


def as_sender(person, asked):
    return request.from_me(viewer(person), asked.key)


@pytest.mark.parametrize("make", [ask_friend, wish, offer])
def test_the_asked_person_is_told_and_nobody_else(cast, make):
    asked = make(cast.ada, cast.cleo) if make is not ask_friend else make(cast.ada, cast.eve)
    recipient = cast.eve if make is ask_friend else cast.cleo
    assert told(recipient) == [(Kind.ASKED, cast.ada.id, asked.key)]
    assert len(rows("SELECT id FROM notice")) == 1


def test_asking_each_other_tells_the_first_one_of_the_yes(cast):
    asked = ask_friend(cast.ada, cast.eve)
    asking.ask_to_be_friends(cast.eve.id, cast.ada.id)
    assert told(cast.ada) == [(Kind.ACCEPTED, cast.eve.id, asked.key)]
    assert kinds(cast.eve, unread_only=True) == []


def test_a_question_and_its_answer_go_back_and_forth(cast):
    asked = wish(cast.bob, cast.ada)
    ask(asked, "When?")
    assert told(cast.bob) == [(Kind.QUESTION, cast.ada.id, asked.key)]
    assert kinds(cast.ada, unread_only=True) == []
    answer(as_sender(cast.bob, asked), "Now")
    assert kinds(cast.bob, unread_only=True) == []
    assert told(cast.ada, unread_only=True) == [(Kind.ANSWER, cast.bob.id, asked.key)]


def test_the_same_words_sent_twice_are_told_once(cast):
    asked = wish(cast.bob, cast.ada)
    for _press in range(2):
        ask(asked, "When?")
    assert kinds(cast.bob) == [Kind.QUESTION]
    for _press in range(2):
        answer(as_sender(cast.bob, asked), "Now")
    assert kinds(cast.ada) == [Kind.ASKED, Kind.ANSWER]


@pytest.mark.parametrize("make", [ask_friend, wish])
def test_a_yes_is_told_once_and_what_was_asked_counts_as_read(cast, make):
    asked = make(cast.bob, cast.ada)
    for _press in range(2):
        accept(asked)
    assert told(cast.bob) == [(Kind.ACCEPTED, cast.ada.id, asked.key)]
    assert kinds(cast.ada, unread_only=True) == []


def test_a_kind_no_is_told_once(cast):
    asked = wish(cast.bob, cast.ada)
    for _press in range(2):
        decline(asked, Reason.FULL)
    assert told(cast.bob) == [(Kind.DECLINED, cast.ada.id, asked.key)]
    assert kinds(cast.ada, unread_only=True) == []


def test_a_friend_request_set_aside_tells_nobody(cast):
    asked = ask_friend(cast.bob, cast.ada)
    decline(asked)
    assert told(cast.bob) == []
    assert kinds(cast.ada, unread_only=True) == []


@pytest.mark.parametrize("make", [ask_friend, wish])
def test_what_is_taken_back_is_no_news_any_more(cast, make):
    asked = make(cast.bob, cast.ada)
    withdraw(as_sender(cast.bob, asked))
    assert kinds(cast.ada, unread_only=True) == kinds(cast.bob) == []


def test_putting_away_how_it_ended_reads_the_notice_of_it(cast):
    asked = wish(cast.bob, cast.ada)
    put_away(as_sender(cast.bob, asked))
    decline(asked, Reason.FULL)
    assert kinds(cast.bob, unread_only=True) == [Kind.DECLINED]
    put_away(as_sender(cast.bob, asked))
    assert kinds(cast.bob, unread_only=True) == []


def test_the_other_is_told_of_the_end_of_a_mentorship_once(cast):
    pair = mentor(cast.ada, cast.bob)
    for _press in range(2):
        mentorship.end(mentorship.of_pair(viewer(cast.bob), pair.key), cast.bob.id, "Thanks")
    assert told(cast.ada) == [(Kind.ENDED, cast.bob.id, pair.key)]
    assert told(cast.bob) == []


def test_the_other_is_told_of_messages_and_ten_are_one_notice(cast):
    talk = open_with_friend(cast.ada.id, cast.cleo.id)
    for number in range(10):
        send(talk, cast.ada.id, f"Ciao {number}", str(number))
    assert told(cast.cleo) == [(Kind.MESSAGE, cast.ada.id, talk.key)]
    assert told(cast.ada) == []


def test_a_message_sent_twice_is_told_once(cast):
    talk = open_with_friend(cast.ada.id, cast.cleo.id)
    send(talk, cast.ada.id, "Ciao", "1")
    mark_read(of_viewer(viewer(cast.cleo), talk.key), cast.cleo.id)
    send(talk, cast.ada.id, "Ciao", "1")
    assert kinds(cast.cleo, unread_only=True) == []


def test_the_message_of_a_pair_is_told_too_and_read_with_it(cast):
    pair = mentor(cast.ada, cast.bob)
    send_to_pair(pair, cast.bob.id, "Hello", "1")
    ((kind, other, key),) = told(cast.ada)
    assert (kind, other) == (Kind.MESSAGE, cast.bob.id)
    mark_read(of_viewer(viewer(cast.ada), key), cast.ada.id)
    assert kinds(cast.ada, unread_only=True) == []


def test_the_end_of_a_friendship_is_silent(cast):
    friendship.unfriend(cast.ada.id, cast.cleo.id)
    assert rows("SELECT id FROM notice") == []


def test_a_block_is_silent_and_takes_every_notice_between_the_two(cast):
    mentor(cast.ada, cast.bob)
    ask_friend(cast.ada, cast.bob)
    wish(cast.ada, cast.cleo)
    offer(cast.ada, cast.eve)
    block(cast.bob.id, cast.ada.id)
    assert kinds(cast.bob) == kinds(cast.ada) == []
    assert kinds(cast.cleo) == kinds(cast.eve) == [Kind.ASKED]


EVENTS = {
    "asked": lambda cast: wish(cast.bob, cast.ada),
    "accepted": lambda cast: accept(wish(cast.bob, cast.ada)),
    "declined": lambda cast: decline(wish(cast.bob, cast.ada), Reason.FULL),
    "question": lambda cast: ask(wish(cast.bob, cast.ada), "When?"),
    "ended": lambda cast: mentorship.end(mentor(cast.ada, cast.bob), cast.ada.id, ""),
    "message": lambda cast: send(open_with_friend(cast.ada.id, cast.cleo.id), cast.ada.id, "Ciao", "1"),
}


@pytest.mark.parametrize("event", EVENTS)
def test_what_is_undone_was_never_told(cast, event):
    @write
    def fail():
        EVENTS[event](cast)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert rows("SELECT id FROM notice") == rows("SELECT id FROM mail") == []


def test_what_cannot_be_taken_tells_nobody(cast):
    asked = wish(cast.bob, cast.ada)
    for work in (lambda: decline(asked, "because"), lambda: ask(asked, "")):
        with pytest.raises(Invalid):
            work()
    assert told(cast.bob) == []
    assert kinds(cast.ada, unread_only=True) == [Kind.ASKED]
