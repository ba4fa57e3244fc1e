"""The words by which jobs are found stay those that stand there, whoever changes them."""

import pytest

from mentorship.database import row, rows, write
from mentorship.people.vocabulary import Kind as Words
from mentorship.people.vocabulary import TermName, find_or_add, importing, merging
from mentorship.people.vocabulary.entry import Entry
from mentorship.people.vocabulary.shipping import _ship_term
from mentorship.work.job import finding, own
from mentorship.work.job.job_words import index
from mentorship.work.job.wanted import asked, read
from mentorship.work.organisation import registering
from tests.work import made
from tests.work.made import job, organisation


@pytest.fixture
def bakery(cast):
    return organisation(cast.ada)


def titles(**wanted):
    return [one.title for one in finding.page(read(asked(wanted)))[0]]


def own_titles(bakery, text):
    return [one.title for one in own.listed(bakery.id, text)[0]]


def term(id):
    return row("SELECT id, kind FROM term WHERE id = ?", id)


def test_an_occupation_that_is_renamed_is_found_by_its_new_name_alone(bakery):
    made = job(bakery, "Early bird", occupation="kneader of dough")
    assert titles(q="kneader") == ["Early bird"]
    merging.rename(term(made.occupation_id), "dough master", "maestro impastatore")
    assert titles(q="maestro dough") == own_titles(bakery, "maestro impastatore") == ["Early bird"]


def test_a_place_that_is_renamed_is_found_by_its_new_name(bakery):
    made = job(bakery, "Early bird", place="A hut")
    merging.rename(term(made.place_id), "Fern Hut", "Rifugio Felce")
    assert titles(q="rifugio") == ["Early bird"]


def test_jobs_of_two_occupations_that_become_one_are_found_by_the_name_that_stays(bakery):
    job(bakery, "Early bird", occupation="kneader of dough")
    job(bakery, "Late bird", occupation="dough master")
    job(bakery, "Nurse", occupation="nurse")
    one, other = (find_or_add(Words.OCCUPATION, name).id for name in ("kneader of dough", "dough master"))
    merging.unite(one, other)
    assert sorted(titles(q="master")) == ["Early bird", "Late bird"]


def test_what_is_only_another_spelling_is_still_found_by_what_its_writer_wrote(bakery):
    made = job(bakery, "Early bird", occupation="kneader of dough")
    merging.unite(made.occupation_id, find_or_add(Words.OCCUPATION, "baker").id)
    assert titles(q="kneader") == titles(q="panettiere") == ["Early bird"]


def test_an_import_that_takes_up_what_members_wrote_gives_their_jobs_its_names(bakery):
    job(bakery, "Early bird", occupation="kneader of dough")
    entry = Entry(line=1, kind=Words.OCCUPATION, names=(TermName("kneader of dough", "impastatrice"),))
    taken = importing.Import([entry])
    for batch in taken.batches():
        taken.take(batch)
    assert titles(q="impastatrice") == ["Early bird"]


def test_a_new_release_that_names_a_term_anew_renames_it_for_jobs(bakery):
    job(bakery, "Early bird", occupation="kneader of dough")
    _ship({"en": "kneader of dough", "it": "impastatrice", "also": "", "isco": "7512"})
    assert titles(q="impastatrice") == ["Early bird"]


@write
def _ship(entry):
    _ship_term(Words.OCCUPATION, entry)


def test_an_organisation_that_is_renamed_takes_its_jobs_along(cast):
    waiting = made.organisation(cast.ada, verified=False)
    draft = made.job(waiting)
    index(draft.id)
    about = {"about": "Bread.", "website": "", "kind": "company"}
    registering.edit(cast.ada.id, waiting.key, name="Forno Felice", **about)
    assert {b"forno", b"felice"} <= _words(draft)
    assert b"bassi" not in _words(draft)


def _words(one):
    return {bytes(word.word) for word in rows("SELECT word FROM job_word WHERE job_id = ?", one.id)}


def test_many_jobs_are_indexed_as_one_is(bakery, monkeypatch):
    monkeypatch.setattr("mentorship.work.job.job_words.AT_ONCE", 2)
    jobs = [job(bakery, f"Baker {number}", must=[f"Thing {number}"]) for number in range(5)]
    before = [_words(one) for one in jobs]
    index(*(one.id for one in jobs))
    assert [_words(one) for one in jobs] == before
    assert len({frozenset(one) for one in before}) == 5


def test_renaming_a_term_that_no_job_holds_writes_nothing_about_jobs(bakery):
    job(bakery)
    before = rows("SELECT id, job_id FROM job_word ORDER BY id")
    merging.rename(term(find_or_add(Words.TOPIC, "sourdough").id), "sour dough", "lievito madre")
    assert rows("SELECT id, job_id FROM job_word ORDER BY id") == before
