"""People search: by name and by what is open, never by what is hidden."""

import pytest

from mentorship.people.section import Section
from mentorship.privacy.audience import ONLY_ME
from tests.cast import settle, share, suspend
from tests.web.conftest import text_of


@pytest.fixture
def eve(browser, cast):
    return browser(cast.eve)


def found(page: str) -> str:
    return text_of(page.split('id="found"', 1)[1].split("<nav", 1)[0])


@pytest.mark.parametrize("words", ["ada", "ADA", "nurse", "infermiere", "turin", "listen", "ada nurse"])
def test_people_are_found_by_name_and_by_open_facts(eve, cast, words):
    assert "Ada" in found(eve.read("/people", q=words))


@pytest.mark.parametrize("words", ["burnout", "san rocco", "library", "zzz"])
def test_hidden_facts_find_nobody(eve, cast, words):
    page = eve.read("/people", q=words)
    assert "Ada" not in found(page)
    assert "Nobody here can be found" in text_of(page)


def test_what_is_closed_stops_being_found_at_once(eve, cast):
    share(cast.ada, Section.OCCUPATION, ONLY_ME)
    assert "Ada" not in found(eve.read("/people", q="nurse"))


def test_i_do_not_find_myself(eve, cast):
    assert "Eve" not in found(eve.read("/people"))


def test_a_suspended_person_is_not_there(eve, cast):
    suspend(cast.ada)
    assert "Ada" not in found(eve.read("/people"))


def test_more_people_follow_without_gaps(eve, cast):
    for number in range(45):
        settle(f"Guest {number:02}")
    seen, url = set(), "/people"
    while url:
        page = eve.read(url)
        seen |= {part[:2] for part in found(page).split("Guest ")[1:]}
        link = page.split('id="more-people" href="')
        url = link[1].split('"')[0].replace("&amp;", "&") if len(link) > 1 else None
    assert len(seen) == 45


@pytest.mark.parametrize("bad", ["\x00", "a" * 5000, "%", "_", "'\"<script>", "\u202e", "🥖", "ا"])
def test_any_words_get_a_page(eve, cast, bad):
    assert eve.get("/people", q=bad).status_code == 200
    assert eve.get("/people", after=bad).status_code == 200
