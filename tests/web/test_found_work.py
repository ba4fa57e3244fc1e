"""Mentoring about work on the pages: jobs that fit, and at its end whether work was found."""

import pytest

from mentorship.database import rows
from mentorship.people.section import Area, Section
from mentorship.privacy.audience import ONLY_ME
from mentorship.site import setting
from mentorship.talk import message
from mentorship.ties import mentorship
from mentorship.work.help import found
from tests.cast import mentor, share, viewer
from tests.web.conftest import text_of
from tests.work.applied import applied, put
from tests.work.made import job, organisation


@pytest.fixture
def pair(cast):
    """Ada mentors Bob, who wants to find work."""
    return mentor(cast.ada, of=cast.bob)


@pytest.fixture
def bob(browser, cast):
    return browser(cast.bob)


@pytest.fixture
def ada(browser, cast):
    return browser(cast.ada)


def at(pair):
    return f"/mentorships/{pair.key}"


def end(pair, cast):
    mentorship.end(mentorship.of_pair(viewer(cast.bob), pair.key), cast.ada.id, "")


def test_jobs_that_fit_stand_on_the_page_of_the_pair(bob, ada, pair):
    made = job(organisation(), "Washing up", occupation="kitchen helper")
    text = text_of(bob.read(at(pair)))
    assert (
        "Jobs that fit you By the trade, place and languages on your profile. Washing up Bakery Bassi · Turin" in text
    )
    assert "Offer help with it" not in text
    page = ada.read(at(pair))
    assert "Jobs that fit Bob By what you can see of Bob's trade" in text_of(page)
    assert f'href="/jobs/{made.key}/help">Offer help with it' in page


def test_where_none_fits_there_is_a_next_step_that_tells_nothing(bob, ada, cast, pair):
    assert "No job fits your profile at the moment." in text_of(bob.read(at(pair)))
    before = text_of(ada.read(at(pair)))
    assert "No job fits what you can see of Bob at the moment." in before
    for section in (Section.OCCUPATION, Section.PLACE):
        share(cast.bob, section, ONLY_ME)
    hidden = text_of(ada.read(at(pair)))
    job(organisation(), "Washing up", occupation="kitchen helper")
    assert text_of(ada.read(at(pair))) == hidden
    assert "Washing up" in text_of(bob.read(at(pair)))


@pytest.mark.parametrize("area", [Area.LEARNING, Area.SOCIAL])
def test_other_mentoring_is_not_about_jobs(bob, ada, cast, area):
    pair = mentor(cast.ada, of=cast.bob, area=area)
    job(organisation(), "Washing up", occupation="kitchen helper")
    assert "Jobs that fit" not in text_of(bob.read(at(pair)) + ada.read(at(pair)))
    end(pair, cast)
    assert "Did you find work?" not in text_of(bob.read(at(pair)))
    assert bob.post(f"{at(pair)}/found", agrees="y").status_code == 404


def test_the_page_of_a_pair_asks_as_little_as_any(bob, ada, cast, pair, statements):
    bakery = organisation()
    for number in range(12):
        job(bakery, f"Washing up {number}", occupation="kitchen helper")
    for number in range(3):
        message.send_to_pair(pair, cast.ada.id, f"Message {number}", str(number))
        assert statements(lambda: bob.read(at(pair))) <= 8
    end(pair, cast)
    assert statements(lambda: bob.read(at(pair))) <= 8
    assert statements(lambda: bob.read(at(pair))) <= 8


def test_at_the_end_the_mentee_is_asked_and_nothing_is_ticked(bob, ada, cast, pair):
    assert "Did you find work?" not in text_of(bob.read(at(pair)))
    end(pair, cast)
    page = bob.read(at(pair))
    assert "Did you find work? If you did, it may count for this place." in text_of(page)
    assert "checked" not in page.split('id="found-work"')[1].split("</div>\n")[0]
    assert "Jobs that fit" not in text_of(page)
    assert "Did you find work?" not in text_of(ada.read(at(pair)))


def test_who_agrees_is_counted_and_twice_is_once(bob, cast, pair):
    end(pair, cast)
    for _ in range(2):
        text = text_of(bob.press(f"{at(pair)}/found", agrees="y"))
        assert "You found work, and it is counted." in text
        assert "You are counted among those who found work" in text
    assert len(rows("SELECT id FROM found_work")) == 1


@pytest.mark.parametrize("htmx", [True, False])
def test_who_does_not_tick_the_box_is_not_counted(bob, cast, pair, htmx):
    end(pair, cast)
    answer = bob.post(f"{at(pair)}/found", htmx=htmx)
    assert answer.status_code == 422
    assert "Please tick the box if it may be counted." in text_of(answer.text)
    assert not found.is_counted(cast.bob.id)
    assert answer.text.lstrip().startswith('<div id="found-work"') == htmx


def test_htmx_gets_the_answer_in_place(bob, cast, pair):
    end(pair, cast)
    answer = bob.post(f"{at(pair)}/found", htmx=True, agrees="y")
    assert answer.text.lstrip().startswith('<div id="found-work"')
    assert "Count it no longer" in answer.text


@pytest.mark.parametrize("htmx", [True, False])
def test_it_is_taken_back_in_one_press(bob, cast, pair, htmx):
    end(pair, cast)
    bob.press(f"{at(pair)}/found", agrees="y")
    assert "You are counted" in text_of(bob.read("/found-work"))
    for _ in range(2):
        answer = bob.post("/found-work/take-back", htmx=htmx)
        page = answer.text if htmx else bob.read(answer.headers["Location"])
        assert "It is no longer counted, and nothing of it is kept." in text_of(page)
        assert "You are not counted" in text_of(page)
    assert rows("SELECT id FROM found_work") == []


@pytest.mark.parametrize("htmx", [True, False])
def test_whoever_was_hired_is_asked_on_the_page_of_the_application(bob, browser, cast, htmx):
    sent = put(applied(job(organisation()), cast.bob), state="talking", due_at=None)
    place = f"/applications/{sent.key}"
    assert "Did you find work?" not in text_of(bob.read(place))
    assert bob.post(f"{place}/found", agrees="y").status_code == 404
    put(sent, state="closed", ending="hired")
    assert "Did you find work? If you did, it may count for this place." in text_of(bob.read(place))
    assert bob.post(f"{place}/found", htmx=htmx).status_code == 422
    assert browser(cast.eve).post(f"{place}/found", htmx=htmx, agrees="y").status_code == 404
    assert not found.is_counted(cast.bob.id)
    for _ in range(2):
        assert bob.post(f"{place}/found", htmx=htmx, agrees="y").status_code == (200 if htmx else 303)
    assert "You are counted among those who found work" in text_of(bob.read(place))
    assert len(rows("SELECT id FROM found_work")) == 1


def test_nobody_else_says_that_i_found_work(browser, ada, cast, pair):
    end(pair, cast)
    for reader in (ada, browser(cast.eve), browser(cast.aldo)):
        assert reader.post(f"{at(pair)}/found", agrees="y").status_code == 404
    assert rows("SELECT id FROM found_work") == []


def test_the_account_leads_there(bob):
    for door in ('href="/found-work"', 'href="/help-offers"'):
        assert door in bob.read("/account")
    setting.change(features=[])
    assert "/found-work" not in bob.read("/account")
    assert bob.get("/found-work").status_code == 404


def test_the_number_is_read_by_everybody_from_five_on(browser, cast, pair, monkeypatch):
    end(pair, cast)
    browser(cast.bob).press(f"{at(pair)}/found", agrees="y")
    readers = ((browser(), "/about"), (browser(cast.aldo), "/admin"))
    for reader, url in readers:
        assert "found work" not in text_of(reader.read(url))
    monkeypatch.setattr(found, "LEAST", 1)
    for reader, url in readers:
        page = text_of(reader.read(url))
        assert "1 person found work and let us count it." in page
        assert "Bob" not in page
    setting.change(features=[])
    assert "found work" not in text_of(browser().read("/about"))
