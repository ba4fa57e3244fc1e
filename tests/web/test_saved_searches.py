"""Keeping a search on the pages, being led back to it, letting it go."""

import pytest

from mentorship.work.job import saved
from tests.web.conftest import text_of
from tests.work.made import job, organisation


@pytest.fixture
def bob(browser, cast):
    return browser(cast.bob)


def test_a_search_is_kept_in_one_press_and_stands_there_in_words(bob, cast):
    page = bob.read("/jobs", q="shift", place="Turin", far="30", kind="seasonal", pay="12", per="month", days="7")
    assert 'id="keep-search"' in page
    form = {"q": "shift", "place": "Turin", "far": "30", "kind": "seasonal", "pay": "12", "per": "month", "days": "7"}
    for _ in range(2):
        text = text_of(bob.press("/jobs/saved", **form))
    assert "You keep this search." in text
    assert "shift · up to 30 km from Turin · Seasonal · at least €12 a month · in the last week" in text
    assert len(saved.kept(cast.bob.id)) == 1


def test_pay_that_is_looked_for_stands_there_in_its_currency(bob):
    text = text_of(bob.press("/jobs/saved", pay="1.200,50", currency="CHF", per="month"))
    assert "at least CHF\xa01,200.50 a month" in text.replace("CHF 1", "CHF\xa01")
    assert '<option value="CHF" selected>' in bob.read("/jobs", pay="12", currency="CHF")


def test_who_keeps_none_is_told_how(bob):
    assert "You keep no search yet." in text_of(bob.read("/jobs/saved"))


def test_a_search_for_everything_is_not_kept(bob, cast):
    assert bob.post("/jobs/saved", q=" ", kind="slavery").status_code == 403
    assert "keep-search" not in bob.read("/jobs")
    assert saved.kept(cast.bob.id) == []


def test_the_eleventh_is_refused_and_says_why(bob, cast):
    for number in range(saved.MOST):
        saved.save(cast.bob.id, {"q": str(number)})
    answer = bob.post("/jobs/saved", q="one more")
    assert answer.status_code == 403
    assert "You keep 10 searches already" in text_of(answer.text)


def test_a_kept_search_leads_to_its_jobs(bob, cast):
    key = saved.save(cast.bob.id, {"q": "shift", "days": "7"})
    answer = bob.get(f"/jobs/saved/{key}")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/jobs?q=shift&days=7")


def test_what_one_is_told_leads_to_the_jobs_too(bob, cast, moved_clock):
    saved.save(cast.bob.id, {"q": "shift"})
    moved_clock(hours=1)
    job(organisation())
    assert saved.tell_new() == 1
    page = bob.read("/notices")
    assert "There are new jobs for a search that you keep" in text_of(page)
    address = page.split('href="/notices/')[1].split('"')[0]
    first = bob.get(f"/notices/{address}").headers["Location"]
    assert bob.get(first).headers["Location"] == "/jobs?q=shift"


@pytest.mark.parametrize("htmx", [True, False])
def test_a_search_is_let_go(bob, cast, htmx):
    key = saved.save(cast.bob.id, {"q": "shift"})
    answer = bob.post(f"/jobs/saved/{key}/let-go", htmx=htmx)
    assert answer.status_code == (200 if htmx else 303)
    page = answer.text if htmx else bob.read(answer.headers["Location"])
    assert "This search is gone." in text_of(page)
    assert "You keep no search yet." in text_of(page)
    assert bob.post(f"/jobs/saved/{key}/let-go").status_code == 404


def test_a_search_of_somebody_else_does_not_exist(bob, cast):
    key = saved.save(cast.ada.id, {"q": "shift"})
    assert bob.get(f"/jobs/saved/{key}").status_code == 404
    assert bob.post(f"/jobs/saved/{key}/let-go").status_code == 404
    assert len(saved.kept(cast.ada.id)) == 1
