"""The life of a job: each step once, none out of turn, and who is told."""

from datetime import timedelta

import pytest

from mentorship import clock
from mentorship.database import rows
from mentorship.errors import Invalid, Missing, NotAllowed
from mentorship.records.notice import Kind as Event
from mentorship.talk import notices
from mentorship.work.job import lifecycle, own, reviewing, writing
from mentorship.work.job.job import Job, Outcome, State
from mentorship.work.organisation.organisation import Role
from tests.care.reported import a_moderator
from tests.cast import viewer
from tests.work.made import colleague, draft, job, organisation, typed


@pytest.fixture
def bakery(cast):
    made = organisation(cast.ada)
    colleague(made, cast.bob, Role.RECRUITER)
    colleague(made, cast.cleo, Role.REPRESENTATIVE)
    return made


@pytest.fixture
def max(cast):
    return a_moderator()


def told(person):
    return [one.kind for one in notices.latest(viewer(person))[0]]


def days_left(made):
    """Until its date, in days."""
    return round((Job.get_by_id(made.id).valid_until - clock.now()) / timedelta(days=1), 3)


def sent(bakery, **fields):
    made = draft(bakery, **fields)
    assert lifecycle.send(made.id)
    return Job.get_by_id(made.id)


def accept(moderator, made):
    return reviewing.accept(moderator, made.key, clock.microseconds(made.changed_at))


def test_sending_tells_the_moderators_once(bakery, max):
    made = sent(bakery)
    assert not lifecycle.send(made.id)
    assert told(max) == [Event.JOB_REVIEW]
    lifecycle.take_back(made.id)
    assert told(max) == []


def test_an_organisation_that_was_not_looked_at_sends_nothing(cast):
    made = draft(organisation(cast.ada, verified=False))
    with pytest.raises(NotAllowed):
        lifecycle.send(made.id)


def test_a_yes_publishes_it_for_thirty_days_and_is_noted(bakery, cast, max):
    made = sent(bakery)
    assert accept(max, made)
    assert not accept(max, made)
    now = Job.get_by_id(made.id)
    assert now.state == State.LIVE
    assert days_left(made) == 30
    assert [(one.verb, one.actor, one.about) for one in rows("SELECT verb, actor, about FROM audit")] == [
        ("accepted", max.handle, made.key)
    ]
    assert told(cast.ada) == told(cast.bob) == [Event.JOB_LIVE]
    assert told(cast.cleo) == told(max) == []


def test_a_day_that_was_chosen_stays(bakery, max):
    day = (clock.now().astimezone().date() + timedelta(days=10)).isoformat()
    made = sent(bakery, until=day)
    accept(max, made)
    assert Job.get_by_id(made.id).valid_until == made.valid_until


def test_a_chosen_day_that_passed_meanwhile_becomes_the_usual_time(bakery, max, moved_clock):
    made = sent(bakery, until=clock.now().astimezone().date().isoformat())
    moved_clock(days=3)
    accept(max, made)
    assert days_left(made) == 30


def test_what_was_changed_while_one_read_is_not_accepted(bakery, max):
    made = sent(bakery)
    writing.change(made.id, typed(title="Something else"))
    with pytest.raises(NotAllowed):
        accept(max, made)
    assert Job.get_by_id(made.id).state == State.REVIEW


def test_a_no_needs_a_reason_and_tells_it(bakery, cast, max):
    made = sent(bakery)
    with pytest.raises(Invalid):
        reviewing.send_back(max, made.key, " ")
    assert reviewing.send_back(max, made.key, "Who is the employer?")
    now = Job.get_by_id(made.id)
    assert (now.state, now.reason) == (State.SENT_BACK, "Who is the employer?")
    assert told(cast.ada) == [Event.JOB_BACK]
    assert lifecycle.send(made.id)
    assert told(cast.ada) == []
    accept(max, made)
    assert Job.get_by_id(made.id).reason == ""


def test_changes_of_a_published_job_wait_to_be_looked_at_and_can_be_sent_back(bakery, max):
    made = job(bakery)
    assert reviewing.changed() == []
    writing.change(made.id, typed(text="Send money first."))
    assert [one.key for one in reviewing.changed()] == [made.key]
    assert reviewing.send_back(max, made.key, "No.")
    assert Job.get_by_id(made.id).state == State.SENT_BACK
    assert reviewing.changed() == []


def test_changes_that_are_fine_stay(bakery, max):
    made = job(bakery)
    writing.change(made.id, typed(text="Bread and cakes."))
    assert accept(max, Job.get_by_id(made.id))
    now = Job.get_by_id(made.id)
    assert (now.state, now.published_at) == (State.LIVE, made.published_at)
    assert reviewing.changed() == []


def test_drafts_are_nobody_elses(bakery):
    for made in (draft(bakery), job(bakery)):
        if made.state == State.LIVE:
            lifecycle.close(made.id, Outcome.HERE)
        with pytest.raises(Missing):
            reviewing.of_moderator(made.key)


STEPS = {
    "take_back": lifecycle.take_back,
    "pause": lifecycle.pause,
    "resume": lifecycle.resume,
    "renew": lifecycle.renew,
    "repost": lifecycle.repost,
    "close": lambda id: lifecycle.close(id, Outcome.NOBODY),
    "send": lifecycle.send,
    "discard": writing.discard,
}
POSSIBLE = {
    State.DRAFT: {"send", "discard"},
    State.REVIEW: {"take_back", "discard"},
    State.SENT_BACK: {"send", "discard"},
    State.LIVE: {"pause", "renew", "close"},
    State.PAUSED: {"resume", "renew", "close"},
    State.CLOSED: {"repost"},
    own.OVER: {"pause", "renew", "close", "repost"},
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", POSSIBLE)
def test_each_step_is_possible_in_its_turn_and_no_other(bakery, step, state):
    columns = {"state": State.LIVE if state == own.OVER else state, "outcome": "here" if state == State.CLOSED else ""}
    if state == own.OVER:
        columns["valid_until"] = clock.now() - timedelta(days=1)
    if state in (State.DRAFT, State.REVIEW, State.SENT_BACK):
        columns["published_at"] = None
    made = job(bakery, **columns)
    assert STEPS[step](made.id) == (step in POSSIBLE[state])


def test_closing_says_how_it_ended(bakery):
    made = job(bakery)
    with pytest.raises(Invalid):
        lifecycle.close(made.id, "somehow")
    assert lifecycle.close(made.id, Outcome.ELSEWHERE)
    assert Job.get_by_id(made.id).outcome == Outcome.ELSEWHERE


def test_after_its_date_it_is_over_without_any_chore(bakery, cast, moved_clock):
    made = job(bakery)
    moved_clock(days=31)
    assert own.standing(own.of_team(cast.ada.id, made.key)) == own.OVER


def test_five_days_before_the_end_those_who_write_jobs_are_told_once(bakery, cast, moved_clock):
    made = job(bakery)
    job(bakery, state=State.PAUSED)
    assert lifecycle.remind() == 0
    moved_clock(days=25, minutes=1)
    assert (lifecycle.remind(), lifecycle.remind()) == (1, 0)
    assert told(cast.ada) == told(cast.bob) == [Event.JOB_ENDS]
    assert told(cast.cleo) == []
    assert lifecycle.renew(made.id)
    assert told(cast.ada) == []
    assert days_left(made) == 30
    moved_clock(days=26)
    assert lifecycle.remind() == 1


def test_renewing_shortens_nothing_and_moves_nothing_up(bakery):
    later = clock.now() + timedelta(days=80)
    made = job(bakery, valid_until=later)
    lifecycle.renew(made.id)
    assert (Job.get_by_id(made.id).valid_until, Job.get_by_id(made.id).published_at) == (later, made.published_at)


@pytest.mark.parametrize(("days", "moves"), [(2, False), (8, True)])
def test_putting_it_up_again_moves_it_up_at_most_once_a_week(bakery, moved_clock, days, moves):
    made = job(bakery)
    moved_clock(days=days)
    lifecycle.close(made.id, Outcome.NOBODY)
    assert lifecycle.repost(made.id)
    now = Job.get_by_id(made.id)
    assert (now.state, now.outcome, days_left(made)) == (State.LIVE, "", 30)
    assert (now.published_at > made.published_at) is moves


def test_of_two_moderators_at_one_moment_one_decides(bakery, cast, max, at_once):
    made, mia = sent(bakery), a_moderator("Mia")
    at = clock.microseconds(made.changed_at)
    results = at_once(
        lambda: reviewing.accept(max, made.key, at),
        lambda: reviewing.accept(mia, made.key, at),
    )
    assert sorted(results) == [False, True]
    assert len(rows("SELECT id FROM audit")) == 1
    assert told(cast.ada) == [Event.JOB_LIVE]


def test_two_rounds_of_the_chore_at_one_moment_remind_once(bakery, cast, moved_clock, at_once):
    job(bakery)
    moved_clock(days=26)
    assert sorted(at_once(lifecycle.remind, lifecycle.remind)) == [0, 1]
    assert len(rows("SELECT id FROM notice WHERE person_id = ?", cast.ada.id)) == 1
