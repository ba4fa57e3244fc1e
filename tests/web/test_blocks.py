"""Blocks: silent, at once, both ways."""

import pytest

from mentorship.database import rows
from mentorship.talk import conversation, message
from mentorship.ties import block, friendship
from tests.cast import ask_friend, mentor, viewer, wish
from tests.web.conftest import text_of
from tests.web.sameness import NO_KEY, is_absent


def press(browser, person, other, verb="block"):
    return text_of(browser(person).press(f"/people/{other.handle}/{verb}"))


def test_the_page_says_what_a_block_does_before(cast, browser):
    text = text_of(browser(cast.ada).read(f"/people/{cast.cleo.handle}/block"))
    assert "Block Cleo?" in text
    assert "Cleo is not told." in text
    assert "Leave it as it is" in text
    assert not rows("SELECT id FROM block")


def test_blocking_ends_everything_at_once(cast, browser):
    mentor(cast.ada, of=cast.bob)
    friendship.befriend(cast.ada.id, cast.bob.id)
    page = press(browser, cast.ada, cast.bob)
    assert "Bob is blocked. You two do not see each other here any more." in page
    assert "People I have blocked (1)" in page
    assert not rows("SELECT id FROM mentorship WHERE ended_at IS NULL")
    assert "Bob" not in text_of(browser(cast.ada).read("/messages"))


def test_blocking_with_htmx_goes_to_the_connections(cast, browser):
    answer = browser(cast.ada).post(f"/people/{cast.bob.handle}/block", htmx=True)
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == "/connections"


def test_blocking_twice_is_once(cast, browser):
    for _press in range(2):
        assert "Bob is blocked." in press(browser, cast.ada, cast.bob)
    assert len(rows("SELECT id FROM block")) == 1


def test_every_page_of_the_other_is_absent_for_both(cast, browser):
    pair = mentor(cast.ada, of=cast.bob)
    message.send_to_pair(pair, cast.bob.id, "Hello", "1")
    _, talk = conversation.of_mentorship(viewer(cast.bob), pair.key)
    asked = wish(cast.eve, of=cast.ada)
    press(browser, cast.ada, cast.bob)
    press(browser, cast.ada, cast.eve)
    for person, other in ((cast.ada, cast.bob), (cast.bob, cast.ada)):
        reader = browser(person)
        for path in ("people/{}", "people/{}/mentor?as=mentee", "people/{}/mentor?as=mentor"):
            absent = reader.get("/" + path.format(NO_KEY))
            assert is_absent(reader.get("/" + path.format(other.handle)), absent, other.handle, NO_KEY), path
        for path, key in (("mentorships", pair.key), ("messages", talk.key), ("mentorships/{}/end", pair.key)):
            there = path if "{}" in path else f"{path}/{{}}"
            absent = reader.get("/" + there.format(NO_KEY))
            assert is_absent(reader.get("/" + there.format(key)), absent, key, NO_KEY), path
        assert reader.post(f"/mentorships/{pair.key}/messages", body="Still here?").status_code == 404
    for person in (cast.ada, cast.eve):
        assert browser(person).get(f"/requests/{asked.key}").status_code == 404
    assert browser(cast.bob).get(f"/people/{cast.ada.handle}/block").status_code == 404
    assert len(rows("SELECT id FROM message")) == 1


def test_the_blocked_person_cannot_tell_it_from_absence_when_blocking(cast, browser):
    press(browser, cast.ada, cast.bob)
    bob = browser(cast.bob)
    absent = bob.post(f"/people/{NO_KEY}/block")
    assert is_absent(bob.post(f"/people/{cast.ada.handle}/block"), absent, cast.ada.handle, NO_KEY)
    assert len(rows("SELECT id FROM block")) == 1


def test_taking_it_back_brings_no_tie_back(cast, browser):
    press(browser, cast.ada, cast.cleo)
    for _press in range(2):
        page = press(browser, cast.ada, cast.cleo, "unblock")
        assert "You no longer block Cleo." in page
    assert not rows("SELECT id FROM block")
    assert browser(cast.cleo).get(f"/people/{cast.ada.handle}").status_code == 200
    assert not friendship.friends(viewer(cast.ada))[0]


def test_nobody_takes_back_the_block_of_another(cast, browser):
    block.block(cast.ada.id, cast.bob.id)
    bob = browser(cast.bob)
    absent = bob.post(f"/people/{NO_KEY}/unblock")
    assert is_absent(bob.post(f"/people/{cast.ada.handle}/unblock"), absent, cast.ada.handle, NO_KEY)
    assert bob.post(f"/people/{cast.bob.handle}/unblock").status_code == 404
    assert len(rows("SELECT id FROM block")) == 1


def test_two_blocks_are_two(cast, browser):
    block.block(cast.bob.id, cast.ada.id)
    block.block(cast.ada.id, cast.bob.id)
    press(browser, cast.ada, cast.bob, "unblock")
    assert browser(cast.ada).get(f"/people/{cast.bob.handle}").status_code == 404
    assert "Bob" not in text_of(browser(cast.ada).read("/connections"))


@pytest.mark.parametrize("path", ["block", "unblock"])
def test_nobody_blocks_themselves(cast, browser, path):
    assert browser(cast.ada).post(f"/people/{cast.ada.handle}/{path}").status_code == 404


def test_a_block_leaves_no_request_behind(cast, browser):
    ask_friend(cast.bob, cast.ada)
    press(browser, cast.ada, cast.bob)
    press(browser, cast.ada, cast.bob, "unblock")
    for person in (cast.ada, cast.bob):
        assert "Nobody waits for you." in text_of(browser(person).read("/connections"))
