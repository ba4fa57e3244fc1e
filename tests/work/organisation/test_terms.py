"""The words that organisations and jobs hold: merged with the others, and kept while they are held."""

from mentorship.accounts.removing import remove
from mentorship.database import row, rows, write
from mentorship.people import facts
from mentorship.people.section import Section
from mentorship.people.vocabulary import Kind as Words
from mentorship.people.vocabulary import find_or_add
from mentorship.people.vocabulary.merging import merge
from mentorship.work.job.job import JobLanguage
from mentorship.work.organisation import registering, workplace
from mentorship.work.organisation.organisation import Organisation
from tests.cast import viewer
from tests.work import made


def test_when_two_terms_become_one_the_organisation_moves_along(cast):
    bakery = made.organisation(cast.ada)
    workplace.state(cast.eve.id, bakery.workplace_id)
    other_place, other = find_or_add(Words.PLACE, "Torino Centro").id, find_or_add(Words.WORKPLACE, "Bassi bakers").id
    merge(bakery.place_id, other_place)
    merge(bakery.workplace_id, other)
    one = Organisation.get()
    assert (one.place_id, one.workplace_id) == (other_place, other)
    assert workplace.is_mine(cast.eve.id, other)


def test_a_job_moves_along_and_needs_a_language_once(cast):
    job = made.job(made.organisation(cast.ada))
    cook, kneader = find_or_add(Words.OCCUPATION, "cook of dough").id, job.occupation_id
    one, other = (find_or_add(Words.LANGUAGE, name).id for name in ("Piemontèis", "Piedmontese of Turin"))
    need(job, one)
    need(job, other)
    merge(kneader, cook)
    merge(one, other)
    assert row("SELECT occupation_id AS id FROM job").id == cook
    assert [row.id for row in rows("SELECT term_id AS id FROM job_language")] == [other]


@write
def need(job, term_id):
    JobLanguage.create(job=job.id, term=term_id, level="good")


def test_what_an_organisation_holds_outlives_the_facts(cast):
    bakery = made.organisation(cast.ada)
    facts.state(cast.eve.id, Section.WORK, "Bakery Bassi")
    remove(cast.eve.id, "active")
    assert row("SELECT en FROM term WHERE id = ?", bakery.workplace_id).en == "Bakery Bassi"


def test_two_of_one_name_are_two_places_of_work(cast):
    about = {"kind": "company", "about": "Coffee."}
    registering.register(cast.ada.id, name="Bar Roma", place="Turin", **about)
    registering.register(cast.bob.id, name="Bar Roma", place="Milan", **about)
    first, second = Organisation.select().order_by(Organisation.id)
    assert first.workplace_id != second.workplace_id
    workplace.state(cast.eve.id, second.workplace_id)
    assert not workplace.is_mine(cast.eve.id, first.workplace_id)
    assert row("SELECT en FROM term WHERE id = ?", second.workplace_id).en == "Bar Roma, Milan"


def test_whoever_worked_there_once_can_say_that_they_do_again(cast):
    bakery = made.organisation(cast.ada)
    facts.state(cast.ada.id, Section.WORK, "Bakery Bassi", year_from=2001, year_to=2002)
    assert not workplace.is_mine(cast.ada.id, bakery.workplace_id)
    workplace.state(cast.ada.id, bakery.workplace_id)
    assert workplace.is_mine(cast.ada.id, bakery.workplace_id)
    assert [one.name for one in workplace.people(viewer(cast.ada), bakery.workplace_id)[0]] == ["Ada"]
