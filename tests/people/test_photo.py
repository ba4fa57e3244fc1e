"""One's photo: one at a time, another key for another picture, and not without end."""

import pytest

from mentorship.database import row, rows, write
from mentorship.errors import Invalid
from mentorship.people import photo, picture
from mentorship.people.photo import LARGE, MOST_TRIES, SMALL, remove, show_oneself
from tests.pictures import GREEN, halves, opened, saved

PICTURE, OTHER = saved(halves()), saved(halves(left=GREEN), "PNG")


def photos(person):
    return rows("SELECT key, small, large FROM photo WHERE person_id = ?", person.id)


def test_a_photo_is_kept_in_both_sizes(cast):
    show_oneself(cast.ada.id, PICTURE)
    (one,) = photos(cast.ada)
    assert [opened(bytes(content)).size for content in (one.small, one.large)] == [(SMALL, SMALL), (LARGE, LARGE)]


def test_another_takes_its_place_under_another_key(cast):
    show_oneself(cast.ada.id, PICTURE)
    (before,) = photos(cast.ada)
    show_oneself(cast.ada.id, OTHER)
    (after,) = photos(cast.ada)
    assert before.key != after.key
    assert bytes(before.large) != bytes(after.large)
    assert photos(cast.bob) == []


def test_what_is_refused_leaves_the_photo_there_was(cast):
    show_oneself(cast.ada.id, PICTURE)
    before = photos(cast.ada)
    with pytest.raises(Invalid):
        show_oneself(cast.ada.id, PICTURE[: len(PICTURE) // 2])
    assert photos(cast.ada) == before


def test_taken_away_it_is_gone_and_twice_is_once(cast):
    show_oneself(cast.ada.id, PICTURE)
    show_oneself(cast.bob.id, PICTURE)
    assert (remove(cast.ada.id), remove(cast.ada.id)) == (True, False)
    assert (len(photos(cast.ada)), len(photos(cast.bob))) == (0, 1)


def test_it_goes_with_the_account(cast):
    show_oneself(cast.eve.id, PICTURE)
    write(lambda: cast.eve.delete_instance())()
    assert row("SELECT count(*) AS n FROM photo").n == 0


def test_many_tries_are_too_many_and_after_a_while_one_may_again(cast, monkeypatch, moved_clock):
    monkeypatch.setattr(picture, "squares", lambda content, *sides: [b"small", b"large"])
    for _ in range(MOST_TRIES):
        show_oneself(cast.ada.id, PICTURE)
    with pytest.raises(Invalid) as refused:
        show_oneself(cast.ada.id, PICTURE)
    assert (refused.value.field, refused.value.message) == ("photo", photo.TOO_OFTEN)
    show_oneself(cast.bob.id, PICTURE)
    moved_clock(minutes=16)
    show_oneself(cast.ada.id, PICTURE)


def test_two_at_once_leave_one(cast, at_once, monkeypatch):
    monkeypatch.setattr(picture, "squares", lambda content, *sides: [b"small", b"large"])
    for _ in range(3):
        assert at_once(*[lambda: show_oneself(cast.ada.id, PICTURE)] * 3) == [None] * 3
        assert len(photos(cast.ada)) == 1
