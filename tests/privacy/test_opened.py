"""The text of one section, for those to whom it is open."""

import pytest

from mentorship.database import row
from mentorship.people.section import Section
from mentorship.privacy.opened import text_seen
from mentorship.ties import block
from mentorship.ties.relation import ME, Relation, Viewer, me, relation_to
from tests.cast import befriend, mentor, share, suspend, viewer

CONTACT = "Tuesdays at the library"


OF_ADA = f"""WITH {ME}, who AS (SELECT p.id, {relation_to("p")} AS flags FROM me CROSS JOIN person p WHERE p.id = ?)
SELECT {text_seen("who.id", "who.flags", Section.CONTACT)} AS text FROM who"""


def contact_of_ada(cast, reader) -> str:
    return read(cast, viewer(reader))


def read(cast, viewer) -> str:
    return row(OF_ADA, *me(viewer), cast.ada.id).text or ""


def test_contact_opens_to_the_pair_and_to_nobody_else(cast):
    mentor(cast.ada, of=cast.bob)
    assert contact_of_ada(cast, cast.bob) == CONTACT
    assert contact_of_ada(cast, cast.ada) == CONTACT
    for other in (cast.cleo, cast.eve, cast.dora, cast.aldo, cast.finn):
        assert contact_of_ada(cast, other) == ""


@pytest.mark.parametrize("audience", [Relation.NONE, Relation.MENTOR, Relation.EMPLOYER])
def test_the_audience_decides(cast, audience):
    mentor(cast.ada, of=cast.bob)
    share(cast.ada, Section.CONTACT, audience)
    assert contact_of_ada(cast, cast.bob) == ""
    share(cast.ada, Section.CONTACT, Relation.FRIEND)
    befriend(cast.ada, cast.bob)
    assert contact_of_ada(cast, cast.bob) == CONTACT


def test_who_does_not_exist_for_me_has_no_text(cast):
    share(cast.ada, Section.CONTACT, Relation.PUBLIC)
    assert read(cast, Viewer.anonymous()) == CONTACT
    block.block(cast.ada.id, cast.bob.id)
    assert contact_of_ada(cast, cast.bob) == ""
    suspend(cast.ada)
    assert contact_of_ada(cast, cast.eve) == ""
