"""A conversation: belongs to one tie, is read by the two alone, and counts what is unread."""

import pytest

from mentorship.database import row
from mentorship.errors import Missing
from mentorship.talk.conversation import (
    latest,
    note_read,
    of_mentorship,
    of_viewer,
    open_for_mentorship,
    open_with_friend,
)
from mentorship.talk.counts import counts
from mentorship.talk.message import mark_read, send, send_to_pair
from mentorship.ties.block import block, unblock
from mentorship.ties.friendship import unfriend
from mentorship.ties.mentorship import end
from tests.cast import befriend, mentor, suspend, viewer


@pytest.fixture
def talk(cast):
    """The conversation of the friends Ada and Cleo, with one message from each."""
    opened = open_with_friend(cast.ada.id, cast.cleo.id)
    send(opened, cast.ada.id, "Ciao Cleo", "1")
    send(opened, cast.cleo.id, "Ciao Ada", "2")
    return opened


def unread(person):
    return counts(viewer(person)).unread


def read(person, talk):
    mark_read(of_viewer(viewer(person), talk.key), person.id)


def test_friends_have_one_conversation_whoever_opens_it(cast):
    keys = {open_with_friend(cast.ada.id, cast.cleo.id).key, open_with_friend(cast.cleo.id, cast.ada.id).key}
    assert len(keys) == 1


def test_opened_at_once_from_both_ends_it_is_one(cast, at_once):
    done = at_once(
        lambda: open_with_friend(cast.ada.id, cast.cleo.id).key, lambda: open_with_friend(cast.cleo.id, cast.ada.id).key
    )
    assert len(set(done)) == 1


@pytest.mark.parametrize("name", ["eve", "bob", "dora"])
def test_who_is_no_friend_has_none(cast, name):
    with pytest.raises(Missing):
        open_with_friend(cast.ada.id, getattr(cast, name).id)
    assert row("SELECT count(*) AS n FROM conversation").n == 0


def test_each_finds_it_with_the_other(cast, talk):
    assert of_viewer(viewer(cast.ada), talk.key).name == "Cleo"
    assert of_viewer(viewer(cast.cleo), talk.key).name == "Ada"
    assert of_viewer(viewer(cast.ada), talk.key).is_open


@pytest.mark.parametrize("name", ["bob", "eve", "dora", "aldo", "finn"])
def test_to_everybody_else_it_does_not_exist(cast, talk, name):
    other = viewer(getattr(cast, name))
    with pytest.raises(Missing):
        of_viewer(other, talk.key)
    assert latest(other) == []
    assert counts(other).unread == 0


def test_a_pair_has_its_own_beside_that_of_the_friendship(cast, talk):
    made = mentor(cast.ada, cast.cleo)
    assert of_mentorship(viewer(cast.ada), made.key)[1] is None
    send_to_pair(made, cast.cleo.id, "About our goal", "3")
    both, head = of_mentorship(viewer(cast.ada), made.key)
    pair = of_viewer(viewer(cast.ada), head.key)
    assert (both.name, head.unread, head.last_at, head.read_at) == ("Cleo", 1, pair.last_at, 0)
    mark_read(head, cast.ada.id)
    _, head = of_mentorship(viewer(cast.ada), made.key)
    assert (head.unread, head.read_at) == (0, pair.last_at)
    assert of_mentorship(viewer(cast.cleo), made.key)[1].unread == 0, "what I write is never new to me"
    assert (pair.key != talk.key, pair.mentorship_key, bool(pair.i_mentor)) == (True, made.key, True)
    assert of_viewer(viewer(cast.ada), talk.key).mentorship_key is None


def test_others_do_not_find_the_conversation_of_a_pair(cast):
    made = mentor(cast.ada, cast.bob)
    open_for_mentorship(made)
    with pytest.raises(Missing):
        of_mentorship(viewer(cast.cleo), made.key)


def test_conversations_with_a_message_newest_first(cast, talk, moved_clock):
    befriend(cast.ada, cast.eve)
    open_with_friend(cast.ada.id, cast.eve.id)
    assert [one.name for one in latest(viewer(cast.ada))] == ["Cleo"]
    moved_clock(minutes=1)
    send(open_with_friend(cast.ada.id, cast.eve.id), cast.eve.id, "Hello", "1")
    assert [one.name for one in latest(viewer(cast.ada))] == ["Eve", "Cleo"]
    assert [one.name for one in latest(viewer(cast.cleo))] == ["Ada"]


def test_unread_is_what_the_other_wrote_since_i_read(cast, talk):
    assert (unread(cast.ada), unread(cast.cleo)) == (1, 1)
    read(cast.ada, talk)
    assert (unread(cast.ada), unread(cast.cleo)) == (0, 1)
    send(talk, cast.cleo.id, "Again", "3")
    send(talk, cast.cleo.id, "And again", "4")
    assert (unread(cast.ada), of_viewer(viewer(cast.ada), talk.key).unread) == (2, 2)


def test_what_i_write_myself_is_never_unread_for_me(cast, talk):
    read(cast.ada, talk)
    send(talk, cast.ada.id, "Mine", "3")
    assert unread(cast.ada) == 0


def test_messages_of_one_moment_are_all_unread(cast, talk, still_clock):
    read(cast.cleo, talk)
    for number in range(3):
        send(talk, cast.ada.id, f"Line {number}", str(number))
    assert unread(cast.cleo) == 3
    read(cast.cleo, talk)
    send(talk, cast.ada.id, "One more", "more")
    assert unread(cast.cleo) == 1


def test_a_message_after_the_clock_was_set_back_is_still_new_and_last(cast, talk, moved_clock):
    read(cast.ada, talk)
    moved_clock(days=-1)
    send(talk, cast.cleo.id, "From yesterday", "3")
    assert unread(cast.ada) == 1


def test_an_older_tab_that_reads_later_makes_nothing_unread_again(cast, talk):
    old_tab = of_viewer(viewer(cast.ada), talk.key)
    send(talk, cast.cleo.id, "Newer", "3")
    read(cast.ada, talk)
    mark_read(old_tab, cast.ada.id)
    assert unread(cast.ada) == 0


def test_what_came_in_after_the_page_was_made_stays_unread(cast, talk):
    page = of_viewer(viewer(cast.ada), talk.key)
    send(talk, cast.cleo.id, "Just now", "3")
    mark_read(page, cast.ada.id)
    assert unread(cast.ada) == 1


def test_where_nothing_is_new_nothing_is_written(cast, talk, statements):
    read(cast.ada, talk)
    again = of_viewer(viewer(cast.ada), talk.key)
    assert statements(lambda: mark_read(again, cast.ada.id)) == 0


def test_that_i_have_read_is_not_told_to_the_other(cast, talk):
    before = of_viewer(viewer(cast.cleo), talk.key)
    read(cast.ada, talk)
    assert of_viewer(viewer(cast.cleo), talk.key) == before


def test_marks_of_two_at_once_are_kept(cast, talk, at_once):
    now = row("SELECT max(sent_at) AS at FROM message").at
    assert (
        at_once(*[lambda person=one: note_read(talk.id, person.id, now) for one in (cast.ada, cast.cleo)] * 2)
        == [None] * 4
    )
    assert (unread(cast.ada), unread(cast.cleo)) == (0, 0)


def test_when_the_friendship_has_ended_it_is_read_but_closed(cast, talk):
    unfriend(cast.ada.id, cast.cleo.id)
    assert not of_viewer(viewer(cast.ada), talk.key).is_open
    assert [one.name for one in latest(viewer(cast.ada))] == ["Cleo"]


def test_a_new_friendship_begins_a_new_conversation(cast, talk):
    unfriend(cast.ada.id, cast.cleo.id)
    befriend(cast.ada, cast.cleo)
    fresh = open_with_friend(cast.ada.id, cast.cleo.id)
    assert fresh.key != talk.key
    assert not of_viewer(viewer(cast.ada), talk.key).is_open
    assert of_viewer(viewer(cast.ada), fresh.key).last_at is None


def test_the_conversation_of_an_ended_mentorship_is_closed(cast):
    made = mentor(cast.ada, cast.bob)
    send_to_pair(made, cast.ada.id, "Hello", "1")
    end(made, cast.ada.id, "")
    assert not of_viewer(viewer(cast.bob), latest(viewer(cast.bob))[0].key).is_open
    assert of_mentorship(viewer(cast.bob), made.key)[0].ended_at


@pytest.mark.parametrize(
    "vanish",
    [lambda ada, cleo: block(ada.id, cleo.id), lambda ada, cleo: block(cleo.id, ada.id), lambda ada, _: suspend(ada)],
)
def test_with_somebody_who_does_not_exist_for_me_it_is_gone(cast, talk, vanish):
    vanish(cast.ada, cast.cleo)
    with pytest.raises(Missing):
        of_viewer(viewer(cast.cleo), talk.key)
    assert latest(viewer(cast.cleo)) == []
    assert unread(cast.cleo) == 0


def test_after_a_block_was_taken_back_it_stays_closed(cast, talk):
    block(cast.ada.id, cast.cleo.id)
    unblock(cast.ada.id, cast.cleo.handle)
    assert not of_viewer(viewer(cast.ada), talk.key).is_open


def test_counting_and_listing_take_one_statement_each(cast, talk, statements):
    for other in (cast.bob, cast.eve, cast.dora):
        befriend(cast.ada, other)
        send(open_with_friend(cast.ada.id, other.id), other.id, "Hello", "1")
    assert statements(lambda: counts(viewer(cast.ada))) == statements(lambda: counts(viewer(cast.finn))) == 1
    assert statements(lambda: latest(viewer(cast.ada))) == statements(lambda: latest(viewer(cast.finn))) == 1
    assert statements(lambda: of_viewer(viewer(cast.ada), talk.key)) == 1
    assert unread(cast.ada) == 4
