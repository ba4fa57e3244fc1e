"""A job's own page: what fits the reader, who they know there as far as they may see it, what is like it."""

from datetime import timedelta

import pytest

from mentorship import clock
from mentorship.database import execute, write
from mentorship.errors import Missing
from mentorship.people.section import Section
from mentorship.privacy.audience import ONLY_ME
from mentorship.ties.block import block
from mentorship.ties.relation import Relation, Viewer
from mentorship.work.help import who_helps
from mentorship.work.job import opening
from tests.cast import mentor, share, state, suspend, viewer
from tests.work.made import job, organisation


@pytest.fixture
def bakery(database):
    return organisation()


OVER = [{"state": "paused"}, {"state": "closed", "outcome": "here"}, {"valid_until": 0}]
NEVER = [
    {"state": "draft", "published_at": None, "valid_until": None},
    {"state": "review"},
    {"state": "sent_back"},
    {"state": "closed", "outcome": "dropped", "published_at": None},
]


@pytest.mark.parametrize("fields", OVER)
def test_what_was_published_once_is_over_and_not_gone(bakery, fields):
    past = {"valid_until": clock.now() - timedelta(seconds=1)} if "valid_until" in fields else {}
    assert opening.one(job(bakery, **fields | past).key).is_over
    assert not opening.one(job(bakery).key).is_over


@pytest.mark.parametrize("fields", NEVER)
def test_what_was_never_published_is_not_there(bakery, fields):
    with pytest.raises(Missing):
        opening.one(job(bakery, **fields).key)


def test_a_job_of_an_organisation_that_is_not_verified_is_not_there(bakery):
    made = job(organisation(name="New", state="waiting", decided_at=None))
    with pytest.raises(Missing):
        opening.one(made.key)


def test_what_fits_and_what_is_missing_come_from_my_own_facts(bakery, cast):
    """Bob is a kitchen helper in Turin who speaks Italian well."""
    made = job(bakery, occupation="kitchen helper", must=["Gloves"], learn=["The till"])
    asks = [("Italian", "basic"), ("German", "good")]
    other = job(bakery, place="Rome", languages=[*asks, ("English", "native")])
    state(cast.bob, Section.LANGUAGES, "English", level="good")
    fit = opening.fit(cast.bob.id, opening.one(made.key))
    assert (fit.must, fit.learn, fit.sections) == (("Gloves",), ("The till",), {Section.OCCUPATION, Section.PLACE})
    fit = opening.fit(cast.bob.id, opening.one(other.key))
    assert [one.name.en for one in fit.spoken] == ["Italian"]
    assert [(one.name.en, one.mine) for one in fit.lacking] == [("German", ""), ("English", "good")]
    assert fit.sections == set()


def test_an_occupation_held_at_a_workplace_fits_too(bakery, cast):
    state(cast.eve, Section.WORK, "A bakery", focus="baker")
    assert opening.fit(cast.eve.id, opening.one(job(bakery).key)).sections == {Section.OCCUPATION}


def test_who_is_not_signed_in_fits_nothing(bakery, cast):
    made = job(bakery, languages=[("Italian", "basic")])
    fit = opening.fit(0, opening.one(made.key))
    assert (fit.sections, fit.spoken) == (set(), [])


@pytest.fixture
def ward(cast):
    return opening.one(job(organisation(name="San Rocco Hospital"), "Nurse", occupation="nurse").key)


def there(person, job):
    return [one.name for one in who_helps.of_job(viewer(person), job).there]


def test_those_tied_to_me_stand_first_of_those_who_work_there(cast, ward):
    share(cast.ada, Section.WORK, Relation.MEMBER)
    share(cast.eve, Section.WORK, Relation.MEMBER)
    assert there(cast.bob, ward) == ["Ada", "Eve"]
    mentor(cast.eve, of=cast.bob)
    assert there(cast.bob, ward) == ["Eve", "Ada"]
    assert there(cast.ada, ward) == ["Eve"]


def test_who_hides_their_work_is_not_there(cast, ward):
    share(cast.eve, Section.WORK, ONLY_ME)
    share(cast.ada, Section.WORK, Relation.FRIEND)
    assert there(cast.bob, ward) == []
    assert there(cast.cleo, ward) == ["Ada"]


@pytest.mark.parametrize("how", ["blocked", "blocking", "suspended"])
def test_who_does_not_exist_for_me_is_not_there(cast, ward, how):
    share(cast.ada, Section.WORK, Relation.MEMBER)
    if how == "suspended":
        suspend(cast.ada)
    else:
        one, other = (cast.ada, cast.bob) if how == "blocked" else (cast.bob, cast.ada)
        block(one.id, other.id)
    assert "Ada" not in there(cast.bob, ward)


def test_names_are_for_members_whatever_is_open_to_the_web(cast, ward):
    share(cast.ada, Section.WORK, Relation.PUBLIC)
    assert not who_helps.of_job(Viewer.anonymous(), ward).there


def test_people_of_another_workplace_do_not_stand_there(cast, bakery):
    share(cast.ada, Section.WORK, Relation.MEMBER)
    assert there(cast.bob, opening.one(job(bakery).key)) == []


def test_similar_jobs_are_of_the_same_kind_of_work_and_can_be_found(bakery, moved_clock):
    mine = job(bakery, "Mine")
    made = []
    for number in range(6):
        moved_clock(hours=1)
        made.append(job(bakery, f"Baker {number}").title)
    job(bakery, "Nurse", occupation="nurse")
    job(bakery, "Paused", state="paused")
    assert [one.title for one in opening.similar(opening.one(mine.key))] == made[:1:-1]


def test_a_job_takes_five_statements_for_anybody(bakery, cast, statements):
    made = job(bakery, must=["Gloves"], languages=[("Italian", "good")])

    def read():
        found = opening.one(made.key)
        opening.fit(cast.bob.id, found)
        who_helps.of_job(viewer(cast.bob), found)
        opening.similar(found)

    assert statements(read) == 5


@write
def _forget(id):
    execute("DELETE FROM job WHERE id = ?", id)


def test_a_job_goes_with_its_words(bakery):
    _forget(job(bakery).id)
    with pytest.raises(Missing):
        opening.one("nothing")
