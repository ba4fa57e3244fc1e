"""Writing a job: what is kept, what a change comes to, copies, and how many drafts there may be."""

import pytest

from mentorship.database import row, rows
from mentorship.errors import Invalid, Missing, NotAllowed
from mentorship.people.vocabulary import Kind, find_or_add
from mentorship.people.vocabulary.merging import merge
from mentorship.work.job import lifecycle, own, writing
from mentorship.work.job.job import Job, Outcome, State
from mentorship.work.organisation.organisation import Role
from tests.work.made import colleague, draft, job, organisation, typed

SPOKEN = (("Italian", "good"), ("", ""), ("English", "basic"))


@pytest.fixture
def bakery(cast):
    return organisation(cast.ada)


def test_a_draft_holds_what_was_typed(bakery):
    made = draft(bakery, must="Get up early", learn="Baking", languages=SPOKEN, hours_from="30", hours_to="38")
    needed, spoken = writing.lists_of(made.id)
    assert (made.state, made.title, made.pay_from, made.hours_to) == (
        State.DRAFT,
        "Baker for the early shift",
        1200,
        38,
    )
    assert [(one.text, bool(one.is_must)) for one in needed] == [("Get up early", True), ("Baking", False)]
    assert [(one.en, one.level) for one in spoken] == [("Italian", "good"), ("English", "basic")]
    for word in ("baker", "turin", "torino", "sundays", "get up early"):
        assert word in made.folded


def test_what_is_wrong_keeps_nothing(bakery):
    with pytest.raises(Invalid):
        writing.begin(bakery.id, typed(pay_from="much"))
    assert not rows("SELECT id FROM job")


def test_the_same_again_is_no_change(bakery):
    made = job(bakery, must="Get up early", languages=SPOKEN)
    day = made.valid_until.astimezone().date().isoformat()
    assert not writing.change(made.id, typed(must="Get up early", languages=SPOKEN))
    assert not writing.change(made.id, typed(must="Get up early", languages=SPOKEN, until=day))
    assert Job.get_by_id(made.id).changed_at == made.changed_at


@pytest.mark.parametrize(
    "fields", [{"title": "Another"}, {"pay_to": "2000"}, {"must": "Lift 20 kg"}, {"apply": "Call us"}]
)
def test_new_words_of_a_published_job_stay_published_and_are_to_be_looked_at(bakery, fields):
    made = job(bakery)
    assert writing.change(made.id, typed(**fields))
    now = Job.get_by_id(made.id)
    assert (now.state, now.looked_at, now.valid_until) == (State.LIVE, None, made.valid_until)


def test_new_hours_need_nobody_to_look(bakery):
    made = job(bakery)
    assert writing.change(made.id, typed(hours_to="40"))
    assert Job.get_by_id(made.id).looked_at == made.looked_at


def test_a_closed_job_is_not_written_anew(bakery):
    made = job(bakery)
    lifecycle.close(made.id, Outcome.HERE)
    with pytest.raises(NotAllowed):
        writing.change(made.id, typed(title="Another"))


def test_a_copy_is_a_draft_with_the_same_words(bakery):
    made = job(bakery, must="Get up early", languages=SPOKEN)
    lifecycle.close(made.id, Outcome.HERE)
    copy = Job.get(key=writing.duplicate(made.id))
    assert (copy.state, copy.outcome, copy.published_at, copy.title) == (State.DRAFT, "", None, made.title)
    assert writing.lists_of(copy.id) == writing.lists_of(made.id)


def test_twenty_drafts_are_enough(bakery, cast):
    made = [draft(bakery) for _ in range(writing.MOST_DRAFTS)]
    with pytest.raises(NotAllowed):
        writing.begin(bakery.id, typed())
    with pytest.raises(NotAllowed):
        writing.duplicate(made[0].id)
    draft(organisation(cast.bob, "Shop"))
    assert writing.discard(made[0].id)
    draft(bakery)


def test_what_is_published_is_not_thrown_away(bakery):
    made = job(bakery)
    assert not writing.discard(made.id)
    assert Job.get_or_none(id=made.id)


def test_only_who_writes_jobs_there_has_them(bakery, cast):
    made = draft(bakery)
    colleague(bakery, cast.bob, Role.RECRUITER)
    colleague(bakery, cast.cleo, Role.REPRESENTATIVE)
    assert own.of_team(cast.bob.id, made.key).id == made.id
    for person in (cast.cleo, cast.eve):
        with pytest.raises(Missing):
            own.of_team(person.id, made.key)


def test_the_list_is_narrowed_by_words_and_by_how_they_stand(bakery, moved_clock):
    live, waits = job(bakery, title="Live one"), draft(bakery, title="100% fresh")
    closed, over = job(bakery, title="Closed one"), job(bakery, title="Old one", valid_until=live.made_at)
    lifecycle.close(closed.id, Outcome.NOBODY)

    def keys(*narrowed):
        return {one.key for one in own.listed(bakery.id, *narrowed)[0]}

    assert keys() == {live.key, waits.key, closed.key, over.key}
    assert keys("ONE", "") == {live.key, closed.key, over.key}
    assert keys("0% f") == {waits.key}
    for state, one in ((State.LIVE, live), (State.DRAFT, waits), (State.CLOSED, closed), (own.OVER, over)):
        assert keys("", state) == {one.key}
    assert keys("", "made up") == keys()


def test_pages_follow_each_other_without_a_gap(bakery):
    made = [job(bakery).key for _ in range(own.PAGE + 2)]
    first, more = own.listed(bakery.id)
    last, none = own.listed(bakery.id, before=first[-1].changed_at, key=first[-1].key)
    assert (more, none) == (True, False)
    assert [one.key for one in (*first, *last)] == made[::-1]


def test_terms_that_become_one_take_the_jobs_along(bakery):
    made = job(bakery, occupation="bread maker", languages=(("Italian", "good"), ("lingua italiana bella", "basic")))
    source, target = find_or_add(Kind.OCCUPATION, "bread maker"), find_or_add(Kind.OCCUPATION, "baker")
    merge(source.id, target.id)
    assert row("SELECT occupation_id AS id FROM job WHERE id = ?", made.id).id == target.id
    merge(find_or_add(Kind.LANGUAGE, "lingua italiana bella").id, find_or_add(Kind.LANGUAGE, "Italian").id)
    assert [one.level for one in writing.lists_of(made.id)[1]] == ["good"]
