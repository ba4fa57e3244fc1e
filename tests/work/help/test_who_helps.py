"""Who helps with a job: offers are there for those they are for, and for nobody else; asking makes one message."""

import pytest

from mentorship.database import execute, row, rows, write
from mentorship.errors import Missing
from mentorship.talk import conversation, message
from mentorship.ties import friendship, mentorship
from mentorship.ties.block import block
from mentorship.ties.relation import Viewer
from mentorship.work.help import help_asking, who_helps
from mentorship.work.help.helping import Sort
from mentorship.work.job import opening
from tests.cast import befriend, mentor, suspend, viewer
from tests.work.helped import help_at
from tests.work.made import job, organisation

WHOM = ("friends", "mentees", "mentors")


@pytest.fixture
def bakery(cast):
    return organisation()


@pytest.fixture
def made(bakery):
    return job(bakery)


def around(person, made):
    return who_helps.of_job(viewer(person), opening.one(made.key))


def helping(person, made):
    return [(one.who.name, [offer.sort for offer in one.offers]) for one in around(person, made).helpers]


def tie(how, one, other):
    """Makes `one` what `how` says to `other`."""
    if how == "friends":
        befriend(one, other)
    elif how == "mentees":
        mentor(other, of=one)
    elif how == "mentors":
        mentor(one, of=other)


@pytest.mark.parametrize("whom", WHOM)
@pytest.mark.parametrize("how", [*WHOM, "nothing"])
def test_an_offer_is_there_for_those_whom_it_is_for(cast, made, how, whom):
    key = help_at(made, cast.ada, whom=[whom])
    tie(how, cast.bob, cast.ada)
    assert helping(cast.bob, made) == ([("Ada", ["introduce"])] if how == whom else [])
    if how == whom:
        assert ask(cast.bob, key).is_new
    else:
        with pytest.raises(Missing):
            ask(cast.bob, key)


def ask(person, key, job_key=""):
    return help_asking.ask(viewer(person), key, job_key, lambda offer: f"{offer.sort} {offer.title}")


def _unfriend(cast):
    friendship.unfriend(cast.ada.id, cast.cleo.id)


ENDS = {
    "the tie has ended": _unfriend,
    "blocked": lambda cast: block(cast.ada.id, cast.cleo.id),
    "blocking": lambda cast: block(cast.cleo.id, cast.ada.id),
    "suspended": lambda cast: suspend(cast.ada),
}


@pytest.mark.parametrize("how", ENDS)
def test_an_offer_is_gone_at_once_when_the_two_are(cast, bakery, made, how):
    keys = [help_at(made, cast.ada), help_at(bakery, cast.ada, Sort.PRACTISE)]
    assert helping(cast.cleo, made) == [("Ada", ["introduce", "practise"])]
    ENDS[how](cast)
    assert helping(cast.cleo, made) == []
    assert who_helps.of_organisation(viewer(cast.cleo), bakery).helpers == []
    for key in keys:
        with pytest.raises(Missing):
            ask(cast.cleo, key)
    assert rows("SELECT id FROM help_asked") == []


def test_my_own_offer_is_no_help_to_me_and_cannot_be_asked(cast, made):
    key = help_at(made, cast.ada)
    found = around(cast.ada, made)
    assert (found.helpers, found.offers) == ([], True)
    assert not around(cast.cleo, made).offers
    with pytest.raises(Missing):
        ask(cast.ada, key)


def test_who_is_not_signed_in_is_told_of_nobody(cast, bakery, made):
    help_at(made, cast.ada)
    assert who_helps.of_job(Viewer.anonymous(), opening.one(made.key)) == who_helps.Around()
    assert who_helps.of_organisation(Viewer.anonymous(), bakery) == who_helps.Around()


def test_the_same_help_for_the_job_and_for_all_of_it_is_offered_once(cast, bakery, made):
    help_at(bakery, cast.ada)
    key = help_at(made, cast.ada)
    (found,) = around(cast.cleo, made).helpers
    assert [one.offer for one in found.offers] == [key]
    (found,) = who_helps.of_organisation(viewer(cast.cleo), bakery).helpers
    assert [one.offer for one in found.offers] != [key]


def test_help_with_another_job_does_not_stand_here(cast, bakery, made):
    help_at(job(bakery, "Another"), cast.ada)
    assert helping(cast.cleo, made) == []


def test_no_more_than_six_help_on_one_page(cast, made):
    for one in (cast.bob, cast.cleo, cast.eve, cast.dora, cast.aldo, cast.finn):
        befriend(cast.ada, one)
        help_at(made, one)
    assert [one.who.name for one in around(cast.ada, made).helpers] == ["Aldo", "Bob", "Cleo", "Dora", "Eve", "Finn"]


def test_asking_friends_writes_once_into_their_conversation(cast, made):
    key = help_at(made, cast.ada)
    first, again = ask(cast.cleo, key), ask(cast.cleo, key)
    assert (first.is_new, again.is_new, first.mentorship) == (True, False, "")
    found = conversation.of_viewer(viewer(cast.ada), first.conversation)
    messages, _ = message.page_of(found)
    assert [one.body for one in messages] == [f"introduce {made.title}"]
    assert found.unread == 1
    assert [one.is_asked for one in around(cast.cleo, made).helpers[0].offers] == [1]


def test_asking_my_mentor_writes_on_the_page_of_the_pair(cast, made):
    pair = mentor(cast.ada, of=cast.cleo)
    asked = ask(cast.cleo, help_at(made, cast.ada))
    assert asked.mentorship == pair.key
    assert conversation.of_mentorship(viewer(cast.ada), pair.key)[1].key == asked.conversation


def test_a_friend_who_mentors_too_is_asked_as_a_friend_if_the_offer_is_for_friends(cast, made):
    mentor(cast.ada, of=cast.cleo)
    assert ask(cast.cleo, help_at(made, cast.ada, whom=["friends"])).mentorship == ""


def test_an_offer_for_all_of_it_names_the_job_it_is_asked_for(cast, bakery, made):
    befriend(cast.ada, cast.bob)
    key, elsewhere = help_at(bakery, cast.ada), job(organisation(name="Elsewhere"), "Not there")
    ask(cast.cleo, key, made.key)
    ask(cast.bob, key, elsewhere.key)
    said = [one.body for one in rows("SELECT body FROM message ORDER BY id")]
    assert said == [f"introduce {made.title}", "introduce None"]


@write
def _refuse(bakery):
    execute("UPDATE organisation SET state = 'refused' WHERE id = ?", bakery.id)


def test_nobody_is_asked_for_what_is_over(cast, made, moved_clock):
    key = help_at(made, cast.ada)
    moved_clock(days=31)
    with pytest.raises(Missing):
        ask(cast.cleo, key)


def test_nobody_is_asked_for_an_organisation_that_was_taken_off(cast, bakery, made):
    keys = [help_at(made, cast.ada), help_at(bakery, cast.ada)]
    _refuse(bakery)
    for key in keys:
        with pytest.raises(Missing):
            ask(cast.cleo, key)


def test_an_offer_is_taken_up_once_for_whichever_job(cast, bakery, made):
    key, other = help_at(bakery, cast.ada), job(bakery, "Another")
    assert ask(cast.cleo, key, made.key).conversation == ask(cast.cleo, key, other.key).conversation
    assert len(rows("SELECT id FROM message")) == 1


def test_a_tie_that_began_again_can_be_asked_in(cast, made):
    key = help_at(made, cast.ada)
    ask(cast.cleo, key)
    _unfriend(cast)
    befriend(cast.ada, cast.cleo)
    asked = ask(cast.cleo, key)
    assert conversation.of_viewer(viewer(cast.cleo), asked.conversation).is_open


def test_an_ended_mentorship_is_not_asked_in(cast, made):
    pair = mentor(cast.ada, of=cast.bob)
    key = help_at(made, cast.ada, whom=["mentees"])
    mentorship.end(mentorship.of_pair(viewer(cast.bob), pair.key), cast.bob.id, "")
    with pytest.raises(Missing):
        ask(cast.bob, key)
    assert row("SELECT count(*) AS n FROM conversation").n == 0
