"""Two terms that become one: every fact and every spelling moves, and nobody states the same thing twice."""

import itertools

import pytest

from mentorship.database import rows
from mentorship.errors import Invalid
from mentorship.people.section import Area, Section
from mentorship.people.vocabulary import Kind, Term, find_or_add, holding
from mentorship.people.vocabulary.merging import merge, rename, unite
from mentorship.people.vocabulary.term import between
from tests.cast import state
from tests.tables import all_tables


def topic(name):
    return find_or_add(Kind.TOPIC, name).id


def stated(person, section):
    return rows(
        "SELECT t.en, f.area, o.en AS focus, f.year_from, f.written FROM fact f JOIN term t ON t.id = f.term_id "
        "LEFT JOIN term o ON o.id = f.focus_id WHERE f.person_id = ? AND f.section = ? ORDER BY t.en, f.id",
        person.id,
        section,
    )


def found(start, kind=Kind.TOPIC):
    """The ids of the terms that are found by what begins so."""
    sql = "SELECT DISTINCT term_id FROM beginning WHERE kind = ? AND tail >= ? AND tail < ? ORDER BY term_id"
    return [one.term_id for one in rows(sql, kind, *between(start))]


def test_everything_moves_and_the_one_is_gone(cast):
    state(cast.bob, Section.SKILLS, "Jugling")
    state(cast.bob, Section.INTERESTS, "Jugling")
    state(cast.eve, Section.SKILLS, "keeping balls in the air")
    source, target = topic("jugling"), topic("keeping balls in the air")
    merge(source, target)
    assert Term.get_or_none(id=source) is None
    assert topic("JUGLING") == target
    assert found("jug") == found("air") == [target]
    for person, section in ((cast.bob, Section.SKILLS), (cast.bob, Section.INTERESTS), (cast.eve, Section.SKILLS)):
        assert [one.en for one in stated(person, section)] == ["keeping balls in the air"]


@pytest.mark.parametrize("section", [Section.SKILLS, Section.OFFERS])
def test_who_states_both_keeps_one(cast, section):
    state(cast.bob, section, "one way", "other way")
    merge(topic("one way"), topic("other way"))
    assert [one.en for one in stated(cast.bob, section)] == ["other way"]


def test_the_same_for_two_parts_of_life_stays_two(cast):
    state(cast.bob, Section.OFFERS, "one way", area=Area.WORK)
    state(cast.bob, Section.OFFERS, "other way", area=Area.SOCIAL)
    merge(topic("one way"), topic("other way"))
    assert [one.area for one in stated(cast.bob, Section.OFFERS)] == ["work", "social"]


def test_stays_in_other_years_stay_and_the_very_same_stay_is_one(cast):
    for name in ("Zorn Bakery", "Bakery Zorn"):
        state(cast.bob, Section.WORK, name, focus="baker", year_from=2001, year_to=2003)
    state(cast.bob, Section.WORK, "Bakery Zorn", focus="baker", year_from=2010)
    state(cast.bob, Section.WORK, "Bakery Zorn", year_from=2001, year_to=2003)
    merge(find_or_add(Kind.WORKPLACE, "Zorn Bakery").id, find_or_add(Kind.WORKPLACE, "Bakery Zorn").id)
    stays = stated(cast.bob, Section.WORK)
    assert sorted((one.en, one.focus or "", one.year_from) for one in stays) == [
        ("Bakery Zorn", "", 2001),
        ("Bakery Zorn", "baker", 2001),
        ("Bakery Zorn", "baker", 2010),
    ]


def test_what_was_done_somewhere_moves_too_and_the_very_same_stay_is_one(cast):
    for focus in ("crumb counter", "counter of crumbs"):
        state(cast.bob, Section.WORK, "Zorn Bakery", focus=focus, year_from=2001)
    merge(find_or_add(Kind.OCCUPATION, "crumb counter").id, find_or_add(Kind.OCCUPATION, "counter of crumbs").id)
    assert [one.focus for one in stated(cast.bob, Section.WORK)] == ["counter of crumbs"]


def test_the_facts_of_others_and_other_terms_stay(cast):
    state(cast.bob, Section.SKILLS, "one way", "third way")
    state(cast.eve, Section.SKILLS, "third way")
    before = [stated(person, section) for person, section in itertools.product((cast.eve, cast.ada), Section)]
    merge(topic("one way"), topic("other way"))
    assert [stated(person, section) for person, section in itertools.product((cast.eve, cast.ada), Section)] == before
    assert [one.en for one in stated(cast.bob, Section.SKILLS)] == ["other way", "third way"]


def test_nothing_else_hangs_on_a_term():
    """Whoever lets another table point to terms says so in `holding`, so that `merge` moves it."""
    pointing = {
        (table._meta.table_name, field.column_name)
        for table in all_tables()
        for field in table._meta.sorted_fields
        if getattr(field, "rel_model", None) is Term
    }
    held = {(one.table, one.column) for one in (*holding.FACTS, *holding.elsewhere())}
    assert pointing == held | {("spelling", "term_id"), ("beginning", "term_id"), ("spot", "term_id")}


def test_naming_a_term_keeps_how_it_is_found_and_says_it_is_official(cast):
    state(cast.bob, Section.SKILLS, "Jugling")
    term = Term.get(en="Jugling")
    for _ in range(2):
        rename(term, "juggling", "giocoleria")
        after = Term.get_by_id(term.id)
        assert (after.en, after.it, after.shipped, after.kept) == ("juggling", "giocoleria", True, True)
        assert topic("jugling") == topic("giocoleria") == topic("juggling") == term.id
        places = rows("SELECT tail, place FROM beginning WHERE term_id = ? ORDER BY tail", term.id)
        assert [(bytes(one.tail), one.place) for one in places] == [
            (b"giocoleria", 0),
            (b"juggling", 0),
            (b"jugling", 2),
        ]
    rename(term, "jugling", "giocoleria")
    assert Term.get_by_id(term.id).en == "jugling"


def test_a_name_of_another_official_term_is_refused_and_nothing_changes(cast):
    state(cast.bob, Section.SKILLS, "Jugling")
    for en, it, field in (("first AID", "x", "en"), ("x", "Primo soccorso", "it")):
        with pytest.raises(Invalid) as refused:
            rename(Term.get(en="Jugling"), en, it)
        assert refused.value.field == field
    assert Term.get(en="Jugling").shipped is False


def test_what_is_united_is_left_alone_by_lists(database):
    source, target = topic("one way"), topic("other way")
    unite(source, target)
    assert Term.get_by_id(target).kept


def test_two_at_once_leave_a_vocabulary_that_is_whole(cast, at_once):
    state(cast.bob, Section.SKILLS, "one way", "other way", "third way")
    one, other, third = topic("one way"), topic("other way"), topic("third way")
    at_once(lambda: merge(one, other), lambda: merge(one, other), lambda: merge(third, other))
    assert [stated.en for stated in stated(cast.bob, Section.SKILLS)] == ["other way"]
    assert topic("one way") == topic("third way") == other
    assert rows("SELECT 1 AS x FROM spelling s LEFT JOIN term t ON t.id = s.term_id WHERE t.id IS NULL") == []


def test_merging_what_is_gone_changes_nothing(cast):
    state(cast.bob, Section.SKILLS, "one way")
    one, other = topic("one way"), topic("other way")
    merge(one, other)
    before = stated(cast.bob, Section.SKILLS)
    merge(one, other)
    assert stated(cast.bob, Section.SKILLS) == before
