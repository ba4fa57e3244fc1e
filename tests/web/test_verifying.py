"""The queue of organisations: a moderator accepts each, or says why not."""

import pytest

from mentorship.database import rows
from mentorship.people.person import Person
from mentorship.people.person import Role as Task
from mentorship.records.notice import Kind
from mentorship.site import setting
from mentorship.talk import notices
from mentorship.work.organisation import registering
from mentorship.work.organisation.organisation import Organisation, Role, State
from tests.care.reported import a_moderator
from tests.cast import viewer
from tests.web.conftest import text_of
from tests.web.letters import letters
from tests.web.sameness import NO_KEY, is_absent
from tests.work import made

QUEUE = "/moderation/organisations"


@pytest.fixture
def max(cast):
    return a_moderator()


@pytest.fixture
def moderator(max, browser):
    return browser(max)


@pytest.fixture
def key(cast, max):
    """The key of what Ada has registered."""
    return registering.register(
        cast.ada.id, name="Bakery Bassi", kind="company", about="Bread.", website="bassi.example"
    )


def is_employer(person):
    return bool(Person.get_by_id(person.id).roles & Task.EMPLOYER)


def kinds(person):
    return [one.kind for one in notices.latest(viewer(Person.get_by_id(person.id)))[0]]


def noted():
    return [(one.verb, one.about) for one in rows("SELECT verb, about FROM audit ORDER BY id")]


def test_an_empty_queue_says_so_and_reports_lead_to_it(moderator):
    assert "No organisation waits for you." in text_of(moderator.read(QUEUE))
    assert f'href="{QUEUE}"' in moderator.read("/moderation")


def test_moderators_are_told_and_one_of_them_accepts_it(cast, max, moderator, browser, key):
    assert kinds(max) == [Kind.TO_VERIFY]
    assert "1 organisation waits for you." in text_of(moderator.read(QUEUE))
    page = text_of(moderator.read(f"{QUEUE}/{key}"))
    assert "Bread." in page
    assert "bassi.example" in page
    assert not is_employer(cast.ada)
    assert "Accepted. Its owners are told." in text_of(moderator.press(f"{QUEUE}/{key}/accept"))
    assert Organisation.get().state == State.VERIFIED
    assert is_employer(cast.ada)
    assert kinds(cast.ada) == [Kind.VERIFIED]
    assert kinds(max) == []
    assert noted() == [("verified", key)]
    assert "Bakery Bassi" in browser().read(f"/organisations/{key}")
    assert "Somebody has decided about this already." in text_of(moderator.press(f"{QUEUE}/{key}/accept"))
    assert noted() == [("verified", key)]


def test_it_is_turned_down_with_a_reason(cast, moderator, browser, key):
    page = moderator.press(f"{QUEUE}/{key}/refuse", reason="Please say what you bake.")
    assert "Not accepted. Its owners read why." in text_of(page)
    one = Organisation.get()
    assert (one.state, one.reason) == (State.REFUSED, "Please say what you bake.")
    assert noted() == [("turned_down", key)]
    assert kinds(cast.ada) == [Kind.UNVERIFIED]
    assert "Please say what you bake." in text_of(browser(cast.ada).read(f"/organisations/{key}"))
    assert "Somebody has decided" in text_of(moderator.press(f"{QUEUE}/{key}/refuse", reason="Again."))
    assert Organisation.get().reason == "Please say what you bake."


@pytest.mark.parametrize(
    ("reason", "sentence"), [("", "Please write something here."), ("x" * 501, "shorten this to 500")]
)
def test_without_a_reason_that_fits_nothing_changes(moderator, key, reason, sentence):
    answer = moderator.post(f"{QUEUE}/{key}/refuse", reason=reason)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in html.split('id="reason-error"')[1].split("</p>")[0]
    assert reason in html
    assert Organisation.get().state == State.WAITING
    assert noted() == []


def test_it_can_be_accepted_after_all(cast, moderator, key):
    moderator.press(f"{QUEUE}/{key}/refuse", reason="No.")
    moderator.press(f"{QUEUE}/{key}/accept")
    one = Organisation.get()
    assert (one.state, one.reason) == (State.VERIFIED, "")
    assert kinds(cast.ada) == [Kind.VERIFIED]


def test_no_moderator_decides_about_their_own(cast, max, moderator):
    own = made.organisation(max, "Max and Co", verified=False)
    assert "Max and Co" not in moderator.read(QUEUE)
    absent = moderator.get(f"{QUEUE}/{NO_KEY}")
    assert is_absent(moderator.get(f"{QUEUE}/{own.key}"), absent, own.key, NO_KEY)
    assert moderator.post(f"{QUEUE}/{own.key}/accept").status_code == 404
    assert moderator.post(f"{QUEUE}/{own.key}/refuse", reason="No.").status_code == 404
    assert Organisation.get().state == State.WAITING


def test_others_find_no_queue(cast, browser, key):
    ada = browser(cast.ada)
    for url in (QUEUE, f"{QUEUE}/{key}"):
        assert ada.get(url).status_code == 404
    assert ada.post(f"{QUEUE}/{key}/accept").status_code == 404
    assert Organisation.get().state == State.WAITING


def test_where_work_is_off_there_is_no_queue(max, moderator, key):
    setting.change(features=["friends"])
    assert moderator.get(QUEUE).status_code == 404
    assert f'href="{QUEUE}"' not in moderator.read("/moderation")
    assert kinds(max) == []


def test_namesakes_are_pointed_out(cast, moderator, key):
    made.organisation(cast.bob)
    assert "There is 1 other organisation of this name." in text_of(moderator.read(f"{QUEUE}/{key}"))


def test_only_owners_are_told(cast, moderator, key):
    one = Organisation.get()
    made.colleague(one, cast.bob, Role.RECRUITER)
    moderator.press(f"{QUEUE}/{key}/accept")
    assert kinds(cast.bob) == []
    assert is_employer(cast.bob)


def test_a_report_takes_it_off(cast, max, moderator, browser, key):
    moderator.press(f"{QUEUE}/{key}/accept")
    eve = browser(cast.eve)
    assert "Moderators of this place read it" in text_of(eve.read(f"/organisations/{key}/report"))
    assert "Your report is sent." in text_of(
        eve.press(f"/organisations/{key}/report", reason="fake", words="No bread.")
    )
    (report,) = rows("SELECT key, about_id, name FROM report")
    assert (report.about_id, report.name) == (None, "Bakery Bassi")
    page = text_of(moderator.read(f"/moderation/{report.key}"))
    assert "An organisation: Not who they say they are" in page
    assert "Bread." in page
    moderator.press(f"/moderation/{report.key}/decide", outcome="taken_off")
    assert Organisation.get().state == State.REFUSED
    assert not is_employer(cast.ada)
    assert browser().get(f"/organisations/{key}").status_code == 404
    assert "A moderator has taken it off" in text_of(browser(cast.ada).read(f"/organisations/{key}"))
    assert ("taken_off", key) in noted()
    assert "something about it" in text_of(eve.read("/reports/" + rows("SELECT key FROM report")[0].key))


def test_a_report_can_remind_its_owners_of_the_rules(cast, moderator, browser, key):
    moderator.press(f"{QUEUE}/{key}/accept")
    browser(cast.eve).press(f"/organisations/{key}/report", reason="hate", words="")
    (report,) = rows("SELECT key FROM report")
    moderator.press(f"/moderation/{report.key}/decide", outcome="warned")
    assert Kind.RULES in kinds(cast.ada)
    assert "warned" in letters()
    assert Organisation.get().state == State.VERIFIED


def test_nothing_can_be_done_about_one_that_is_gone(cast, moderator, browser, key):
    moderator.press(f"{QUEUE}/{key}/accept")
    browser(cast.eve).press(f"/organisations/{key}/report", reason="hate", words="")
    browser(cast.ada).press(f"/organisations/{key}/leave")
    (report,) = rows("SELECT key FROM report")
    page = text_of(moderator.read(f"/moderation/{report.key}"))
    assert "no longer here" in page
    assert moderator.post(f"/moderation/{report.key}/decide", outcome="taken_off").status_code == 422
    moderator.press(f"/moderation/{report.key}/decide", outcome="nothing")


def test_those_who_act_for_it_report_it_nowhere_and_meet_no_report(cast, max, moderator, browser):
    one = made.organisation(max, "Max and Co")
    assert moderator.get(f"/organisations/{one.key}/report").status_code == 404
    browser(cast.eve).press(f"/organisations/{one.key}/report", reason="hate", words="")
    assert Kind.REPORTED not in kinds(max)
    (report,) = rows("SELECT key FROM report")
    assert moderator.get(f"/moderation/{report.key}").status_code == 404
    assert "No report waits for you." in text_of(moderator.read("/moderation"))


def test_the_audit_log_tells_it_by_name(cast, moderator, browser, key):
    moderator.press(f"{QUEUE}/{key}/accept")
    assert "Max accepted the organisation Bakery Bassi" in text_of(browser(cast.aldo).read("/admin/audit"))
