"""People who fit a job, as those see them who write it; asking one of them to talk, in two presses."""

import re

import pytest

from mentorship.database import rows
from mentorship.people import facts
from mentorship.people.section import Section
from mentorship.ties.relation import Relation
from mentorship.work.candidate import asks, wishing
from mentorship.work.organisation import standing
from tests.cast import share, state
from tests.pictures import hang
from tests.web.conftest import text_of
from tests.work import made
from tests.work.seekers import seekers


@pytest.fixture
def bakery(cast):
    one = made.organisation(by=cast.ada)
    standing.settle([cast.ada.id])
    return one


@pytest.fixture
def job(bakery):
    return made.job(bakery)


@pytest.fixture
def crowd(cast):
    return seekers(5)


@pytest.fixture
def ada(browser, cast, bakery):
    return browser(cast.ada)


def ask_links(page):
    return re.findall(r'href="(/jobs/\w+/candidates/\w+/ask)"', page)


def test_the_page_of_a_live_job_leads_to_them(ada, job, crowd):
    assert f'href="/jobs/{job.key}/candidates"' in ada.read(f"/jobs/{job.key}/preview")
    page = ada.read(f"/jobs/{job.key}/candidates")
    assert text_of(page).count("Somebody") == 5
    assert len(ask_links(page)) == 5


def test_of_a_few_nothing_is_shown_not_even_how_many(ada, job, cast):
    page = lambda: text_of(ada.read(f"/jobs/{job.key}/candidates"))  # noqa: E731
    nobody = page()
    assert "There are too few people to show you any" in nobody
    people = seekers(4)
    assert page() == nobody
    assert not rows("SELECT id FROM candidate_look")
    wishing.close(people[0].id)
    assert page() == nobody


def test_a_card_carries_nothing_of_its_person_but_what_is_in_common(ada, job, crowd):
    one = crowd[0]
    state(one, Section.OCCUPATION, "baker", "secretkeeper")
    state(one, Section.PLACE, "Turin")
    state(one, Section.SKILLS, "zipmending")
    facts.say(one.id, Section.ABOUT, "Words of my own")
    facts.say(one.id, Section.CONTACT, "Down the lane")
    photo = hang(one)
    for section in Section:
        share(one, section, Relation.MEMBER | Relation.EMPLOYER)
    page = ada.read(f"/jobs/{job.key}/candidates")
    asking = ada.read(ask_links(page)[0])
    assert "does this work now" in text_of(page)
    assert "lives where the job is" in text_of(page)
    canaries = [
        "Rina",
        one.handle,
        "secretkeeper",
        "zipmending",
        "Words of my own",
        "Down the lane",
        "Turin",
        str(photo),
    ]
    for html in (page, asking):
        body = html.split("<main")[1].split("</main>")[0]
        assert not [word for word in canaries if word.casefold() in body.casefold()]


def test_asking_takes_two_presses_and_shows_what_is_sent(ada, browser, job, crowd):
    page = ada.read(f"/jobs/{job.key}/candidates")
    form = ada.read(ask_links(page)[0])
    text = text_of(form)
    for part in ("Baker for the early shift, Bakery Bassi", "Who asks Ada", "You hear only of a yes"):
        assert part in text
    for _twice in range(2):
        said = text_of(ada.press(ask_links(page)[0], note="Come and see us"))
    assert "They were asked already." in said
    assert "Asked today" in said
    assert len(rows("SELECT id FROM ask")) == 1


@pytest.mark.parametrize("htmx", [True, False])
def test_the_first_press_says_what_happens_next(ada, job, crowd, htmx):
    link = ask_links(ada.read(f"/jobs/{job.key}/candidates"))[0]
    answer = ada.post(link, htmx=htmx, note="")
    assert answer.status_code == (204 if htmx else 303)
    assert "They are asked. If they say yes" in text_of(ada.read(f"/jobs/{job.key}/candidates"))


def test_what_is_to_be_mended_stands_beside_the_line_and_nobody_is_asked(ada, job, crowd, monkeypatch):
    link = ask_links(ada.read(f"/jobs/{job.key}/candidates"))[0]
    answer = ada.post(link, note="<b>" * 150)
    assert answer.status_code == 422
    assert "Please shorten this to 300 characters" in text_of(answer.text)
    assert "&lt;b&gt;&lt;b&gt;" in answer.text
    monkeypatch.setattr(asks, "MOST_A_DAY", 0)
    answer = ada.post(link, note="Hello")
    assert answer.status_code == 422
    assert "Please wait until tomorrow." in text_of(answer.text)
    assert not rows("SELECT id FROM ask")


def test_for_everybody_else_there_is_no_such_page(ada, browser, cast, bakery, job, crowd):
    link = ask_links(ada.read(f"/jobs/{job.key}/candidates"))[0]
    made.colleague(bakery, cast.eve, "representative")
    for other in (cast.bob, cast.eve, cast.dora, crowd[0]):
        visitor = browser(other)
        assert visitor.get(f"/jobs/{job.key}/candidates").status_code == 404
        assert visitor.get(link).status_code == 404
        assert visitor.post(link, note="Hi").status_code == 404
    for id in ("nonsense", "0" * 20, "%C3%A9", "%00"):
        assert ada.get(f"/jobs/{job.key}/candidates/{id}/ask").status_code == 404
    assert ada.get("/jobs/nothing/candidates").status_code == 404
    assert not rows("SELECT id FROM ask")


def test_the_statements_of_the_page_are_few_and_always_as_many(ada, job, crowd, statements):
    page = f"/jobs/{job.key}/candidates"
    shell = statements(lambda: ada.read("/about"))
    ada.read(page)
    few = statements(lambda: ada.read(page))
    assert few - shell <= 6
    for one in crowd:
        state(one, Section.PLACE, "Turin")
    assert statements(lambda: ada.read(page)) == few
