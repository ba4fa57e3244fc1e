"""A profile: exactly what this viewer may see, section by section, and view-as is the true page."""

import dataclasses

import pytest

from mentorship.errors import Missing
from mentorship.people.section import Section
from mentorship.people.vocabulary import TermName
from mentorship.privacy import profile
from mentorship.privacy.audience import AUDIENCES, ONLY_ME, Preset, flags_of
from mentorship.privacy.sharing import apply_preset
from mentorship.ties.availability import offer_places, pause
from mentorship.ties.block import block
from mentorship.ties.relation import ALL, Relation, Viewer
from tests.cast import mentor, settle, share, state, suspend, viewer

# In words: for each kind of viewer the one audience that means them besides everyone and members.
MEANT = {
    "stranger": set(),
    "friend": {"friends"},
    "mentor of the owner": {"mentors"},
    "mentee of the owner": {"mentees"},
    "coordinator": {"coordinators"},
    "employer": {"employers"},
}
CONTENT = [section for section in Section if not section.is_people]
BASIC = ["photo", "about", "occupation", "place", "languages", "interests", "skills", "offers", "seeks"]
BALANCED = {
    "stranger": BASIC,
    "friend": [*BASIC, "work", "education"],
    "mentor of the owner": [*BASIC, "work", "education", "contact"],
    "mentee of the owner": [*BASIC, "work", "education", "contact"],
    "coordinator": [*BASIC, "work", "education"],
    "employer": BASIC,
}
PAIR = ["photo", "about", "occupation", "languages", "offers", "seeks"]
PRIVATE = {kind: PAIR if "of the owner" in kind else ["offers"] for kind in MEANT}
OPEN = {kind: [*BASIC, "work", "education"] for kind in MEANT}
for kind in ("friend", "mentor of the owner", "mentee of the owner"):
    OPEN[kind] = [*OPEN[kind], "contact"]


def content(viewer, owner):
    """The sections of which this viewer gets to read something; None if there is no page at all."""
    try:
        found = profile.of(viewer, owner.handle)
    except Missing:
        return None
    return read(found)


def read(page):
    """The sections that the page has something of."""
    return {*page.facts, *page.texts, *([Section.PHOTO] if page.photo else [])}


@pytest.mark.parametrize("section", CONTENT)
def test_a_section_is_read_by_those_it_is_open_to_and_by_nobody_else(ada, viewers, section):
    apply_preset(ada.id, Preset.PRIVATE)
    for other in CONTENT:
        share(ada, other, ONLY_ME)
    for name, flag in AUDIENCES.items():
        share(ada, section, flag)
        readers = {kind for kind in MEANT if section in (content(viewers[kind], ada) or ())}
        expected = {kind for kind, meant in MEANT.items() if name in ("everyone", "members") or name in meant}
        assert readers == expected, name
        assert content(viewers["not signed in"], ada) == ({section} if name == "everyone" else None)
        assert content(viewers["blocked"], ada) is None
        assert content(viewers["owner"], ada) == set(CONTENT)


@pytest.mark.parametrize("kind", MEANT)
@pytest.mark.parametrize(("preset", "expected"), [("balanced", BALANCED), ("private", PRIVATE), ("open", OPEN)])
def test_the_presets_show_each_kind_of_viewer_exactly_this(ada, viewers, preset, expected, kind):
    apply_preset(ada.id, Preset(preset))
    assert content(viewers[kind], ada) == set(expected[kind])


@pytest.mark.parametrize(
    ("preset", "public"), [("balanced", None), ("private", None), ("open", {"about", "occupation", "offers"})]
)
def test_the_presets_show_the_web_exactly_this(ada, viewers, preset, public):
    apply_preset(ada.id, Preset(preset))
    assert content(viewers["not signed in"], ada) == public


REAL = {
    "everyone": "not signed in",
    "members": "stranger",
    "friends": "friend",
    "mentors": "mentor of the owner",
    "mentees": "mentee of the owner",
    "coordinators": "coordinator",
    "employers": "employer",
}


@pytest.mark.parametrize("preset", Preset)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_view_as_is_the_page_that_they_really_see(ada, viewers, preset, audience):
    """Equal but for the lists of people, which stay closed there, and the page of one's own pair."""
    apply_preset(ada.id, preset)
    flags = flags_of(AUDIENCES[audience])
    if content(viewers[REAL[audience]], ada) is None:
        with pytest.raises(Missing):
            profile.as_seen_with(ada.id, flags)
    else:
        real = profile.of(viewers[REAL[audience]], ada.handle)
        assert profile.as_seen_with(ada.id, flags) == dataclasses.replace(real, people={}, pair_pages={})


def test_the_owner_reads_all_of_it(ada, viewers):
    mine = profile.of(viewers["owner"], ada.handle)
    assert (mine.relation, mine.open_sections) == (ALL, frozenset(Section))
    assert read(mine) == set(CONTENT)


def test_a_hidden_section_is_absent_not_empty(ada, viewers):
    found = profile.of(viewers["stranger"], ada.handle)
    assert Section.WORK not in found.facts
    assert Section.CONTACT not in found.texts
    assert not {Section.WORK, Section.CONTACT, Section.EXPERIENCE} & found.open_sections


@pytest.mark.parametrize(
    "vanish",
    [
        lambda one, other: block(one.id, other.id),
        lambda one, other: block(other.id, one.id),
        lambda one, _: suspend(one),
    ],
)
def test_who_does_not_exist_for_me_has_no_page_even_if_open_to_everyone(cast, vanish):
    share(cast.ada, Section.ABOUT, Relation.PUBLIC)
    vanish(cast.ada, cast.cleo)
    with pytest.raises(Missing):
        profile.of(viewer(cast.cleo), cast.ada.handle)


@pytest.mark.parametrize("handle", ["", "nobody", "1", "%", "ada", "x" * 10_000])
def test_a_made_up_handle_has_no_page(cast, handle):
    with pytest.raises(Missing):
        profile.of(viewer(cast.ada), handle)


def test_a_name_alone_is_no_public_page(cast):
    share(cast.eve, Section.SKILLS, Relation.PUBLIC)
    with pytest.raises(Missing):
        profile.of(Viewer.anonymous(), cast.eve.handle)


def test_facts_come_with_all_their_details(cast):
    mine = profile.of(viewer(cast.ada), cast.ada.handle)
    (school,) = mine.facts[Section.EDUCATION]
    assert (school.term.en, school.focus, school.year_from, school.year_to) == (
        "University of Turin",
        TermName("nursing", "infermieristica"),
        2004,
        2008,
    )
    assert mine.facts[Section.LANGUAGES][0].level == "native"
    assert mine.facts[Section.OFFERS][0].area == "work"


def test_work_history_is_newest_first_and_what_goes_on_stands_on_top(cast):
    state(cast.bob, Section.WORK, "Bar Sport", year_from=1990, year_to=1995)
    state(cast.bob, Section.WORK, "Bar Roma", year_from=2001)
    state(cast.bob, Section.WORK, "Bar Milano", year_from=1996, year_to=2000)
    history = profile.of(viewer(cast.bob), cast.bob.handle).facts[Section.WORK]
    assert [one.term.en for one in history] == ["Bar Roma", "Bar Milano", "Bar Sport"]


def test_sections_come_in_the_order_of_the_page(ada, viewers):
    assert list(profile.of(viewers["owner"], ada.handle).facts) == [
        one for one in CONTENT if not one.is_text and not one.is_picture
    ]


def free(viewer, owner):
    return profile.of(viewer, owner.handle).has_place


def test_a_free_place_is_shown_with_what_is_offered_and_hidden_with_it(cast):
    assert free(viewer(cast.eve), cast.ada) is True
    share(cast.ada, Section.OFFERS, Relation.FRIEND)
    assert free(viewer(cast.eve), cast.ada) is None
    assert free(viewer(cast.cleo), cast.ada) is True


def test_no_place_left_a_pause_and_no_mentor_are_told_apart(cast):
    mentor(cast.ada, cast.bob)
    mentor(cast.ada, cast.dora)
    pause(cast.cleo.id)
    offer_places(cast.finn.id, 0)
    assert [free(viewer(cast.eve), one) for one in (cast.ada, cast.cleo, cast.finn, cast.bob)] == [
        False,
        False,
        None,
        None,
    ]


def test_the_two_of_a_pair_find_their_page_and_others_do_not(cast):
    made = mentor(cast.ada, cast.bob)
    assert profile.of(viewer(cast.bob), cast.ada.handle).pair_pages == {"mentor": made.key}
    assert profile.of(viewer(cast.ada), cast.bob.handle).pair_pages == {"mentee": made.key}
    assert profile.of(viewer(cast.cleo), cast.ada.handle).pair_pages == {}


def test_a_page_takes_the_same_few_statements_however_much_is_on_it(cast, statements):
    newcomer = settle("Gia")
    for number in range(10):
        state(cast.ada, Section.WORK, f"Ward {number}")
        mentor(cast.ada, settle(f"Mentee {number}"))
    few = statements(lambda: profile.of(viewer(cast.cleo), newcomer.handle))
    assert statements(lambda: profile.of(viewer(cast.cleo), cast.ada.handle)) == few <= 4
