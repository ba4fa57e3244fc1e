"""Moderation: the queue, one report with what was kept of it, the decision; narrow rights."""

import pytest

from mentorship.database import execute, row, rows, write
from mentorship.people import photo, two_step
from mentorship.people.person import Person, State
from mentorship.people.section import Section
from mentorship.site import setting
from mentorship.ties.block import block
from mentorship.ties.relation import Relation
from mentorship.work.job import lifecycle
from tests.care.reported import a_moderator, a_talk, report, report_message
from tests.cast import share, suspend, wish
from tests.pictures import hang
from tests.web.conftest import text_of
from tests.web.sameness import NO_KEY, is_absent
from tests.work.made import colleague, draft, job, organisation


@pytest.fixture
def moderator(cast):
    return a_moderator()


@pytest.fixture
def max_(moderator, browser):
    return browser(moderator)


def looks():
    return [one.about for one in rows("SELECT about FROM audit WHERE verb = 'looked' ORDER BY id")]


def state_of(person):
    return Person.get_by_id(person.id).state


def test_what_waits_stands_there_without_names(cast, max_):
    key = report(cast.eve, cast.ada, "money", "She wants 200 from me.")
    text = text_of(max_.read("/moderation"))
    assert "1 report waits for you." in text
    assert "A profile: Asks for money, or looks like fraud" in text
    assert not any(word in text for word in ("Ada", "Eve", "200"))
    assert f'href="/moderation/{key}"' in max_.read("/moderation")
    assert looks() == []


def test_the_menu_says_how_many_wait_to_moderators_alone(cast, max_, browser):
    report(cast.eve, cast.ada)
    report(cast.bob, cast.ada)
    assert 'id="count-moderation">2<' in max_.read("/account")
    for other in (cast.ada, cast.eve, cast.aldo, cast.dora):
        assert "moderation" not in browser(other).read("/account")


def test_the_menu_counts_new_organisations_and_jobs_too_and_the_page_leads_to_them(cast, max_, browser, statements):
    shell = statements(lambda: max_.read("/account"))
    report(cast.eve, cast.ada)
    organisation(cast.bob, "Bar Bassi", verified=False)
    bakery = organisation(cast.ada)
    lifecycle.send(draft(bakery).id)
    job(bakery)
    draft(bakery)
    page = max_.read("/moderation")
    assert 'id="count-moderation">3<' in page
    assert "Reports and jobs" in text_of(page)
    assert "1 organisation waits to be looked at. Look at them" in text_of(page)
    assert "1 job waits to be looked at. Look at them" in text_of(page)
    assert 'href="/moderation/jobs" id="new-jobs"' in page
    assert statements(lambda: max_.read("/account")) == shell
    for other in (cast.ada, cast.bob, cast.aldo, cast.dora):
        assert "moderation" not in browser(other).read("/account")


def test_what_a_moderator_may_not_decide_about_and_what_is_turned_off_does_not_count(cast, moderator, max_):
    own = organisation(cast.ada, "Bar Bassi", verified=False)
    colleague(own, moderator)
    lifecycle.send(draft(organisation(cast.bob)).id)
    assert 'id="count-moderation">1<' in max_.read("/account")
    setting.change(features=[])
    page = max_.read("/moderation")
    assert "count-moderation" not in page
    assert "Reports and jobs" not in page


def test_with_nothing_to_do_it_says_so(max_):
    assert "No report waits for you." in text_of(max_.read("/moderation"))
    assert "Nobody is suspended." in text_of(max_.read("/moderation/suspended"))


def test_a_report_shows_the_evidence_and_nothing_else_of_the_conversation(cast, max_):
    key, moments = a_talk(cast.ada, cast.cleo)
    reported = report_message(cast.ada, key, moments[3])
    page = max_.read(f"/moderation/{reported}")
    text = text_of(page)
    assert all(word in text for word in ("Two", "Three", "Four", "Five", "Six", "This was reported."))
    assert not any(word in text for word in ("One", "Seven"))
    assert key not in page
    assert max_.get(f"/messages/{key}").status_code == 404
    assert looks() == [reported]
    max_.read(f"/moderation/{reported}")
    assert looks() == [reported] * 2


def test_a_request_and_a_profile_are_told_in_their_parts(cast, max_, browser):
    asked = wish(cast.bob, of=cast.ada, tried="Much")
    browser(cast.ada).post(f"/requests/{asked.key}/report", reason="else")
    text = text_of(max_.read(f"/moderation/{row('SELECT key FROM report').key}"))
    assert "The goal (Bob) Do well in job interviews" in text
    assert "Tried so far (Bob) Much" in text
    text = text_of(max_.read(f"/moderation/{report(cast.eve, cast.ada)}"))
    assert "Occupation nurse" in text


def test_the_photo_that_was_kept_is_shown_to_moderators_alone_and_each_look_is_noted(cast, max_, browser):
    share(cast.ada, Section.PHOTO, Relation.MEMBER)
    hang(cast.ada)
    with_photo, without = report(cast.eve, cast.ada), report(cast.eve, cast.bob)
    photo.remove(cast.ada.id)
    url = f"/moderation/{with_photo}/photo.webp"
    page = max_.read(f"/moderation/{with_photo}")
    assert f'src="{url}"' in page
    assert 'alt="The photo when it was reported"' in page
    answer = max_.get(url)
    assert (answer.status_code, answer.mimetype, answer.headers["Cache-Control"]) == (200, "image/webp", "no-store")
    assert answer.data.startswith(b"RIFF")
    assert [(one.verb, one.about) for one in rows("SELECT verb, about FROM audit ORDER BY id")] == [
        ("looked", with_photo),
        ("saw", with_photo),
    ]
    assert "<img" not in max_.read(f"/moderation/{without}").split("<h1")[1]
    for reader, key in ((max_, without), (browser(cast.eve), with_photo), (browser(cast.aldo), with_photo)):
        answer, absent = (reader.get(f"/moderation/{one}/photo.webp") for one in (key, NO_KEY))
        assert is_absent(answer, absent, key, NO_KEY)


def test_the_names_are_those_that_exist_for_the_moderator(cast, moderator, max_):
    key = report(cast.eve, cast.ada)
    page = max_.read(f"/moderation/{key}")
    assert f'href="/people/{cast.ada.handle}"' in page
    assert "Eve," in text_of(page)
    block(cast.eve.id, moderator.id)
    block(cast.ada.id, moderator.id)
    page = max_.read(f"/moderation/{key}")
    assert "a member," in text_of(page)
    assert "Eve" not in text_of(page)
    assert "Ada" in text_of(page)
    assert f'href="/people/{cast.ada.handle}"' not in page


@pytest.mark.parametrize("who", ["ada", "eve", "aldo", "dora", "finn"])
def test_for_everybody_else_nothing_of_it_exists(cast, browser, who):
    key = report(cast.eve, cast.ada)
    reader = browser(getattr(cast, who))
    absent = reader.get("/no-such-page")
    for url in ("/moderation", f"/moderation/{key}", "/moderation/suspended", "/moderation/x"):
        assert is_absent(reader.get(url), absent, url, "/no-such-page"), url
    assert reader.post(f"/moderation/{key}/decide", outcome="suspended").status_code == 404
    assert reader.post(f"/moderation/suspended/{cast.ada.handle}/lift").status_code == 404
    assert state_of(cast.ada) == State.ACTIVE
    assert looks() == []


@pytest.mark.parametrize("part", ["reporter", "meant"])
def test_nor_for_a_moderator_who_is_part_of_it(cast, moderator, max_, part):
    key = report(moderator, cast.ada) if part == "reporter" else report(cast.eve, moderator)
    assert is_absent(max_.get(f"/moderation/{key}"), max_.get(f"/moderation/{NO_KEY}"), key, NO_KEY)
    answer, absent = (max_.post(f"/moderation/{one}/decide", outcome="nothing") for one in (key, NO_KEY))
    assert is_absent(answer, absent, key, NO_KEY)
    assert "No report waits for you." in text_of(max_.read("/moderation"))
    assert row("SELECT state FROM report").state == "open"
    assert looks() == []


def test_without_the_second_step_the_task_rests(cast, moderator, browser):
    write(lambda: two_step.stop(moderator.id))()
    key = report(cast.eve, cast.ada)
    reader = browser(moderator)
    for url in ("/moderation", f"/moderation/{key}"):
        assert reader.get(url).headers["Location"] == "/account/two-step"
    assert looks() == []


@pytest.mark.parametrize(
    ("outcome", "state", "said"),
    [
        ("nothing", State.ACTIVE, "nothing against the house rules"),
        ("warned", State.ACTIVE, "reminded of the house rules"),
        ("suspended", State.SUSPENDED, "suspended"),
    ],
)
def test_one_press_decides(cast, max_, outcome, state, said):
    key = report(cast.eve, cast.ada)
    text = text_of(max_.press(f"/moderation/{key}/decide", outcome=outcome, answer="We care."))
    assert "Decided. Whoever reported it can read your answer." in text
    assert said in text
    assert "No report waits for you." in text
    assert state_of(cast.ada) == state
    text = text_of(max_.read(f"/moderation/{key}"))
    assert "We care." in text
    assert "What do you decide?" not in text


def test_deciding_with_htmx_goes_to_the_queue(cast, max_):
    answer = max_.post(f"/moderation/{report(cast.eve, cast.ada)}/decide", htmx=True, outcome="nothing")
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/moderation")


def test_the_second_press_says_that_it_is_decided(cast, max_, browser):
    key = report(cast.eve, cast.ada)
    max_.press(f"/moderation/{key}/decide", outcome="nothing", answer="First")
    mira = browser(a_moderator("Mira"))
    text = text_of(mira.press(f"/moderation/{key}/decide", outcome="suspended", answer="Second"))
    assert "Somebody has decided about this already." in text
    assert row("SELECT answer FROM report").answer == "First"
    assert state_of(cast.ada) == State.ACTIVE


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"outcome": ""}, "Please choose one of these."),
        ({"outcome": "nothing", "answer": "kept" + "x" * 1000}, "Please shorten this to 1000 characters"),
    ],
)
def test_what_cannot_be_taken_stays_typed(cast, max_, form, said):
    form = {"answer": "kept"} | form
    answer = max_.post(f"/moderation/{report(cast.eve, cast.ada)}/decide", **form)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert said in text_of(page)
    assert form["answer"] in page
    assert row("SELECT state FROM report").state == "open"


def test_the_last_admin_stays(cast, max_):
    answer = max_.post(f"/moderation/{report(cast.eve, cast.aldo)}/decide", outcome="suspended")
    assert answer.status_code == 422
    assert "There must be an admin." in text_of(answer.get_data(as_text=True))
    assert state_of(cast.aldo) == State.ACTIVE


def test_who_is_gone_has_no_buttons_against_them(cast, max_):
    key = report(cast.eve, cast.ada)
    write(lambda: execute("DELETE FROM person WHERE id = ?", cast.ada.id))()
    page = max_.read(f"/moderation/{key}")
    assert "no longer here" in text_of(page)
    assert 'value="nothing"' in page
    assert 'value="warned"' not in page
    assert 'value="suspended"' not in page


def test_lifting_a_suspension(cast, max_, browser):
    max_.press(f"/moderation/{report(cast.eve, cast.ada)}/decide", outcome="suspended")
    assert browser(cast.eve).get(f"/people/{cast.ada.handle}").status_code == 404
    url = f"/moderation/suspended/{cast.ada.handle}/lift"
    assert "Ada takes part again, and has a letter that says so." in text_of(max_.press(url))
    assert "They are not suspended (any more)." in text_of(max_.press(url))
    assert browser(cast.eve).get(f"/people/{cast.ada.handle}").status_code == 200
    assert [one.kind for one in rows("SELECT kind FROM mail WHERE person_id = ?", cast.ada.id)] == [
        "suspended",
        "lifted",
    ]


def test_lifting_with_htmx_stays_there(cast, max_):
    suspend(cast.ada)
    answer = max_.post(f"/moderation/suspended/{cast.ada.handle}/lift", htmx=True)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/moderation/suspended")


def test_who_was_warned_has_a_notice_without_who_or_what(cast, max_, browser):
    max_.press(f"/moderation/{report(cast.eve, cast.ada, 'hate', 'She shouts.')}/decide", outcome="warned")
    page = browser(cast.ada).read("/notices")
    assert "Please read the house rules again" in text_of(page)
    assert not any(word in text_of(page) for word in ("Eve", "Max", "shouts", "report"))
    key = row("SELECT key FROM notice WHERE person_id = ?", cast.ada.id).key
    assert browser(cast.ada).get(f"/notices/{key}").headers["Location"] == "/rules"


def test_a_moderator_sees_no_more_of_people_than_a_member(cast, moderator, max_, browser):
    assert Relation.COORDINATOR not in Relation(3)
    gia = browser(cast.finn)
    for person in (cast.ada, cast.bob, cast.cleo):
        url = f"/people/{person.handle}"
        here, there = (text_of(one.read(url)).split("Menu Menu")[0].split("All my")[0] for one in (max_, gia))
        assert here.split("Part ways")[0] == there.split("Part ways")[0]


def test_the_address_of_no_report_is_in_any_notice_of_moderators(cast, max_):
    report(cast.eve, cast.ada)
    assert [one.about for one in rows("SELECT about FROM notice WHERE kind = 'reported'")] == [""]
    key = row("SELECT key FROM notice WHERE kind = 'reported'").key
    assert max_.get(f"/notices/{key}").headers["Location"] == "/moderation"


def test_an_admin_without_moderators_is_led_to_giving_the_task(cast, browser):
    report(cast.eve, cast.ada)
    aldo = browser(cast.aldo)
    assert "there is no moderator who may look at it" in text_of(aldo.read("/notices"))
    key = row("SELECT key FROM notice WHERE kind = 'unminded'").key
    assert aldo.get(f"/notices/{key}").headers["Location"] == "/admin/people"
