"""Closing an account: gone at once for everybody, back as it was within fourteen days, with no trace in between."""

from datetime import timedelta

import pytest

from mentorship import clock
from mentorship.accounts import closing, erasure
from mentorship.database import row
from mentorship.errors import Invalid, Missing, NotAllowed
from mentorship.people import proof, roles, session
from mentorship.people.person import Person, Role, State
from mentorship.people.session import Session
from mentorship.privacy import profile
from mentorship.records.mail import Letter, Mail
from mentorship.records.notice import Kind, Notice
from mentorship.talk import conversation, message
from mentorship.talk.counts import counts
from mentorship.ties import friendship, mentorship
from mentorship.ties.relation import relations
from mentorship.ties.request import answering, asking, request
from mentorship.ties.request.moving_on import name_next
from tests.cast import PASSWORD, ask_friend, change, mentor, offer, offer_two_places, settle, viewer, wish


def close(person):
    closing.close(person.id, PASSWORD)


def state_of(person):
    return Person.get_by_id(person.id).state


def request_state(asked):
    return row("SELECT state FROM request WHERE key = ?", asked.key).state


def sees(one, other):
    return bool(relations(viewer(one), [other.id]))


def friends_of(person):
    return {one.name for one in friendship.friends(viewer(person))[0]}


def told(person, kind):
    return Notice.select().where(Notice.person == person.id, Notice.kind == kind).count()


def test_closing_takes_the_password(cast):
    with pytest.raises(Invalid) as refused:
        closing.close(cast.ada.id, "not this one")
    assert refused.value.field == "old"
    assert state_of(cast.ada) == State.ACTIVE


def test_guessing_the_password_here_is_slowed_down(cast):
    for _ in range(proof.TRIES):
        with pytest.raises(Invalid):
            closing.close(cast.ada.id, "not this one")
    with pytest.raises(Invalid, match="Too many tries"):
        close(cast.ada)


def test_at_once_the_person_is_gone_for_everybody(cast):
    mentor(cast.ada, cast.bob)
    close(cast.ada)
    for other in (cast.bob, cast.cleo, cast.eve, cast.dora, cast.aldo):
        assert not sees(other, cast.ada)
        with pytest.raises(Missing):
            profile.of(viewer(other), cast.ada.handle)
    assert friends_of(cast.cleo) == {"Bob"}
    assert mentorship.running(viewer(cast.bob)) == []


def test_all_devices_are_signed_out_and_a_letter_says_so(cast):
    for device in ("Firefox", "Opera Mini"):
        session.start(cast.ada, kept=True, device=device)
    other = session.start(cast.bob, kept=True, device="")
    close(cast.ada)
    assert not Session.select().where(Session.person == cast.ada.id).exists()
    assert session.resolve(other)
    assert [one.kind for one in Mail.select().where(Mail.person == cast.ada.id)] == [Letter.CLOSED]


def test_closing_twice_is_once(cast):
    close(cast.ada)
    first = Person.get_by_id(cast.ada.id).closed_at
    close(cast.ada)
    assert Person.get_by_id(cast.ada.id).closed_at == first
    assert Mail.select().where(Mail.kind == Letter.CLOSED).count() == 1


def test_what_they_asked_is_taken_back(cast):
    asked, friendly = wish(cast.bob, cast.ada), ask_friend(cast.bob, cast.eve)
    close(cast.bob)
    assert {request_state(asked), request_state(friendly)} == {"withdrawn"}
    assert request.current(viewer(cast.ada)) == []
    assert counts(viewer(cast.ada)).answers == 0
    with pytest.raises(Missing):
        request.to_me(viewer(cast.ada), asked.key)


def test_what_they_were_asked_runs_out(cast):
    asked, friendly = wish(cast.bob, cast.ada), ask_friend(cast.eve, cast.ada)
    close(cast.ada)
    assert {request_state(asked), request_state(friendly)} == {"lapsed"}
    assert request.current(viewer(cast.bob)) == []


def test_a_wish_goes_on_to_the_next_mentor(cast):
    second = settle("Gina", purpose="mentor", offers="preparing for a job interview")
    asked = wish(cast.bob, cast.ada)
    name_next(viewer(cast.bob), request.from_me(viewer(cast.bob), asked.key), second.handle, "")
    close(cast.ada)
    assert [one.name for one in request.current(viewer(cast.bob))] == ["Gina"]
    assert told(cast.bob, Kind.MOVED_ON) == 1
    assert told(second, Kind.ASKED) == 1


def test_a_place_that_was_asked_for_is_not_taken(cast):
    offer_two_places(cast.bob)
    asked = offer(cast.ada, cast.bob)
    close(cast.ada)
    with pytest.raises((NotAllowed, Missing)):
        answering.accept(asked)
    assert not row("SELECT 1 FROM mentorship")


def test_nobody_can_ask_who_has_closed_and_who_has_closed_asks_nobody(cast):
    close(cast.ada)
    with pytest.raises(Missing):
        asking.ask_to_be_friends(cast.bob.id, cast.ada.id)
    with pytest.raises(Missing):
        asking.ask_to_be_friends(cast.ada.id, cast.bob.id)


def test_opening_again_brings_everything_back_but_requests(cast):
    pair = mentor(cast.ada, cast.bob)
    talk = conversation.open_with_friend(cast.ada.id, cast.cleo.id)
    message.send(talk, cast.cleo.id, "See you on Tuesday", "once")
    before = profile.of(viewer(cast.bob), cast.ada.handle)
    asked = wish(cast.eve, cast.ada)
    close(cast.ada)
    assert closing.reopen(cast.ada.id)
    assert profile.of(viewer(cast.bob), cast.ada.handle) == before
    assert friends_of(cast.cleo) == {"Ada", "Bob"}
    assert [one.key for one in mentorship.running(viewer(cast.bob))] == [pair.key]
    assert conversation.of_viewer(viewer(cast.ada), talk.key).unread == 1
    message.send(talk, cast.ada.id, "Yes", "twice")
    assert request_state(asked) == "lapsed"
    assert request.current(viewer(cast.ada)) == []


def test_then_who_waited_reads_the_kind_word(cast):
    asked = wish(cast.bob, cast.ada)
    close(cast.ada)
    closing.reopen(cast.ada.id)
    assert [one.state for one in request.current(viewer(cast.bob))] == ["lapsed"]
    assert request.from_me(viewer(cast.bob), asked.key)
    assert told(cast.bob, Kind.LAPSED) == 1


def test_a_tie_that_was_ended_before_stays_ended(cast):
    friendship.unfriend(cast.ada.id, cast.cleo.id)
    close(cast.ada)
    closing.reopen(cast.ada.id)
    assert friends_of(cast.ada) == set()


def test_opening_is_possible_for_fourteen_days(cast, moved_clock):
    close(cast.ada)
    moved_clock(days=13, hours=23)
    assert closing.reopen(cast.ada.id)
    close(cast.ada)
    moved_clock(days=14)
    assert not closing.reopen(cast.ada.id)
    assert state_of(cast.ada) == State.CLOSED


def test_until_when_is_said(cast, still_clock):
    close(cast.ada)
    closed_at = row("SELECT closed_at FROM person WHERE id = ?", cast.ada.id).closed_at
    assert closing.until(closed_at) == clock.now() + timedelta(days=14)


@pytest.mark.parametrize("state", [State.ACTIVE, State.SUSPENDED, State.PENDING])
def test_only_what_is_closed_is_opened(cast, state):
    change(cast.ada, state=state)
    assert not closing.reopen(cast.ada.id)
    assert state_of(cast.ada) == state


def test_suspended_people_cannot_close_and_open_their_way_out(cast):
    change(cast.ada, state=State.SUSPENDED)
    close(cast.ada)
    assert state_of(cast.ada) == State.SUSPENDED


def test_the_last_admin_cannot_leave(cast):
    with pytest.raises(NotAllowed) as refused:
        close(cast.aldo)
    assert refused.value.message == roles.LAST_ADMIN
    assert state_of(cast.aldo) == State.ACTIVE
    change(cast.dora, roles=Role.ADMIN)
    close(cast.aldo)
    assert state_of(cast.aldo) == State.CLOSED


def test_of_two_admins_who_leave_at_once_one_stays(cast, at_once):
    change(cast.dora, roles=Role.ADMIN)
    results = at_once(lambda: closing._close(cast.aldo.id), lambda: closing._close(cast.dora.id))
    assert sorted(type(one).__name__ for one in results) == ["NoneType", "NotAllowed"]


@pytest.mark.parametrize("kind", ["wish", "offer", "friend"])
def test_closing_while_the_other_says_yes_leaves_no_half(cast, at_once, kind):
    offer_two_places(cast.bob)
    asked = {"wish": wish, "offer": offer, "friend": ask_friend}[kind](cast.bob, cast.ada)
    said, _closed = at_once(lambda: answering.accept(asked), lambda: closing._close(cast.bob.id))
    assert state_of(cast.bob) == State.CLOSED
    ties = row(
        "SELECT (SELECT count(*) FROM mentorship) + (SELECT count(*) FROM friendship "
        "WHERE low_id = ? AND high_id = ?) AS n",
        *friendship.pair(cast.ada.id, cast.bob.id),
    )
    assert (request_state(asked), ties.n) == (("accepted", 1) if said is None else ("withdrawn", 0))
    assert not sees(cast.ada, cast.bob)


def test_opening_and_erasing_at_the_last_moment_is_one_or_the_other(cast, at_once, moved_clock, tmp_path):

    close(cast.ada)
    moved_clock(days=14)
    opened, erased = at_once(lambda: closing.reopen(cast.ada.id), lambda: erasure.erase_overdue(tmp_path))
    assert (opened, erased) == (False, 1)
