"""The shipped vocabulary: whole in both languages, and brought up to date without losing what people stated."""

import csv
from collections import Counter

import pytest

from mentorship.database import row, rows
from mentorship.people import facts
from mentorship.people.section import Area, Section
from mentorship.people.vocabulary import TERM_LIMIT, Kind, Term, find_or_add, ship, shipping
from mentorship.people.vocabulary.shipping import FILES, SHIPPED
from mentorship.privacy import profile
from mentorship.text import fold
from tests.cast import viewer


def entries(name):
    return list(csv.DictReader((SHIPPED / name).read_text("utf-8").splitlines()))


def spellings(entry):
    return {fold(one) for one in (entry["en"], entry["it"], *entry["also"].split("|")) if one.strip()}


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """shipped("line", …) puts these lines into a shipped file of topics and ships it."""
    monkeypatch.setattr(shipping, "SHIPPED", tmp_path)
    monkeypatch.setattr(shipping, "FILES", {"topics.csv": Kind.TOPIC})

    def write_and_ship(*lines):
        (tmp_path / "topics.csv").write_text("\n".join(["group,en,it,also", *lines]), "utf-8")
        return ship()

    return write_and_ship


@pytest.mark.parametrize("name", FILES)
def test_every_entry_has_both_languages_within_the_limit(name):
    for entry in entries(name):
        assert all(0 < len(entry[language].strip()) <= TERM_LIMIT for language in ("en", "it")), entry


@pytest.mark.parametrize("name", FILES)
def test_no_spelling_names_two_terms_of_a_kind(name):
    used = Counter(spelling for entry in entries(name) for spelling in spellings(entry))
    assert [spelling for spelling, times in used.items() if times > 1] == []


@pytest.mark.parametrize(("name", "least"), [("occupations.csv", 150), ("topics.csv", 200), ("places.csv", 100)])
def test_the_vocabulary_is_large_enough_to_begin_with(name, least):
    assert len(entries(name)) >= least


def test_every_occupation_has_its_isco_group_and_every_topic_its_area():
    trades = [one for one in entries("occupations.csv") if one["en"] not in ("student", "volunteer")]
    assert all(len(one["isco"]) == 4 and one["isco"].isdigit() for one in trades)
    assert {one["group"] for one in entries("topics.csv")} == set(Area)


def test_everything_shipped_is_in_a_migrated_database(database):
    held = {one.kind: one.n for one in rows("SELECT kind, count(*) AS n FROM term WHERE shipped GROUP BY kind")}
    assert held == {kind: len(entries(name)) for name, kind in FILES.items()}


def test_shipping_again_changes_nothing(database):
    before = rows("SELECT * FROM term ORDER BY id"), rows("SELECT * FROM spelling ORDER BY id")
    assert ship() == 0
    assert (rows("SELECT * FROM term ORDER BY id"), rows("SELECT * FROM spelling ORDER BY id")) == before


def test_a_changed_file_is_shipped_once(database, shipped):
    assert shipped("work,juggling with fire,giocoleria col fuoco,") == 1
    assert ship() == 0


def test_a_better_name_reaches_the_term_that_is_there(database, shipped):
    shipped("work,fire juggling,giocoleria col fuoco,")
    before = find_or_add(Kind.TOPIC, "fire juggling").id
    shipped("learning,fire juggling,giocolare col fuoco,fire arts")
    after = Term.get(en="fire juggling")
    assert (after.id, after.it, after.code) == (before, "giocolare col fuoco", "learning")
    assert find_or_add(Kind.TOPIC, "fire arts").id == before


def test_an_english_name_that_changes_keeps_its_term(database, shipped):
    shipped("work,fire juggling,giocoleria col fuoco,")
    before = find_or_add(Kind.TOPIC, "fire juggling").id
    shipped("work,juggling with fire,giocoleria col fuoco,fire juggling")
    assert find_or_add(Kind.TOPIC, "juggling with fire").id == before
    assert row("SELECT count(*) AS n FROM term WHERE it = ?", "giocoleria col fuoco").n == 1


@pytest.mark.parametrize("typed", ["Fire juggling", "GIOCOLERIA col fuoco", "fire arts"])
def test_a_members_term_becomes_the_shipped_one_under_any_of_its_spellings(database, shipped, typed):
    theirs = find_or_add(Kind.TOPIC, typed).id
    shipped("work,fire juggling,giocoleria col fuoco,fire arts")
    assert {find_or_add(Kind.TOPIC, one).id for one in ("fire juggling", "giocoleria col fuoco", "fire arts")} == {
        theirs
    }


def test_a_word_of_one_shipped_term_is_not_taken_over_by_another(database, shipped):
    shipped("work,fire juggling,giocoleria col fuoco,fire arts")
    shipped("work,fire juggling,giocoleria col fuoco,fire arts", "work,fire eating,mangiafuoco,fire arts")
    assert Term.get(en="fire juggling").id == find_or_add(Kind.TOPIC, "fire arts").id != Term.get(en="fire eating").id


@pytest.mark.parametrize("section", [Section.SKILLS, Section.INTERESTS])
def test_the_shipped_name_wins_over_what_members_wrote(cast, shipped, section):
    facts.state(cast.ada.id, section, "fire JUGGLING")
    assert stated(cast.ada, section) == ("fire JUGGLING", "fire JUGGLING")
    shipped("work,fire juggling,giocoleria col fuoco,")
    assert stated(cast.ada, section) == ("fire juggling", "giocoleria col fuoco")


def test_the_shipped_name_of_an_occupation_wins_where_it_was_held(cast, tmp_path, monkeypatch):
    facts.state(cast.bob.id, Section.WORK, "Circus Orfei", focus="Fire JUGGLER")
    (tmp_path / "x.csv").write_text("isco,en,it,also\n2659,fire juggler,giocoliere,", "utf-8")
    monkeypatch.setattr(shipping, "SHIPPED", tmp_path)
    monkeypatch.setattr(shipping, "FILES", {"x.csv": Kind.OCCUPATION})
    ship()
    (job,) = profile.of(viewer(cast.bob), cast.bob.handle).facts[Section.WORK]
    assert (job.focus, job.term.en) == (("fire juggler", "giocoliere"), "Circus Orfei")


def stated(person, section):
    (one,) = profile.of(viewer(person), person.handle).facts[section]
    return one.term
