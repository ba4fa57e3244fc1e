"""What is asked about first: written down here once more, cell by cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.people.section import Section
from mentorship.privacy.audience import AUDIENCES, ONLY_ME, PRESETS, Preset
from mentorship.privacy.sensitive import exposed
from mentorship.ties.relation import Relation

ASKED = {
    ("photo", "everyone"),
    ("contact", "everyone"),
    ("experience", "everyone"),
    ("experience", "members"),
    ("experience", "employers"),
    ("open_work", "members"),
}


@pytest.mark.parametrize("section", Section)
@pytest.mark.parametrize("name", AUDIENCES)
def test_one_press_is_asked_about_if_and_only_if_it_stands_here(section, name):
    found = exposed({section: ONLY_ME}, {section: AUDIENCES[name]})
    assert found == ({section: name} if (section, name) in ASKED else {})


@given(st.sampled_from([Section.PHOTO, Section.EXPERIENCE, Section.CONTACT]), st.integers(0, 127), st.integers(0, 127))
def test_closing_never_asks(section, wide, narrow):
    assert not exposed({section: Relation(wide)}, {section: Relation(wide & narrow)})


@pytest.mark.parametrize(
    ("before", "after", "name"),
    [
        (Relation.MEMBER, Relation.PUBLIC, "everyone"),
        (Relation.MEMBER, Relation.MEMBER | Relation.EMPLOYER, None),
        (Relation.EMPLOYER, Relation.MEMBER, "members"),
        (Relation.PUBLIC, Relation.PUBLIC | Relation.MEMBER, None),
        (Relation.FRIEND, Relation.FRIEND | Relation.EMPLOYER, "employers"),
    ],
)
def test_only_what_opens_newly_is_asked_about(before, after, name):
    found = exposed({Section.EXPERIENCE: before}, {Section.EXPERIENCE: after})
    assert found == ({Section.EXPERIENCE: name} if name else {})


def test_of_several_the_widest_is_named():
    both = Relation.EMPLOYER | Relation.FRIEND | Relation.COORDINATOR
    assert exposed({}, {Section.EXPERIENCE: both}) == {Section.EXPERIENCE: "employers"}


@pytest.mark.parametrize("preset", Preset)
def test_the_ready_made_settings_need_no_question_today(preset):
    assert exposed({}, PRESETS[preset]) == {}
