"""Suggestions: reasons on every card; hiding is silent, lasts, and can be undone."""

import pytest

from mentorship.people.section import Section
from mentorship.ties.relation import Relation
from tests.cast import share, state
from tests.web.conftest import text_of


@pytest.fixture
def bob(browser, cast):
    return browser(cast.bob)


def test_a_mentor_for_what_i_seek_is_suggested_with_the_reason(bob, cast):
    page = text_of(bob.read("/suggestions"))
    assert "People you should know" in page
    assert "Offers what you seek: preparing for a job interview" in page


def test_a_school_in_common_is_a_reason_only_where_it_is_open(browser, cast):
    state(cast.ada, Section.WORK, "San Rocco Hospital")
    assert "San Rocco" not in browser(cast.eve).read("/suggestions")
    share(cast.ada, Section.WORK, Relation.MEMBER)
    assert "the same workplace: San Rocco Hospital" in text_of(browser(cast.eve).read("/suggestions"))


def test_hiding_by_htmx_answers_with_the_way_back(bob, cast):
    answer = bob.post(f"/suggestions/should/{cast.ada.handle}/dismiss", htmx=True)
    assert answer.status_code == 200
    assert f'id="suggested-should-{cast.ada.handle}"' in answer.text
    assert f"/suggestions/should/{cast.ada.handle}/restore" in answer.text
    assert 'hx-swap-oob="innerHTML"' in answer.text


def test_hiding_without_scripts_says_so_and_lasts(bob, cast):
    page = text_of(bob.press(f"/suggestions/should/{cast.ada.handle}/dismiss"))
    assert "You will not be shown Ada here again." in page
    assert f"suggested-should-{cast.ada.handle}" not in bob.read("/suggestions")


def test_hiding_twice_is_once_and_undo_brings_back(bob, cast):
    bob.press(f"/suggestions/should/{cast.ada.handle}/dismiss")
    bob.press(f"/suggestions/should/{cast.ada.handle}/dismiss")
    answer = bob.post(f"/suggestions/should/{cast.ada.handle}/restore", htmx=True)
    assert "Offers what you seek" in text_of(answer.text)
    assert f"suggested-should-{cast.ada.handle}" in bob.read("/suggestions")


def test_all_hidden_people_come_back_with_one_press(bob, cast):
    bob.press(f"/suggestions/should/{cast.ada.handle}/dismiss")
    bob.press("/suggestions/restore")
    assert f"suggested-should-{cast.ada.handle}" in bob.read("/suggestions")


@pytest.mark.parametrize("where", ["should/nobodyknows2", "nolane/{ada}", "should/%00"])
def test_an_unknown_person_or_lane_is_not_found(bob, cast, where):
    address = f"/suggestions/{where.format(ada=cast.ada.handle)}/dismiss"
    assert bob.post(address).status_code == 404


def test_somebody_not_signed_in_hides_nobody(browser, cast):
    assert browser().post(f"/suggestions/should/{cast.ada.handle}/dismiss").status_code == 401


def test_empty_lanes_say_what_would_fill_them(browser, cast):
    page = text_of(browser(cast.finn).read("/suggestions"))
    assert "Say what you seek" in page
    assert "Say what you offer" in page


def test_without_scripts_the_way_back_stands_on_the_next_page(bob, cast):
    answer = bob.post(f"/suggestions/should/{cast.ada.handle}/dismiss")
    page = bob.read(answer.headers["Location"])
    assert f'action="/suggestions/should/{cast.ada.handle}/restore"' in page
    bob.press(f"/suggestions/should/{cast.ada.handle}/restore")
    assert f"suggested-should-{cast.ada.handle}" in bob.read("/suggestions")


@pytest.mark.parametrize("query", [{"lane": "no", "hidden": "x"}, {"lane": "know", "hidden": "nobody22222"}])
def test_a_way_back_from_nothing_is_not_found(bob, cast, query):
    assert bob.get("/suggestions", **query).status_code == 404
