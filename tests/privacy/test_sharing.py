"""What is opened to whom: one press opens or closes, the wish is what counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.database import execute, row, write
from mentorship.people.section import Section
from mentorship.privacy.audience import AUDIENCES, ONLY_ME, PRESETS, Preset
from mentorship.privacy.sharing import apply_preset, audiences_of, open_exactly, preset_of, share
from mentorship.ties.relation import Relation

PRESSES = st.lists(st.tuples(st.sampled_from(list(AUDIENCES)), st.booleans()), max_size=8)


def audience(person, section=Section.WORK):
    return audiences_of(person.id)[section]


def test_opening_and_closing_touches_one_section_and_one_audience(cast):
    before = audiences_of(cast.ada.id)
    share(cast.ada.id, Section.CONTACT, Relation.FRIEND, shared=True)
    assert audiences_of(cast.ada.id) == before | {Section.CONTACT: before[Section.CONTACT] | Relation.FRIEND}
    share(cast.ada.id, Section.CONTACT, Relation.FRIEND, shared=False)
    assert audiences_of(cast.ada.id) == before


@pytest.mark.parametrize("shared", [True, False])
def test_twice_is_once(cast, shared):
    share(cast.ada.id, Section.WORK, Relation.EMPLOYER, shared=shared)
    before = audience(cast.ada)
    share(cast.ada.id, Section.WORK, Relation.EMPLOYER, shared=shared)
    assert audience(cast.ada) == before


@given(PRESSES)
def test_any_row_of_presses_ends_at_the_last_wish_for_each(cast, presses):
    open_exactly(cast.ada.id, Section.WORK, ONLY_ME)
    wishes = set()
    for name, shared in presses:
        share(cast.ada.id, Section.WORK, AUDIENCES[name], shared=shared)
        wishes = wishes | {name} if shared else wishes - {name}
    assert audience(cast.ada) == sum((AUDIENCES[name] for name in wishes), ONLY_ME)


def test_two_presses_at_once_both_count(cast, at_once):
    open_exactly(cast.ada.id, Section.WORK, Relation.FRIEND)
    at_once(
        lambda: share(cast.ada.id, Section.WORK, Relation.MENTOR, shared=True),
        lambda: share(cast.ada.id, Section.WORK, Relation.MENTEE, shared=True),
        lambda: share(cast.ada.id, Section.WORK, Relation.FRIEND, shared=False),
    )
    assert audience(cast.ada) == Relation.MENTOR | Relation.MENTEE


def test_a_section_without_a_setting_is_only_mine(cast):
    assert row("SELECT count(*) AS n FROM sharing WHERE owner_id = 0").n == 0
    assert set(audiences_of(0).values()) == {ONLY_ME}


def test_a_section_without_a_setting_can_be_opened_and_closed(cast):
    newcomer = cast.eve.id
    write(execute)("DELETE FROM sharing WHERE owner_id = ?", newcomer)
    share(newcomer, Section.WORK, Relation.FRIEND, shared=False)
    assert audience(cast.eve) == ONLY_ME
    share(newcomer, Section.WORK, Relation.FRIEND, shared=True)
    assert audience(cast.eve) == Relation.FRIEND


@pytest.mark.parametrize("preset", Preset)
def test_a_preset_sets_everything_and_is_known_again(cast, preset):
    apply_preset(cast.ada.id, preset)
    assert audiences_of(cast.ada.id) == PRESETS[preset]
    assert preset_of(audiences_of(cast.ada.id)) is preset


def test_a_mixture_of_ones_own_is_no_preset(cast):
    share(cast.ada.id, Section.CONTACT, Relation.EMPLOYER, shared=True)
    assert preset_of(audiences_of(cast.ada.id)) is None


def test_the_settings_of_one_are_not_those_of_another(cast):
    before = audiences_of(cast.bob.id)
    apply_preset(cast.ada.id, Preset.PRIVATE)
    assert audiences_of(cast.bob.id) == before


def test_all_settings_are_read_in_one_statement(cast, statements):
    assert statements(lambda: audiences_of(cast.ada.id)) == 1
