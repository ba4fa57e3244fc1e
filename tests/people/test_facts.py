"""What a person states about themselves: facts with years, area or level, and free text."""

import pytest

from mentorship import clock
from mentorship.database import row, rows
from mentorship.errors import Invalid
from mentorship.people import facts
from mentorship.people.facts import MOST_FACTS, TERM_KINDS, TEXT_LIMIT, retract, say, section_of
from mentorship.people.section import Area, Section
from mentorship.people.vocabulary import Kind


def stated(person, section):
    return rows(
        "SELECT f.key, t.en, f.area, f.level, f.year_from, f.year_to, o.en AS focus, f.written FROM fact f "
        "JOIN term t ON t.id = f.term_id LEFT JOIN term o ON o.id = f.focus_id "
        "WHERE f.person_id = ? AND f.section = ? ORDER BY f.id",
        person.id,
        section,
    )


def refusal(cast, section, typed="nurse", **details):
    with pytest.raises(Invalid) as refused:
        facts.state(cast.eve.id, section, typed, **details)
    return refused.value


@pytest.mark.parametrize("section", TERM_KINDS)
def test_every_section_of_facts_takes_a_term_of_its_kind(cast, section):
    facts.state(cast.finn.id, section, "something quite new", area="work")
    (one,) = stated(cast.finn, section)
    kind = row("SELECT kind FROM term WHERE en = 'something quite new'").kind
    assert (one.en, kind) == ("something quite new", TERM_KINDS[section])


def test_sections_of_text_of_people_and_the_photo_take_no_facts():
    assert set(TERM_KINDS) == {one for one in Section if not (one.is_text or one.is_people or one.is_picture)}


def test_the_same_term_again_is_one_fact_with_the_new_details(cast):
    facts.state(cast.eve.id, Section.LANGUAGES, "French", level="basic")
    facts.state(cast.eve.id, Section.LANGUAGES, "francese", level="fluent")
    (one,) = stated(cast.eve, Section.LANGUAGES)
    assert one.level == "fluent"


def test_a_changed_fact_keeps_its_public_key(cast):
    facts.state(cast.eve.id, Section.SKILLS, "Juggling")
    (before,) = stated(cast.eve, Section.SKILLS)
    facts.state(cast.eve.id, Section.SKILLS, "JUGGLING")
    (after,) = stated(cast.eve, Section.SKILLS)
    assert (after.key, after.written) == (before.key, "JUGGLING")


def test_one_may_have_worked_twice_at_one_place(cast):
    facts.state(cast.ada.id, Section.WORK, "San Rocco Hospital", year_from=1999, year_to=2001)
    assert [one.year_from for one in stated(cast.ada, Section.WORK)] == [2009, 1999]


def test_stating_the_very_same_stay_twice_is_once(cast):
    for _ in range(2):
        facts.state(cast.bob.id, Section.WORK, "Bar Sport", focus="cook", year_from=2001)
    assert len(stated(cast.bob, Section.WORK)) == 1


@pytest.mark.parametrize(
    ("field", "years"),
    [
        ("year_from", {"year_from": 1899}),
        ("year_to", {"year_to": 1899}),
        ("year_from", {"year_from": 3000}),
        ("year_from", {"year_from": 0}),
        ("year_from", {"year_from": -5}),
        ("year_to", {"year_to": 99_999_999_999}),
        ("year_to", {"year_from": 2010, "year_to": 2009}),
    ],
)
def test_years_that_cannot_be_are_refused_beside_their_field(cast, field, years):
    assert refusal(cast, Section.WORK, **years).field == field


@pytest.mark.parametrize("years", [(1900, None), (None, 1900), (2001, 2001), (2001, None), (None, None)])
def test_years_may_be_left_out(cast, years):
    facts.state(cast.bob.id, Section.WORK, "Bar Sport", year_from=years[0], year_to=years[1])
    (one,) = stated(cast.bob, Section.WORK)
    assert (one.year_from, one.year_to) == years


def test_a_plan_may_reach_ten_years_ahead(cast):
    latest = clock.now().year + 10
    facts.state(cast.bob.id, Section.EDUCATION, "Evening school", year_to=latest)
    assert refusal(cast, Section.EDUCATION, year_to=latest + 1).values == {"latest": latest}


def test_a_focus_is_an_occupation_at_work_and_a_field_at_school(cast):
    facts.state(cast.bob.id, Section.WORK, "Bar Sport", focus="cuoco")
    facts.state(cast.bob.id, Section.EDUCATION, "Evening school", focus="nursing")
    assert stated(cast.bob, Section.WORK)[0].focus == "cook"
    assert stated(cast.bob, Section.EDUCATION)[0].focus == "nursing"
    assert facts.FOCUS_KINDS == {Section.WORK: Kind.OCCUPATION, Section.EDUCATION: Kind.FIELD}


def test_a_focus_elsewhere_is_not_kept(cast):
    facts.state(cast.bob.id, Section.SKILLS, "Juggling", focus="cook")
    assert stated(cast.bob, Section.SKILLS)[0].focus is None


def test_a_focus_that_is_too_long_is_refused_beside_its_own_field(cast):
    assert refusal(cast, Section.WORK, focus="x" * 81).field == "focus"
    assert row("SELECT count(*) AS n FROM fact WHERE person_id = ?", cast.eve.id).n == 1


@pytest.mark.parametrize("section", [Section.OFFERS, Section.SEEKS])
def test_a_shipped_topic_knows_its_area(cast, section):
    facts.state(cast.eve.id, section, "writing a CV")
    assert stated(cast.eve, section)[0].area == Area.WORK


def test_a_new_topic_needs_an_area(cast):
    assert refusal(cast, Section.OFFERS, "Juggling").field == "area"


def test_a_chosen_area_wins(cast):
    facts.state(cast.eve.id, Section.OFFERS, "writing a CV", area="social")
    assert stated(cast.eve, Section.OFFERS)[0].area == Area.SOCIAL


def test_only_what_one_offers_or_seeks_has_an_area(cast):
    facts.state(cast.eve.id, Section.SKILLS, "Juggling", area="work")
    assert stated(cast.eve, Section.SKILLS)[0].area == ""


def test_only_a_language_has_a_level(cast):
    facts.state(cast.eve.id, Section.SKILLS, "Juggling", level="native")
    assert stated(cast.eve, Section.SKILLS)[0].level == ""


@pytest.mark.parametrize(
    ("section", "details", "field"),
    [(Section.OFFERS, {"area": "love"}, "area"), (Section.LANGUAGES, {"level": "perfect"}, "level")],
)
def test_a_made_up_choice_is_refused_beside_its_field(cast, section, details, field):
    assert refusal(cast, section, "French", **details).field == field


@pytest.mark.parametrize("section", [Section.SKILLS, Section.WORK])
def test_a_section_holds_forty_facts(cast, section):
    for number in range(MOST_FACTS):
        facts.state(cast.bob.id, section, f"Thing {number}")
    with pytest.raises(Invalid) as refused:
        facts.state(cast.bob.id, section, "One more")
    assert refused.value.field == "term"
    facts.state(cast.eve.id, section, "One more")


def test_in_a_full_section_what_is_there_can_still_be_changed(cast):
    for number in range(MOST_FACTS):
        facts.state(cast.bob.id, Section.SKILLS, f"Thing {number}")
    facts.state(cast.bob.id, Section.SKILLS, "THING 0")
    assert stated(cast.bob, Section.SKILLS)[0].written == "THING 0"


def test_what_is_refused_leaves_no_term_behind(cast):
    refusal(cast, Section.OFFERS, "Juggling")
    assert row("SELECT count(*) AS n FROM term WHERE en = 'Juggling'").n == 0


def test_a_fact_is_taken_back_by_its_owner_only(cast):
    (one,) = stated(cast.bob, Section.OCCUPATION)
    assert not retract(cast.eve.id, one.key)
    assert retract(cast.bob.id, one.key)
    assert not retract(cast.bob.id, one.key)
    assert stated(cast.bob, Section.OCCUPATION) == []


def test_the_section_of_a_fact_is_told_to_its_owner_only(cast):
    (one,) = stated(cast.bob, Section.OCCUPATION)
    assert section_of(cast.bob.id, one.key) is Section.OCCUPATION
    assert section_of(cast.eve.id, one.key) is None


def test_the_same_fact_stated_twice_at_once_is_one(cast, at_once):
    assert at_once(*[lambda: facts.state(cast.bob.id, Section.SKILLS, "Juggling")] * 3) == [None] * 3
    assert len(stated(cast.bob, Section.SKILLS)) == 1


def texts(person):
    return {one.section: one.text for one in rows("SELECT section, text FROM passage WHERE person_id = ?", person.id)}


def test_a_text_is_written_changed_and_taken_away(cast):
    say(cast.bob.id, Section.ABOUT, " One.\r\n\r\nTwo. ")
    assert texts(cast.bob) == {"about": "One.\n\nTwo."}
    say(cast.bob.id, Section.ABOUT, "Three.")
    assert texts(cast.bob) == {"about": "Three."}
    say(cast.bob.id, Section.ABOUT, "  \n")
    assert texts(cast.bob) == {}


@pytest.mark.parametrize("section", TEXT_LIMIT)
def test_a_text_has_a_limit_and_what_was_there_stays(cast, section):
    before = texts(cast.ada)
    with pytest.raises(Invalid) as refused:
        say(cast.ada.id, section, "x" * (TEXT_LIMIT[section] + 1))
    assert refused.value.field == "text"
    assert texts(cast.ada) == before


def test_a_text_of_the_widest_letters_is_taken_by_every_engine(cast):
    say(cast.bob.id, Section.ABOUT, "ﷺ" * TEXT_LIMIT[Section.ABOUT])
    assert len(texts(cast.bob)["about"]) == TEXT_LIMIT[Section.ABOUT]
