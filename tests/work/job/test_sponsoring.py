"""Sponsored jobs: one above what fits, never against a filter, and the list below never knows of it."""

from datetime import timedelta

import pytest

from mentorship import clock
from mentorship.database import execute, rows, write
from mentorship.errors import Invalid, Missing, NotAllowed
from mentorship.records.audit import Verb
from mentorship.work.job import finding, saved, sponsoring, writing
from mentorship.work.job.wanted import asked, read
from tests.work.made import job, organisation

ALDO = "aldo"


@pytest.fixture
def bakery(database):
    return organisation()


def day(days):
    return (clock.now() + timedelta(days=days)).astimezone().date().isoformat()


def title_above(**wanted):
    found = sponsoring.above(read(asked(wanted)))
    return found and found.title


def noted():
    return [(one.actor, one.verb, one.about, one.detail) for one in rows("SELECT * FROM audit ORDER BY id")]


@write
def put(made, **columns):
    for column, value in columns.items():
        execute(f"UPDATE job SET {column} = ? WHERE id = ?", value, made.id)


def test_a_job_stands_above_until_the_end_of_the_day_and_it_is_noted(bakery, moved_clock):
    made = job(bakery)
    assert title_above() is None
    assert sponsoring.sponsor(ALDO, made.key, day(2))
    assert title_above() == made.title
    assert [(one.key, one.is_found) for one in sponsoring.listed()] == [(made.key, 1)]
    assert noted() == [(ALDO, Verb.SPONSORED, made.key, day(2))]
    moved_clock(days=3)
    assert title_above() is None
    assert sponsoring.listed() == []


def test_twice_is_once_and_another_day_is_another_day(bakery):
    made = job(bakery)
    assert [sponsoring.sponsor(ALDO, made.key, day(after)) for after in (2, 2, 4)] == [True, False, True]
    assert [sponsoring.end(ALDO, made.key) for _ in range(2)] == [True, False]
    assert title_above() is None
    assert [verb for _, verb, _, _ in noted()] == [Verb.SPONSORED, Verb.SPONSORED, Verb.UNSPONSORED]


@pytest.mark.parametrize(
    "address", ["{key}", "/jobs/{key}", "https://jobs.example/here/jobs/{key}/?q=1#top", "  {key}  "]
)
def test_a_job_is_named_by_its_address_or_by_the_last_part_of_it(bakery, address):
    made = job(bakery)
    assert sponsoring.sponsor(ALDO, address.format(key=made.key), day(1))


@pytest.mark.parametrize("until", ["", "soon", "2020-01-01", "2999-01-01", "2026-02-30"])
def test_a_day_that_is_none_or_has_passed_or_is_too_far_is_refused(bakery, until):
    made = job(bakery)
    with pytest.raises(Invalid) as refusal:
        sponsoring.sponsor(ALDO, made.key, until)
    assert refusal.value.field == "until"
    assert (sponsoring.listed(), noted()) == ([], [])


@pytest.mark.parametrize("address", ["", "zzzzzzzzzzzz", "/jobs/", "x" * 10_000, "\0'; --", "{draft}", "{paused}"])
def test_only_what_people_can_find_can_be_sponsored(bakery, address):
    draft = job(bakery, "Draft", state="draft", published_at=None, valid_until=None).key
    paused = job(bakery, "Paused", state="paused").key
    with pytest.raises(Invalid) as refusal:
        sponsoring.sponsor(ALDO, address.format(draft=draft, paused=paused), day(1))
    assert refusal.value.field == "job"


def test_what_was_never_published_cannot_be_ended(bakery):
    draft = job(bakery, "Draft", state="draft", published_at=None, valid_until=None)
    for key in (draft.key, "zzzzzzzzzzzz"):
        with pytest.raises(Missing):
            sponsoring.end(ALDO, key)


def test_there_are_only_so_many_at_a_time(bakery, monkeypatch):
    monkeypatch.setattr(sponsoring, "MOST", 1)
    first, second = job(bakery, "First"), job(bakery, "Second")
    sponsoring.sponsor(ALDO, first.key, day(1))
    with pytest.raises(NotAllowed):
        sponsoring.sponsor(ALDO, second.key, day(1))
    assert sponsoring.sponsor(ALDO, first.key, day(2))


@pytest.mark.parametrize(
    "columns", [{"state": "paused"}, {"state": "closed", "outcome": "here"}, {"valid_until": 1}, {"state": "sent_back"}]
)
def test_what_can_no_longer_be_found_stands_nowhere(bakery, columns):
    made = job(bakery)
    sponsoring.sponsor(ALDO, made.key, day(1))
    if columns.get("state") == "closed":
        _close(made)
    else:
        put(made, **columns)
    assert title_above() is None
    assert [one.is_found for one in sponsoring.listed()] == [0]
    assert sponsoring.end(ALDO, made.key)


@write
def _close(made):
    execute("UPDATE job SET state = 'closed', outcome = 'here' WHERE id = ?", made.id)


def test_a_job_of_an_organisation_that_is_taken_off_stands_nowhere(bakery):
    made = job(bakery)
    sponsoring.sponsor(ALDO, made.key, day(1))
    _refuse(bakery)
    assert title_above() is None


@write
def _refuse(bakery):
    execute("UPDATE organisation SET state = 'refused' WHERE id = ?", bakery.id)


WANTED = (
    {},
    {"q": "baker"},
    {"q": "nurse"},
    {"occupation": "nurse"},
    {"place": "Turin"},
    {"place": "Turin", "far": "region"},
    {"place": "rome"},
    {"kind": "shifts"},
    {"kind": "seasonal"},
    {"pay": "20", "per": "hour"},
    {"pay": "99", "per": "hour"},
    {"remote": "yes"},
    {"open": "yes"},
    {"days": "7"},
    {"q": "baker", "place": "bologna", "kind": "permanent"},
)


@pytest.mark.parametrize("few", [0, 1500])
@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_it_fulfils_every_filter_and_the_list_is_the_same_with_and_without(bakery, monkeypatch, few, wanted):
    monkeypatch.setattr(finding, "FEW", few)
    made = [
        job(bakery, "Baker", must=["Your own oven gloves"]),
        job(bakery, "Nurse", occupation="nurse", place="Bologna", kind="shifts", pay_from=2600, pay_to=2600),
        job(bakery, "Typist", occupation="office clerk", place=None, text="Letters from home."),
        job(bakery, "Baker of old", place="Bologna", published_at=clock.now() - timedelta(days=9)),
    ]
    before = finding.page(read(asked(wanted)))
    for one in made:
        sponsoring.sponsor(ALDO, one.key, day(1))
        above = sponsoring.above(read(asked(wanted)))
        fits = one.key in [other.key for other in before[0]]
        assert (above and above.key) == (one.key if fits else None)
        if above:
            assert above == next(other for other in before[0] if other.key == one.key)
        assert finding.page(read(asked(wanted))) == before
        sponsoring.end(ALDO, one.key)


def test_several_take_turns_by_the_day_and_each_has_its_own(bakery, moved_clock):
    for title in ("First", "Second", "Third"):
        sponsoring.sponsor(ALDO, job(bakery, title).key, day(20))
    seen = []
    for _ in range(6):
        seen.append(title_above())
        assert title_above() == seen[-1]
        moved_clock(days=1)
    assert sorted(seen[:3]) == ["First", "Second", "Third"]
    assert seen[3:] == seen[:3]


def test_what_is_sponsored_is_no_news_for_whoever_keeps_a_search(bakery, cast, moved_clock):
    made = job(bakery)
    moved_clock(hours=1)
    saved.save(cast.ada.id, {"q": "baker"})
    sponsoring.sponsor(ALDO, made.key, day(1))
    assert saved.tell_new() == 0


def test_a_copy_of_a_sponsored_job_is_sponsored_by_nobody(bakery):
    made = job(bakery)
    sponsoring.sponsor(ALDO, made.key, day(1))
    copy = writing.duplicate(made.id)
    assert [one.until for one in rows("SELECT sponsored_until AS until FROM job WHERE key = ?", copy)] == [None]


def test_it_takes_one_statement_for_none_and_two_for_one_and_for_twenty(bakery, statements):
    def above():
        sponsoring.above(read(asked({"q": "baker", "place": "turin"})))

    job(bakery)
    assert statements(above) == 1
    for count in (1, 19):
        for number in range(count):
            sponsoring.sponsor(ALDO, job(bakery, f"Baker {number}").key, day(1))
        assert statements(above) == 2
