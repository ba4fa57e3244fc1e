"""Applying in two presses, seeing where it stands, and taking it back; all of it without JavaScript."""

import re

import pytest

from mentorship.database import rows
from mentorship.people import facts
from mentorship.people.section import Section
from mentorship.site import setting
from mentorship.site.setting import Feature
from mentorship.ties.block import block
from mentorship.ties.relation import Relation
from mentorship.work.application import answering
from mentorship.work.application.application import Application, Ending, State
from mentorship.work.job import lifecycle
from mentorship.work.job.job import Outcome
from tests.cast import share, state, suspend, viewer
from tests.web.conftest import text_of
from tests.web.sameness import NO_KEY, is_absent
from tests.work import made
from tests.work.applied import applied


@pytest.fixture
def bakery(cast):
    return made.organisation(cast.finn)


@pytest.fixture
def job(bakery):
    return made.job(bakery, cv_why="The law asks for it", diploma_why="You handle food", apply="Or come to the shop.")


@pytest.fixture
def ada(cast, browser, job):
    return browser(cast.ada)


def form_of(page):
    """What the form of a page sends as it stands."""
    inputs = [
        dict(re.findall(r'(\w+)="([^"]*)"', one)) | {"checked": re.search(r"\schecked", one) is not None}
        for one in re.findall(r"<input[^>]*>", page)
    ]
    chosen = [one for one in inputs if one.get("type") not in ("radio", "checkbox") or one["checked"]]
    sent = {}
    for one in chosen:
        if one.get("name") and one["name"] != "csrf_token":
            sent.setdefault(one["name"], []).append(one.get("value", ""))
    return sent


def apply(reader, job, **changed):
    address = f"/jobs/{job.key}/apply"
    return reader.press(address, **form_of(reader.read(address)) | changed)


# --- the page of the job


def test_a_job_leads_to_applying_and_then_to_how_it_stands(cast, browser, ada, job):
    page = ada.read(f"/jobs/{job.key}")
    assert f'href="/jobs/{job.key}/apply">Apply</a>' in page
    assert "Or come to the shop." in text_of(page)
    key = applied(job, cast.ada).key
    page = ada.read(f"/jobs/{job.key}")
    assert f"/jobs/{job.key}/apply" not in page
    assert f'href="/applications/{key}"' in page
    assert f"/applications/{key}" not in browser(cast.bob).read(f"/jobs/{job.key}")
    assert "You act for this organisation." in text_of(browser(cast.finn).read(f"/jobs/{job.key}"))
    signed_out = browser().read(f"/jobs/{job.key}")
    assert "Sign in to apply" in text_of(signed_out)
    assert browser().get(f"/jobs/{job.key}/apply").status_code == 303


def test_a_job_that_can_no_longer_be_found_leads_those_who_wait_to_their_application(ada, browser, cast, bakery):
    over = made.job(bakery, state="paused")
    key = applied(over, cast.ada).key
    assert f"/applications/{key}" in ada.get(f"/jobs/{over.key}").get_data(as_text=True)
    assert "/applications/" not in browser(cast.bob).get(f"/jobs/{over.key}").get_data(as_text=True)


# --- the page of applying


def test_it_shows_all_that_would_be_sent(ada, cast, job):
    text = text_of(ada.read(f"/jobs/{job.key}/apply"))
    for said in (
        "Apply: Baker for the early shift", "Bakery Bassi", "The law asks for it", "You handle food", "Or come to the shop.",
        "Ada", "They answer me here", "By e-mail: ada@example.org", "Nights on the ward taught me to listen.",
        "nurse, San Rocco Hospital", "since 2009", "Italian , mother tongue",
    ):  # fmt: skip
        assert said in text, said


def test_at_first_only_what_all_members_see_is_ticked_and_no_way_to_be_reached(ada, cast, job):
    sent = form_of(ada.read(f"/jobs/{job.key}/apply"))
    assert sent["reach"] == ["here"]
    assert sent["contact"] == ["Tuesdays at the library"]
    assert sent["section"] == ["about", "occupation", "languages"]
    share(cast.ada, Section.ABOUT, Relation.FRIEND)
    share(cast.ada, Section.EXPERIENCE, Relation.PUBLIC)
    assert form_of(ada.read(f"/jobs/{job.key}/apply"))["section"] == ["occupation", "languages"]


def test_two_presses_send_what_was_shown_and_nothing_else(ada, browser, cast, job):
    page = apply(ada, job)
    text = text_of(page)
    assert "It is sent. Here you see how it stands." in text
    assert "They answer by" in text
    (one,) = Application.select()
    seen = text_of(browser(cast.finn).read(f"/applicants/{one.key}"))
    assert "nurse" in seen
    assert "Nights on the ward" in seen
    for hidden in ("San Rocco", "burnout", "ada@example.org", "library", "University"):
        assert hidden not in seen


@pytest.mark.parametrize(
    ("reach", "contact"),
    [("here", ""), ("mail", "ada@example.org"), ("other", "011 555 12 34"), ("made up", ""), ("", "")],
)
def test_only_the_chosen_way_to_be_reached_is_sent(ada, job, reach, contact):
    apply(ada, job, reach=reach, contact="011 555 12 34")
    assert Application.get().contact == contact


def test_the_ticks_decide(ada, job):
    apply(ada, job, section=["education", "contact", "friends", "photo", "made up", "\x00"], line="I bake at home.")
    one = Application.get()
    assert (re.findall(r'"section":"(\w+)"', one.cv), one.line) == (["education"], "I bake at home.")


def test_a_longer_contact_is_not_offered(ada, cast, job):
    facts.say(cast.ada.id, Section.CONTACT, "At home\nor at work")
    assert form_of(ada.read(f"/jobs/{job.key}/apply"))["contact"] == [""]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"reach": "other", "contact": "  "}, "contact"),
        ({"reach": "other", "contact": "x" * 201}, "contact"),
        ({"line": "x" * 301}, "line"),
        ({"line": "y" * 100_000}, "line"),
    ],
)
def test_what_is_to_be_mended_stands_beside_its_field_and_what_was_typed_stays(ada, job, typed, field):
    address = f"/jobs/{job.key}/apply"
    sent = form_of(ada.read(address)) | {"section": ["education"], "line": "Kept."} | typed
    answer = ada.post(address, **sent)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in page
    assert form_of(page)["section"] == ["education"]
    assert form_of(page)["line"] == [sent["line"]]
    assert not Application.select().count()


def test_markup_and_control_letters_stay_words(ada, browser, cast, job):
    apply(ada, job, line="<b>me</b>\x00\u202e", reach="other", contact="<script>alert(1)</script>")
    page = browser(cast.finn).read(f"/applicants/{Application.get().key}")
    assert "&lt;b&gt;me&lt;/b&gt;" in page
    assert "<script>alert" not in page


def test_a_profile_that_changed_meanwhile_is_shown_before_it_is_sent(ada, cast, job):
    address = f"/jobs/{job.key}/apply"
    sent = form_of(ada.read(address))
    state(cast.ada, Section.OCCUPATION, "juggler")
    answer = ada.post(address, **sent)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Your profile was changed while you read this." in text_of(page)
    assert "juggler" in page
    ada.press(address, **form_of(page))
    assert "juggler" in Application.get().cv


def test_twice_is_once_and_a_second_look_leads_to_the_first(ada, job):
    address = f"/jobs/{job.key}/apply"
    sent = form_of(ada.read(address))
    first, second = (ada.post(address, **sent).headers["Location"] for _ in range(2))
    assert first == second == ada.get(address).headers["Location"]
    assert Application.select().count() == 1


def test_with_htmx_the_whole_page_changes(ada, job):
    address = f"/jobs/{job.key}/apply"
    answer = ada.post(address, htmx=True, **form_of(ada.read(address)))
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, f"/applications/{Application.get().key}")


def test_who_had_an_answer_reads_so_and_a_forged_form_sends_nothing(ada, browser, cast, job):
    address = f"/jobs/{job.key}/apply"
    sent = form_of(ada.read(address))
    answering.move(viewer(cast.finn), applied(job, cast.ada).key, Ending.NOT_CHOSEN, "No")
    page = ada.read(address)
    assert "You applied for this job before, and had an answer." in text_of(page)
    assert 'id="send"' not in page
    assert ada.post(address, **sent).status_code == 422
    assert Application.select().count() == 1


def test_an_empty_profile_may_apply_all_the_same(browser, cast, bakery, job):
    dora = browser(cast.dora)
    assert "Your profile says nothing yet" in text_of(dora.read(f"/jobs/{job.key}/apply"))
    apply(dora, job)
    assert Application.get().cv == "[]"


def test_what_cannot_be_applied_for_is_not_there(ada, browser, cast, bakery, job):
    nothing = ada.get(f"/jobs/{NO_KEY}/apply")
    for one in (made.job(bakery, state="paused"), made.job(bakery, state="review", published_at=None)):
        assert is_absent(ada.get(f"/jobs/{one.key}/apply"), nothing, one.key, NO_KEY)
        assert is_absent(ada.post(f"/jobs/{one.key}/apply"), ada.post(f"/jobs/{NO_KEY}/apply"), one.key, NO_KEY)
    finn = browser(cast.finn)
    assert finn.get(f"/jobs/{job.key}/apply").status_code == 404
    assert finn.post(f"/jobs/{job.key}/apply").status_code == 404
    assert not Application.select().count()


# --- mine


def test_an_empty_list_says_what_to_do(ada):
    page = ada.read("/applications")
    assert "You have not applied for a job yet." in text_of(page)
    assert 'href="/jobs"' in page
    assert 'href="/applications"' in ada.read("/jobs")


def test_the_list_and_the_page_say_where_each_stands(ada, cast, job):
    one, finn = applied(job, cast.ada, Section.OCCUPATION), viewer(cast.finn)
    said = [
        (lambda: None, "They answer by"),
        (lambda: answering.write_as_team(finn, one.key, "Hello", "a"), "You are in conversation with them."),
        (lambda: answering.move(finn, one.key, State.OFFERED), "They offer you the job."),
        (lambda: answering.move(finn, one.key, Ending.HIRED), "They chose you. Congratulations"),
    ]
    for step, words in said:
        step()
        for address in ("/applications", f"/applications/{one.key}"):
            assert words in text_of(ada.read(address))


def test_a_no_comes_with_its_words(ada, cast, job):
    one = applied(job, cast.ada)
    answering.move(viewer(cast.finn), one.key, Ending.NOT_CHOSEN, "Thank you, <dear> Ada.")
    text = text_of(ada.read(f"/applications/{one.key}"))
    assert "They did not choose you this time." in text
    assert "Thank you, <dear> Ada." in text
    assert 'id="write"' not in ada.read(f"/applications/{one.key}")


def test_a_job_that_is_over_says_so(ada, cast, job):
    one = applied(job, cast.ada)
    lifecycle.close(job.id, Outcome.HERE)
    assert "The job is over" in text_of(ada.read(f"/applications/{one.key}"))
    assert "There is news about an application of yours" in text_of(ada.read("/notices"))


def test_what_was_told_is_read_with_the_page(ada, cast, job):
    one = applied(job, cast.ada)
    answering.write_as_team(viewer(cast.finn), one.key, "Come on Monday.", "a")
    page = ada.read("/notices")
    assert "An organisation wrote to you about your application" in text_of(page)
    way = re.search(r'href="(/notices/\w+)"', page)[1]
    assert ada.get(way).headers["Location"] == f"/applications/{one.key}#newest"
    text = text_of(ada.read(f"/applications/{one.key}"))
    assert "Bakery Bassi (Finn), today" in text
    assert "Come on Monday." in text
    assert not rows("SELECT 1 FROM notice WHERE person_id = ? AND read_at IS NULL", cast.ada.id)


def test_whoever_wrote_is_not_named_to_whom_they_do_not_exist_for(ada, cast, job):
    one = applied(job, cast.ada)
    answering.write_as_team(viewer(cast.finn), one.key, "Come on Monday.", "a")
    suspend(cast.finn)
    text = text_of(ada.read(f"/applications/{one.key}"))
    assert "Bakery Bassi, today" in text
    assert "Finn" not in text


def test_a_message_plain_with_htmx_and_twice(ada, cast, job):
    one = applied(job, cast.ada)
    address = f"/applications/{one.key}/messages"
    text = text_of(ada.press(address, body="One thing more", once="a"))
    assert "Your message is sent." in text
    assert "You, today" in text
    answer = ada.post(address, htmx=True, body="One thing more", once="a")
    fragment = answer.get_data(as_text=True)
    assert fragment.startswith('<div id="exchange">')
    assert fragment.count("One thing more") == 1
    assert '<div id="live"' in fragment or "Your message is sent." in fragment
    for htmx in (False, True):
        refused = ada.post(address, htmx=htmx, body=" ", once="b")
        assert refused.status_code == 422
        assert 'id="body-error"' in refused.get_data(as_text=True)


def test_older_messages_stand_behind_a_link(ada, cast, job):
    one = applied(job, cast.ada)
    for number in range(31):
        answering.write_as_applicant(viewer(cast.ada), one.key, f"Number {number}.", "a")
    page = ada.read(f"/applications/{one.key}")
    assert "Number 0." not in page
    earlier = re.search(r'id="earlier" href="([^"]*)"', page)[1]
    assert re.findall(r"Number \d+\.", ada.read(earlier)) == ["Number 0."]
    for forged in ("x", "9" * 5000, "-1"):
        ada.read(f"/applications/{one.key}", before=forged)


def test_sending_it_again_takes_the_place_of_what_was_sent(ada, browser, cast, job):
    one = applied(job, cast.ada, Section.OCCUPATION, contact="011 555")
    state(cast.ada, Section.OCCUPATION, "juggler")
    address = f"/applications/{one.key}/again"
    page = ada.read(address)
    sent = form_of(page)
    assert (sent["reach"], sent["contact"], sent["section"]) == (["other"], ["011 555"], ["occupation"])
    assert "juggler" not in text_of(browser(cast.finn).read(f"/applicants/{one.key}"))
    assert "This is what they see now." in text_of(ada.press(address, **sent))
    assert "juggler" in text_of(browser(cast.finn).read(f"/applicants/{one.key}"))
    assert ada.post(address, **sent, htmx=True).status_code == 204
    refused = ada.post(address, **sent | {"line": "x" * 301})
    assert refused.status_code == 422
    assert 'id="line-error"' in refused.get_data(as_text=True)
    answering.withdraw(viewer(cast.ada), one.key)
    assert "nothing can be added" in text_of(ada.press(address, **sent))


def test_taken_back_the_team_sees_nothing_of_it_any_more(ada, browser, cast, job):
    one, finn = applied(job, cast.ada, Section.OCCUPATION), browser(cast.finn)
    answering.write_as_applicant(viewer(cast.ada), one.key, "For you alone", "a")
    assert "Ada" in finn.read("/notices")
    text = text_of(ada.press(f"/applications/{one.key}/withdraw"))
    assert "It is taken back. They see nothing of it any more." in text
    assert "You took it back." in text
    assert is_absent(finn.get(f"/applicants/{one.key}"), finn.get(f"/applicants/{NO_KEY}"), one.key, NO_KEY)
    assert "Nobody has applied yet." in text_of(finn.read(f"/jobs/{job.key}/applicants"))
    assert "Ada" not in finn.read("/notices")
    assert ada.post(f"/applications/{one.key}/withdraw").status_code == 303
    assert ada.post(f"/applications/{one.key}/withdraw", htmx=True).headers["HX-Redirect"] == "/applications"
    assert 'id="withdraw"' not in ada.read(f"/applications/{one.key}")


@pytest.mark.parametrize("who", ["bob", "finn"])
def test_it_is_mine_alone(browser, cast, ada, job, who):
    one, other = applied(job, cast.ada), browser(getattr(cast, who))
    block(cast.eve.id, cast.ada.id)
    for method, way in (
        ("get", ""),
        ("get", "/again"),
        ("post", "/again"),
        ("post", "/messages"),
        ("post", "/withdraw"),
    ):
        ask = getattr(other, method)
        answer, nothing = ask(f"/applications/{one.key}{way}"), ask(f"/applications/{NO_KEY}{way}")
        assert is_absent(answer, nothing, one.key, NO_KEY), way
    assert Application.get().state == State.NEW
    assert "Baker" not in other.read("/applications")


def test_where_work_is_off_none_of_it_is_there(ada, browser, cast, job):
    one, finn = applied(job, cast.ada), browser(cast.finn)
    setting.change(features=[feature for feature in Feature if feature != Feature.WORK])
    for address in ("/applications", f"/applications/{one.key}", f"/jobs/{job.key}/apply"):
        assert ada.get(address).status_code == 404
    for address in (f"/jobs/{job.key}/applicants", f"/applicants/{one.key}"):
        assert finn.get(address).status_code == 404
    assert "applied for a job" not in text_of(finn.read("/notices"))
