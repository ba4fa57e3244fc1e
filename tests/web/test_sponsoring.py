"""The page of sponsored jobs, for admins; and the one card above the list."""

import re
from datetime import timedelta

import pytest

from mentorship import clock
from mentorship.database import rows
from mentorship.site import setting
from mentorship.work.job import lifecycle, sponsoring
from tests.web.conftest import text_of
from tests.web.sameness import NO_KEY
from tests.work.made import job, organisation

PAGE = "/admin/sponsored"


@pytest.fixture
def bakery(cast):
    return organisation()


@pytest.fixture
def aldo(cast, browser):
    return browser(cast.aldo)


def day(days=3):
    return (clock.now() + timedelta(days=days)).astimezone().date().isoformat()


def bare(page):
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page)


def without_card(page):
    """The page without the one card, whose place is marked."""
    return re.sub(r'\s*<section id="sponsored".*?</section>\s*', "\n", page, flags=re.DOTALL)


def same(page):
    return re.sub(r"\s+", " ", without_card(bare(page)))


def test_an_empty_page_says_what_it_is_for_and_the_admins_page_leads_there(aldo):
    assert "No job is sponsored at the moment." in text_of(aldo.read(PAGE))
    assert f'href="{PAGE}"' in aldo.read("/admin")


def test_an_admin_comes_from_the_job_chooses_a_day_and_ends_it(bakery, aldo, browser):
    made = job(bakery)
    there = re.search(rf'href="({PAGE}\?job=\w+)#job"', aldo.read(f"/jobs/{made.key}"))[1]
    assert f'value="{made.key}"' in aldo.read(there)
    text = text_of(aldo.press(PAGE, job=made.key, until=day()))
    assert "It stands above the others where it fits" in text
    assert f"{made.title} · Bakery Bassi until" in text
    assert "Baker for the early shift Sponsored Bakery Bassi" in text_of(browser().read("/jobs"))
    assert "It is a job like the others again." in text_of(aldo.press(f"{PAGE}/{made.key}/end"))
    assert "That was ended already." in text_of(aldo.press(f"{PAGE}/{made.key}/end"))
    assert 'id="sponsored"' not in browser().read("/jobs")
    assert [one.verb for one in rows("SELECT verb FROM audit ORDER BY id")] == ["sponsored", "unsponsored"]


def test_with_htmx_the_page_is_asked_for_again(bakery, aldo):
    made = job(bakery)
    answer = aldo.post(PAGE, htmx=True, job=made.key, until=day())
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, PAGE)
    assert aldo.post(f"{PAGE}/{made.key}/end", htmx=True).headers["HX-Redirect"] == PAGE


@pytest.mark.parametrize(
    ("job_typed", "until", "said"),
    [
        ("nothing", "2030-12-24", "There is no such job that people can find."),
        ("{key}", "tomorrow", "Please write the day like this: 2030-12-24."),
        ("{key}", "2001-01-01", "This day has passed."),
        ("{key}", "2999-01-01", "Please choose a day within 90 days from now."),
        ("{key}", "", "Please say until which day."),
        ("<script>" * 1000, "<b>", "There is no such job that people can find."),
    ],
)
def test_what_cannot_be_stands_beside_its_field_with_what_was_typed(bakery, aldo, job_typed, until, said):
    typed = job_typed.format(key=job(bakery).key)
    answer = aldo.post(PAGE, job=typed, until=until)
    assert answer.status_code == 422
    assert said in text_of(answer.text)
    assert 'aria-invalid="true"' in answer.text
    assert until.replace("<", "&lt;").replace(">", "&gt;") in answer.text
    assert "<script>" not in answer.text.split('id="main"')[1]
    assert sponsoring.listed() == []


def test_for_others_it_does_not_exist(bakery, cast, browser):
    made = job(bakery)
    for other in (cast.ada, cast.dora):
        reader = browser(other)
        assert reader.get(PAGE).status_code == 404
        assert reader.post(PAGE, job=made.key, until=day()).status_code == 404
        assert reader.post(f"{PAGE}/{made.key}/end").status_code == 404
        assert PAGE not in reader.read(f"/jobs/{made.key}")
    assert sponsoring.listed() == []


def test_what_is_none_cannot_be_ended(bakery, aldo):
    draft = job(bakery, "Draft", state="draft", published_at=None, valid_until=None)
    answers = [aldo.post(f"{PAGE}/{key}/end") for key in (draft.key, NO_KEY)]
    assert [one.status_code for one in answers] == [404, 404]


def test_where_work_is_off_there_is_no_trace_of_it(aldo):
    setting.change(features=[])
    assert aldo.get(PAGE).status_code == 404
    assert PAGE not in aldo.read("/admin")


def test_what_stands_there_but_cannot_be_found_is_told(bakery, aldo):
    made = job(bakery)
    aldo.press(PAGE, job=made.key, until=day())
    lifecycle.pause(made.id)
    assert "People cannot find it at the moment" in text_of(aldo.read(PAGE))


SEARCHES = (
    "/jobs",
    "/jobs?q=baker",
    "/jobs?q=nurse",
    "/jobs?place=turin&kind=permanent",
    "/jobs?pay=99",
    "/jobs?open=yes",
)


@pytest.mark.parametrize("htmx", [False, True], ids=["page", "fragment"])
def test_the_rest_of_the_page_is_the_same_with_and_without(bakery, cast, browser, htmx):
    """In two worlds: in one a job is sponsored, in the other none is."""
    jobs = [job(bakery, f"Baker {number}") for number in range(25)]
    after = f"/jobs?after={jobs[10].key}"
    reader = browser(cast.bob)
    urls = (*SEARCHES, after, "/jobs/feed.rss", "/jobs/feed.json?q=baker")
    before = {url: reader.get(url, htmx=htmx).text for url in urls}
    sponsoring.sponsor("aldo", jobs[3].key, day())
    now = {url: reader.get(url, htmx=htmx).text for url in urls}
    assert {url: same(page) for url, page in now.items()} == {url: same(page) for url, page in before.items()}
    with_card = [url for url, page in now.items() if 'id="sponsored"' in page]
    assert with_card == ["/jobs", "/jobs?q=baker", "/jobs?place=turin&kind=permanent", "/jobs?open=yes"]
    assert now[after].count("Baker 3<") == now["/jobs"].count("Baker 3<")


def test_its_card_and_its_row_in_the_list_have_names_of_their_own(bakery, browser):
    made = job(bakery)
    sponsoring.sponsor("aldo", made.key, day())
    ids = re.findall(r' id="([^"]+)"', browser().read("/jobs"))
    assert len(ids) == len(set(ids))
    assert {f"job-{made.key}", f"sponsored-{made.key}"} <= set(ids)
