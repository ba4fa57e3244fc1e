"""Notices: only what is there for the reader, newest first, and counted by the same rule as it is listed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship import clock
from mentorship.database import execute, row, rows, write
from mentorship.errors import Missing
from mentorship.people.person import State
from mentorship.records.notice import Kind, read, read_about, read_all
from mentorship.records.telling import tell
from mentorship.talk import message, notices
from mentorship.talk.conversation import of_viewer, open_with_friend
from mentorship.talk.counts import counts
from mentorship.ties import friendship, mentorship
from mentorship.ties.block import block, unblock
from mentorship.ties.request import answering, request, settling
from tests.cast import ask_friend, befriend, change, crowd, mentor, offer, offer_two_places, suspend, viewer, wish

KEY_OF_NOTHING = "zzzzzzzzzzzz"


def kinds(person):
    return [one.kind for one in notices.latest(viewer(person))[0]]


def unread(person):
    return counts(viewer(person)).notices


def is_told(person, kind):
    """Listed, counted and open, all three or none."""
    listed = [one for one in notices.latest(viewer(person))[0] if one.kind == kind]
    assert unread(person) == len([one for one in notices.latest(viewer(person))[0] if not one.read_at])
    return bool(listed)


def only(person, kind, other, about):
    """Forgets what was told so far and tells just this."""
    write(lambda: execute("DELETE FROM notice"))()
    tell(person.id, kind, other.id if other else None, about)


# Every kind, while its thing is there


@pytest.fixture
def asked(cast):
    """Bob asks Ada to be his mentor."""
    return wish(cast.bob, cast.ada)


def test_a_notice_carries_the_name_and_what_its_sentence_needs(cast, asked):
    only(cast.ada, Kind.ASKED, cast.bob, asked.key)
    (told,), more = notices.latest(viewer(cast.ada))
    assert (told.kind, told.name, told.handle, told.about) == ("asked", "Bob", cast.bob.handle, asked.key)
    assert (told.asked_for, bool(told.is_mine), bool(told.i_would_mentor), more) == ("mentoring", False, True, False)


@pytest.mark.parametrize("kind", [Kind.ASKED, Kind.REMINDED, Kind.ANSWER])
@pytest.mark.parametrize("end", ["accept", "decline", "withdraw", "lapse"])
def test_what_asks_for_an_answer_goes_when_there_is_none_to_give(cast, asked, moved_clock, kind, end):
    only(cast.ada, kind, cast.bob, asked.key)
    assert is_told(cast.ada, kind)
    if end == "lapse":
        moved_clock(days=15)
    else:
        verbs = {
            "accept": lambda: answering.accept(asked),
            "decline": lambda: answering.decline(asked, "no_time"),
            "withdraw": lambda: settling.withdraw(asked),
        }
        verbs[end]()
    assert not is_told(cast.ada, kind)


def test_a_friend_request_set_aside_is_not_spoken_of_again(cast):
    asked = ask_friend(cast.eve, cast.ada)
    only(cast.ada, Kind.ASKED, cast.eve, asked.key)
    assert is_told(cast.ada, Kind.ASKED)
    answering.decline(asked)
    assert not is_told(cast.ada, Kind.ASKED)


def test_a_question_is_told_until_it_is_answered(cast, asked):
    answering.ask(asked, "When are you free?")
    only(cast.bob, Kind.QUESTION, cast.ada, asked.key)
    assert is_told(cast.bob, Kind.QUESTION)
    answering.answer(request.from_me(viewer(cast.bob), asked.key), "In the evening")
    assert not is_told(cast.bob, Kind.QUESTION)


@pytest.mark.parametrize("kind", [Kind.ACCEPTED, Kind.DECLINED])
def test_an_answer_is_told_if_it_was_given(cast, asked, kind):
    only(cast.bob, kind, cast.ada, asked.key)
    assert not is_told(cast.bob, kind)
    answering.accept(asked) if kind == Kind.ACCEPTED else answering.decline(asked, "full")
    assert is_told(cast.bob, kind)


@pytest.mark.parametrize("kind", [Kind.LAPSED, Kind.MOVED_ON])
def test_news_of_a_request_go_when_its_page_goes(cast, asked, kind):
    only(cast.bob, kind, cast.ada, asked.key)
    assert is_told(cast.bob, kind)
    write(lambda: execute("UPDATE request SET state = 'ended', settled_at = 1 WHERE key = ?", asked.key))()
    with pytest.raises(Missing):
        request.of_viewer(viewer(cast.bob), asked.key)
    assert not is_told(cast.bob, kind)


def test_that_a_mentorship_ended_is_told_to_its_two(cast):
    made = mentor(cast.ada, cast.bob)
    mentorship.end(made, cast.ada.id, "")
    only(cast.bob, Kind.ENDED, cast.ada, made.key)
    assert is_told(cast.bob, Kind.ENDED)
    only(cast.eve, Kind.ENDED, cast.ada, made.key)
    assert not is_told(cast.eve, Kind.ENDED)


def test_messages_are_told_while_they_can_be_read(cast):
    talk = open_with_friend(cast.ada.id, cast.cleo.id)
    message.send(talk, cast.cleo.id, "Ciao", "1")
    only(cast.ada, Kind.MESSAGE, cast.cleo, talk.key)
    friendship.unfriend(cast.ada.id, cast.cleo.id)
    assert is_told(cast.ada, Kind.MESSAGE), "an ended conversation can still be read"
    suspend(cast.cleo)
    assert not is_told(cast.ada, Kind.MESSAGE)


def test_that_somebody_waits_is_told_to_admins_while_somebody_does(cast):
    only(cast.aldo, Kind.WAITING, None, "")
    assert not is_told(cast.aldo, Kind.WAITING)
    change(cast.eve, state=State.PENDING)
    assert is_told(cast.aldo, Kind.WAITING)
    change(cast.aldo, roles=0)
    assert not is_told(cast.aldo, Kind.WAITING)


def test_a_welcome_is_told(cast):
    only(cast.eve, Kind.WELCOME, None, "")
    assert is_told(cast.eve, Kind.WELCOME)


# Whom and what it is about must be there


@pytest.mark.parametrize("kind", [Kind.ASKED, Kind.ACCEPTED, Kind.LAPSED, Kind.ENDED, Kind.MESSAGE])
def test_a_notice_about_a_thing_of_others_is_not_there(cast, kind):
    asked = wish(cast.bob, cast.ada)
    answering.accept(asked)
    talk = open_with_friend(cast.ada.id, cast.cleo.id)
    about = {Kind.MESSAGE: talk.key, Kind.ENDED: row("SELECT key FROM mentorship").key}.get(kind, asked.key)
    for other in (cast.ada, cast.bob, cast.cleo):
        only(cast.eve, kind, other, about)
        assert not is_told(cast.eve, kind)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in (Kind.WAITING, Kind.WELCOME)])
def test_a_notice_about_nothing_is_not_there(cast, kind):
    for about in ("", KEY_OF_NOTHING):
        only(cast.ada, kind, cast.bob, about)
        assert not is_told(cast.ada, kind)


def gone(person):
    assert (kinds(person), unread(person)) == ([], 0)


@pytest.mark.parametrize("by_reader", [True, False])
def test_a_block_takes_the_notice_away_and_unblocking_does_not_bring_it_back(cast, asked, by_reader):
    answering.accept(asked)
    only(cast.bob, Kind.ACCEPTED, cast.ada, asked.key)
    key = notices.latest(viewer(cast.bob))[0][0].key
    one, other = (cast.bob, cast.ada) if by_reader else (cast.ada, cast.bob)
    block(one.id, other.id)
    gone(cast.bob)
    with pytest.raises(Missing):
        notices.of_viewer(viewer(cast.bob), key)
    assert unblock(one.id, other.handle)
    gone(cast.bob)


@pytest.mark.parametrize("state", [State.SUSPENDED, State.CLOSED, State.PENDING, State.ERASED])
def test_somebody_who_is_not_there_is_not_spoken_of(cast, asked, state):
    answering.accept(asked)
    only(cast.bob, Kind.ACCEPTED, cast.ada, asked.key)
    key = notices.latest(viewer(cast.bob))[0][0].key
    change(cast.ada, state=state, closed_at=clock.now() if state == State.CLOSED else None)
    gone(cast.bob)
    with pytest.raises(Missing):
        notices.of_viewer(viewer(cast.bob), key)


@pytest.mark.parametrize("name", ["ada", "cleo", "dora", "aldo", "finn"])
def test_the_notices_of_others_do_not_exist(cast, asked, name):
    only(cast.bob, Kind.LAPSED, cast.ada, asked.key)
    key = notices.latest(viewer(cast.bob))[0][0].key
    other = getattr(cast, name)
    gone(other)
    with pytest.raises(Missing):
        notices.of_viewer(viewer(other), key)


# Reading


def test_reading_one_leaves_it_in_the_list(cast, asked):
    only(cast.ada, Kind.ASKED, cast.bob, asked.key)
    tell(cast.ada.id, Kind.REMINDED, cast.bob.id, asked.key)
    newest = notices.latest(viewer(cast.ada))[0][0]
    for _ in range(2):
        read(cast.ada.id, newest.key)
        assert (kinds(cast.ada), unread(cast.ada)) == (["reminded", "asked"], 1)
    read(cast.bob.id, notices.latest(viewer(cast.ada))[0][1].key)
    assert unread(cast.ada) == 1, "nobody reads for somebody else"


def test_reading_all_leaves_what_came_since(cast, asked, moved_clock):
    only(cast.ada, Kind.ASKED, cast.bob, asked.key)
    tell(cast.bob.id, Kind.LAPSED, cast.ada.id, asked.key)
    shown = notices.latest(viewer(cast.ada))[0][0].made_at
    moved_clock(minutes=1)
    tell(cast.ada.id, Kind.REMINDED, cast.bob.id, asked.key)
    for _ in range(2):
        read_all(cast.ada.id, shown)
        assert [one.kind for one in notices.latest(viewer(cast.ada))[0] if not one.read_at] == ["reminded"]
    assert (unread(cast.ada), unread(cast.bob)) == (1, 1)


def test_reading_the_messages_reads_their_notice(cast):
    talk = open_with_friend(cast.ada.id, cast.cleo.id)
    message.send(talk, cast.cleo.id, "Ciao", "1")
    tell(cast.ada.id, Kind.MESSAGE, cast.cleo.id, talk.key)
    message.mark_read(of_viewer(viewer(cast.ada), talk.key), cast.ada.id)
    assert (unread(cast.ada), kinds(cast.ada)) == (0, ["message"])


def test_a_message_that_came_while_the_page_was_made_keeps_its_notice_unread(cast):
    talk = open_with_friend(cast.ada.id, cast.cleo.id)
    message.send(talk, cast.cleo.id, "Ciao", "1")
    page = of_viewer(viewer(cast.ada), talk.key)
    message.send(talk, cast.cleo.id, "One more thing", "2")
    only(cast.ada, Kind.MESSAGE, cast.cleo, talk.key)
    message.mark_read(page, cast.ada.id)
    assert unread(cast.ada) == 1


def test_seeing_the_thing_reads_what_was_said_about_it(cast, asked, statements):
    only(cast.ada, Kind.ASKED, cast.bob, asked.key)
    tell(cast.ada.id, Kind.REMINDED, cast.bob.id, asked.key)
    notices.note_seen(viewer(cast.ada), asked.key)
    assert unread(cast.ada) == 0
    assert statements(lambda: notices.note_seen(viewer(cast.ada), asked.key)) == 1, "nothing to write, nothing locked"


# Many


@write
def tell_many(person, about):
    """One notice for each of these requests by people the reader knows."""
    for sender, key in about:
        tell(person.id, Kind.LAPSED, sender, key)


@write
def requests_to(person, count):
    """(sender, key) of lapsed friend requests from as many strangers."""
    now = clock.microseconds(clock.now())
    made = []
    for sender in crowd(count):
        low, high = friendship.pair(sender, person.id)
        asked = request.Request.create(
            kind="friend", sender=sender, recipient=person.id, low=low, high=high, asked_at=now - 9, deadline=now - 1
        )
        made.append((sender, asked.key))
    return made


def every_page(person):
    found, more = notices.latest(viewer(person))
    pages = [found]
    while more:
        last = pages[-1][-1]
        found, more = notices.latest(viewer(person), last.made_at, last.key)
        pages.append(found)
    return pages


@pytest.mark.parametrize("at_one_moment", [True, False])
def test_paging_shows_each_once_newest_first(cast, monkeypatch, at_one_moment):
    if at_one_moment:
        stands = clock.now()
        monkeypatch.setattr(clock, "now", lambda: stands)
    about = requests_to(cast.ada, 70)
    tell_many(cast.ada, about)
    pages = every_page(cast.ada)
    assert [len(page) for page in pages] == [30, 30, 10]
    assert [one.about for page in pages for one in page] == [key for _, key in reversed(about)]


def test_hidden_ones_leave_no_hole_in_a_page(cast):
    about = requests_to(cast.ada, 40)
    tell_many(cast.ada, about)
    write(
        lambda: execute(
            "UPDATE person SET state = 'suspended' WHERE id IN (SELECT sender_id FROM request WHERE id - id / 4 * 4 = 0)"
        )
    )()
    pages = every_page(cast.ada)
    assert [len(page) for page in pages] == [30]
    assert unread(cast.ada) == 30


def test_a_page_goes_on_though_its_last_notice_was_renewed_or_is_gone(cast, moved_clock):
    about = requests_to(cast.ada, 40)
    tell_many(cast.ada, about)
    first = notices.latest(viewer(cast.ada))[0]
    expected = [key for _, key in reversed(about)][30:]
    moved_clock(minutes=5)
    tell_many(cast.ada, [(sender, key) for sender, key in about if key == first[-1].about])
    assert [one.about for one in notices.latest(viewer(cast.ada), first[-1].made_at, first[-1].key)[0]] == expected
    write(lambda: execute("DELETE FROM notice WHERE key = ?", first[-1].key))()
    assert [one.about for one in notices.latest(viewer(cast.ada), first[-1].made_at, first[-1].key)[0]] == expected


@pytest.mark.parametrize(("before", "key"), [(-5, ""), (2**80, "x" * 500), (0, KEY_OF_NOTHING)])
def test_a_strange_place_to_go_on_from_is_no_fault(cast, asked, before, key):
    only(cast.ada, Kind.ASKED, cast.bob, asked.key)
    assert len(notices.latest(viewer(cast.ada), before, key)[0]) == (before > 0)


def test_somebody_elses_notice_is_no_place_to_go_on_from(cast, still_clock):
    """The key of a stranger's notice works like one that does not exist, whatever its row number."""
    about = requests_to(cast.ada, 2)
    tell_many(cast.ada, about[:1])
    tell(cast.bob.id, Kind.WELCOME)
    tell_many(cast.ada, about[1:])
    theirs = row("SELECT key, made_at FROM notice WHERE person_id = ?", cast.bob.id)
    mine = [notices.latest(viewer(cast.ada), theirs.made_at, key)[0] for key in (theirs.key, KEY_OF_NOTHING)]
    assert mine[0] == mine[1]


def test_a_list_and_its_count_take_one_statement_each_for_three_and_for_three_hundred(cast, statements):
    about = requests_to(cast.ada, 300)
    for some in (about[:3], about):
        tell_many(cast.ada, some)
        assert statements(lambda: notices.latest(viewer(cast.ada))) == 1
        assert statements(lambda: counts(viewer(cast.ada))) == 1
        assert unread(cast.ada) == len(some)


# The count is the list

EVENTS = ("suspend", "revive", "block", "unblock", "accept", "decline", "withdraw", "unfriend", "read", "read all")
TOLD = st.tuples(st.just("tell"), st.sampled_from(list(Kind)), st.integers(0, 2), st.integers(0, 5))
HAPPENED = st.tuples(st.sampled_from(EVENTS), st.just(None), st.integers(0, 2), st.integers(0, 5))


def undo_everything():
    for table in ("notice", "block", "message", "reading", "conversation", "request", "mentorship"):
        execute(f"DELETE FROM {table}")
    execute("UPDATE person SET state = 'active', closed_at = NULL")


def things_of(cast, others):
    """The keys of two requests, an offer, a friendship's conversation, a mentorship, and nothing."""
    ada, cleo, dora = others
    offer_two_places(cleo)
    asked = [wish(cast.bob, ada).key, offer(cleo, cast.bob).key, ask_friend(dora, cast.bob).key]
    befriend(cast.bob, cleo)
    talk = open_with_friend(cast.bob.id, cast.cleo.id).key
    return [*asked, talk, mentor(cast.ada, cast.bob).key, ""]


def happen(cast, event, kind, other, about):
    """One thing happens, as far as it can."""
    asked = row("SELECT id, key, recipient_id, state FROM request WHERE key = ?", about)
    if event == "tell":
        tell(cast.bob.id, kind, other.id, about)
    elif event in ("suspend", "revive"):
        change(other, state=State.SUSPENDED if event == "suspend" else State.ACTIVE)
    elif event == "block":
        block(other.id, cast.bob.id)
    elif event == "unblock":
        unblock(other.id, cast.bob.handle)
    elif event == "unfriend":
        friendship.unfriend(cast.bob.id, other.id)
    elif event == "read":
        read_about(cast.bob.id, about)
    elif event == "read all":
        read_all(cast.bob.id, notices.END_OF_TIME)
    elif asked and asked.state == "open":
        state = {"accept": "accepted", "decline": "declined", "withdraw": "withdrawn"}[event]
        settling.settle(asked, state)


GONE = """SELECT p.handle FROM person p WHERE p.state <> 'active'
OR EXISTS (SELECT 1 FROM block b WHERE b.blocker_id = p.id OR b.blocked_id = p.id)"""


@given(happened=st.lists(st.one_of(TOLD, HAPPENED), min_size=1, max_size=12))
def test_whatever_happens_the_count_is_the_list_and_nobody_hidden_is_in_it(cast, happened):
    others = [cast.ada, cast.cleo, cast.dora]

    @write
    def world():
        undo_everything()
        things = things_of(cast, others)
        for event, kind, other, about in happened:
            happen(cast, event, kind, others[other], things[about])

    world()
    listed = notices.latest(viewer(cast.bob))[0]
    assert unread(cast.bob) == sum(1 for one in listed if not one.read_at)
    gone = {one.handle for one in rows(GONE)}
    for one in listed:
        assert notices.of_viewer(viewer(cast.bob), one.key) == one
        assert one.handle not in gone


def test_a_new_kind_cannot_be_forgotten_here():
    assert all(f"'{kind}'" in notices.THERE for kind in Kind)
