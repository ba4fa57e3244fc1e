"""Reporting in two presses: the page of reasons, the thanks, the answer; and no trace of it for who is meant."""

import re

import pytest

from mentorship.care import moderating
from mentorship.database import row, rows
from mentorship.records.report import Outcome
from mentorship.talk import notices
from mentorship.ties.block import block
from tests.care.reported import a_moderator, a_talk, report, report_message
from tests.cast import ask_friend, viewer, wish
from tests.web.conftest import text_of
from tests.web.sameness import NO_KEY, bare, is_absent

NO_MOMENT = 1234567890


@pytest.fixture
def things(cast):
    """The address of each kind of thing that Bob can report of Cleo or Ada, and one that does not exist."""
    key, moments = a_talk(cast.bob, cast.cleo)
    asked = wish(cast.bob, of=cast.ada)
    return {
        "profile": (f"/people/{cast.cleo.handle}/report", f"/people/{NO_KEY}/report"),
        "message": (f"/messages/{key}/{moments[1]}/report", f"/messages/{NO_KEY}/{moments[1]}/report"),
        "request": (f"/requests/{asked.key}/report", f"/requests/{NO_KEY}/report"),
    }


KINDS = ["profile", "message", "request"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_second_press_sends_it(cast, browser, things, kind):
    bob, (url, _none) = browser(cast.bob), things[kind]
    page = bob.read(url)
    assert page.count('name="reason"') == 6
    text = text_of(bob.press(url, reason="hate", words="Not nice."))
    assert "Your report is sent. Thank you for telling us." in text
    assert "usually within a few days" in text
    assert "Not nice." in text
    assert "Hate" in text
    assert row("SELECT kind, reason, words FROM report") == (kind, "hate", "Not nice.")


@pytest.mark.parametrize("kind", KINDS)
def test_with_htmx_the_page_changes(cast, browser, things, kind):
    answer = browser(cast.bob).post(things[kind][0], htmx=True, reason="hate")
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == f"/reports/{row('SELECT key FROM report').key}"


@pytest.mark.parametrize("kind", KINDS)
def test_twice_is_once(cast, browser, things, kind):
    bob = browser(cast.bob)
    first, second = (bob.post(things[kind][0], reason=reason) for reason in ("hate", "fake"))
    assert first.headers["Location"] == second.headers["Location"]
    assert row("SELECT count(*) AS n FROM report").n == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("verb", ["get", "post"])
def test_what_one_cannot_see_is_not_there_to_be_reported(cast, browser, things, kind, verb):
    block(cast.cleo.id, cast.eve.id)  # else the profile could be seen
    eve, (url, absent) = browser(cast.eve), things[kind]
    keys = [part for one in (url, absent) for part in one.split("/")[2:3]]
    assert is_absent(getattr(eve, verb)(url), getattr(eve, verb)(absent), *keys)
    assert not rows("SELECT id FROM report")


@pytest.mark.parametrize("at", [NO_MOMENT, 2**70, 0])
def test_a_moment_at_which_nothing_was_written_is_absent(cast, browser, things, at):
    parts = things["message"][0].split("/")
    url = f"/messages/{parts[2]}/{at}/report"
    assert browser(cast.bob).get(url).status_code == 404


def test_my_own_message_and_my_own_page_cannot_be_reported(cast, browser):
    key, moments = a_talk(cast.bob, cast.cleo)
    bob = browser(cast.bob)
    assert bob.post(f"/messages/{key}/{moments[0]}/report", reason="hate").status_code == 404
    assert bob.post(f"/people/{cast.bob.handle}/report", reason="hate").status_code == 404
    assert not rows("SELECT id FROM report")


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"words": "kept", "reason": ""}, "Please press one of the reasons."),
        ({"words": "kept", "reason": "made up"}, "Please press one of the reasons."),
        ({"words": "kept" + "x" * 1000, "reason": "hate"}, "Please shorten this to 1000 characters"),
    ],
)
@pytest.mark.parametrize("htmx", [False, True])
def test_what_cannot_be_taken_stays_typed(cast, browser, things, form, said, htmx):
    answer = browser(cast.bob).post(things["profile"][0], htmx=htmx, **form)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert said in text_of(page)
    assert form["words"] in page
    assert not rows("SELECT id FROM report")


def test_after_ten_a_kind_sentence(cast, browser):
    key, moments = a_talk(cast.bob, cast.cleo, tuple("abcdefghijklmnopqrstuvwx"))
    for at in moments[1::2][:10]:
        report_message(cast.bob, key, at)
    answer = browser(cast.bob).post(f"/people/{cast.ada.handle}/report", reason="hate", words="kept")
    assert answer.status_code == 422
    assert "Please wait until tomorrow" in text_of(answer.get_data(as_text=True))
    assert "kept" in answer.get_data(as_text=True)


def test_the_page_says_before_what_moderators_see(cast, browser, things):
    bob = browser(cast.bob)
    assert "up to two before it and up to two after it" in text_of(bob.read(things["message"][0]))
    assert "Two" in text_of(bob.read(things["message"][0]))
    block(cast.bob.id, cast.cleo.id)
    assert "They see your words, and whom you mean." in text_of(bob.read(things["profile"][0]))


# --- the ways there


def test_there_is_a_quiet_way_from_everything_that_can_be_reported(cast, browser, things):
    bob = browser(cast.bob)
    talk = things["message"][0].rsplit("/", 2)
    assert f'href="{things["profile"][0]}"' in bob.read(f"/people/{cast.cleo.handle}")
    assert f'href="{things["message"][0]}"' in bob.read(talk[0])
    assert f'href="{things["request"][0]}"' in bob.read(things["request"][0].removesuffix("/report"))
    block(cast.bob.id, cast.cleo.id)
    assert f'href="{things["profile"][0]}"' in bob.read("/connections")
    assert 'href="/reports"' in bob.read("/account")


def test_only_what_the_other_wrote_has_one(cast, browser):
    key, moments = a_talk(cast.bob, cast.cleo)
    page = browser(cast.bob).read(f"/messages/{key}")
    assert [at for at in moments if f"/{at}/report" in page] == moments[1::2]


def test_a_request_for_friendship_has_one_too(cast, browser):
    asked = ask_friend(cast.eve, cast.ada)
    ada = browser(cast.ada)
    assert f'href="/requests/{asked.key}/report"' in ada.read(f"/requests/{asked.key}")
    assert "Your report is sent." in text_of(ada.press(f"/requests/{asked.key}/report", reason="contact"))


# --- what becomes of it


def test_the_thanks_offer_to_block_and_lead_back(cast, browser, things):
    bob = browser(cast.bob)
    page = bob.press(things["message"][0], reason="hate")
    assert f'href="/people/{cast.cleo.handle}/block"' in page
    assert f'href="{things["message"][0].rsplit("/", 2)[0]}"' in page
    bob.press(f"/people/{cast.cleo.handle}/block")
    page = bob.read(f"/reports/{row('SELECT key FROM report').key}")
    assert "/block" not in page
    assert f'href="{things["message"][0].rsplit("/", 2)[0]}"' not in page


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (Outcome.NOTHING, "found nothing against"),
        (Outcome.WARNED, "have done something"),
        (Outcome.SUSPENDED, "have done something"),
    ],
)
def test_the_answer_stands_there_and_a_notice_leads_to_it(cast, browser, outcome, said):
    key = report(cast.eve, cast.ada)
    moderating.decide(a_moderator(), key, outcome, "Take care.")
    eve = browser(cast.eve)
    page = eve.read("/notices")
    assert "There is an answer to your report" in text_of(page)
    (told,) = notices.latest(viewer(cast.eve))[0]
    assert eve.get(f"/notices/{told.key}").headers["Location"] == f"/reports/{key}"
    text = text_of(eve.read(f"/reports/{key}"))
    assert said in text
    assert "Take care." in text
    assert not any(word in text for word in ("suspended", "reminded", "Max"))
    assert "There is an answer." in text_of(eve.read("/reports"))


def test_seeing_the_answer_reads_the_notice(cast, browser):
    key = report(cast.eve, cast.ada)
    moderating.decide(a_moderator(), key, Outcome.NOTHING, "")
    browser(cast.eve).read(f"/reports/{key}")
    assert notices.latest(viewer(cast.eve))[0][0].read_at


def test_the_reports_of_others_are_absent(cast, browser):
    key = report(cast.eve, cast.ada)
    for person in (cast.ada, cast.bob, cast.aldo, a_moderator()):
        reader = browser(person)
        assert is_absent(reader.get(f"/reports/{key}"), reader.get(f"/reports/{NO_KEY}"), key, NO_KEY)
        assert "You have reported nothing." in text_of(reader.read("/reports"))


def test_a_new_name_of_somebody_who_is_gone_for_me_is_not_told(cast, browser):
    key = report(cast.eve, cast.ada)
    block(cast.ada.id, cast.eve.id)
    eve = browser(cast.eve)
    before = bare(eve.get(f"/reports/{key}"))
    browser(cast.ada).post("/account/name", name="Ada Nova")
    assert bare(eve.get(f"/reports/{key}")) == before


# --- no trace for who is meant


def trace(reader, *urls):
    """Each page without its form tokens, and without the moment at which the page of notices was read."""
    return {url: re.sub(r'(name="until" value=")[0-9]+', r"\1", bare(reader.get(url))) for url in urls}


def test_who_is_meant_cannot_tell(cast, browser):
    moderator = a_moderator()
    key, moments = a_talk(cast.ada, cast.cleo)
    asked = wish(cast.bob, of=cast.ada)
    urls = (
        "/", "/notices", "/messages", f"/messages/{key}", "/connections", "/people", "/mentors", "/suggestions", "/reports",
        "/account", "/privacy", "/account/mail", f"/requests/{asked.key}", f"/people/{cast.cleo.handle}", f"/people/{cast.bob.handle}",
        "/moderation", "/admin/audit",
    )  # fmt: skip
    ada = browser(cast.ada)
    trace(ada, *urls)  # what reading itself changes
    before, mails = trace(ada, *urls), rows("SELECT id FROM mail WHERE person_id = ?", cast.ada.id)
    browser(cast.cleo).press(f"/messages/{key}/{moments[0]}/report", reason="hate")
    browser(cast.cleo).press(f"/people/{cast.ada.handle}/report", reason="hate")
    browser(cast.bob).press(f"/requests/{asked.key}/report", reason="money")
    assert len(rows("SELECT id FROM report")) == 3
    assert trace(ada, *urls) == before
    (last,) = rows("SELECT max(key) AS key FROM report")
    moderating.decide(moderator, last.key, Outcome.NOTHING, "")
    assert trace(ada, *urls) == before
    assert rows("SELECT id FROM mail WHERE person_id = ?", cast.ada.id) == mails


def test_nor_can_a_moderator_who_is_meant(cast, browser):
    moderator = a_moderator()
    report(cast.eve, cast.ada)
    urls = ("/", "/notices", "/moderation", "/moderation/suspended", "/account")
    reader = browser(moderator)
    trace(reader, *urls)
    before = trace(reader, *urls)
    report(cast.eve, moderator)
    assert trace(reader, *urls) == before
