"""The product against the table of decision.py: every viewer, every section, every audience, and mixtures of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship import clock
from mentorship.database import write
from mentorship.errors import Missing
from mentorship.people.person import State
from mentorship.people.section import Section
from mentorship.privacy import profile
from mentorship.privacy.audience import AUDIENCES as FLAGS
from mentorship.privacy.audience import ONLY_ME
from tests.cast import change, share
from tests.privacy.decision import AUDIENCES, GONE, VIEWERS, decides, decides_page

SECTIONS = [str(section) for section in Section]
ON_CARDS = [section for section in Section if not (section.is_people or section.is_picture or section.is_text)]
LISTS = {"friends": "friends", "mutual": "mutual", "mentors": "lineage", "mentees": "lineage"}
# In each round every section is open to another audience: eight rounds show each to each.
ROUNDS = [
    {section: {AUDIENCES[(place + turn) % len(AUDIENCES)]} for place, section in enumerate(SECTIONS)}
    for turn in range(len(AUDIENCES))
]


@write
def set_up(owner, opened):
    """Opens the owner's sections to exactly these audiences, in words."""
    for section, audiences in opened.items():
        share(owner, Section(section), sum((FLAGS.get(one, ONLY_ME) for one in audiences), ONLY_ME))


def read(viewer, owner):
    """The sections that the product shows something of; None if there is no page."""
    try:
        page = profile.of(viewer, owner.handle)
    except Missing:
        return None
    lists = {LISTS[name] for name, faces in page.people.items() if faces}
    return {str(section) for section in (*page.facts, *page.texts)} | lists | ({"photo"} if page.photo else set())


def on_card(viewer, owner):
    """The same of a card; None if there is none."""
    card = profile.cards(viewer, [owner.id], ON_CARDS).get(owner.id)
    return card and {str(section) for section in card.facts} | ({"photo"} if card.photo else set())


def expected_card(kind, opened):
    # Cards are for those who take part; asked for somebody outside, they hold what is open to everyone.
    parts = [*map(str, ON_CARDS), "photo"]
    known = decides(kind, {"everyone"}) is not None
    return {part for part in parts if decides(kind, opened[part], part)} if known else None


def test_the_gallery_has_a_viewer_of_every_kind(gallery):
    assert set(gallery.people) == set(VIEWERS)
    assert [one for one in AUDIENCES if one not in FLAGS] == ["only me"]
    assert {state for state in State if state != State.ACTIVE} == set(GONE)


@pytest.mark.parametrize("chosen", ROUNDS, ids=range(len(ROUNDS)))
def test_every_viewer_sees_of_every_section_what_the_table_says(gallery, chosen):
    set_up(gallery.olga, chosen)
    for kind in VIEWERS:
        viewer = gallery.viewer(kind)
        assert read(viewer, gallery.olga) == decides_page(kind, chosen), kind
        assert on_card(viewer, gallery.olga) == expected_card(kind, chosen), kind


@pytest.mark.parametrize("section", SECTIONS)
def test_whether_the_owner_exists_hangs_on_no_other_section(gallery, section):
    closed = {key: {"only me"} for key in SECTIONS}
    for audience in AUDIENCES:
        opened = closed | {section: {audience}}
        set_up(gallery.olga, opened)
        for kind in ("anonymous", "pending", "suspended", "closed", "stranger", "blocked"):
            assert read(gallery.viewer(kind), gallery.olga) == decides_page(kind, opened), (kind, audience)


@pytest.mark.parametrize("state", GONE)
def test_an_owner_who_takes_no_part_exists_for_nobody(gallery, state):
    opened = {key: {"everyone", "members", "friends", "mentors", "mentees"} for key in SECTIONS}
    set_up(gallery.olga, opened)
    away(gallery.olga, state)
    for kind in VIEWERS:
        assert decides_page(kind, opened, state) is None
        assert read(gallery.viewer(kind), gallery.olga) is None, kind
        assert on_card(gallery.viewer(kind), gallery.olga) is None, kind


def away(person, state):
    """Puts the person in this state, as the database keeps it."""
    change(person, state=state, closed_at=clock.now() if state == "closed" else None)


MIXTURES = st.fixed_dictionaries(
    dict.fromkeys(SECTIONS, st.sets(st.sampled_from(AUDIENCES[:-1])).map(lambda chosen: chosen or {"only me"}))
)


@settings(max_examples=200)
@given(mixture=MIXTURES, kinds=st.lists(st.sampled_from(VIEWERS), min_size=4, max_size=4, unique=True))
def test_what_is_open_to_several_is_open_to_each_of_them(gallery, mixture, kinds):
    set_up(gallery.olga, mixture)
    for kind in kinds:
        viewer = gallery.viewer(kind)
        assert read(viewer, gallery.olga) == decides_page(kind, mixture), kind
        assert on_card(viewer, gallery.olga) == expected_card(kind, mixture), kind
