"""THE rule, against a table written down independently: who belongs to which audience."""

import itertools

import pytest

from mentorship.database import rows
from mentorship.people.section import Section
from mentorship.privacy.audience import (
    AUDIENCES,
    ONLY_ME,
    PRESETS,
    Preset,
    can_open,
    flags_of,
    is_included,
    seen,
    sees,
)
from mentorship.ties.relation import ALL, Relation

# In words, not in flags: for each kind of viewer, the audiences that mean them.
MEANT = {
    "not signed in": {"everyone"},
    "stranger": {"everyone", "members"},
    "friend": {"everyone", "members", "friends"},
    "mentor of the owner": {"everyone", "members", "mentors"},
    "mentee of the owner": {"everyone", "members", "mentees"},
    "coordinator": {"everyone", "members", "coordinators"},
    "employer": {"everyone", "members", "employers"},
    "blocked": set(),
}
ANYBODY = Relation.PUBLIC | Relation.MEMBER
IS = {
    "not signed in": Relation.PUBLIC,
    "stranger": ANYBODY,
    "friend": ANYBODY | Relation.FRIEND,
    "mentor of the owner": ANYBODY | Relation.MENTOR,
    "mentee of the owner": ANYBODY | Relation.MENTEE,
    "coordinator": ANYBODY | Relation.COORDINATOR,
    "employer": ANYBODY | Relation.EMPLOYER,
    "blocked": Relation.NONE,
}
CHOICES = [set(chosen) for size in range(8) for chosen in itertools.combinations(AUDIENCES, size)]


def flags(names):
    return sum((AUDIENCES[name] for name in names), ONLY_ME)


@pytest.mark.parametrize("kind", MEANT)
def test_somebody_sees_a_section_if_and_only_if_one_of_its_audiences_means_them(kind):
    assert [sees(flags(chosen), IS[kind]) for chosen in CHOICES] == [bool(chosen & MEANT[kind]) for chosen in CHOICES]


def test_the_owner_sees_everything_always():
    assert all(sees(flags(chosen), ALL) for chosen in CHOICES)


def test_to_be_two_things_is_to_see_what_either_sees():
    kinds = [kind for kind in MEANT if kind != "not signed in"]
    for one, other in itertools.combinations(kinds, 2):
        for chosen in CHOICES:
            both = sees(flags(chosen), IS[one] | IS[other])
            assert both == (sees(flags(chosen), IS[one]) or sees(flags(chosen), IS[other]))


def test_the_rule_in_sql_is_the_rule_in_python(database):
    """All 128 audiences (and none at all) against all 256 relations."""
    found = rows(
        f"""WITH RECURSIVE n AS (SELECT 0 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 255),
        a AS (SELECT i FROM n WHERE i < 128 UNION ALL SELECT NULL)
        SELECT a.i AS audience, n.i AS relation, {seen("a.i", "n.i")} AS answer FROM a CROSS JOIN n"""
    )
    assert len(found) == 129 * 256
    assert all(bool(one.answer) == sees(one.audience or 0, one.relation) for one in found)


def test_an_included_audience_is_one_that_sees_anyway():
    for chosen, (name, flag) in itertools.product(CHOICES, AUDIENCES.items()):
        wider = {"everyone", "members"} - {name} if name != "everyone" else set()
        wider -= {"members"} if name == "members" else set()
        assert is_included(flags(chosen), flag) == bool(chosen & wider)


@pytest.mark.parametrize("preset", Preset)
def test_a_preset_says_something_about_every_section(preset):
    assert set(PRESETS[preset]) == set(Section)


@pytest.mark.parametrize("preset", Preset)
@pytest.mark.parametrize("section", [Section.EXPERIENCE, Section.OPEN_WORK])
def test_no_preset_opens_what_one_opens_with_care(preset, section):
    assert PRESETS[preset][section] == ONLY_ME


@pytest.mark.parametrize("preset", Preset)
def test_no_preset_opens_what_cannot_be_chosen(preset):
    for section, audience in PRESETS[preset].items():
        assert all(can_open(section, flag) for flag in AUDIENCES.values() if flag & audience)
        assert 0 <= audience < Relation.SELF


def test_the_presets_open_less_and_less_to_strangers():
    opened = [{section for section in Section if sees(PRESETS[preset][section], ANYBODY)} for preset in Preset]
    assert opened[0] >= opened[1] >= opened[2]
    public = [{section for section in Section if sees(PRESETS[preset][section], Relation.PUBLIC)} for preset in Preset]
    assert (len(public[0]) > 0, public[1], public[2]) == (True, set(), set())


@pytest.mark.parametrize("name", AUDIENCES)
def test_view_as_gives_the_flags_of_somebody_who_is_just_that(name):
    kinds = [
        "not signed in",
        "stranger",
        "friend",
        "mentor of the owner",
        "mentee of the owner",
        "coordinator",
        "employer",
    ]
    assert flags_of(AUDIENCES[name]) == IS[kinds[list(AUDIENCES).index(name)]]
