"""What changed and when, as a page: my own, in words, a page at a time."""

import re

import pytest

from mentorship.database import execute, write
from mentorship.people.section import Section
from mentorship.privacy.history import PAGE
from mentorship.privacy.sharing import apply_preset, share
from mentorship.site import setting
from mentorship.site.setting import Feature
from mentorship.ties.relation import Relation
from tests.cast import settle
from tests.web.conftest import text_of


@pytest.fixture
def ada(browser, cast):
    return browser(cast.ada)


def press_often(person, moved_clock, times):
    for number in range(times):
        moved_clock(minutes=1)
        share(person.id, Section.CONTACT, Relation.FRIEND, shared=number % 2 == 0)


def entries(html):
    return re.findall(r'<li class="done">(.*?)</li>', html, re.DOTALL)


def test_the_first_entry_is_that_one_joined(browser, cast):
    gia = browser(settle("Gia"))
    for url in ("/privacy", "/privacy/history"):
        [entry] = entries(gia.read(url))
        assert "You joined with the settings “Balanced”." in text_of(entry)
        assert "Opened to members: your photo, what you write about yourself" in text_of(entry)


def test_a_press_and_a_preset_are_told_newest_first(ada, cast, moved_clock):
    press_often(cast.ada, moved_clock, 1)
    moved_clock(minutes=1)
    apply_preset(cast.ada.id, "private")
    preset, press, joined = entries(ada.read("/privacy/history"))
    assert text_of(preset).startswith("You set all parts to “Private”. Closed to")
    assert text_of(press).startswith("Opened to your friends: how to reach you.")
    assert text_of(joined).startswith("You joined")
    assert "<time datetime=" in press


def test_under_the_table_stand_the_last_five_and_the_way_to_the_rest(ada, cast, moved_clock):
    press_often(cast.ada, moved_clock, 4)
    page = ada.read("/privacy")
    assert (len(entries(page)), 'href="/privacy/history"' in page) == (5, False)
    press_often(cast.ada, moved_clock, 2)
    page = ada.read("/privacy")
    assert (len(entries(page)), 'href="/privacy/history"' in page) == (5, True)


def test_the_pages_together_hold_each_entry_once(ada, cast, moved_clock):
    press_often(cast.ada, moved_clock, 2 * PAGE + 3)
    found, url = [], "/privacy/history"
    while url:
        page = ada.read(url)
        found.append(entries(page))
        earlier = re.search(r'id="earlier" href="([^"]+)"', page)
        url = earlier and earlier[1]
    assert [len(page) for page in found] == [PAGE, PAGE, 4]
    moments = re.findall(r'datetime="([^"]+)"', "".join(entry for one in found for entry in one))
    assert moments == sorted(moments, reverse=True)
    assert "Back to the newest changes" in page


@pytest.mark.parametrize("before", ["", "x", "-1", "²", "9" * 19, "9" * 500, "%00", "1.5"])
def test_a_place_that_is_none_shows_the_newest(ada, before):
    assert len(entries(ada.read(f"/privacy/history?before={before}"))) == 1


def test_before_everything_there_is_nothing(ada):
    page = ada.read("/privacy/history?before=0")
    assert "There is nothing earlier." in page
    assert 'href="/privacy"' in page


def test_where_photos_are_off_the_history_does_not_speak_of_them_either(ada, cast, moved_clock):
    moved_clock(minutes=1)
    share(cast.ada.id, Section.PHOTO, Relation.MEMBER, shared=False)
    assert len(entries(ada.read("/privacy/history"))) == 2
    setting.change(features=[Feature.FRIENDS])
    [joined] = entries(ada.read("/privacy/history"))
    assert "Opened to members: what you write about yourself" in text_of(joined)


def test_whose_history_is_empty_reads_so(ada, cast):
    write(execute)("DELETE FROM sharing_change")
    assert "Nothing has changed in this time." in text_of(ada.read("/privacy"))


def test_it_is_only_ever_ones_own(ada, browser, cast, moved_clock):
    before = entries(browser(cast.cleo).read("/privacy/history"))
    press_often(cast.ada, moved_clock, 3)
    assert entries(browser(cast.cleo).read("/privacy/history")) == before
    assert browser().get("/privacy/history").status_code == 303


def test_these_pages_ask_as_often_for_a_long_history_as_for_a_short_one(ada, cast, moved_clock, statements):
    urls = ("/privacy", "/privacy/history")
    few = [statements(lambda url=url: ada.read(url)) for url in urls]
    press_often(cast.ada, moved_clock, 60)
    ada.read("/privacy")  # notes that she is here again, an hour later
    assert [statements(lambda url=url: ada.read(url)) for url in urls] == few
    assert max(few) <= 6
