"""No word reaches anybody it is not for, by whatever way: every field holds one of its own, and everybody tries everything."""

import base64
import logging

import pytest
from flask import Response, request

from mentorship.database import database as connected
from mentorship.database import rows
from tests.canaries import table
from tests.canaries.journey import DEEP, FAST, all_of_it
from tests.canaries.sweep import VIEWERS, Found, sweep_of
from tests.canaries.table import AT_FIRST, AUDIENCES, PEOPLE, SECTIONS, audience, may_meet

pytestmark = pytest.mark.once
LEAST = {FAST: 5_000, DEEP: 50_000}


@pytest.fixture(scope="module", params=[FAST, pytest.param(DEEP, marks=pytest.mark.long)], ids=["fast", "deep"])
def sweep(request, templates, tmp_path_factory):
    """A whole sweep, done once for all that is asked of it."""
    name, url = templates.copy("empty")
    done = sweep_of(url, tmp_path_factory.mktemp("canaries"))
    done.before = standing()
    all_of_it(done, request.param)
    done.after, done.least = standing(), LEAST[request.param]
    connected.close()
    templates.engine.drop(name)
    return done


def standing():
    """What there is, as far as only forms change it."""
    tables = (
        "person",
        "fact",
        "passage",
        "sharing",
        "friendship",
        "mentorship",
        "request",
        "block",
        "message",
        "photo",
    )
    return {table: rows(f"SELECT * FROM {table} ORDER BY id") for table in tables}


@pytest.fixture
def found(sweep):
    return sweep.found


def test_nobody_meets_a_word_that_is_not_for_them(found, record_property):
    record_property(
        "answers and letters searched for words that are not for their readers", found.responses + found.letters
    )
    assert found.wrong == {}


def test_no_address_of_the_place_says_a_word_of_anybody(found):
    assert found.in_addresses == {}


def test_no_subject_of_a_letter_says_a_word_of_anybody(found):
    assert found.letters > 50
    assert found.in_subjects == {}


def test_no_line_of_the_log_says_a_word_of_anybody(sweep):
    assert sweep.in_log() == {}


def test_no_cache_keeps_an_answer(found):
    """Neither page nor fragment, error, or way onward; photos are asked for anew each time."""
    assert found.cached == {}


def test_no_form_has_changed_what_the_next_viewer_meets(sweep):
    """Each was sent and taken back; otherwise the table would speak of another world."""
    assert sweep.after == sweep.before


def test_nothing_broke(found):
    assert not [status for status in found.statuses if status >= 500]


def test_every_word_that_is_for_somebody_is_met(sweep):
    """Otherwise the sweep would prove nothing."""
    meant = {
        word: [viewer for viewer in VIEWERS if AT_FIRST.takes_part(viewer) and may_meet(viewer, one)]
        for word, one in sweep.world.words.all.items()
    }
    assert [sweep.told(word) for word, viewers in meant.items() if viewers and word not in sweep.found.met] == []


def test_it_went_everywhere(sweep, found):
    reachable = {rule.endpoint for rule in sweep.app.url_map.iter_rules()}
    assert reachable - found.endpoints == set()
    assert found.responses >= sweep.least
    assert found.words > 400
    assert {200, 204, 303, 401, 404, 422} <= set(found.statuses)


def test_each_audience_occurs_in_every_section():
    opened = {(section, frozenset(audience(person, section))) for section in SECTIONS for person in PEOPLE}
    assert len(opened) == len(SECTIONS) * len(AUDIENCES)


def test_every_relation_occurs():
    def count(what):
        return sum(what in AT_FIRST.what(viewer, owner) for viewer in VIEWERS for owner in PEOPLE)

    assert all(count(what) for what in ("self", "everyone", "members", "friends", "mentors", "mentees"))
    assert all(count(f"{task}s") for task in table.TASKS.values())


LEAKS = {
    "in a title": lambda word: f"<p title='{word.title()}'>",
    "packed in a link": lambda word: f'<a href="/x/{base64.urlsafe_b64encode(b"for " + word.encode()).decode()}">',
    "in a header": lambda word: ("", 200, {"X-Reason": word}),
    "behind a picture": lambda word: Response(b"RIFF\xff" + word.encode(), mimetype="image/webp"),
    "as the name of a file": lambda word: ("", 200, {"Content-Disposition": f'inline; filename="{word}.pdf"'}),
    "on the way onward": lambda word: ("", 303, {"Location": f"/people?q={word}"}),
    "in the title of an error": lambda word: (f"<title>No {word}</title>", 404),
}


@pytest.mark.parametrize("how", LEAKS)
def test_a_word_in_the_wrong_place_is_noticed(place, how):
    word = next(word for word, one in place.world.words.all.items() if one.what == "secret")
    place.leak = lambda: LEAKS[how](word)
    place.get("ada", "/leak", "packed")
    assert list(place.found.wrong) == [f"ada met {place.told(word)}"]


def test_a_search_that_finds_what_it_may_not_show_is_noticed(place):
    """Nothing is said but that there is somebody."""
    place.leak = lambda: f"{request.args['q']}: {int(request.args['q'] in place.world.words.all)} found"
    word = next(word for word, one in place.world.words.all.items() if one.what == "message" and "ada" not in one.of)
    place.search("ada", "/leak?q={}", word)
    assert list(place.found.wrong) == [f"ada found {place.told(word)}"]


def test_an_answer_that_a_cache_may_keep_is_noticed(place):
    place.leak = lambda: ("", 200, {"Cache-Control": "private, max-age=60"})
    place.get("ada", "/leak")
    assert list(place.found.cached) == ["/leak"]


def test_an_address_that_names_somebody_is_noticed_though_they_read_it_themselves(place):
    word = next(word for word, one in place.world.words.all.items() if (one.what, one.of) == ("name", ("ada",)))
    place.leak = lambda: f'<a href="/people/{word}">'
    place.get("ada", "/leak")
    assert (place.found.wrong, list(place.found.in_addresses)) == ({}, ["the name of ada"])


def test_a_log_line_that_names_somebody_is_noticed(place):
    word = next(iter(place.world.words.all))
    with place.listening():
        logging.getLogger("somewhere").info("sign-in of %s@example.org", word)
    assert list(place.in_log()) == [place.told(word)]


@pytest.fixture(scope="module")
def leaking(templates, tmp_path_factory):
    """A place with a page that says whatever it is told to say."""
    name, url = templates.copy("empty")
    place = sweep_of(url, tmp_path_factory.mktemp("leaking"))
    place.app.add_url_rule("/leak", "leak", lambda: place.leak())
    yield place
    connected.close()
    templates.engine.drop(name)


@pytest.fixture
def place(leaking):
    leaking.found = Found()
    leaking.heard.lines = leaking.found.log
    return leaking
