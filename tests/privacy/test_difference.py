"""The difference between two settings, against who sees what before and after."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.people.section import Section
from mentorship.privacy.audience import ONLY_ME, PRESETS, Preset, sees
from mentorship.privacy.difference import Step, difference
from mentorship.ties.relation import Relation
from tests.privacy.test_audience import IS, MEANT

PARTS = (Section.WORK, Section.CONTACT)
SETTINGS = st.fixed_dictionaries({part: st.integers(0, 127).map(Relation) for part in PARTS})
EVERYBODY = [*IS.values(), *(one | other for one in IS.values() for other in IS.values())]
PUBLIC, MEMBER, FRIEND, MENTOR = Relation.PUBLIC, Relation.MEMBER, Relation.FRIEND, Relation.MENTOR


def named(step, kind, part):
    return part in step.sections and bool(set(step.to) & MEANT[kind]) and not set(step.still) & MEANT[kind]


@given(SETTINGS, SETTINGS)
def test_who_gains_or_loses_a_section_is_told_so_and_nobody_else_is(before, after):
    steps = difference(before, after)
    for part in PARTS:
        for kind, flags in IS.items():
            was, will = sees(before[part], flags), sees(after[part], flags)
            opens = any(step.opens and named(step, kind, part) for step in steps)
            closes = any(not step.opens and named(step, kind, part) for step in steps)
            assert opens or not (will and not was)
            assert closes or not (was and not will)
            assert will or not opens
            assert not (closes and will)


@given(SETTINGS, SETTINGS)
def test_there_is_none_if_and_only_if_nobody_sees_anything_else(before, after):
    same = all(sees(before[part], flags) == sees(after[part], flags) for part in PARTS for flags in EVERYBODY)
    assert (difference(before, after) == []) == same


@given(SETTINGS, SETTINGS)
def test_nothing_is_said_twice(before, after):
    steps = difference(before, after)
    said = [(part, step.opens) for step in steps for part in step.sections]
    assert len(said) == len(set(said))
    assert all(step.to and step.sections for step in steps)


@pytest.mark.parametrize(
    ("before", "after", "steps"),
    [
        (ONLY_ME, FRIEND, [Step(True, ("friends",), (), (Section.WORK,))]),
        (FRIEND, MEMBER, [Step(True, ("members",), (), (Section.WORK,))]),
        (MEMBER | FRIEND, MEMBER, []),
        (MEMBER, ONLY_ME, [Step(False, ("members",), (), (Section.WORK,))]),
        (MEMBER, FRIEND | MENTOR, [Step(False, ("members",), ("friends", "mentors"), (Section.WORK,))]),
        (PUBLIC, MEMBER, [Step(False, ("everyone",), ("members",), (Section.WORK,))]),
        (PUBLIC, FRIEND, [Step(False, ("everyone",), ("friends",), (Section.WORK,))]),
        (FRIEND | MENTOR, MENTOR, [Step(False, ("friends",), (), (Section.WORK,))]),
        (
            FRIEND,
            MENTOR,
            [Step(True, ("mentors",), (), (Section.WORK,)), Step(False, ("friends",), (), (Section.WORK,))],
        ),
    ],
)
def test_it_is_told_by_the_widest_who_gain_or_lose(before, after, steps):
    assert difference({Section.WORK: before}, {Section.WORK: after}) == steps


def test_what_opens_to_many_comes_first_and_what_closes_last():
    steps = difference(PRESETS[Preset.BALANCED], PRESETS[Preset.OPEN])
    assert [(step.opens, step.to) for step in steps] == [
        (True, ("everyone",)),
        (True, ("members",)),
        (True, ("friends",)),
    ]
    back = difference(PRESETS[Preset.OPEN], PRESETS[Preset.BALANCED])
    assert [(step.to, step.still) for step in back] == [
        (("everyone",), ("members",)),
        (("members",), ("friends",)),
        (("members",), ("friends", "mentors", "mentees", "coordinators")),
        (("members",), ("mentors", "mentees")),
        (("friends",), ()),
    ]


def test_a_section_that_is_not_named_is_closed():
    assert difference({}, {Section.WORK: FRIEND}) == difference({Section.WORK: ONLY_ME}, {Section.WORK: FRIEND})
