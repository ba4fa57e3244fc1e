"""What changed and when: only what somebody would notice, a preset as one, whole moments on a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship import clock
from mentorship.chores import cleaning
from mentorship.database import execute, row, rows, write
from mentorship.people.section import Section
from mentorship.privacy.audience import ONLY_ME, PRESETS, Preset
from mentorship.privacy.difference import difference
from mentorship.privacy.history import KEPT, Cause, latest
from mentorship.privacy.sharing import apply_preset, audiences_of, open_exactly, share
from mentorship.ties.relation import Relation
from tests.cast import settle

FRIEND, MEMBER = Relation.FRIEND, Relation.MEMBER


@write
def forget(person):
    """Forgets what changed so far."""
    execute("DELETE FROM sharing_change WHERE owner_id = ?", person.id)


@pytest.fixture
def ada(cast):
    """Ada in the balanced settings, with an empty history."""
    forget(cast.ada)
    return cast.ada


def entries(person, **page):
    return latest(person.id, **page)[0]


def test_joining_is_the_first_entry_and_tells_what_was_open_from_the_start(cast):
    [entry] = entries(settle("Gia"))
    assert (entry.cause, entry.preset) == (Cause.JOINING, Preset.BALANCED)
    assert list(entry.steps) == difference({}, PRESETS[Preset.BALANCED])


def test_a_press_is_an_entry_with_the_moment(ada, still_clock):
    share(ada.id, Section.CONTACT, FRIEND, shared=True)
    [entry] = entries(ada)
    assert (entry.at, entry.cause, entry.preset) == (clock.microseconds(clock.now()), Cause.PRESS, "")
    [step] = entry.steps
    assert (step.opens, step.to, step.sections) == (True, ("friends",), (Section.CONTACT,))


@pytest.mark.parametrize("shared", [True, False])
def test_a_press_that_changes_nothing_is_no_entry(ada, shared):
    open_exactly(ada.id, Section.WORK, FRIEND if shared else ONLY_ME)
    forget(ada)
    share(ada.id, Section.WORK, FRIEND, shared=shared)
    assert entries(ada) == []


def test_what_a_wider_group_saw_anyway_is_no_entry(ada):
    open_exactly(ada.id, Section.SKILLS, MEMBER)
    forget(ada)
    share(ada.id, Section.SKILLS, FRIEND, shared=True)
    share(ada.id, Section.SKILLS, FRIEND, shared=False)
    assert entries(ada) == []


def test_a_preset_is_one_entry_and_twice_is_once(ada):
    before = audiences_of(ada.id)
    for _twice in range(2):
        apply_preset(ada.id, Preset.OPEN)
    [entry] = entries(ada)
    assert (entry.cause, entry.preset) == (Cause.PRESET, Preset.OPEN)
    assert list(entry.steps) == difference(before, PRESETS[Preset.OPEN])


def test_a_change_and_its_entry_come_together_or_not_at_all(ada):
    @write
    def breaks_off():
        share(ada.id, Section.CONTACT, FRIEND, shared=True)
        raise RuntimeError

    before = audiences_of(ada.id)
    with pytest.raises(RuntimeError):
        breaks_off()
    assert audiences_of(ada.id) == before
    assert entries(ada) == []


CHANGES = st.lists(
    st.one_of(
        st.sampled_from(list(Preset)),
        st.tuples(st.sampled_from([Section.WORK, Section.CONTACT]), st.integers(0, 127).map(Relation)),
    ),
    max_size=6,
)


@given(CHANGES)
def test_the_entries_lead_from_the_first_settings_to_the_last(cast, changes):
    apply_preset(cast.ada.id, Preset.BALANCED)
    forget(cast.ada)
    before = audiences_of(cast.ada.id)
    for one in changes:
        apply_preset(cast.ada.id, one) if isinstance(one, Preset) else open_exactly(cast.ada.id, *one)
    told = rows("SELECT section, before, after FROM sharing_change WHERE owner_id = ? ORDER BY at, id", cast.ada.id)
    replayed = dict(before)
    for one in told:
        assert not difference({one.section: replayed[one.section]}, {one.section: Relation(one.before)})
        assert difference({one.section: Relation(one.before)}, {one.section: Relation(one.after)})
        replayed[Section(one.section)] = Relation(one.after)
    assert not difference(replayed, audiences_of(cast.ada.id))


def test_two_presses_at_once_leave_a_history_without_a_gap(ada, at_once):
    open_exactly(ada.id, Section.WORK, FRIEND)
    forget(ada)
    at_once(
        lambda: share(ada.id, Section.WORK, Relation.MENTOR, shared=True),
        lambda: share(ada.id, Section.WORK, FRIEND, shared=False),
    )
    told = rows("SELECT before, after FROM sharing_change WHERE owner_id = ? ORDER BY id", ada.id)
    assert (told[0].before, told[0].after, told[1].after) == (FRIEND, told[1].before, Relation.MENTOR)


def test_it_is_ones_own(ada, cast):
    before = entries(cast.bob)
    apply_preset(ada.id, Preset.OPEN)
    assert entries(cast.bob) == before


def test_who_presses_at_the_same_moment_is_not_told(ada, cast, still_clock):
    share(ada.id, Section.CONTACT, FRIEND, shared=True)
    share(cast.bob.id, Section.WORK, Relation.EMPLOYER, shared=True)
    [entry] = entries(ada)
    assert [step.sections for step in entry.steps] == [(Section.CONTACT,)]


def press_often(person, moved_clock, times):
    for number in range(times):
        moved_clock(minutes=1)
        share(person.id, Section.CONTACT, FRIEND, shared=number % 2 == 0)


def test_pages_hold_whole_moments_and_nothing_is_left_out(ada, moved_clock):
    press_often(ada, moved_clock, 7)
    moved_clock(minutes=1)
    apply_preset(ada.id, Preset.OPEN)
    whole, more = latest(ada.id)
    assert (len(whole), more) == (8, False)
    read, before = [], {}
    while True:
        page, more = latest(ada.id, most=3, **before)
        read += page
        assert len(page) == (3 if more else 2)
        if not more:
            break
        before = {"before": page[-1].at}
    assert read == whole
    assert [one.at for one in whole] == sorted((one.at for one in whole), reverse=True)


def test_at_one_moment_presses_of_one_section_are_told_by_what_came_of_them(ada, still_clock):
    for shared in (True, False, True):
        share(ada.id, Section.CONTACT, FRIEND, shared=shared)
    [entry] = entries(ada)
    assert [(step.opens, step.to) for step in entry.steps] == [(True, ("friends",))]


def test_a_page_is_one_statement_however_long_the_history(ada, moved_clock, statements):
    press_often(ada, moved_clock, 3)
    few = statements(lambda: latest(ada.id, most=5))
    press_often(ada, moved_clock, 40)
    assert few == statements(lambda: latest(ada.id, most=5)) == 1


def test_it_is_kept_for_two_years(ada, cast, moved_clock):
    share(ada.id, Section.CONTACT, FRIEND, shared=True)
    moved_clock(days=KEPT.days - 1)
    cleaning.clean()
    assert len(entries(ada)) == 1
    moved_clock(days=2)
    cleaning.clean()
    assert row("SELECT count(*) AS n FROM sharing_change").n == 0
