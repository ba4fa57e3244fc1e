"""Writing a job in two presses, mending it, and what can be done with it; all of it without JavaScript."""

import re

import pytest

from mentorship.database import row, rows
from mentorship.site import setting
from mentorship.site.setting import Feature
from mentorship.work.job import lifecycle, reviewing, writing
from mentorship.work.job.job import Job, Outcome, State
from mentorship.work.organisation.organisation import Role
from tests.care.reported import a_moderator
from tests.web.conftest import text_of
from tests.web.sameness import NO_KEY, is_absent
from tests.web.test_budgets import MOST_BYTES, MOST_STATEMENTS, packed
from tests.work.made import TYPED, colleague, draft, job, organisation

FILLED = TYPED | {
    "hours_from": "30",
    "hours_to": "38",
    "must": "Get up early\nLift 20 kg",
    "learn": "Baking",
    "language_0": "Italian",
    "level_0": "good",
    "language_3": "English",
    "level_3": "basic",
    "apply": "Come to the shop",
    "cv_why": "The law asks for it",
}


@pytest.fixture
def bakery(cast):
    made = organisation(cast.ada)
    colleague(made, cast.bob, Role.RECRUITER)
    colleague(made, cast.cleo, Role.REPRESENTATIVE)
    return made


@pytest.fixture
def ada(cast, browser, bakery):
    return browser(cast.ada)


def newest():
    return Job.select().order_by(Job.id.desc()).get()


def values(page):
    """What stands in the form of a page, by the names of its fields."""
    found = dict(re.findall(r'<input[^>]*name="([a-z_0-9]+)"[^>]*value="([^"]*)"', page))
    found |= {
        name: text.strip() for name, text in re.findall(r'<textarea[^>]*name="([a-z_]+)"[^>]*>([^<]*)</textarea>', page)
    }
    for name, inside in re.findall(r'<select[^>]*name="([a-z_0-9]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option selected value="([^"]*)"', inside)
        found[name] = chosen[1] if chosen else ""
    return found


# --- the list


def test_an_empty_list_says_what_to_do(ada, bakery):
    page = ada.read(f"/organisations/{bakery.key}/jobs")
    assert "No job yet." in text_of(page)
    assert f'href="/organisations/{bakery.key}/jobs/new"' in page


def test_the_list_says_how_each_stands_and_is_narrowed(ada, bakery):
    live, waits = job(bakery, title="Live one"), draft(bakery, title="Fresh one")
    address = f"/organisations/{bakery.key}/jobs"
    text = text_of(ada.read(address))
    assert "Live one Published · 30 days left · €12–14 an hour" in text
    assert "Fresh one Draft · €12–14 an hour" in text
    assert waits.key not in ada.read(address, state="live")
    assert live.key not in ada.read(address, q="fresh")
    found = ada.get(address, htmx=True, q="nothing like it").get_data(as_text=True)
    assert found.startswith('<div id="found"')
    assert "No job here fits that." in text_of(found)


def test_older_jobs_stand_behind_a_link(ada, bakery, monkeypatch):
    for number in range(31):
        job(bakery, title=f"Number {number}.")
    page = ada.read(f"/organisations/{bakery.key}/jobs")
    assert "Number 0." not in page
    older = re.search(r'id="more-jobs" href="([^"]*)"', page)[1].replace("&amp;", "&")
    assert re.findall(r"Number \d+\.", ada.read(older)) == ["Number 0."]


@pytest.mark.parametrize(
    "query", [{"at": "9" * 5000}, {"at": "-1", "after": "\x00"}, {"state": "made up", "q": "%\x00"}]
)
def test_forged_questions_find_what_there_is_or_nothing(ada, bakery, query):
    made = job(bakery)
    page = ada.read(f"/organisations/{bakery.key}/jobs", **query)
    assert (made.key in page) == (query.get("at") == "9" * 5000), "what is no moment is no limit"


def test_an_organisation_nobody_looked_at_can_write_and_not_send(cast, browser):
    made = organisation(cast.eve, "Shop", verified=False)
    eve = browser(cast.eve)
    assert "Somebody here looks at your organisation first." in text_of(eve.read(f"/organisations/{made.key}/jobs"))
    page = eve.press(f"/organisations/{made.key}/jobs/new", **FILLED)
    assert 'id="send"' not in page
    said = text_of(eve.press(f"/jobs/{newest().key}/send"))
    assert "Once that is done you can send jobs" in said
    assert newest().state == State.DRAFT


# --- writing


def test_two_presses_from_the_form_to_the_moderator(ada, bakery):
    page = ada.press(f"/organisations/{bakery.key}/jobs/new", **FILLED)
    text = text_of(page)
    for said in (
        "Your draft is kept.", "Baker for the early shift", "Bakery Bassi", "Permanent", "€12–14 an hour",
        "30 to 38 hours a week", "Get up early", "You can learn here Baking", "Italian: well", "English: a little",
        "Come to the shop", "A CV is needed: The law asks for it", "Only you and those who write jobs with you see it.",
    ):  # fmt: skip
        assert said in text
    text = text_of(ada.press(f"/jobs/{newest().key}/send"))
    assert "It is sent." in text
    assert "Waits for a moderator" in text


def test_markup_is_nothing_but_text(ada, bakery):
    wild = dict.fromkeys(
        ("title", "text", "must", "learn", "apply", "cv_why", "occupation"), '<script>alert("x")</script>'
    )
    page = ada.press(f"/organisations/{bakery.key}/jobs/new", **FILLED | wild)
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert") >= 7


def test_everything_wrong_is_said_at_once_and_what_was_typed_stays(ada, bakery):
    bad = {
        "title": "",
        "pay_from": "1500",
        "pay_to": "12",
        "hours_to": "99",
        "until": "2001-01-01",
        "text": "My <own> words",
    }
    answer = ada.post(f"/organisations/{bakery.key}/jobs/new", **FILLED | bad | {"level_0": ""})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    for said in (
        "The second number is smaller",
        "from 1 to 80",
        "This day has passed.",
        "Please write something here.",
    ):
        assert said in text_of(page)
    for name in ("title", "pay_to", "hours_to", "until", "level_0"):
        assert f'id="{name}-error"' in page
    assert values(page)["pay_to"] == "12"
    assert values(page)["language_3"] == "English"
    assert "My &lt;own&gt; words" in page
    assert not rows("SELECT id FROM job")


@pytest.mark.parametrize(
    "name", ["title", "text", "occupation", "place", "must", "language_0", "pay_from", "hours_from", "until"]
)
def test_a_megabyte_is_refused_beside_its_field(ada, bakery, name):
    answer = ada.post(f"/organisations/{bakery.key}/jobs/new", **FILLED | {name: "x" * 2**20})
    assert answer.status_code in (413, 422)
    assert not rows("SELECT id FROM job")


def test_nothing_sent_at_all_is_refused(ada, bakery):
    assert ada.post(f"/organisations/{bakery.key}/jobs/new").status_code == 422


def test_the_twenty_first_draft_is_refused_above_the_form(ada, bakery):
    for _ in range(writing.MOST_DRAFTS):
        draft(bakery)
    answer = ada.post(f"/organisations/{bakery.key}/jobs/new", **FILLED)
    assert answer.status_code == 422
    assert "has 20 drafts" in text_of(answer.get_data(as_text=True))


def test_the_form_holds_what_the_job_says_and_keeping_it_changes_nothing(ada, bakery):
    ada.press(f"/organisations/{bakery.key}/jobs/new", **FILLED)
    made = newest()
    page = ada.read(f"/jobs/{made.key}/edit")
    stands = values(page)
    for name in (
        "title",
        "occupation",
        "place",
        "pay_from",
        "pay_per",
        "currency",
        "hours_to",
        "text",
        "must",
        "learn",
        "apply",
    ):
        assert stands[name] == FILLED[name], name
    assert (stands["language_0"], stands["level_0"], stands["language_1"]) == ("Italian", "good", "English")
    assert "Nothing was changed." in text_of(ada.press(f"/jobs/{made.key}/edit", **FILLED))


def test_a_change_of_a_published_job_shows_at_once(ada, bakery):
    made = job(bakery)
    assert "This job is published." in text_of(ada.read(f"/jobs/{made.key}/edit"))
    text = text_of(ada.press(f"/jobs/{made.key}/edit", **TYPED | {"title": "Night baker"}))
    assert "Your changes are published, and a moderator has a look at them." in text
    assert "Night baker" in text


def test_mending_what_is_wrong_keeps_the_job_as_it_was(ada, bakery):
    made = job(bakery)
    answer = ada.post(f"/jobs/{made.key}/edit", **TYPED | {"pay_from": ""} | {"pay_to": "", "title": "Changed"})
    assert answer.status_code == 422
    assert "Only volunteering may leave this empty." in text_of(answer.get_data(as_text=True))
    assert newest().title == made.title


def test_the_preview_says_what_would_make_it_better(ada, bakery):
    text = text_of(ada.read(f"/jobs/{draft(bakery, title='BAKER WANTED', text='Bread.').key}/preview"))
    assert "The title stands in capitals." in text
    assert "The text is very short." in text


def test_in_italian_amounts_stand_as_italians_write_them(cast, browser, bakery):
    organisation(cast.cleo, "Pasticceria")
    made = job(organisation(cast.cleo, "Caffè"), pay_from="1200.50", pay_to="1500")
    text = text_of(browser(cast.cleo).read(f"/jobs/{made.key}/preview"))
    assert "1.200,50–1.500,00\xa0€" in text.replace(" €", "\xa0€")


# --- what can be done with it

STEPS = {
    "pause": (State.LIVE, "It is paused."),
    "resume": (State.PAUSED, "It goes on."),
    "renew": (State.LIVE, "It is renewed."),
    "take-back": (State.REVIEW, "It is a draft again."),
    "send": (State.SENT_BACK, "It is sent."),
    "repost": (State.CLOSED, "It is up again."),
    "discard": (State.DRAFT, "The draft is gone."),
}


def at(bakery, state):
    never = {"published_at": None, "valid_until": None} if state in (State.DRAFT, State.REVIEW, State.SENT_BACK) else {}
    return job(bakery, **{"state": state, "outcome": "nobody" if state == State.CLOSED else ""} | never)


@pytest.mark.parametrize("step", STEPS)
def test_each_step_is_one_press_that_stands_on_the_page(ada, bakery, step):
    state, said = STEPS[step]
    made = at(bakery, state)
    assert f'action="/jobs/{made.key}/{step}"' in ada.read(f"/jobs/{made.key}/preview")
    assert said in text_of(ada.press(f"/jobs/{made.key}/{step}"))


@pytest.mark.parametrize("step", ["pause", "resume", "take-back", "send", "repost"])
def test_twice_is_once_and_says_so(ada, bakery, step):
    made = at(bakery, STEPS[step][0])
    ada.press(f"/jobs/{made.key}/{step}")
    state = newest().state
    assert "That was done already" in text_of(ada.press(f"/jobs/{made.key}/{step}"))
    assert newest().state == state


def test_closing_asks_how_it_ended(ada, bakery):
    made = job(bakery)
    page = ada.read(f"/jobs/{made.key}/close")
    assert page.count('name="outcome"') == 4
    answer = ada.post(f"/jobs/{made.key}/close", outcome="somehow")
    assert answer.status_code == 422
    assert "Please press one of these." in text_of(answer.get_data(as_text=True))
    text = text_of(ada.press(f"/jobs/{made.key}/close", outcome="here"))
    assert "It is closed." in text
    assert "We found somebody here." in text


def test_a_copy_opens_in_the_form(ada, bakery):
    made = job(bakery)
    assert "This is the copy." in text_of(ada.press(f"/jobs/{made.key}/duplicate"))
    assert row("SELECT count(*) AS n FROM job").n == 2


def test_with_htmx_the_page_changes(ada, bakery):
    made = job(bakery)
    answer = ada.post(f"/jobs/{made.key}/pause", htmx=True)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, f"/jobs/{made.key}/preview")


def test_a_job_that_is_over_offers_to_renew_it(ada, bakery, moved_clock, cast, browser):
    made = job(bakery)
    moved_clock(days=31)
    page = browser(cast.ada).read(f"/jobs/{made.key}/preview")
    assert "Its time is over" in text_of(page)
    assert "Its time is over · ended yesterday" in text_of(browser(cast.ada).read(f"/organisations/{bakery.key}/jobs"))
    assert 'id="renew"' in page
    assert 'id="repost"' in page


def test_a_notice_leads_to_the_one_press_that_renews(ada, cast, browser, bakery, moved_clock):
    made = job(bakery)
    moved_clock(days=26)
    lifecycle.remind()
    bob = browser(cast.bob)
    page = bob.read("/notices")
    assert re.search(r"ends on \d+ \w+( \d{4})?: one press gives it 30 more days", text_of(page))
    opened = re.search(r'href="(/notices/[a-z0-9]{12})"', page)[1]
    assert bob.get(opened).headers["Location"] == f"/jobs/{made.key}/preview"
    assert 'id="renew"' in bob.read(f"/jobs/{made.key}/preview")
    bob.press(f"/jobs/{made.key}/renew")
    assert "one press gives it" not in text_of(bob.read("/notices"))


def test_a_reason_stands_where_the_job_is_mended(ada, bakery, cast):
    made = draft(bakery)
    lifecycle.send(made.id)
    reviewing.send_back(a_moderator(), made.key, "Who is the <employer>?")
    page = ada.read(f"/jobs/{made.key}/preview")
    assert "Who is the &lt;employer&gt;?" in page
    assert "was sent back: read why" in text_of(ada.read("/notices"))


# --- others


ADDRESSES = ["/jobs/{}/preview", "/jobs/{}/edit", "/jobs/{}/close"]
PRESSES = [f"/jobs/{{}}/{step}" for step in (*STEPS, "duplicate", "edit", "close")]


@pytest.mark.parametrize("who", ["eve", "cleo", "finn", "aldo"])
def test_for_all_others_there_is_no_such_page(cast, browser, bakery, who):
    made, reader = job(bakery), browser(getattr(cast, who))
    for address in ADDRESSES:
        assert is_absent(reader.get(address.format(made.key)), reader.get(address.format(NO_KEY)), made.key, NO_KEY)
    for address in PRESSES:
        one, none = (reader.post(address.format(key), outcome="here", **TYPED) for key in (made.key, NO_KEY))
        assert is_absent(one, none, made.key, NO_KEY)
    for address in ("/organisations/{}/jobs", "/organisations/{}/jobs/new"):
        assert is_absent(reader.get(address.format(bakery.key)), reader.get(address.format(NO_KEY)), bakery.key, NO_KEY)
    assert (newest().state, newest().changed_at) == (State.LIVE, made.changed_at)


def test_where_work_is_off_nothing_of_it_is_there(ada, bakery):
    made = job(bakery)
    setting.change(features=[one for one in Feature if one != Feature.WORK])
    for address in (*ADDRESSES, f"/organisations/{bakery.key}/jobs"):
        assert ada.get(address.format(made.key)).status_code == 404
    for address in PRESSES:
        assert ada.post(address.format(made.key), outcome=Outcome.HERE).status_code == 404
    assert newest().state == State.LIVE


# --- what a page costs


@pytest.mark.parametrize(
    "address", ["/organisations/{org}/jobs", "/organisations/{org}/jobs/new", "/jobs/{job}/preview", "/jobs/{job}/edit"]
)
def test_a_page_is_small_and_asks_the_same_however_much_there_is(ada, bakery, statements, address):
    made = job(bakery, must="Get up early\nLift 20 kg", languages=(("Italian", "good"),))
    address = address.format(org=bakery.key, job=made.key)
    few = statements(lambda: ada.read(address))
    for _ in range(35):
        job(bakery, must="one\n" * 12)
    assert few == statements(lambda: ada.read(address)) <= MOST_STATEMENTS
    assert packed(ada.read(address)) <= MOST_BYTES
