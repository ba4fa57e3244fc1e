"""Searches that somebody keeps, and being told once a day that there are new jobs."""

import pytest

from mentorship.database import rows
from mentorship.errors import Missing, NotAllowed
from mentorship.people.person import State
from mentorship.records import notice
from mentorship.site import setting
from mentorship.site.setting import Feature
from mentorship.talk import notices
from mentorship.work.job import saved
from tests.cast import change, viewer
from tests.work.made import job, organisation

BAKER = {"q": "shift"}


@pytest.fixture
def bakery(database):
    return organisation()


def told(person):
    return [(one.kind, one.about) for one in notices.latest(viewer(person))[0]]


def test_a_kept_search_is_told_of_new_jobs_once(bakery, cast, moved_clock):
    job(bakery, "There before")
    key = saved.save(cast.bob.id, BAKER)
    assert saved.tell_new() == 0
    moved_clock(hours=1)
    job(bakery, "Potter", occupation="potter", text="Clay.")
    assert saved.tell_new() == 0
    job(bakery, "Night shift")
    moved_clock(hours=1)
    assert (saved.tell_new(), saved.tell_new()) == (1, 0)
    assert told(cast.bob) == [("job_found", key)]
    assert told(cast.ada) == []


def test_nobody_is_told_of_a_job_that_cannot_be_found(bakery, cast, moved_clock):
    saved.save(cast.bob.id, BAKER)
    moved_clock(hours=1)
    job(bakery, state="review")
    job(bakery, state="paused")
    job(organisation(name="New", state="waiting", decided_at=None))
    assert saved.tell_new() == 0


def test_keeping_twice_is_once(cast):
    assert saved.save(cast.bob.id, BAKER) == saved.save(cast.bob.id, dict(BAKER))
    assert len(saved.kept(cast.bob.id)) == 1


def test_ten_are_the_most_and_nothing_is_not_kept(cast):
    for number in range(saved.MOST):
        saved.save(cast.bob.id, {"q": str(number)})
    with pytest.raises(NotAllowed, match="which is the most"):
        saved.save(cast.bob.id, {"q": "one more"})
    with pytest.raises(NotAllowed, match="say what you look for"):
        saved.save(cast.ada.id, {})
    assert len(saved.kept(cast.bob.id)) == saved.MOST


def test_a_search_of_somebody_else_does_not_exist(cast):
    key = saved.save(cast.bob.id, BAKER)
    for verb in (saved.of, saved.let_go):
        with pytest.raises(Missing):
            verb(cast.ada.id, key)
    assert saved.of(cast.bob.id, key).query == "q=shift"


def test_letting_go_takes_what_was_told_with_it(bakery, cast, moved_clock):
    key = saved.save(cast.bob.id, BAKER)
    moved_clock(hours=1)
    job(bakery)
    saved.tell_new()
    saved.let_go(cast.bob.id, key)
    assert not rows("SELECT 1 AS x FROM notice WHERE about = ?", key)
    assert saved.kept(cast.bob.id) == []


def test_seeing_the_search_marks_the_notice_as_read(bakery, cast, moved_clock):
    key = saved.save(cast.bob.id, BAKER)
    moved_clock(hours=1)
    job(bakery)
    saved.tell_new()
    saved.note_seen(cast.bob.id, key)
    assert notices.latest(viewer(cast.bob))[0][0].read_at
    assert not notice.read_about(cast.bob.id, key)


def test_nobody_is_told_who_does_not_take_part_or_where_work_is_off(bakery, cast, moved_clock):
    saved.save(cast.bob.id, BAKER)
    key = saved.save(cast.ada.id, BAKER)
    moved_clock(hours=1)
    job(bakery)
    change(cast.bob, state=State.SUSPENDED)
    setting.change(features=[])
    assert saved.tell_new() == 0
    setting.change(features=[Feature.WORK])
    assert saved.tell_new() == 1
    assert told(cast.ada) == [("job_found", key)]
    setting.change(features=[])
    assert told(cast.ada) == []
