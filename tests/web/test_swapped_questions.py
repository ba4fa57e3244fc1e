"""Identifiers after the question mark: those of somebody or something hidden do what made-up ones do."""

import pytest
from markupsafe import escape

from mentorship import clock
from mentorship.database import rows
from mentorship.ties.request.moving_on import CANNOT_BE_ASKED
from tests.cast import WISH
from tests.privacy.decision import VIEWERS
from tests.web.conftest import HTMX
from tests.web.matrix import World
from tests.web.sameness import NO_KEY, bare

OF_PEOPLE = (
    "/people?after={}",
    "/people?q=a&after={}",
    "/mentors?after={}",
    "/mentors?free=yes&after={}",
    "/connections?after={}",
    "/suggestions?lane=know&hidden={}",
)
LOOKING = (*(kind for kind in VIEWERS if kind not in ("anonymous", "suspended", "pending", "closed")), "Mila", "Rosa")


@pytest.fixture
def world(app, gallery):
    return World(app, gallery)


def person(gallery, who):
    return gallery.people.get(who) or gallery.others[who]


def told(reader, url, key, headers):
    # The page may name them elsewhere with good reason: among those I have blocked.
    return bare(reader.client.get(url.format(key), headers=headers), *(f"{mark}{key}" for mark in ("=", "-")))


@pytest.mark.parametrize("who", LOOKING)
def test_somebody_who_does_not_exist_for_me_is_nobody_in_a_question(world, browser, who):
    viewer = person(world.gallery, who)
    hidden = [one.handle for one in world.people.values() if not world.exists(viewer, one.id)]
    assert len(hidden) >= 4
    reader = browser(viewer)
    for url in OF_PEOPLE:
        for headers in ({}, HTMX):
            nothing = told(reader, url, NO_KEY, headers)
            assert [one for one in hidden if told(reader, url, one, headers) != nothing] == [], url


@pytest.mark.parametrize("who", ["stranger", "request in", "blocked"])
def test_a_thing_of_others_is_nothing_in_a_question(world, browser, still_clock, who):
    viewer = person(world.gallery, who)
    reader, now = browser(viewer), clock.microseconds(clock.now())
    asked = rows("SELECT key FROM request WHERE sender_id <> ?", viewer.id)
    notices = rows("SELECT key FROM notice WHERE person_id <> ?", viewer.id)
    questions = {
        f"/notices?before={now}-{{}}": notices,
        f"/people/{world.gallery.others['Rosa'].handle}/mentor?again={{}}": asked,
    }
    for url, things in questions.items():
        nothing = told(reader, url, NO_KEY, {})
        assert things
        assert [one.key for one in things if told(reader, url, one.key, {}) != nothing] == [], url


@pytest.mark.parametrize("who", LOOKING)
def test_somebody_who_does_not_exist_for_me_is_nobody_in_a_form(world, browser, who):
    viewer, mentor = person(world.gallery, who), world.gallery.others["Zita"]
    reader, before = browser(viewer), rows("SELECT * FROM request ORDER BY id")

    def refused(handle):
        answer = reader.post(f"/people/{mentor.handle}/mentor", **WISH, second=handle)
        assert answer.status_code == 422
        assert escape(CANNOT_BE_ASKED) in answer.get_data(as_text=True)
        return bare(answer)

    nothing = refused(NO_KEY)
    hidden = [one.handle for one in world.people.values() if not world.exists(viewer, one.id)]
    assert [one for one in hidden if refused(one) != nothing] == []
    assert rows("SELECT * FROM request ORDER BY id") == before
