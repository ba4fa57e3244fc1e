"""Ada with something in every section, and one viewer of every kind."""

import pytest

from mentorship.people import facts
from mentorship.people.section import Section
from mentorship.ties.block import block
from mentorship.ties.relation import Relation, Viewer
from tests.cast import mentor, settle, share, state, viewer
from tests.pictures import hang

LISTS = (Section.FRIENDS, Section.MUTUAL, Section.LINEAGE)


@pytest.fixture
def ada(cast):
    """Ada with something in every section; Bob is her mentee and Aldo her mentor; everybody's lists are open."""
    state(cast.ada, Section.SEEKS, "watercolour painting")
    state(cast.ada, Section.SKILLS, "first aid")
    state(cast.ada, Section.INTERESTS, "bread baking")
    state(cast.ada, Section.OPEN_WORK, "baker")
    facts.say(cast.ada.id, Section.CONTACT, "Tuesdays at the library")
    hang(cast.ada)
    mentor(cast.ada, cast.bob)
    mentor(cast.aldo, cast.ada)
    for one in (cast.bob, cast.cleo, cast.aldo):
        for section in LISTS:
            share(one, section, Relation.MEMBER)
    return cast.ada


@pytest.fixture
def viewers(cast, ada):
    """One viewer of every kind, by the words of test_audience."""
    gus = settle("Gus")
    block(ada.id, gus.id)
    return {
        "not signed in": Viewer.anonymous(),
        "stranger": viewer(cast.eve),
        "friend": viewer(cast.cleo),
        "mentor of the owner": viewer(cast.aldo),
        "mentee of the owner": viewer(cast.bob),
        "coordinator": viewer(cast.dora),
        "employer": viewer(cast.finn),
        "blocked": viewer(gus),
        "owner": viewer(ada),
    }
