"""The moderators' queue of jobs: what to look at, the yes, the reason, and that it is noted."""

import pytest

from mentorship.database import rows
from mentorship.site import setting
from mentorship.site.setting import Feature
from mentorship.work.job import lifecycle, writing
from mentorship.work.job.job import Job, State
from tests.care.reported import a_moderator
from tests.web.conftest import text_of
from tests.web.sameness import NO_KEY, is_absent
from tests.web.test_budgets import MOST_BYTES, MOST_STATEMENTS, packed
from tests.work.made import TYPED, draft, job, organisation, typed


@pytest.fixture
def bakery(cast):
    return organisation(cast.ada)


@pytest.fixture
def max(browser, cast):
    return browser(a_moderator())


def sent(bakery, **fields):
    made = draft(bakery, **fields)
    lifecycle.send(made.id)
    return Job.get_by_id(made.id)


def seen(made):
    return rows("SELECT changed_at AS at FROM job WHERE id = ?", made.id)[0].at


def test_an_empty_queue_says_so_and_reports_lead_to_it(max):
    assert "No job waits for you." in text_of(max.read("/moderation/jobs"))
    assert 'href="/moderation/jobs"' in max.read("/moderation")


def test_two_presses_publish_a_job(max, bakery):
    made = sent(bakery)
    assert "A job waits for a moderator" in text_of(max.read("/notices"))
    page = max.read("/moderation/jobs")
    assert "1 job waits to be published." in text_of(page)
    assert f'href="/moderation/jobs/{made.key}"' in page
    page = max.read(f"/moderation/jobs/{made.key}")
    assert "The checks found nothing." in text_of(page)
    assert f'name="seen" value="{seen(made)}"' in page
    text = text_of(max.press(f"/moderation/jobs/{made.key}/accept", seen=seen(made)))
    assert "Accepted." in text
    assert "No job waits for you." in text
    assert Job.get_by_id(made.id).state == State.LIVE


def test_the_log_tells_who_decided(max, bakery, cast, browser):
    one, other = sent(bakery), sent(bakery)
    max.press(f"/moderation/jobs/{one.key}/accept", seen=seen(one))
    max.press(f"/moderation/jobs/{other.key}/send-back", reason="No.")
    text = text_of(browser(cast.aldo).read("/admin/audit"))
    assert f"Max accepted job {one.key}" in text
    assert f"Max sent job {other.key} back" in text


def test_the_checks_stand_beside_the_words(max, bakery, cast):
    shop = organisation(cast.bob, "Shop")
    words = "Our client wants only women. Write to boss@example.org and pay a deposit."
    job(shop, title="The same", text=words)
    text = text_of(max.read(f"/moderation/jobs/{sent(bakery, text=words).key}"))
    for said in (
        "An address or a number",
        "shut people out",
        "Who is the employer?",
        "for money",
        "very same text. Shop: The same",
    ):
        assert said in text


def test_what_was_changed_while_one_read_is_read_again(max, bakery):
    made = sent(bakery)
    before = seen(made)
    writing.change(made.id, typed(title="Something else"))
    text = text_of(max.press(f"/moderation/jobs/{made.key}/accept", seen=before))
    assert "This job was changed while you read it." in text
    assert "Something else" in text
    assert Job.get_by_id(made.id).state == State.REVIEW


@pytest.mark.parametrize("forged", ["", "x", "9" * 5000])
def test_a_forged_moment_publishes_nothing(max, bakery, forged):
    made = sent(bakery)
    max.press(f"/moderation/jobs/{made.key}/accept", seen=forged)
    assert Job.get_by_id(made.id).state == State.REVIEW


@pytest.mark.parametrize("reason", ["", " \n", "x" * 501])
def test_a_no_needs_a_reason_of_some_length(max, bakery, reason):
    made = sent(bakery)
    answer = max.post(f"/moderation/jobs/{made.key}/send-back", reason=reason)
    assert answer.status_code == 422
    assert 'id="reason-error"' in answer.get_data(as_text=True)
    assert reason.strip() in answer.get_data(as_text=True)
    assert Job.get_by_id(made.id).state == State.REVIEW


def test_who_comes_second_is_told(max, bakery):
    made = sent(bakery)
    moment = seen(made)
    max.press(f"/moderation/jobs/{made.key}/accept", seen=moment)
    assert "Somebody has decided about this already." in text_of(
        max.press(f"/moderation/jobs/{made.key}/accept", seen=moment)
    )


def test_a_changed_job_stands_there_until_somebody_looked(max, bakery):
    made = job(bakery)
    writing.change(made.id, typed(title="Night baker"))
    page = max.read("/moderation/jobs")
    assert "Changed since somebody looked" in text_of(page)
    assert "The changes are fine" in text_of(max.read(f"/moderation/jobs/{made.key}"))
    assert "Night baker" not in max.press(f"/moderation/jobs/{made.key}/accept", seen=seen(made))


def test_what_is_published_comes_off_at_once(max, bakery, cast, browser):
    made = job(bakery)
    assert "It comes off at once" in text_of(max.read(f"/moderation/jobs/{made.key}"))
    max.press(f"/moderation/jobs/{made.key}/send-back", reason="Not here.")
    assert Job.get_by_id(made.id).state == State.SENT_BACK
    assert "Not here." in text_of(browser(cast.ada).read(f"/jobs/{made.key}/preview"))


def test_a_draft_is_absent_for_moderators_too(max, bakery):
    made = draft(bakery)
    for address in ("/moderation/jobs/{}",):
        assert is_absent(max.get(address.format(made.key)), max.get(address.format(NO_KEY)), made.key, NO_KEY)
    for step in ("accept", "send-back"):
        one, none = (max.post(f"/moderation/jobs/{key}/{step}", reason="x") for key in (made.key, NO_KEY))
        assert is_absent(one, none, made.key, NO_KEY)


def test_others_have_no_such_page(cast, browser, bakery):
    made = sent(bakery)
    for person in (cast.ada, cast.dora, cast.aldo):
        reader = browser(person)
        assert reader.get("/moderation/jobs").status_code == 404
        assert reader.post(f"/moderation/jobs/{made.key}/accept", seen=seen(made)).status_code == 404


def test_where_work_is_off_there_is_no_queue(max, bakery):
    sent(bakery)
    setting.change(features=[one for one in Feature if one != Feature.WORK])
    assert max.get("/moderation/jobs").status_code == 404
    assert "/moderation/jobs" not in max.read("/moderation")
    assert "A job waits" not in text_of(max.read("/notices"))


def test_a_job_says_what_it_was_sent_with(max, bakery):
    text = text_of(max.read(f"/moderation/jobs/{sent(bakery, must='Get up early').key}"))
    for said in (TYPED["title"], "Bakery Bassi", "€12–14 an hour", "Get up early", "Neither a CV nor a diploma"):
        assert said in text


def test_a_page_is_small_and_asks_the_same_however_much_waits(max, bakery, statements):
    made = sent(bakery, must="Get up early")
    pages = ("/moderation/jobs", f"/moderation/jobs/{made.key}")
    few = [statements(lambda page=page: max.read(page)) for page in pages]
    for _ in range(15):
        sent(bakery)
    assert few == [statements(lambda page=page: max.read(page)) for page in pages]
    for page, count in zip(pages, few, strict=True):
        assert count <= MOST_STATEMENTS
        assert packed(max.read(page)) <= MOST_BYTES
