"""Two worlds that differ only in what the reader may not see: the list of candidates is the same, card by card.

And where the same is open to the reader, the list differs, so that this is a proof.
"""

import itertools

import pytest

from mentorship.database import execute, write
from mentorship.people import facts
from mentorship.people.section import Section
from mentorship.privacy.audience import ONLY_ME
from mentorship.ties.block import block
from mentorship.ties.friendship import unfriend
from mentorship.ties.relation import Relation, viewer_of
from mentorship.work.candidate import asks, candidates, wishing
from mentorship.work.organisation import standing
from mentorship.work.organisation.organisation import Role
from tests.cast import befriend, change, mentor, settle, share, state
from tests.pictures import hang
from tests.work import made
from tests.work.seekers import open_to, seekers

SECRET = "a secret of this place"
NEEDED = [("Italian", "good")]
# Sections from which a card takes something.
TOLD = (Section.OCCUPATION, Section.WORK, Section.PLACE, Section.LANGUAGES, Section.EDUCATION, Section.MUTUAL)


_numbers = itertools.count()


def _newcomer():
    return settle(f"Wim {next(_numbers)}")


class Place:
    """A bakery of Ada's with Cleo as its recruiter, who are friends; six candidates, of whom Zora is closed but for that
    she is open to work; Yves is open to work for friends alone, of which neither reader is one."""

    def __init__(self, cast):
        self.cast, self.bakery = cast, made.organisation(by=cast.ada)
        made.colleague(self.bakery, cast.cleo, Role.RECRUITER)
        made.colleague(self.bakery, cast.eve, Role.REPRESENTATIVE)
        standing.settle([cast.ada.id, cast.cleo.id])
        self.job = made.job(self.bakery, languages=NEEDED)
        self.crowd = seekers(5)
        self.zora = open_to(settle("Zora"), "baker")
        self.yves = open_to(settle("Yves"), "baker", to=Relation.FRIEND)
        befriend(cast.ada, cast.dora)
        befriend(self.zora, cast.dora)
        for one in (self.zora, self.yves, cast.eve):
            for section in Section:
                if section != Section.OPEN_WORK:
                    share(one, section, ONLY_ME)
        share(cast.dora, Section.MUTUAL, Relation.MEMBER)

    def seen(self):
        """The cards as each reader has them."""
        people = self.cast.ada, self.cast.cleo
        return [candidates.shown(viewer_of(one.id), candidates.job_of(one.id, self.job.key), SECRET) for one in people]


@pytest.fixture
def place(cast):
    return Place(cast)


# What a candidate states; it tells nothing while its section is closed, and changes a card as soon as that is open.
STATED = {
    "that they do this work": lambda one: state(one, Section.OCCUPATION, "baker"),
    "that they work at it somewhere": lambda one: state(one, Section.WORK, "Vex Mill", focus="baker"),
    "where they live": lambda one: state(one, Section.PLACE, "Turin"),
    "what they speak": lambda one: state(one, Section.LANGUAGES, "Italian", level="native"),
    "the school of the owner": lambda one: state(one, Section.EDUCATION, "University of Turin"),
}
# What is the business of neither reader.
ASIDE = {
    "what they write": lambda place: facts.say(place.zora.id, Section.ABOUT, "baker in Turin"),
    "how to reach them": lambda place: facts.say(place.zora.id, Section.CONTACT, "Turin"),
    "a photo": lambda place: hang(place.zora),
    "skills": lambda place: state(place.zora, Section.SKILLS, "bread baking"),
    "their name": lambda place: change(place.zora, name="Another", search_name="another"),
    "their language": lambda place: change(place.zora, language="it"),
    "a friendship between others": lambda place: befriend(place.zora, place.cast.bob),
    "a mentorship between others": lambda place: mentor(place.cast.bob, place.zora),
    "a block between others": lambda place: block(place.zora.id, place.cast.bob.id),
    "work for another organisation": lambda place: made.colleague(made.organisation(name='Vex Mill'), place.zora),
    "that they are left out elsewhere": lambda place: open_to(place.zora, "baker", other=made.organisation(name='Mill').name),
    "that one open to friends does this work": lambda place: state(place.yves, Section.OCCUPATION, "baker"),
    "that one open to friends closes it": lambda place: wishing.close(place.yves.id),
    "that one open to friends wishes something else": lambda place: open_to(place.yves, "nurse", to=Relation.FRIEND),
    "one more who is open to friends": lambda place: open_to(_newcomer(), "baker", to=Relation.FRIEND),
    "one more who is open to mentors": lambda place: open_to(_newcomer(), "baker", to=Relation.MENTOR),
    "one more who never opened it": lambda place: state(_newcomer(), Section.OCCUPATION, "baker"),
    "one more who leaves the bakery out": lambda place: open_to(_newcomer(), "baker", other="Bakery Bassi"),
    "that somebody is asked to act for the bakery": lambda place: _ask_colleague(place.bakery, place.zora),
    "an ask for another job": lambda place: _ask_elsewhere(place),
}  # fmt: skip


@write
def _ask_colleague(bakery, person):
    execute("INSERT INTO colleague (organisation_id, person_id, role) VALUES (?, ?, 'owner')", bakery.id, person.id)


def _ask_elsewhere(place):
    mill = made.organisation(place.cast.finn, "Vex Mill")
    standing.settle([place.cast.finn.id])
    other = made.job(mill)
    card = candidates._id(SECRET, other.id, place.zora.id)
    assert asks.ask(viewer_of(place.cast.finn.id), other.key, card, "", SECRET)


@pytest.mark.parametrize("what", STATED)
def test_what_a_candidate_keeps_closed_moves_no_card(place, what):
    before = place.seen()
    STATED[what](place.zora)
    assert place.seen() == before


@pytest.mark.parametrize("what", STATED)
@pytest.mark.parametrize("to", [Relation.FRIEND, Relation.MENTOR | Relation.MENTEE, Relation.COORDINATOR])
def test_nor_does_it_when_it_is_open_to_others(place, what, to):
    for section in TOLD:
        share(place.zora, section, to)
    before = place.seen()
    STATED[what](place.zora)
    assert place.seen() == before


@pytest.mark.parametrize("what", STATED)
def test_the_same_moves_it_where_it_is_open_so_that_this_is_a_proof(place, what):
    for section in TOLD:
        share(place.zora, section, Relation.EMPLOYER)
    share(place.cast.ada, Section.EDUCATION, Relation.MEMBER)
    before = place.seen()
    STATED[what](place.zora)
    assert all(one != other for one, other in zip(before, place.seen(), strict=True))


@pytest.mark.parametrize("what", ASIDE)
def test_what_is_not_the_business_of_the_reader_changes_nothing(place, what):
    before = place.seen()
    ASIDE[what](place)
    assert place.seen() == before


def test_a_friend_in_common_who_hides_it_changes_nothing(place):
    share(place.zora, Section.MUTUAL, Relation.EMPLOYER)
    share(place.cast.dora, Section.MUTUAL, ONLY_ME)
    before = place.seen()
    unfriend(place.zora.id, place.cast.dora.id)
    assert place.seen() == before
    befriend(place.zora, place.cast.dora)
    share(place.cast.dora, Section.MUTUAL, Relation.MEMBER)
    assert place.seen()[0] != before[0]


def test_the_school_of_a_colleague_who_hides_it_changes_nothing(place):
    share(place.zora, Section.EDUCATION, Relation.EMPLOYER)
    state(place.zora, Section.EDUCATION, "Zorn School")
    before = place.seen()
    state(place.cast.eve, Section.EDUCATION, "Zorn School")
    assert place.seen() == before
    share(place.cast.eve, Section.EDUCATION, Relation.MEMBER)
    assert all(one != other for one, other in zip(before, place.seen(), strict=True))


def test_somebody_hidden_never_brings_the_fifth(place):
    """Four open to the readers and any number open to others: nothing is shown, whatever the others do."""
    wishing.close(place.zora.id)
    wishing.close(place.crowd[0].id)
    assert place.seen() == [(), ()]
    for what in ASIDE.keys() - {"an ask for another job"}:
        ASIDE[what](place)
        wishing.close(place.zora.id)
        assert place.seen() == [(), ()], what


def test_whoever_blocks_one_reader_stays_for_the_other(place):
    before = place.seen()
    block(place.zora.id, place.cast.ada.id)
    after = place.seen()
    assert len(after[0]) == len(before[0]) - 1
    assert after[1] == before[1]
