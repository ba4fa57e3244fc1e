"""Who found work is counted only if they agree, as a number and nothing else."""

import pytest

from mentorship.database import execute, rows, write
from mentorship.errors import Invalid, Missing
from mentorship.people.section import Area
from mentorship.ties import mentorship
from mentorship.work.help import found
from tests.cast import mentor, settle, suspend, viewer
from tests.work.applied import applied, put
from tests.work.made import job, organisation


def ended(by, of, area=Area.WORK):
    """A mentoring that was about work, and is over; as the mentee has it."""
    key = mentor(by, of=of, area=area).key
    mentorship.end(mentorship.of_pair(viewer(of), key), by.id, "")
    return mentorship.of_pair(viewer(of), key)


def rows_of():
    return [one.person_id for one in rows("SELECT person_id FROM found_work ORDER BY id")]


def test_the_mentee_counts_once_and_takes_it_back(cast):
    pairs = [ended(cast.ada, cast.bob), ended(cast.cleo, cast.bob)]
    for pair in [*pairs, pairs[0]]:
        found.count_of_pair(cast.bob.id, pair, agrees=True)
    assert rows_of() == [cast.bob.id]
    assert found.is_counted(cast.bob.id)
    for _ in range(2):
        found.take_back(cast.bob.id)
    assert rows_of() == []


def test_without_consent_nothing_is_kept(cast):
    with pytest.raises(Invalid) as refused:
        found.count_of_pair(cast.bob.id, ended(cast.ada, cast.bob), agrees=False)
    assert refused.value.field == "agrees"
    assert rows_of() == []


def test_nobody_else_is_asked(cast):
    running = mentorship.of_pair(viewer(cast.eve), mentor(cast.ada, of=cast.eve).key)
    others = [
        (cast.eve, running),
        (cast.ada, ended(cast.ada, cast.bob)),
        (cast.bob, ended(cast.ada, cast.bob, Area.SOCIAL)),
    ]
    for person, pair in others:
        with pytest.raises(Missing):
            found.count_of_pair(person.id, pair, agrees=True)
    assert rows_of() == []


def sent(person, ending):
    """What somebody applied for, and how it ended."""
    return put(applied(job(organisation()), person), state="closed", ending=ending, due_at=None)


def test_an_application_that_came_to_work_counts_once(cast):
    key = sent(cast.bob, "hired").key
    with pytest.raises(Invalid):
        found.count_of_application(viewer(cast.bob), key, agrees=False)
    with pytest.raises(Missing):
        found.count_of_application(viewer(cast.eve), key, agrees=True)
    assert rows_of() == []
    for _ in range(2):
        found.count_of_application(viewer(cast.bob), key, agrees=True)
    assert rows_of() == [cast.bob.id]


@pytest.mark.parametrize("ending", ["not_chosen", "no_answer", "withdrawn", "job_over"])
def test_an_application_that_came_to_nothing_is_not_counted(cast, ending):
    with pytest.raises(Missing):
        found.count_of_application(viewer(cast.bob), sent(cast.bob, ending).key, agrees=True)
    assert rows_of() == []


@write
def _remove(person):
    execute("DELETE FROM person WHERE id = ?", person.id)


def test_the_number_is_told_from_five_on_and_only_of_those_who_are_here(cast):
    people = [settle(name) for name in ("Gina", "Hans", "Ida", "Jun", "Kim", "Lea")]
    for person in people[:4]:
        found.count_of_pair(person.id, ended(cast.ada, person), agrees=True)
    assert found.number() == 0
    for person in people[4:]:
        found.count_of_pair(person.id, ended(cast.ada, person), agrees=True)
    assert found.number() == 6
    suspend(people[0])
    assert found.number() == 5
    _remove(people[1])
    assert found.number() == 0
    assert len(rows_of()) == 5


def test_it_stays_counted_when_the_mentor_leaves(cast):
    found.count_of_pair(cast.bob.id, ended(cast.ada, cast.bob), agrees=True)
    _remove(cast.ada)
    assert rows_of() == [cast.bob.id]
