"""Taking jobs from outside: every one checked first, none twice, none published."""

import pytest

from mentorship.database import row, rows
from mentorship.errors import Missing
from mentorship.people.vocabulary import TERM_LIMIT
from mentorship.work.incoming import table, taking
from mentorship.work.incoming.checking import NO_ORGANISATION
from mentorship.work.incoming.entry import Contents, Incoming
from mentorship.work.job import writing
from mentorship.work.job.job import Job, State
from mentorship.work.job.typed import Typed
from tests.work.made import organisation, typed

BASSI = "bakery BASSI "


def file(*jobs: Typed, of: str = BASSI) -> Contents:
    return Contents("line", [Incoming(number, of, one) for number, one in enumerate(jobs, 2)])


def wrong(*jobs: Typed, of: str = BASSI, **how) -> list[str]:
    """What is wrong with these, and that nothing of them would be taken."""
    found = taking.plan(file(*jobs, of=of), **how)
    assert found.new == []
    return [reason for _, reason in found.bad]


def test_jobs_become_drafts_with_all_that_was_said(cast):
    bakery = organisation(cast.ada)
    full = typed(must="Get up early", learn="Baking", languages=(("Italian", "good"),), apply="Come by.")
    taking.take(taking.plan(file(full, typed(title="Night baker"))).new)
    first, second = Job.select().order_by(Job.id)
    assert (first.organisation_id, first.state, first.apply, first.published_at) == (
        bakery.id,
        State.DRAFT,
        "Come by.",
        None,
    )
    assert second.title == "Night baker"
    needs, spoken = writing.lists_of(first.id)
    assert [(one.text, bool(one.is_must)) for one in needs] == [("Get up early", True), ("Baking", False)]
    assert [(one.en, one.level) for one in spoken] == [("Italian", "good")]
    assert row("SELECT 1 AS x FROM job_word WHERE job_id = ? AND word = ?", second.id, b"night")


def test_the_same_again_adds_nothing(cast):
    organisation(cast.ada)
    twice = file(typed(), typed(), typed(place="Zqtown"), typed(place=" zqTOWN "), typed(text="Other words."))
    found = taking.plan(twice)
    assert ([one.number for one in found.new], [one.number for one in found.known]) == ([2, 4, 6], [3, 5])
    taking.take(found.new)
    again = taking.plan(twice)
    assert (again.new, [one.number for one in again.known]) == ([], [2, 3, 4, 5, 6])


def test_what_another_organisation_says_is_another_job(cast):
    organisation(cast.ada)
    organisation(cast.cleo, "Forno Cleo")
    taking.take(taking.plan(file(typed())).new)
    assert len(taking.plan(file(typed(), of="Forno Cleo")).new) == 1


def test_looking_writes_nothing(cast):
    organisation(cast.ada)
    before = row("SELECT (SELECT count(*) FROM job) + (SELECT count(*) FROM term) AS n").n
    assert len(taking.plan(file(typed(occupation="taster of stars", place="Zqtown"))).new) == 1
    assert row("SELECT (SELECT count(*) FROM job) + (SELECT count(*) FROM term) AS n").n == before


def test_only_verified_organisations_are_known_by_name(cast):
    organisation(cast.ada, verified=False)
    assert wrong(typed()) == ["organisation: No verified organisation here is called “bakery BASSI”."]
    assert wrong(typed(), of=" ") == [NO_ORGANISATION]


def test_two_of_one_name_are_told_apart_by_their_key(cast):
    organisation(cast.ada)
    other = organisation(cast.cleo)
    assert wrong(typed()) == ["organisation: Several here are called “bakery BASSI”. Say which with --organisation."]
    taking.take(taking.plan(file(typed()), other.key).new)
    assert Job.get().organisation_id == other.id


def test_one_that_is_not_verified_may_get_drafts_by_its_key_but_sends_none(cast):
    waiting = organisation(cast.ada, verified=False)
    assert len(taking.plan(file(typed(), of=""), waiting.key).new) == 1
    assert "is not verified yet" in wrong(typed(), key=waiting.key, is_sent=True)[0]
    with pytest.raises(Missing):
        taking.plan(file(typed()), "nobody")


def test_sent_ones_wait_for_a_moderator_and_are_never_published(cast):
    organisation(cast.ada)
    taking.take(taking.plan(file(typed()), is_sent=True).new, is_sent=True)
    assert (Job.get().state, Job.get().published_at) == (State.REVIEW, None)


def test_an_import_is_not_held_up_by_the_number_of_drafts(cast):
    organisation(cast.ada)
    many = [typed(title=f"Baker number {number}") for number in range(writing.MOST_DRAFTS + 8)]
    counts: list[int] = []
    taking.take(taking.plan(file(*many)).new, done=counts.append)
    assert (Job.select().count(), counts) == (28, [25, 3])


def test_all_that_is_wrong_is_said_with_what_stands_there(cast):
    organisation(cast.ada)
    bad = typed(kind="slavery\x1b[2J", pay_per="week", currency="XXX", text="x" * 3001, until="soon", pay_from="12,3,4")
    assert wrong(bad) == [
        "kind: Please choose one of these: permanent, fixed_term, hourly, shifts, seasonal, apprenticeship, first_job, "
        "volunteer. It says “slavery[2J”.",
        "pay_from: Please write an amount in figures, such as 1200 or 12.50. It says “12,3,4”.",
        "text: Please shorten this to 3000 characters; it has 3001 now.",
        "until: Please write the day like this: 2030-12-24. It says “soon”.",
    ]
    assert wrong(typed(pay_from="1500", pay_to="1200")) == [
        "pay_to: The second number is smaller than the first. It says “1200”."
    ]
    assert wrong(typed(pay_per="week")) == ["pay_per: Please choose one of these: hour, month, year. It says “week”."]
    assert wrong(typed(languages=(("Italian", "well"),))) == [
        "languages: Please choose one of these: basic, good, fluent, native."
    ]
    assert wrong(typed(until="2001-01-01")) == ["until: This day has passed. It says “2001-01-01”."]


def test_a_new_word_has_the_length_of_a_word(cast):
    organisation(cast.ada)
    for field in ("occupation", "place"):
        (said,) = wrong(typed(**{field: "z" * (TERM_LIMIT + 1)}))
        assert said.startswith(f"{field}: Please shorten this to")
    (said,) = wrong(typed(languages=(("z" * (TERM_LIMIT + 1), "good"),)))
    assert said.startswith("languages: Please shorten this to")


@pytest.mark.parametrize(
    ("title", "work"),
    [
        ("Experienced Pastry Cook (m/f)", "pastry cook"),
        ("Panettiere di notte", "baker"),
        ("IT support technician", "IT support technician"),
    ],
)
def test_the_occupation_is_found_in_the_title(cast, title, work):
    organisation(cast.ada)
    taking.take(taking.plan(file(typed(title=title, occupation=""))).new)
    (found,) = rows("SELECT t.en, j.occupation_written FROM job j JOIN term t ON t.id = j.occupation_id")
    assert tuple(found) == (work, None)


def test_a_title_that_names_no_work_needs_an_occupation(cast):
    organisation(cast.ada)
    assert wrong(typed(title="Zookeeper", occupation="")) == [
        "occupation: Please say what the work is called; in the title stands no occupation that is known here."
    ]


def test_bad_lines_come_in_their_order_beside_those_that_could_not_be_read(cast):
    organisation(cast.ada)
    contents = table.read("title,occupation,kind,text\n,,,x\nx\nBaker,baker,volunteer,Bread")
    found = taking.plan(contents)
    assert [one.number for one in found.bad] == sorted(one.number for one in found.bad)
    assert {one.number for one in found.bad} == {2, 3, 4}
