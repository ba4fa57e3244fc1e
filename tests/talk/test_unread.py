"""What waits to be read: by conversation, the longest wait first."""

from mentorship.talk import unread
from mentorship.talk.conversation import of_viewer, open_with_friend
from mentorship.talk.counts import counts
from mentorship.talk.message import mark_read, send, send_to_pair
from mentorship.ties.block import block
from tests.cast import befriend, mentor, suspend, viewer


def waiting(person):
    return [(one.name, one.unread) for one in unread.waiting(viewer(person))]


def test_each_conversation_stands_there_once_the_longest_wait_first(cast, moved_clock):
    pair = mentor(cast.ada, cast.bob)
    talk = open_with_friend(cast.ada.id, cast.cleo.id)
    send(talk, cast.cleo.id, "One", "1")
    moved_clock(hours=1)
    send_to_pair(pair, cast.bob.id, "Two", "2")
    moved_clock(hours=1)
    send(talk, cast.cleo.id, "Three", "3")
    assert waiting(cast.ada) == [("Cleo", 2), ("Bob", 1)]
    first, second = unread.waiting(viewer(cast.ada))
    assert (first.key, first.since < second.since) == (talk.key, True)
    assert waiting(cast.cleo) == waiting(cast.bob) == []


def test_what_was_read_waits_no_longer_and_the_wait_begins_with_the_next(cast, moved_clock):
    talk = open_with_friend(cast.ada.id, cast.cleo.id)
    send(talk, cast.cleo.id, "One", "1")
    mark_read(of_viewer(viewer(cast.ada), talk.key), cast.ada.id)
    assert waiting(cast.ada) == []
    moved_clock(days=2)
    send(talk, cast.cleo.id, "Two", "2")
    (one,) = unread.waiting(viewer(cast.ada))
    assert (one.unread, one.since) == (1, of_viewer(viewer(cast.ada), talk.key).last_at)


def test_who_is_gone_waits_no_longer(cast):
    befriend(cast.ada, cast.eve)
    for other in (cast.cleo, cast.eve):
        send(open_with_friend(cast.ada.id, other.id), other.id, "Ciao", "1")
    block(cast.eve.id, cast.ada.id)
    suspend(cast.cleo)
    assert waiting(cast.ada) == []


def test_it_is_as_many_as_the_menu_says(cast, statements):
    befriend(cast.ada, cast.eve)
    for number, other in enumerate((cast.cleo, cast.eve, cast.cleo)):
        send(open_with_friend(cast.ada.id, other.id), other.id, f"Ciao {number}", str(number))
    assert sum(number for _, number in waiting(cast.ada)) == counts(viewer(cast.ada)).unread == 3
    assert statements(lambda: unread.waiting(viewer(cast.ada))) == 1
