"""A block: silent, at once, both ways; it ends every tie, and taking it back restores none."""

import pytest

from mentorship.database import row
from mentorship.errors import Missing
from mentorship.privacy import profile
from mentorship.talk.conversation import of_viewer, open_with_friend
from mentorship.talk.counts import counts
from mentorship.talk.message import send
from mentorship.ties import mentorship
from mentorship.ties.block import block, blocked, blocked_by, unblock
from mentorship.ties.friendship import friends
from mentorship.ties.relation import Relation, relations
from mentorship.ties.request import request
from mentorship.ties.request.answering import accept
from tests.cast import ask_friend, befriend, mentor, suspend, viewer, wish

OPEN_ENDED = "SELECT count(*) AS n FROM {} WHERE ended_at IS NULL"


@pytest.fixture
def tied(cast):
    """Ada and Bob with every tie two can have, and an open request."""
    befriend(cast.ada, cast.bob)
    talk = open_with_friend(cast.ada.id, cast.bob.id)
    send(talk, cast.ada.id, "Hello", "1")
    mentor(cast.ada, cast.bob)
    mentor(cast.bob, cast.ada)
    return talk


@pytest.mark.parametrize(("by", "of"), [("ada", "bob"), ("bob", "ada")])
def test_it_ends_every_tie_at_once(cast, tied, by, of):
    by, of = getattr(cast, by), getattr(cast, of)
    block(by.id, of.id)
    assert row(OPEN_ENDED.format("mentorship")).n == 0
    assert row(OPEN_ENDED.format("friendship")).n == 2  # those of Cleo stay
    for one in (cast.ada, cast.bob):
        assert mentorship.running(viewer(one)) == []
        assert [friend.name for friend in friends(viewer(one))[0]] == ["Cleo"]


@pytest.mark.parametrize("blocker", ["bob", "ada"])
def test_it_closes_open_requests_of_both_directions(cast, blocker):
    asked = wish(cast.bob, cast.ada)
    ask_friend(cast.ada, cast.bob)
    by = getattr(cast, blocker)
    block(by.id, cast.ada.id if by is cast.bob else cast.bob.id)
    assert row("SELECT count(*) AS n FROM request WHERE state = 'open'").n == 0
    assert request.current(viewer(cast.ada)) == request.current(viewer(cast.bob)) == []
    assert counts(viewer(cast.ada)).answers == counts(viewer(cast.bob)).answers == 0
    with pytest.raises(Missing):
        request.to_me(viewer(cast.ada), asked.key)


def test_neither_finds_the_other_any_more(cast, tied):
    block(cast.ada.id, cast.bob.id)
    for one, other in ((cast.ada, cast.bob), (cast.bob, cast.ada)):
        with pytest.raises(Missing):
            profile.of(viewer(one), other.handle)
        with pytest.raises(Missing):
            of_viewer(viewer(one), tied.key)
        assert profile.cards(viewer(one), [other.id]) == {}
        assert counts(viewer(one)).unread == 0


def test_taking_it_back_restores_nothing(cast, tied):
    block(cast.ada.id, cast.bob.id)
    assert unblock(cast.ada.id, cast.bob.handle)
    assert relations(viewer(cast.ada), [cast.bob.id])[cast.bob.id] == Relation.PUBLIC | Relation.MEMBER
    assert mentorship.running(viewer(cast.ada)) == []
    assert request.current(viewer(cast.bob)) == []


def test_twice_is_once(cast):
    block(cast.ada.id, cast.bob.id)
    block(cast.ada.id, cast.bob.id)
    assert [unblock(cast.ada.id, cast.bob.handle), unblock(cast.ada.id, cast.bob.handle)] == [True, False]


def test_the_blocked_person_cannot_take_it_back_or_learn_of_it(cast):
    block(cast.ada.id, cast.bob.id)
    assert not unblock(cast.bob.id, cast.ada.handle)
    assert blocked_by(cast.bob.id) == []
    assert blocked(cast.bob.id, cast.ada.handle) is None


def test_the_blocker_sees_whom_they_have_blocked_newest_first(cast, moved_clock):
    block(cast.ada.id, cast.bob.id)
    moved_clock(days=1)
    block(cast.ada.id, cast.eve.id)
    assert [one.name for one in blocked_by(cast.ada.id)] == ["Eve", "Bob"]
    assert blocked(cast.ada.id, cast.bob.handle).name == "Bob"
    suspend(cast.eve)
    assert [one.name for one in blocked_by(cast.ada.id)] == ["Bob"]


def test_a_request_loaded_before_the_block_cannot_be_accepted_after_it(cast):
    asked = ask_friend(cast.bob, cast.ada)
    block(cast.bob.id, cast.ada.id)
    with pytest.raises(Exception, match="settled"):
        accept(asked)
    assert row("SELECT count(*) AS n FROM friendship").n == 2


@pytest.mark.parametrize("round", range(5))
def test_block_wins_whichever_comes_first(cast, at_once, round):
    asked = ask_friend(cast.bob, cast.ada) if round % 2 else wish(cast.bob, cast.ada)
    at_once(lambda: accept(asked), lambda: block(cast.bob.id, cast.ada.id))
    assert row("SELECT count(*) AS n FROM friendship WHERE ended_at IS NULL").n == 2
    assert row(OPEN_ENDED.format("mentorship")).n == 0
    assert row("SELECT count(*) AS n FROM request WHERE state = 'open'").n == 0
