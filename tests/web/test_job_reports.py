"""Reporting a job in two presses, what moderators see of it, and that its people, moderators or not, see nothing."""

import pytest

from mentorship.care import moderating, reporting
from mentorship.database import row, rows
from mentorship.errors import Invalid, Missing, NotAllowed
from mentorship.records.report import Outcome
from mentorship.site import setting
from mentorship.site.setting import Feature
from mentorship.work.job import lifecycle
from mentorship.work.job.job import Job, State
from mentorship.work.organisation.organisation import Role
from tests.care.reported import a_moderator
from tests.cast import viewer
from tests.web.conftest import text_of
from tests.web.sameness import NO_KEY, is_absent
from tests.work.made import colleague, draft, job, organisation


@pytest.fixture
def bakery(cast):
    return organisation(cast.ada)


@pytest.fixture
def made(bakery):
    return job(bakery, must="Get up early", apply="Come to the shop")


def report(by, made):
    return reporting.send(by.id, reporting.of_job(by.id, made.key), "money", "They want money.")


def test_the_second_press_sends_it_and_twice_is_once(cast, browser, made):
    eve, url = browser(cast.eve), f"/jobs/{made.key}/report"
    page = eve.read(url)
    assert "Report a job of Bakery Bassi" in text_of(page)
    assert "They see the job as it is now." in text_of(page)
    assert page.count('name="reason"') == 6
    assert "Your report is sent." in text_of(eve.press(url, reason="money", words="They want money."))
    eve.press(url, reason="fake")
    assert row("SELECT kind, thing, reason FROM report") == ("job", made.key, "money")
    assert row("SELECT count(*) AS n FROM report").n == 1
    assert "A job of Bakery Bassi" in text_of(eve.read("/reports"))


def test_a_moderator_reads_what_was_kept_though_it_was_changed_since(cast, browser, made):
    key = report(cast.eve, made)
    lifecycle.close(made.id, "here")
    text = text_of(browser(a_moderator()).read(f"/moderation/{key}"))
    for said in (
        made.title,
        made.text,
        "Get up early",
        "Come to the shop",
        "They want money.",
        "Bakery Bassi",
        "Take the job off",
    ):
        assert said in text
    assert "no longer here" not in text


def test_taking_it_off_answers_the_reporter_and_tells_the_team(cast, browser, made):
    moderator = a_moderator()
    max, key = browser(moderator), report(cast.eve, made)
    assert "Decided." in text_of(max.press(f"/moderation/{key}/decide", outcome="taken_off", answer="Thank you."))
    assert Job.get_by_id(made.id).state == State.SENT_BACK
    assert "have done something about it" in text_of(browser(cast.eve).read(f"/reports/{key}"))
    page = text_of(browser(cast.ada).read(f"/jobs/{made.key}/preview"))
    assert "Somebody reported it, and a moderator found" in page
    assert "Eve" not in page
    assert "They want money." not in page
    verbs = [(one.verb, one.about) for one in rows("SELECT verb, about FROM audit ORDER BY id")]
    assert verbs[-2:] == [("sent_back", made.key), ("decided", key)]


def test_a_job_means_nobody_who_could_be_warned_or_suspended(cast, made):
    key = report(cast.eve, made)
    for outcome in (Outcome.WARNED, Outcome.SUSPENDED, "burned"):
        with pytest.raises(Invalid):
            moderating.decide(a_moderator(f"Max {outcome}"), key, outcome, "")


def test_a_person_cannot_be_taken_off(cast):
    about = reporting.of_profile(viewer(cast.eve), cast.bob.handle)
    key = reporting.send(cast.eve.id, about, "hate", "")
    with pytest.raises(Invalid):
        moderating.decide(a_moderator(), key, Outcome.TAKEN_OFF, "")


def test_what_is_off_already_cannot_be_taken_off(cast, made):
    key = report(cast.eve, made)
    lifecycle.close(made.id, "here")
    with pytest.raises(NotAllowed):
        moderating.decide(a_moderator(), key, Outcome.TAKEN_OFF, "")
    assert row("SELECT state FROM report").state == "open"
    assert moderating.decide(a_moderator("Mia"), key, Outcome.NOTHING, "")


def test_what_cannot_be_found_cannot_be_reported(cast, browser, bakery, made):
    eve, none = browser(cast.eve), f"/jobs/{NO_KEY}/report"
    lifecycle.close(made.id, "here")
    for one in (made, draft(bakery), job(organisation(cast.bob, "Shop", verified=False))):
        assert is_absent(eve.get(f"/jobs/{one.key}/report"), eve.get(none), one.key, NO_KEY)
        posted = eve.post(f"/jobs/{one.key}/report", reason="hate")
        assert is_absent(posted, eve.post(none, reason="hate"), one.key, NO_KEY)
    assert not rows("SELECT id FROM report")


def test_ones_own_job_cannot_be_reported(cast, made):
    with pytest.raises(Missing):
        reporting.of_job(cast.ada.id, made.key)


def test_where_work_is_off_there_is_nothing_to_report(cast, browser, made):
    setting.change(features=[one for one in Feature if one != Feature.WORK])
    assert browser(cast.eve).get(f"/jobs/{made.key}/report").status_code == 404


def test_a_moderator_who_works_for_it_meets_no_trace(cast, browser, bakery, made):
    mia = a_moderator("Mia")
    colleague(bakery, mia, Role.REPRESENTATIVE)
    key = report(cast.eve, made)
    reader = browser(mia)
    assert is_absent(reader.get(f"/moderation/{key}"), reader.get(f"/moderation/{NO_KEY}"), key, NO_KEY)
    assert "No report waits for you." in text_of(reader.read("/moderation"))
    assert not rows("SELECT id FROM notice WHERE person_id = ?", mia.id)


def test_where_every_moderator_works_for_it_the_admins_are_told(cast, bakery, made):
    mia = a_moderator("Mia")
    colleague(bakery, mia, Role.OWNER)
    report(cast.eve, made)
    assert [tuple(one) for one in rows("SELECT person_id, kind FROM notice")] == [(cast.aldo.id, "unminded")]
