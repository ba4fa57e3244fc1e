"""Finding work on the pages: the search, a job, and what is over."""

import json
import re
from datetime import date, timedelta

import pytest

from mentorship.database import execute, row, write
from mentorship.people.section import Section
from mentorship.people.vocabulary import merging
from mentorship.privacy.audience import ONLY_ME
from mentorship.site import setting
from mentorship.ties.relation import Relation
from mentorship.work.job import sponsoring
from tests.cast import befriend, share, state
from tests.web.conftest import text_of
from tests.work.made import UNPAID, job, organisation


@pytest.fixture
def bakery(cast):
    return organisation()


@pytest.fixture
def bob(browser, cast):
    return browser(cast.bob)


def test_a_job_stands_there_with_all_that_decides(bakery, bob):
    job(bakery, kind="shifts", hours_from=20, hours_to=24)
    text = text_of(bob.read("/jobs"))
    assert "Baker for the early shift Bakery Bassi · Turin · Shifts · 20 to 24 hours a week · €12–14 an hour" in text
    assert "Posted today" in text


def test_it_reads_in_italian_too(bakery, browser, cast):
    job(bakery, pay_from=120_050, pay_to=120_050, pay_per="month")
    text = text_of(browser(cast.cleo).read("/jobs"))
    assert "Torino" in text
    assert "1.200,50" in text


def test_anybody_can_look_for_work_without_an_account(bakery, browser):
    made = job(bakery)
    assert "Baker for the early shift" in text_of(browser().read("/jobs"))
    page = text_of(browser().read(f"/jobs/{made.key}"))
    assert "Sign in to see what fits you" in page
    assert "People who know this place of work" not in page


def test_the_search_can_be_bookmarked_and_keeps_what_was_typed(bakery, bob):
    job(bakery)
    page = bob.read("/jobs", q="shift", place="turin", kind="permanent", pay="12", per="hour", days="7", open="yes")
    assert "Baker for the early shift" in text_of(page)
    for kept in ('value="shift"', 'value="turin"', 'value="permanent" selected', 'value="12"', 'value="7" selected'):
        assert kept in page
    assert "No job fits all of this" in text_of(bob.read("/jobs", q="welder"))


def test_an_empty_place_says_so(bakery, bob):
    assert "There are no jobs here yet." in text_of(bob.read("/jobs"))


def test_pay_that_cannot_be_read_stays_in_its_field_with_what_to_mend(bakery, bob):
    job(bakery)
    page = bob.read("/jobs", pay="a lot", q="shift")
    assert 'value="a lot"' in page
    assert "Please write an amount, such as 12.50." in text_of(page)
    assert "Baker for the early shift" in text_of(page)


def test_htmx_gets_only_the_results(bakery, bob):
    answer = bob.get("/jobs", htmx=True, q="shift")
    assert answer.text.lstrip().startswith('<div id="found"')
    assert "<html" not in answer.text


def test_more_jobs_follow_without_gaps(bakery, bob):
    for number in range(45):
        job(bakery, f"Baker {number:02}")
    seen, url = [], "/jobs?q=baker"
    while url:
        page = bob.read(url)
        seen += re.findall(r">Baker (\d\d)<", page)
        link = re.search(r'id="more-jobs" href="([^"]+)"', page)
        url = link and link[1].replace("&amp;", "&")
    assert seen == [f"{number:02}" for number in reversed(range(45))]


@pytest.mark.parametrize("bad", ["\x00", "a" * 5000, "%", "_", "'\"<script>", "\u202e", "🥖", "-1", "9" * 40, "١٢"])
def test_any_words_get_a_page(bakery, bob, bad):
    job(bakery)
    for name in ("q", "occupation", "place", "far", "kind", "pay", "per", "remote", "open", "days", "after"):
        for url in ("/jobs", "/jobs/feed.rss", "/jobs/feed.json"):
            assert bob.get(url, **{name: bad, "pay" if name == "per" else "place": "1"}).status_code == 200, (name, url)


@pytest.mark.parametrize("name", ["endpoint", "_external", "_anchor", "_scheme", "values"])
def test_a_word_of_the_program_in_the_address_means_nothing(bakery, bob, name):
    for number in range(25):
        job(bakery, f"Baker {number}")
    assert 'id="more-jobs" href="/jobs?after=' in bob.read("/jobs", **{name: "https"})


def test_a_job_says_what_fits_me_and_what_is_missing(bakery, bob, cast):
    made = job(
        bakery,
        must=["You can carry 20 kg"],
        learn=["Shaping bread"],
        languages=[("Italian", "good"), ("German", "basic")],
        cv_why="You work with children.",
    )
    text = text_of(bob.read(f"/jobs/{made.key}"))
    assert "What fits you It is where you live. You speak Italian." in text
    assert "What is missing, by what your profile says German, a little" in text
    assert "You bring You can carry 20 kg You can learn it there Shaping bread" in text
    assert "They ask for a CV: You work with children." in text
    state(cast.bob, Section.LANGUAGES, "German", level="basic")
    assert "What is missing" not in text_of(bob.read(f"/jobs/{made.key}"))


def test_a_job_without_musts_says_that_no_experience_is_needed(bakery, bob):
    assert "No experience needed." in text_of(bob.read(f"/jobs/{job(bakery).key}").split('id="fit"')[1])


def test_whom_i_know_there_is_shown_as_far_as_they_let_me(browser, cast):
    made = job(organisation(name="San Rocco Hospital"), "Nurse", occupation="nurse")
    share(cast.ada, Section.WORK, Relation.FRIEND)
    share(cast.eve, Section.WORK, ONLY_ME)
    befriend(cast.ada, cast.eve)
    assert "Ada Friend They work or worked there" in text_of(browser(cast.eve).read(f"/jobs/{made.key}"))
    stranger = browser(cast.bob).read(f"/jobs/{made.key}")
    assert "Nobody who lets you see it works or worked there." in text_of(stranger)
    assert "Ada" not in stranger


def test_what_others_hide_moves_no_byte_of_the_pages(browser, cast):
    """Two worlds: in one Ada never worked there, in the other she hides it."""
    made = job(organisation(name="San Rocco Hospital"), "Nurse", occupation="nurse")
    share(cast.eve, Section.WORK, ONLY_ME)
    share(cast.ada, Section.WORK, ONLY_ME)
    urls = ("/jobs", "/jobs?q=ada", f"/jobs/{made.key}")
    before = [_bare(browser(cast.bob).read(url)) for url in urls]
    state(cast.ada, Section.WORK, "San Rocco Hospital", focus="nurse", year_from=2001)
    state(cast.eve, Section.OCCUPATION, "nurse")
    share(cast.eve, Section.OCCUPATION, ONLY_ME)
    assert [_bare(browser(cast.bob).read(url)) for url in urls] == before


def _bare(page):
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "draft", "published_at": None, "valid_until": None},
        {"state": "review"},
        {"state": "sent_back"},
        {"of": "waiting"},
    ],
)
def test_what_is_not_public_is_as_what_never_was(bakery, bob, fields):
    of = organisation(name="New", state="waiting", decided_at=None) if fields.pop("of", "") else bakery
    made = job(of, **fields)
    hidden, never = (bob.get(f"/jobs/{key}") for key in (made.key, "2" * 12))
    assert hidden.status_code == never.status_code == 404
    assert _bare(hidden.text).replace(made.key, "") == _bare(never.text).replace("2" * 12, "")


@pytest.mark.parametrize("fields", [{"state": "paused"}, {"state": "closed", "outcome": "here"}])
def test_a_job_that_is_over_says_so_kindly_with_what_is_like_it(bakery, browser, fields):
    made, _ = job(bakery, "Gone", **fields), job(bakery, "Still there")
    answer = browser().get(f"/jobs/{made.key}")
    assert answer.status_code == 410
    assert "This job is over" in text_of(answer.text)
    assert "Similar jobs Still there" in text_of(answer.text)
    assert "ld+json" not in answer.text
    assert "Error:" not in answer.text


def test_a_job_expires_by_itself(bakery, browser, moved_clock):
    made = job(bakery)
    moved_clock(days=31)
    assert browser().get(f"/jobs/{made.key}").status_code == 410
    assert "Baker for the early shift" not in text_of(browser().read("/jobs"))


def posting(page):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1])


REQUIRED = {"title", "description", "datePosted", "hiringOrganization"}


def test_machines_read_the_same_as_people(bakery, browser):
    made = job(bakery, text='</script><b>Bread</b> & "rolls"', kind="shifts", hours_from=20, hours_to=20)
    page = browser().read(f"/jobs/{made.key}")
    found = posting(page)
    assert found.keys() >= REQUIRED | {"jobLocation", "validThrough", "baseSalary", "employmentType"}
    assert found["description"] == made.text
    assert found["hiringOrganization"]["name"] == "Bakery Bassi"
    assert found["jobLocation"]["address"]["addressLocality"] == "Turin"
    assert found["baseSalary"]["value"] == {
        "@type": "QuantitativeValue",
        "unitText": "HOUR",
        "minValue": 12.0,
        "maxValue": 14.0,
    }
    assert found["employmentType"] == "PART_TIME"
    assert found["url"].endswith(f"/jobs/{made.key}")
    assert "</script><b>" not in page


def test_machines_read_where_a_job_from_anywhere_is_and_no_pay_where_there_is_none(bakery, browser):
    made = job(bakery, place=None, kind="volunteer", **UNPAID)
    found = posting(browser().read(f"/jobs/{made.key}"))
    assert found["jobLocationType"] == "TELECOMMUTE"
    assert found.keys() & {"jobLocation", "baseSalary"} == set()


def test_where_work_is_off_there_is_no_trace_of_it(bakery, browser, cast):
    made = job(bakery)
    setting.change(features=[])
    reader = browser(cast.ada)
    for url in ("/jobs", f"/jobs/{made.key}", "/jobs/feed.rss", "/jobs/feed.json", "/jobs/saved"):
        assert reader.get(url).status_code == 404, url
    assert "/jobs" not in reader.read("/")


def test_the_menu_leads_here(cast, browser):
    for reader in (browser(cast.bob), browser()):
        assert 'href="/jobs"' in reader.read("/data")


def test_the_pages_ask_little_for_one_job_and_for_many(bakery, browser, cast, statements):
    made = job(bakery, must=["Gloves"], languages=[("Italian", "good")])
    for more in (0, 40):
        for number in range(more):
            sponsoring.sponsor("aldo", job(bakery, f"Baker {number}").key, (date.today() + timedelta(2)).isoformat())
        for reader in (browser(cast.bob), browser()):
            shell = statements(lambda reader=reader: reader.read("/data"))
            search = statements(lambda reader=reader: reader.read("/jobs?q=baker+shift&place=turin&kind=permanent"))
            one = statements(lambda reader=reader: reader.read(f"/jobs/{made.key}"))
            assert search - shell <= 4
            assert one - shell <= 5


def test_a_card_that_is_kept_says_the_day_and_speaks_the_language_of_whoever_reads_it(bakery, browser, moved_clock):
    job(bakery, "<b>Baker</b> & 'co'")
    italian = browser()
    italian.press("/language", language="it", next="/jobs")
    assert "Posted today" in text_of(browser().read("/jobs"))
    assert "all’ora" in text_of(italian.read("/jobs"))
    moved_clock(days=1)
    assert "Posted yesterday" in text_of(browser().read("/jobs"))
    assert "&lt;b&gt;Baker&lt;/b&gt; &amp; &#39;co&#39;</a>" in browser().read("/jobs")
    assert "an hour" in text_of(browser().read("/jobs"))


def test_a_card_that_is_kept_tells_what_the_job_says_now(bakery, browser):
    made = job(bakery, place="A hut")
    before = text_of(browser().read("/jobs"))
    assert "Baker for the early shift Bakery Bassi · A hut · Permanent · €12–14 an hour" in before
    merging.rename(row("SELECT id, kind FROM term WHERE id = ?", made.place_id), "Fern Hut", "Rifugio Felce")
    _mend(made.id)
    assert "Potter Bakery Bassi · Fern Hut · Permanent · €12–20 an hour" in text_of(browser().read("/jobs"))


@write
def _mend(id):
    execute("UPDATE job SET title = 'Potter', pay_to = 2000, place_written = NULL WHERE id = ?", id)


def test_the_filters_that_are_folded_away_are_open_when_they_are_used_and_forget_what_others_chose(bakery, browser):
    reader = browser()
    assert '<details id="more-filters" >' in reader.read("/jobs?q=baker&place=turin")
    page = reader.read("/jobs?kind=shifts&wide=yes&place=turin")
    assert '<details id="more-filters" open>' in page
    assert '<option value="shifts" selected>' in page
    page = reader.read("/jobs?pay=12<b>")
    assert 'value="12&lt;b&gt;"' in page
    assert '<details id="more-filters" open>' in page
    page = reader.read("/jobs")
    assert "selected" not in page
    assert "12" not in page.split('id="pay"')[1].split(">")[0]
