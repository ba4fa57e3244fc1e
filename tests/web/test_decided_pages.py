"""The page of somebody, and the address of their photo, against the table of tests/privacy/decision.py."""

import pytest

from mentorship.database import row
from tests.privacy.decision import GONE, VIEWERS, decides, decides_page
from tests.privacy.test_decision import ROUNDS, SECTIONS, away, set_up
from tests.web.conftest import HTMX, text_of
from tests.web.gallery import WORDS
from tests.web.sameness import NO_KEY, is_absent

EVERYTHING = {key: {"everyone", "members", "friends", "mentors", "mentees"} for key in SECTIONS}


@pytest.fixture
def readers(browser, gallery):
    """A browser for each of them."""
    return {kind: browser(gallery.people[kind]) for kind in VIEWERS}


@pytest.fixture
def photo(gallery):
    """The address of Olga's photo."""
    key = row("SELECT key FROM photo WHERE person_id = ?", gallery.olga.id).key
    return f"/people/{gallery.olga.handle}/photo/{key}-96.webp"


def read(reader, owner, photo):
    """The sections whose words stand on the page; None if it answers as that of nobody does, letter by letter."""
    answer, absent = reader.get(f"/people/{owner.handle}"), reader.get(f"/people/{NO_KEY}")
    if is_absent(answer, absent, owner.handle, NO_KEY):
        return None
    assert answer.status_code == 200
    html = answer.get_data(as_text=True)
    seen = {str(section) for section, word in WORDS.items() if word in text_of(html)}
    if 'id="mutual"' not in html:
        seen -= {"mutual"}  # Mila is among the friends that Olga reads of on her own page
    return seen | ({"photo"} if key_of(photo) in html else set())


def key_of(photo):
    """The random key in the address of a photo."""
    return photo.rpartition("/")[2].partition("-")[0]


def shows(reader, photo):
    """Whether the photo is there, in its two sizes and for whoever has it already; otherwise it never was."""
    large, again = photo.replace("-96.", "-256."), {"If-None-Match": '"*"'}
    answers = [reader.get(photo), reader.get(large), reader.client.get(photo, headers=again)]
    if answers[0].status_code == 200:
        assert [one.mimetype for one in answers] == ["image/webp"] * 3
        return True
    key = key_of(photo)
    absent = reader.get(photo.replace(key, NO_KEY))
    assert all(is_absent(one, absent, key, NO_KEY, "-256.", "-96.") for one in answers)
    return False


@pytest.mark.parametrize("settings", ROUNDS, ids=range(len(ROUNDS)))
def test_the_page_and_the_photo_show_what_the_table_says(gallery, readers, photo, settings):
    set_up(gallery.olga, settings)
    for kind, reader in readers.items():
        assert read(reader, gallery.olga, photo) == decides_page(kind, settings), kind
        assert shows(reader, photo) == (decides(kind, settings["photo"], "photo") is True), kind


@pytest.mark.parametrize("state", GONE)
def test_whoever_takes_no_part_has_neither(gallery, readers, photo, state):
    set_up(gallery.olga, EVERYTHING)
    away(gallery.olga, state)
    for kind, reader in readers.items():
        assert read(reader, gallery.olga, photo) is None, kind
        assert not shows(reader, photo), kind


def test_a_part_of_a_page_asks_as_the_page_does(gallery, readers):
    set_up(gallery.olga, EVERYTHING)
    for kind, reader in readers.items():
        for headers in (HTMX, HTMX | {"HX-History-Restore-Request": "true"}):
            answer = reader.client.get(f"/people/{gallery.olga.handle}", headers=headers)
            assert (answer.status_code == 200) == (decides_page(kind, EVERYTHING) is not None), kind
