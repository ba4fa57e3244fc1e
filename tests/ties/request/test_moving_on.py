"""Moving on: without a yes the wish goes to the next mentor who was named and may be asked, by itself and once."""

import pytest

from mentorship.database import row, rows
from mentorship.errors import Invalid, NotAllowed
from mentorship.people.section import Section
from mentorship.privacy.audience import ONLY_ME
from mentorship.records.notice import Kind
from mentorship.ties import availability
from mentorship.ties.block import block
from mentorship.ties.relation import Relation
from mentorship.ties.request import asking, moving_on, request, upkeep
from mentorship.ties.request.answering import accept, answer, ask, decline
from mentorship.ties.request.moving_on import name_next
from mentorship.ties.request.request import PATIENCE, Reason
from mentorship.ties.request.settling import withdraw
from tests.cast import WISH, befriend, change, mentor, newest_to, offer, settle, share, suspend, viewer, wish


@pytest.fixture
def ugo(cast):
    """A second mentor to ask next; Cleo is the first."""
    return settle("Ugo", purpose="mentor")


@pytest.fixture
def asked(cast, ugo):
    """Bob asks Ada, and named Cleo and Ugo."""
    return wish(cast.bob, cast.ada, second=cast.cleo.handle, third=ugo.handle, tried="Two books")


def told(person):
    return [one.kind for one in rows("SELECT kind FROM notice WHERE person_id = ? ORDER BY id", person.id)]


def open_to(person):
    """The open wishes this person has to answer."""
    return [one for one in request.current(viewer(person)) if not one.is_mine and one.kind == "mentoring"]


def mine(person, asked):
    return request.from_me(viewer(person), asked.key)


def named(asked):
    return [
        one.mentor_id for one in rows("SELECT mentor_id FROM alternative WHERE request_id = ? ORDER BY place", asked.id)
    ]


def decline_it(asked):
    decline(asked, Reason.NO_TIME)


# What lets it go on


def lapse_it(moved_clock):
    moved_clock(days=14, seconds=1)
    upkeep.run()


ENDS = {
    "a no": lambda asked, cast, move: decline_it(asked),
    "no answer": lambda asked, cast, move: lapse_it(move),
    "a pause": lambda asked, cast, move: availability.pause(cast.ada.id),
    "a pause on the page of places": lambda asked, cast, move: availability.offer_places(cast.ada.id, 2, paused=True),
    "a no with a pause": lambda asked, cast, move: decline(asked, Reason.FULL, pause=True),
    "a yes to somebody else with a pause": lambda asked, cast, move: accept(wish(cast.eve, cast.ada), pause=True),
    "a block by the mentor": lambda asked, cast, move: block(cast.ada.id, cast.bob.id),
    "a mentor who is suspended": lambda asked, cast, move: (suspend(cast.ada), upkeep.run()),
}


@pytest.mark.parametrize("end", ENDS)
def test_without_a_yes_the_same_wish_goes_to_the_next(cast, asked, ugo, moved_clock, end):
    ENDS[end](asked, cast, moved_clock)
    (new,) = open_to(cast.cleo)
    same = ("sender_id", "area", "goal", "tried", "rhythm", "weeks", "kind")
    assert [getattr(new, name) for name in same] == [getattr(asked, name) for name in same]
    assert (new.mentor_id, new.question, new.answer) == (cast.cleo.id, "", "")
    assert new.deadline - new.asked_at == PATIENCE.total_seconds() * 1_000_000
    assert new.asked_at > asked.asked_at
    assert named(new) == [ugo.id]
    assert named(asked) == []
    assert told(cast.cleo) == [Kind.ASKED]
    assert told(cast.bob)[-1] == Kind.MOVED_ON
    assert open_to(ugo) == open_to(cast.ada) == []


@pytest.mark.parametrize("end", ENDS)
def test_twice_is_once(cast, asked, moved_clock, end):
    ENDS[end](asked, cast, moved_clock)
    before = rows("SELECT key, state FROM request ORDER BY id")
    if "yes" not in end:
        ENDS[end](asked, cast, lambda **_: None)
    upkeep.run()
    assert rows("SELECT key, state FROM request ORDER BY id") == before


def test_the_notices_name_the_new_request_and_the_new_mentor(cast, asked):
    decline_it(asked)
    new = newest_to(cast.cleo)
    found = rows("SELECT kind, other_id, about FROM notice WHERE person_id = ? ORDER BY id", cast.bob.id)
    assert [tuple(one) for one in found] == [
        (Kind.DECLINED, cast.ada.id, asked.key),
        (Kind.MOVED_ON, cast.cleo.id, new.key),
    ]


def test_without_an_answer_going_on_is_the_one_thing_told(cast, asked, moved_clock):
    lapse_it(moved_clock)
    assert told(cast.bob) == [Kind.MOVED_ON]


def test_it_goes_on_until_nobody_is_left(cast, asked, ugo, moved_clock):
    decline_it(asked)
    decline_it(newest_to(cast.cleo))
    assert [one.sender_id for one in open_to(ugo)] == [cast.bob.id]
    moved_clock(days=15)
    upkeep.run()
    assert told(cast.bob) == [Kind.DECLINED, Kind.MOVED_ON, Kind.DECLINED, Kind.MOVED_ON, Kind.LAPSED]
    assert rows("SELECT id FROM request WHERE state = 'open'") == rows("SELECT id FROM alternative") == []


def test_the_chain_is_kept(cast, asked, ugo):
    decline_it(asked)
    decline_it(newest_to(cast.cleo))
    found = rows("SELECT id, before_id FROM request ORDER BY id")
    assert [one.before_id for one in found] == [None, found[0].id, found[1].id]


def test_the_sender_sees_where_it_went_and_what_comes_then(cast, asked, ugo):
    now = mine(cast.bob, asked)
    assert (now.second_name, now.third_name, now.onward_key) == ("Cleo", "Ugo", None)
    decline_it(asked)
    new = newest_to(cast.cleo)
    before = mine(cast.bob, asked)
    assert (before.onward_key, before.onward_name, before.second_name) == (new.key, "Cleo", None)
    assert (mine(cast.bob, new).second_name, mine(cast.bob, new).third_name) == ("Ugo", None)


def test_nobody_but_the_sender_sees_any_of_it(cast, asked, ugo):
    """Neither that others were named, nor that somebody was asked before, nor that it went on."""
    plain = {
        "second": None,
        "second_name": None,
        "third": None,
        "third_name": None,
        "onward_key": None,
        "onward_name": None,
    }
    first = request.to_me(viewer(cast.ada), asked.key)
    decline_it(asked)
    for one in (first, request.to_me(viewer(cast.ada), asked.key), newest_to(cast.cleo)):
        assert {name: getattr(one, name) for name in plain} == plain


def test_the_new_mentor_finds_the_very_request_of_somebody_asked_first(cast, asked, still_clock):
    decline_it(asked)
    second = newest_to(cast.cleo)._asdict()
    wish(cast.eve, cast.cleo, tried="Two books")
    first = newest_to(cast.cleo)._asdict()
    differ = {"id", "key", "sender_id", "other_id", "handle", "name"}
    assert {name for name in first if first[name] != second[name]} <= differ


# Who may still be asked


SKIPPED = {
    "without a place": lambda cast: availability.offer_places(cast.cleo.id, 0),
    "on pause": lambda cast: availability.pause(cast.cleo.id),
    "full": lambda cast: mentor(cast.cleo, cast.eve),
    "hiding what they offer": lambda cast: share(cast.cleo, Section.OFFERS, ONLY_ME),
    "opening it to friends no more": lambda cast: share(cast.cleo, Section.OFFERS, Relation.MENTOR),
    "blocking the sender": lambda cast: block(cast.cleo.id, cast.bob.id),
    "blocked by the sender": lambda cast: block(cast.bob.id, cast.cleo.id),
    "suspended": lambda cast: suspend(cast.cleo),
    "asked already": lambda cast: wish(cast.bob, cast.cleo),
    "offering already": lambda cast: offer(cast.cleo, cast.bob),
    "their mentor already": lambda cast: mentor(cast.cleo, cast.bob),
}


@pytest.mark.parametrize("why", SKIPPED)
def test_who_cannot_be_asked_any_more_is_passed_over(cast, asked, ugo, why):
    SKIPPED[why](cast)
    before = len(rows("SELECT id FROM request WHERE recipient_id = ?", cast.cleo.id))
    decline_it(asked)
    assert [one.sender_id for one in open_to(ugo)] == [cast.bob.id]
    assert len(rows("SELECT id FROM request WHERE recipient_id = ?", cast.cleo.id)) == before
    assert named(newest_to(ugo)) == []


@pytest.mark.parametrize("why", SKIPPED)
def test_if_nobody_can_be_asked_it_stays_with_the_no(cast, why):
    asked = wish(cast.bob, cast.ada, second=cast.cleo.handle)
    SKIPPED[why](cast)
    decline_it(asked)
    assert told(cast.bob)[-1] == Kind.DECLINED
    assert Kind.MOVED_ON not in told(cast.bob)
    assert mine(cast.bob, asked).onward_key is None


def test_a_friend_of_a_mentor_who_offers_to_friends_only_may_be_passed_on(cast, ugo):
    share(ugo, Section.OFFERS, Relation.FRIEND)
    befriend(ugo, cast.bob)
    asked = wish(cast.bob, cast.ada, second=ugo.handle)
    decline_it(asked)
    assert len(open_to(ugo)) == 1


def test_a_sender_who_is_gone_asks_nobody(cast, asked):
    suspend(cast.bob)
    decline_it(asked)
    change(cast.bob, state="active")
    assert open_to(cast.cleo) == []


def test_an_old_request_that_ran_out_is_no_hindrance(cast, ugo, moved_clock):
    """Before the chore has closed it, too: what counts is the date."""
    wish(cast.bob, cast.cleo)
    moved_clock(days=10)
    asked = wish(cast.bob, cast.ada, second=ugo.handle)
    name_next(viewer(cast.bob), asked, ugo.handle, "")
    moved_clock(days=4, seconds=1)
    name_next(viewer(cast.bob), asked, cast.cleo.handle, "")
    decline_it(asked)
    assert [one.sender_id for one in open_to(cast.cleo)] == [cast.bob.id]


def test_two_wishes_that_name_each_others_mentors_do_not_meet(cast, moved_clock):
    """One ran out unnoticed, and would itself go on to where the other comes from."""
    old = wish(cast.bob, cast.cleo, second=cast.ada.handle)
    moved_clock(days=13)
    asked = wish(cast.bob, cast.ada)
    name_next(viewer(cast.bob), asked, "", "")
    moved_clock(days=2)
    name_next(viewer(cast.bob), asked, cast.cleo.handle, "")
    decline_it(asked)
    assert len(open_to(cast.cleo)) + len(open_to(cast.ada)) >= 1
    assert row("SELECT state FROM request WHERE id = ?", old.id).state == "lapsed"
    pairs = rows("SELECT low_id, high_id, count(*) AS n FROM request WHERE state = 'open' GROUP BY low_id, high_id")
    assert all(one.n == 1 for one in pairs)


def test_going_on_keeps_to_five_open_requests(cast, ugo):
    asked = [wish(cast.bob, settle(f"Mentor {number}", purpose="mentor")) for number in range(4)]
    asked.append(wish(cast.bob, cast.ada, second=cast.cleo.handle))
    decline_it(asked[-1])
    assert len(open_to(cast.cleo)) == 1
    assert row("SELECT count(*) AS n FROM request WHERE state = 'open'").n == 5


def test_a_wish_that_would_be_the_sixth_stays_where_it_is(cast, ugo, moved_clock):
    """It ran out, then the sender asked five others; the closing comes too late to go on."""
    asked = wish(cast.bob, cast.ada, second=cast.cleo.handle)
    moved_clock(days=13)
    for number in range(4):
        wish(cast.bob, settle(f"Mentor {number}", purpose="mentor"))
    moved_clock(days=2)
    # The fifth: asking closes what ran out first, so the wish has gone on and is one of the five.
    with pytest.raises(NotAllowed) as refused:
        wish(cast.bob, ugo)
    assert refused.value.message == asking.TOO_MANY_OPEN
    assert len(open_to(cast.cleo)) == 1
    assert row("SELECT state FROM request WHERE id = ?", asked.id).state == "lapsed"


def test_at_five_open_requests_nothing_goes_on(cast, moved_clock):
    asked = wish(cast.bob, cast.ada, second=cast.cleo.handle)
    others = [settle(f"Mentor {number}", purpose="mentor") for number in range(5)]
    for one in others[:4]:
        wish(cast.bob, one)
    suspend(cast.ada)
    wish(cast.bob, others[4])
    assert upkeep.run() == 0
    assert open_to(cast.cleo) == []
    withdraw(mine(cast.bob, newest_to(others[0])))
    assert upkeep.run() == 1
    assert len(open_to(cast.cleo)) == 1
    assert mine_is_gone(cast.bob, asked)


def mine_is_gone(person, asked):
    return all(one.key != asked.key for one in request.current(viewer(person)))


@pytest.mark.parametrize("settled", [accept, lambda asked: withdraw(asked)])
def test_after_a_yes_or_a_withdrawal_nobody_else_is_asked_and_nobody_stays_named(cast, asked, settled):
    settled(asked)
    upkeep.run()
    assert open_to(cast.cleo) == rows("SELECT id FROM alternative") == []


def test_who_blocks_the_mentor_has_taken_the_wish_back(cast, asked):
    block(cast.bob.id, cast.ada.id)
    upkeep.run()
    assert open_to(cast.cleo) == []


def test_a_question_in_between_changes_nothing(cast, asked):
    ask(asked, "When?")
    answer(mine(cast.bob, asked), "Now")
    decline_it(asked)
    assert len(open_to(cast.cleo)) == 1


def test_a_wish_stays_with_a_mentor_who_is_away_while_nobody_else_can_be_asked(cast):
    asked = wish(cast.bob, cast.ada, second=cast.cleo.handle)
    availability.pause(cast.cleo.id)
    suspend(cast.ada)
    assert upkeep.run() == 0
    change(cast.ada, state="active")
    assert [one.key for one in open_to(cast.ada)] == [asked.key]


# Naming


def test_names_are_checked_one_by_one_and_nothing_is_asked(cast, ugo):
    for second, third, field in (
        (cast.eve.handle, "", "second"),
        (cast.ada.handle, "", "second"),
        (cast.bob.handle, "", "second"),
        ("nobody", "", "second"),
        (cast.cleo.handle, cast.eve.handle, "third"),
        (cast.cleo.handle, cast.cleo.handle, "third"),
        ("", cast.ada.handle, "third"),
    ):
        with pytest.raises(Invalid) as refused:
            wish(cast.bob, cast.ada, second=second, third=third)
        assert refused.value.field == field
    assert rows("SELECT id FROM request") == rows("SELECT id FROM notice") == []


@pytest.mark.parametrize("why", SKIPPED)
def test_who_cannot_be_asked_cannot_be_named(cast, why):
    SKIPPED[why](cast)
    with pytest.raises(Invalid):
        wish(cast.bob, cast.ada, second=cast.cleo.handle)


def test_the_third_alone_is_the_next(cast, ugo):
    asked = wish(cast.bob, cast.ada, third=ugo.handle)
    assert mine(cast.bob, asked).second_name == "Ugo"


def test_names_can_be_changed_and_taken_back_while_it_waits(cast, asked, ugo):
    for _press in range(2):
        name_next(viewer(cast.bob), mine(cast.bob, asked), ugo.handle, "")
        assert named(asked) == [ugo.id]
    name_next(viewer(cast.bob), mine(cast.bob, asked), "", "")
    assert named(asked) == []
    decline_it(asked)
    assert open_to(cast.cleo) == open_to(ugo) == []


def test_who_was_named_may_stay_named_though_full_now(cast, asked, ugo):
    availability.pause(cast.cleo.id)
    name_next(viewer(cast.bob), mine(cast.bob, asked), ugo.handle, cast.cleo.handle)
    assert named(asked) == [ugo.id, cast.cleo.id]


@pytest.mark.parametrize("settled", [accept, decline_it, withdraw])
def test_once_it_is_settled_there_is_nothing_to_name(cast, ugo, settled):
    asked = wish(cast.bob, cast.ada)
    settled(asked)
    with pytest.raises(NotAllowed):
        name_next(viewer(cast.bob), mine(cast.bob, asked), ugo.handle, "")


def test_after_its_date_there_is_nothing_to_name(cast, ugo, moved_clock):
    asked = wish(cast.bob, cast.ada)
    moved_clock(days=15)
    with pytest.raises(NotAllowed):
        name_next(viewer(cast.bob), mine(cast.bob, asked), ugo.handle, "")


def test_an_offer_goes_on_to_nobody(cast, ugo):
    with pytest.raises(NotAllowed):
        offer(cast.ada, cast.bob, second=ugo.handle)
    assert rows("SELECT id FROM request") == []


def test_a_named_mentor_who_is_gone_for_the_sender_is_not_shown(cast, asked):
    block(cast.cleo.id, cast.bob.id)
    assert (mine(cast.bob, asked).second_name, mine(cast.bob, asked).third_name) == (None, "Ugo")


# Many at once


@pytest.mark.parametrize("round", range(3))
def test_many_processes_move_on_once(cast, ugo, moved_clock, at_once, round):
    wishes = [wish(one, cast.ada, second=cast.cleo.handle, third=ugo.handle) for one in (cast.bob, cast.eve)]
    availability.offer_places(cast.cleo.id, 2)
    moved_clock(days=15)
    assert sum(at_once(*[upkeep.run] * 4)) == len(wishes)
    assert len(open_to(cast.cleo)) == 2
    assert row("SELECT count(*) AS n FROM request").n == 4
    assert row("SELECT count(*) AS n FROM notice WHERE kind = 'moved_on'").n == 2


@pytest.mark.parametrize("round", range(4))
def test_a_no_a_yes_a_withdrawal_and_going_on_have_one_winner(cast, asked, ugo, at_once, round):
    at_once(
        lambda: decline_it(asked),
        lambda: accept(asked),
        lambda: withdraw(asked),
        lambda: availability.pause(cast.ada.id),
    )
    ended = row("SELECT state FROM request WHERE id = ?", asked.id).state
    assert ended in ("declined", "accepted", "withdrawn")
    assert len(open_to(cast.cleo)) == (ended == "declined")
    assert row("SELECT count(*) AS n FROM request").n == 1 + (ended == "declined")
    assert len(rows("SELECT id FROM mentorship")) == (ended == "accepted")


@pytest.mark.parametrize("round", range(4))
def test_changing_the_names_while_it_moves_on_loses_nothing(cast, asked, ugo, at_once, round):
    done = at_once(lambda: decline_it(asked), lambda: name_next(viewer(cast.bob), asked, ugo.handle, ""))
    asked_next = [person.id for person in (cast.cleo, ugo) if open_to(person)]
    assert asked_next == ([ugo.id] if done[1] is None else [cast.cleo.id])
    assert named(asked) == []


@pytest.mark.parametrize("round", range(4))
def test_the_next_mentor_pausing_at_the_same_moment_is_never_left_with_it(cast, asked, ugo, at_once, round):
    at_once(lambda: decline_it(asked), lambda: availability.pause(cast.cleo.id))
    assert open_to(cast.cleo) == []
    assert len(open_to(ugo)) == 1


@pytest.mark.parametrize("round", range(4))
def test_asking_the_next_mentor_oneself_at_that_moment_asks_once(cast, asked, at_once, round):
    oneself = {**WISH}
    at_once(
        lambda: decline_it(asked),
        lambda: asking.ask_for_mentoring(cast.bob.id, cast.cleo.id, cast.cleo.id, **oneself),
    )
    assert len(open_to(cast.cleo)) == 1


def test_who_may_be_asked_is_asked_for_in_few_statements(cast, statements):
    mentors = [settle(f"Mentor {number}", purpose="mentor").id for number in range(8)]
    assert statements(lambda: moving_on.may_be_asked(viewer(cast.bob), mentors)) == 2


@pytest.mark.parametrize(
    "leave", [lambda cast: block(cast.cleo.id, cast.bob.id), lambda cast: suspend(cast.cleo)], ids=["blocked", "away"]
)
def test_a_mentor_named_once_who_is_gone_for_the_sender_cannot_be_named_again(cast, ugo, asked, leave):
    """Else naming them would tell those who have blocked the sender from those who never were."""
    leave(cast)
    for handle in (cast.cleo.handle, "zzzzzzzzzzzz"):
        with pytest.raises(Invalid) as refused:
            name_next(viewer(cast.bob), mine(cast.bob, asked), handle, "")
        assert (refused.value.field, refused.value.message) == ("second", moving_on.CANNOT_BE_ASKED)
    assert named(asked) == [cast.cleo.id, ugo.id]
