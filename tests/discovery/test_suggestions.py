"""Suggestions: three lanes, each by its own reason, and nobody in them who should not be."""

import pytest

from mentorship.discovery.dismissal import Lane, dismiss, restore, restore_all
from mentorship.discovery.suggestions import PER_LANE, lanes
from mentorship.people.person import Person
from mentorship.people.section import Section
from mentorship.privacy.audience import ONLY_ME
from mentorship.ties.availability import offer_places, pause
from mentorship.ties.block import block
from mentorship.ties.friendship import unfriend
from mentorship.ties.relation import Relation, Viewer
from mentorship.ties.request.answering import decline
from mentorship.ties.request.request import Reason
from mentorship.ties.request.settling import withdraw
from tests.cast import ask_friend, befriend, crowd, mentor, offer, settle, share, state, suspend, viewer, wish

INTERVIEWS = "preparing for a job interview"
KNOW, SHOULD, HELP = Lane


def names(who, lane, **options):
    return [Person.get_by_id(id).name for id in lanes(viewer(who), **options)[lane]]


def test_friends_of_friends_are_people_i_may_know(cast):
    assert (names(cast.bob, KNOW), names(cast.ada, KNOW)) == (["Ada"], ["Bob"])
    assert names(cast.eve, KNOW) == names(cast.cleo, KNOW) == []


@pytest.mark.parametrize("section", [Section.WORK, Section.EDUCATION])
def test_so_are_those_who_worked_or_learned_where_i_did(cast, section):
    for one in (cast.finn, cast.dora):
        state(one, section, "Liceo Volta")
        share(one, section, Relation.MEMBER)
    assert names(cast.finn, KNOW) == ["Dora"]
    share(cast.dora, section, ONLY_ME)
    assert names(cast.finn, KNOW) == []


def test_a_place_in_common_says_more_than_one_friend_and_less_than_two(cast):
    share(cast.ada, Section.WORK, Relation.MEMBER)
    befriend(cast.eve, cast.cleo)
    assert names(cast.eve, KNOW) == ["Ada", "Bob"]
    for one in (cast.eve, cast.bob):
        for friend in (cast.dora, cast.aldo):
            befriend(one, friend)
    assert names(cast.eve, KNOW) == ["Bob", "Ada"]


@pytest.mark.parametrize("who", ["cleo", "ada"])
def test_a_friend_in_common_leads_nobody_on_if_one_end_is_closed(cast, who):
    share(getattr(cast, who), Section.MUTUAL, ONLY_ME)
    assert names(cast.bob, KNOW) == []


def test_mentors_for_what_i_seek_are_people_i_should_know(cast):
    assert names(cast.bob, SHOULD) == ["Ada"]
    assert names(cast.eve, SHOULD) == []
    state(cast.eve, Section.SEEKS, INTERVIEWS)
    assert names(cast.eve, SHOULD) == ["Ada"]


@pytest.mark.parametrize(
    "close",
    [
        lambda ada: share(ada, Section.OFFERS, ONLY_ME),
        lambda ada: share(ada, Section.OFFERS, Relation.FRIEND),
        lambda ada: pause(ada.id),
        lambda ada: offer_places(ada.id, 0),
        lambda ada: [mentor(ada, settle(name)) for name in ("Gia", "Leo")],
    ],
)
def test_a_mentor_who_hides_rests_or_is_full_is_not_suggested(cast, close):
    close(cast.ada)
    assert names(cast.bob, SHOULD) == []


def test_more_wishes_met_come_first_and_then_who_is_further_from_my_circle(cast):
    for name, friends in (("Near", [cast.cleo]), ("Far", [])):
        made = settle(name, purpose="mentor", offers=INTERVIEWS)
        for one in friends:
            befriend(made, one)
    assert names(cast.bob, SHOULD) == ["Far", "Ada", "Near"]
    state(cast.bob, Section.SEEKS, "writing a CV")
    state(Person.get(name="Near"), Section.OFFERS, "writing a CV")
    assert names(cast.bob, SHOULD) == ["Near", "Far", "Ada"]


def test_who_seeks_what_i_offer_are_people_i_could_help(cast):
    assert names(cast.ada, HELP) == ["Bob"]
    share(cast.bob, Section.SEEKS, ONLY_ME)
    assert names(cast.ada, HELP) == []


@pytest.mark.parametrize(
    "close",
    [
        lambda ada: pause(ada.id),
        lambda ada: offer_places(ada.id, 0),
        lambda ada: [mentor(ada, settle(name)) for name in ("Gia", "Leo")],
    ],
)
def test_while_i_have_no_place_i_am_not_asked_to_help(cast, close):
    close(cast.ada)
    assert names(cast.ada, HELP) == []


def test_who_is_tied_in_that_way_is_not_suggested_in_that_way(cast):
    befriend(cast.ada, cast.bob)
    assert names(cast.bob, KNOW) == names(cast.bob, SHOULD) == []
    assert names(cast.ada, HELP) == ["Bob"]
    unfriend(cast.ada.id, cast.bob.id)
    mentor(cast.ada, cast.bob)
    assert names(cast.bob, SHOULD) == names(cast.ada, HELP) == []
    assert names(cast.bob, KNOW) == ["Ada"]


@pytest.mark.parametrize(
    "vanish",
    [
        lambda one, other: block(one.id, other.id),
        lambda one, other: block(other.id, one.id),
        lambda one, _: suspend(one),
    ],
)
def test_who_does_not_exist_for_me_is_not_suggested(cast, vanish):
    vanish(cast.ada, cast.bob)
    assert all("Ada" not in names(cast.bob, lane) for lane in Lane)


@pytest.mark.parametrize(
    "ask", [ask_friend, wish, lambda bob, ada: ask_friend(ada, bob), lambda bob, ada: offer(ada, bob)]
)
def test_who_has_asked_or_was_asked_is_not_suggested_until_that_is_over(cast, moved_clock, ask):
    ask(cast.bob, cast.ada)
    assert not any(lanes(viewer(cast.bob)).values())
    assert not any(lanes(viewer(cast.ada)).values())
    moved_clock(days=15)
    assert (names(cast.bob, KNOW), names(cast.bob, SHOULD), names(cast.ada, HELP)) == (["Ada"], ["Ada"], ["Bob"])


@pytest.mark.parametrize("settled", [lambda asked: decline(asked, Reason.FULL), withdraw])
def test_after_a_no_or_a_withdrawal_they_are_suggested_again(cast, settled):
    settled(wish(cast.bob, cast.ada))
    assert (names(cast.bob, SHOULD), names(cast.ada, HELP)) == (["Ada"], ["Bob"])


def test_whether_i_was_set_aside_shows_in_no_lane(cast):
    asked = ask_friend(cast.bob, cast.ada)
    before = lanes(viewer(cast.bob))
    decline(asked)
    assert lanes(viewer(cast.bob)) == before


def test_hidden_in_one_lane_is_hidden_in_that_lane_for_good(cast, moved_clock):
    dismiss(cast.bob.id, cast.ada.id, SHOULD)
    dismiss(cast.bob.id, cast.ada.id, SHOULD)
    moved_clock(days=1000)
    assert (names(cast.bob, SHOULD), names(cast.bob, KNOW)) == ([], ["Ada"])


def test_hiding_is_not_noticed_by_the_hidden_person(cast):
    before = lanes(viewer(cast.ada))
    dismiss(cast.bob.id, cast.ada.id, SHOULD)
    assert lanes(viewer(cast.ada)) == before


def test_what_was_hidden_can_be_brought_back_one_by_one_or_all(cast):
    for lane in Lane:
        dismiss(cast.bob.id, cast.ada.id, lane)
    dismiss(cast.ada.id, cast.bob.id, HELP)
    restore(cast.bob.id, cast.ada.id, KNOW)
    assert (names(cast.bob, KNOW), names(cast.bob, SHOULD)) == (["Ada"], [])
    restore_all(cast.bob.id)
    assert names(cast.bob, SHOULD) == ["Ada"]
    assert names(cast.ada, HELP) == []


def test_a_lane_holds_twelve_and_the_next_when_one_is_hidden(cast):
    for id in crowd(PER_LANE + 3):
        share(Person(id=id), Section.MUTUAL, Relation.MEMBER)
        befriend(Person(id=id), cast.cleo)
    first = lanes(viewer(cast.bob))[KNOW]
    assert len(first) == PER_LANE
    dismiss(cast.bob.id, first[0], KNOW)
    assert lanes(viewer(cast.bob))[KNOW][:-1] == first[1:]
    assert len(lanes(viewer(cast.bob), most=3)[KNOW]) == 3


def test_the_same_question_gets_the_same_answer(cast):
    for id in crowd(20):
        share(Person(id=id), Section.MUTUAL, Relation.MEMBER)
        befriend(Person(id=id), cast.cleo)
    assert lanes(viewer(cast.bob)) == lanes(viewer(cast.bob))


def test_the_web_gets_no_suggestions(cast):
    assert lanes(Viewer.anonymous()) == {KNOW: [], SHOULD: [], HELP: []}


def test_all_lanes_are_one_statement_however_many_people(cast, statements):
    assert statements(lambda: lanes(viewer(cast.finn))) == statements(lambda: lanes(viewer(cast.bob))) == 1
