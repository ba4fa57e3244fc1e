"""Search and page know the same: somebody is found by a section if and only if the page shows it."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.discovery.common_ground import with_people
from mentorship.discovery.search import people
from mentorship.discovery.terms import terms
from mentorship.people.section import Section
from mentorship.people.vocabulary import Kind
from mentorship.privacy import profile
from mentorship.privacy.audience import AUDIENCES, ONLY_ME
from tests.cast import befriend, mentor, share, state, viewer

TOPICS = (Section.SKILLS, Section.INTERESTS)
AUDIENCE = st.sets(st.sampled_from(list(AUDIENCES))).map(lambda names: sum((AUDIENCES[one] for one in names), ONLY_ME))


@pytest.fixture
def owner(cast):
    """Finn, who states one new topic twice; everybody else is tied to him in another way and states it too."""
    for one in (cast.ada, cast.bob, cast.cleo, cast.dora, cast.eve):
        for section in TOPICS:
            state(one, section, "Xylophone repair")
            share(one, section, ONLY_ME)
    for section in TOPICS:
        state(cast.finn, section, "xylophone REPAIR")
    befriend(cast.finn, cast.cleo)
    mentor(cast.ada, cast.finn)
    mentor(cast.finn, cast.bob)
    mentor(cast.finn, cast.cleo)
    return cast.finn


@given(skills=AUDIENCE, interests=AUDIENCE)
@settings(max_examples=12)
def test_every_answer_agrees_with_the_page(cast, owner, skills, interests):
    share(owner, Section.SKILLS, skills)
    share(owner, Section.INTERESTS, interests)
    for who in (cast.ada, cast.bob, cast.cleo, cast.dora, cast.eve):
        looking = viewer(who)
        shown = {one for one in TOPICS if one in profile.of(looking, owner.handle).facts}
        card = profile.cards(looking, [owner.id], TOPICS)[owner.id]
        assert set(card.facts) == shown
        assert (owner.id in people(looking, "xylophone")[0]) == bool(shown)
        assert {reason.section for reason in with_people(looking, [owner.id])[owner.id].reasons} - {"mutual"} == shown
        offered = {one.en for one in terms(looking, Kind.TOPIC, "xylo")}
        assert ("xylophone REPAIR" in offered) == bool(shown)


def test_the_tied_of_all_kinds_were_really_asked(cast, owner):
    told = [
        profile.of(viewer(one), owner.handle).relation for one in (cast.ada, cast.bob, cast.cleo, cast.dora, cast.eve)
    ]
    assert len(set(told)) == 5
    assert all(one & other for one, other in itertools.pairwise(told))
