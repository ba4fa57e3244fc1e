"""Asked once before something sensitive opens: without a yes nothing changes, and closing never asks."""

import pytest

from mentorship.people.section import Section
from mentorship.privacy import audience as audiences
from mentorship.privacy.audience import AUDIENCES, ONLY_ME, PRESETS, Preset
from mentorship.privacy.history import latest
from mentorship.privacy.sharing import audiences_of
from mentorship.ties.relation import Relation
from mentorship.web.privacy_questions import ASKED, MEANS
from tests.cast import share
from tests.web.conftest import text_of

CELLS = list(ASKED)
YES = {"shared": "yes", "sure": "yes"}


@pytest.fixture
def ada(browser, cast):
    """Ada, with a friend or two who may read what is delicate."""
    for section in (Section.PHOTO, Section.CONTACT, Section.EXPERIENCE, Section.OPEN_WORK):
        share(cast.ada, section, Relation.FRIEND)
    return browser(cast.ada)


def opened(cast, section):
    return audiences_of(cast.ada.id)[section]


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize(("section", "name"), CELLS)
def test_the_first_press_only_asks(ada, cast, section, name, htmx):
    before = latest(cast.ada.id)
    answer = ada.post(f"/privacy/{section}/{name}", htmx=htmx, shared="yes")
    page = text_of(answer.get_data(as_text=True))
    assert answer.status_code == 200
    assert str(ASKED[section, name]) in page
    assert str(MEANS[section, name]) in page
    assert "Yes, open it" in page
    assert "Leave it closed" in page
    assert opened(cast, section) == Relation.FRIEND
    assert latest(cast.ada.id) == before


def test_htmx_gets_the_question_in_place_of_the_row(ada):
    html = ada.post("/privacy/contact/everyone", htmx=True, shared="yes").get_data(as_text=True)
    assert html.split("#}")[-1].lstrip().startswith('<tr id="share-contact">')
    assert 'hx-target="#share-contact"' in html
    assert 'id="share-contact-everyone"' in html


def test_without_scripts_the_question_is_a_page(ada):
    html = ada.post("/privacy/contact/everyone", shared="yes").get_data(as_text=True)
    assert "<h1>Let everyone know how to reach you?</h1>" in html
    assert 'action="/privacy/contact/everyone"' in html
    assert "hx-post" not in html.split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize(("section", "name"), CELLS)
def test_a_yes_opens_and_twice_is_once(ada, cast, section, name):
    for _twice in range(2):
        ada.press(f"/privacy/{section}/{name}", **YES)
        assert opened(cast, section) == Relation.FRIEND | AUDIENCES[name]


def test_who_leaves_it_closed_keeps_what_was_open_and_nothing_is_noted(ada, cast):
    before = latest(cast.ada.id)
    ada.post("/privacy/contact/everyone", shared="yes")
    page = ada.press("/privacy/contact/everyone", shared="no", sure="yes")
    assert "How to reach me: Your friends see this." in text_of(page)
    assert opened(cast, Section.CONTACT) == Relation.FRIEND
    assert latest(cast.ada.id) == before


@pytest.mark.parametrize("sure", ["", "no", "maybe", "YES", "yes\x00", "x" * 5000])
def test_only_a_yes_is_a_yes(ada, cast, sure):
    assert ada.post("/privacy/experience/members", shared="yes", sure=sure).status_code == 200
    assert opened(cast, Section.EXPERIENCE) == Relation.FRIEND


@pytest.mark.parametrize(("section", "name"), CELLS)
def test_closing_is_done_at_once(ada, cast, section, name):
    share(cast.ada, section, AUDIENCES[name])
    ada.press(f"/privacy/{section}/{name}", shared="no")
    assert opened(cast, section) == ONLY_ME


def test_what_is_open_already_is_not_asked_again(ada, cast):
    share(cast.ada, Section.EXPERIENCE, Relation.PUBLIC)
    assert ada.post("/privacy/experience/members", shared="yes").status_code == 303


@pytest.mark.parametrize("name", ["friends", "mentors", "mentees", "coordinators"])
def test_to_few_it_opens_at_once(ada, cast, name):
    ada.press(f"/privacy/experience/{name}", shared="yes")
    assert AUDIENCES[name] in opened(cast, Section.EXPERIENCE)


def test_a_stranger_is_not_even_asked(ada, browser, cast):
    assert browser().post("/privacy/contact/everyone", **YES).status_code == 401
    browser(cast.eve).press("/privacy/contact/everyone", **YES)
    assert opened(cast, Section.CONTACT) == Relation.FRIEND


@pytest.fixture
def daring(monkeypatch):
    """A ready-made setting that would open what is delicate."""
    monkeypatch.setitem(audiences.PRESETS, Preset.OPEN, PRESETS[Preset.OPEN] | {Section.CONTACT: Relation.PUBLIC})


@pytest.mark.parametrize("htmx", [True, False])
def test_a_preset_that_would_open_it_asks_too(ada, cast, daring, htmx):
    before = audiences_of(cast.ada.id)
    html = ada.post("/privacy/preset/open", htmx=htmx).get_data(as_text=True)
    assert "Set all to “Open”?" in text_of(html)
    assert str(MEANS[Section.CONTACT, "everyone"]) in text_of(html)
    assert ('<div id="settings">' in html) == htmx
    assert audiences_of(cast.ada.id) == before
    ada.press("/privacy/preset/open", sure="yes")
    assert opened(cast, Section.CONTACT) == Relation.PUBLIC
    assert ada.post("/privacy/preset/open").status_code == 303
