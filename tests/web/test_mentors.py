"""Finding a mentor by what they offer, where they are, what they speak, and whether they have a place."""

import pytest

from mentorship.people.section import Section
from mentorship.privacy.audience import ONLY_ME
from mentorship.ties.availability import offer_places
from mentorship.ties.request.answering import decline
from mentorship.ties.request.request import Reason
from tests.cast import mentor, settle, share, wish
from tests.web.conftest import text_of


@pytest.fixture
def eve(browser, cast):
    return browser(cast.eve)


def names(page: str) -> list[str]:
    return [name for name in ("Ada", "Bob", "Cleo", "Dora") if name in text_of(page).split("Search", 1)[1]]


def test_mentors_stand_there_with_what_they_offer(eve, cast):
    page = eve.read("/mentors")
    assert "Offers: preparing for a job interview" in text_of(page)
    assert f"/people/{cast.ada.handle}/mentor?as=mentee" in page
    assert "Bob" not in text_of(page)


@pytest.mark.parametrize(
    "query",
    ["topic=job interview", "q=nurse", "q=Ada", "place=torino", "language=italiano", "area=work", "free=yes"],
)
def test_each_filter_finds_who_fits(eve, cast, query):
    name, _, value = query.partition("=")
    assert "Ada" in names(eve.read("/mentors", **{name: value}))


@pytest.mark.parametrize("query", ["topic=welding", "q=zzz", "place=rome", "language=german", "area=social"])
def test_each_filter_leaves_out_who_does_not_fit(eve, cast, query):
    name, _, value = query.partition("=")
    page = eve.read("/mentors", **{name: value})
    assert "Ada" not in names(page)
    assert "No mentor fits all of this" in text_of(page)


def test_a_full_mentor_is_shown_as_full_and_left_out_when_a_place_is_wanted(eve, cast):
    offer_places(cast.ada.id, 1)
    mentor(cast.ada, of=cast.bob)
    assert "No free place now" in text_of(eve.read("/mentors"))
    assert "Ada" not in names(eve.read("/mentors", free="yes"))


def test_a_mentor_who_hides_the_offer_is_not_found(eve, cast):
    share(cast.ada, Section.OFFERS, ONLY_ME)
    assert "Ada" not in names(eve.read("/mentors"))


def test_a_hidden_place_does_not_answer_a_filter(eve, cast):
    share(cast.ada, Section.PLACE, ONLY_ME)
    assert "Ada" not in names(eve.read("/mentors", place="turin"))
    assert "Ada" not in names(eve.read("/mentors", q="turin"))


def test_htmx_gets_only_the_results(eve, cast):
    answer = eve.get("/mentors", htmx=True, q="ada")
    assert answer.text.lstrip().startswith('<div id="found"')
    assert "<html" not in answer.text


def test_restoring_history_gets_the_whole_page(eve, cast):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in eve.client.get("/mentors?q=ada", headers=headers).text


def test_more_mentors_follow_without_gaps(browser, cast):
    for number in range(45):
        person = settle(f"Mentor {number:02}", purpose="mentor", offers="welding")
        assert person.id
    reader, seen, url = browser(cast.eve), [], "/mentors?topic=welding"
    while url:
        page = reader.read(url)
        seen += [line for line in text_of(page).split("Mentor ")[1:] if line[:2].isdigit()]
        link = page.split('id="more-mentors" href="')
        url = link[1].split('"')[0].replace("&amp;", "&") if len(link) > 1 else None
    assert len({line[:2] for line in seen}) == 45


@pytest.mark.parametrize("bad", ["\x00", "a" * 5000, "%", "_", "!", "'\"<script>", "\u202e", "🥖"])
def test_any_words_get_a_page(eve, cast, bad):
    for name in ("q", "topic", "place", "language", "area", "after"):
        assert eve.get("/mentors", **{name: bad}).status_code == 200


@pytest.mark.parametrize("name", ["endpoint", "_external", "_anchor", "_scheme", "wanted"])
def test_a_word_of_the_program_in_the_address_means_nothing(eve, cast, name):
    for number in range(25):
        settle(f"Mentor {number:02}", purpose="mentor", offers="welding")
    page = eve.read("/mentors", **{name: "https"})
    assert 'id="more-mentors" href="/mentors?after=' in page


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (0.5, "Usually answers within a day."),
        (2.5, "Usually answers in 3 days."),
        (15, "Usually answers within two weeks."),
    ],
)
def test_a_card_says_how_soon_a_mentor_usually_answers(browser, cast, moved_clock, days, says):
    for number in range(3):
        asked = wish(settle(f"Seeker {number}"), of=cast.ada)
        assert "Usually answers" not in text_of(browser(cast.eve).read("/mentors"))
        moved_clock(days=days)
        if days < 14:
            decline(asked, Reason.NO_TIME)
    assert says in text_of(browser(cast.eve).read("/mentors"))
