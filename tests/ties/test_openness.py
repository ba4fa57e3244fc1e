"""What the ties ask of privacy: whether somebody may see what they would ask about, checked where it is written."""

import pytest

from mentorship.database import rows
from mentorship.errors import Missing
from mentorship.people.person import Role
from mentorship.people.section import Section
from mentorship.privacy.audience import ONLY_ME
from mentorship.ties import openness
from mentorship.ties.availability import offer_places
from mentorship.ties.openness import shown_by
from mentorship.ties.relation import Relation, Viewer, viewer_of
from tests.cast import befriend, change, mentor, offer, share, suspend, two_steps, viewer, wish

CLOSED = [ONLY_ME, Relation.FRIEND, Relation.MENTOR | Relation.MENTEE, Relation.COORDINATOR | Relation.EMPLOYER]


@pytest.mark.parametrize("audience", CLOSED)
def test_who_hides_what_they_offer_cannot_be_asked(cast, audience):
    share(cast.ada, Section.OFFERS, audience)
    with pytest.raises(Missing):
        wish(cast.bob, cast.ada)
    assert rows("SELECT id FROM request") == []


@pytest.mark.parametrize("audience", CLOSED)
def test_who_hides_what_they_seek_gets_no_offer(cast, audience):
    share(cast.bob, Section.SEEKS, audience)
    with pytest.raises(Missing):
        offer(cast.ada, cast.bob)


def test_an_offer_does_not_ask_what_the_mentor_shows(cast):
    share(cast.ada, Section.OFFERS, ONLY_ME)
    assert offer(cast.ada, cast.bob).state == "open"


@pytest.mark.parametrize("audience", [Relation.MEMBER, Relation.PUBLIC, Relation.FRIEND])
def test_those_it_is_open_to_may_ask(cast, audience):
    befriend(cast.ada, cast.bob)
    share(cast.ada, Section.OFFERS, audience)
    assert wish(cast.bob, cast.ada).state == "open"


def test_a_task_counts_as_it_does_on_the_pages(cast):
    share(cast.ada, Section.OFFERS, Relation.COORDINATOR)
    assert wish(cast.dora, cast.ada).state == "open"
    change(cast.eve, roles=Role.COORDINATOR)
    with pytest.raises(Missing):
        wish(cast.eve, cast.ada)
    two_steps(cast.eve)
    assert wish(cast.eve, cast.ada).state == "open"


def test_many_are_asked_about_in_one_statement_and_nobody_in_none(cast, statements):
    everybody = [one.id for one in (cast.ada, cast.bob, cast.cleo, cast.eve)]
    share(cast.cleo, Section.OFFERS, ONLY_ME)
    assert shown_by(viewer(cast.bob), everybody, Section.OFFERS) == {cast.ada.id, cast.bob.id, cast.eve.id}
    assert statements(lambda: shown_by(viewer(cast.bob), everybody, Section.OFFERS)) == 1
    assert statements(lambda: shown_by(viewer(cast.bob), [], Section.OFFERS)) == 0


def test_without_an_answer_nothing_is_open_to_anybody(cast, monkeypatch):
    monkeypatch.setattr(openness, "_answer", openness._nobody)
    with pytest.raises(Missing):
        wish(cast.bob, cast.ada)


def test_somebody_as_a_viewer_has_the_tasks_that_count(cast):
    assert viewer_of(cast.dora.id) == Viewer.member(cast.dora.id, Role.COORDINATOR)
    assert viewer_of(cast.finn.id) == Viewer.member(cast.finn.id, Role.EMPLOYER)
    assert viewer_of(cast.aldo.id) == Viewer.member(cast.aldo.id)
    change(cast.bob, roles=Role.COORDINATOR)
    assert viewer_of(cast.bob.id) == Viewer.member(cast.bob.id)
    suspend(cast.ada)
    assert viewer_of(cast.ada.id) is None


def test_a_mentor_may_be_asked_by_their_own_mentee_of_before(cast):
    mentor(cast.bob, cast.ada)
    offer_places(cast.bob.id, 2)
    assert wish(cast.bob, cast.ada).state == "open"
