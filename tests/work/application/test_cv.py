"""What goes along with an application: a copy of the ticked sections, as they stood."""

from mentorship.people import facts
from mentorship.people.section import Section
from mentorship.work.application import cv
from tests.cast import state, viewer


def test_a_copy_says_what_the_sections_said(cast):
    me = viewer(cast.ada)
    wanted = (Section.LANGUAGES, Section.WORK, Section.ABOUT)
    copied = cv.copy(me, wanted)
    shown = cv.parts(me, wanted)
    assert [part.section for part in shown] == [Section.ABOUT, Section.WORK, Section.LANGUAGES]
    about, work, languages = cv.read(copied)
    assert about.text == "Nights on the ward taught me to listen."
    assert (work.facts[0].term.en, work.facts[0].focus.it, work.facts[0].year_from) == (
        "San Rocco Hospital",
        "infermiere/a",
        2009,
    )
    assert (languages.facts[0].term, languages.facts[0].level) == (("Italian", "italiano"), "native")
    state(cast.ada, Section.WORK, "Elsewhere")
    facts.say(cast.ada.id, Section.ABOUT, "")
    assert cv.read(copied) == (about, work, languages)


def test_nothing_that_was_not_ticked_goes_along(cast):
    copied = cv.copy(viewer(cast.ada), [Section.OCCUPATION])
    assert [part.section for part in cv.read(copied)] == [Section.OCCUPATION]
    for word in ("burnout", "Rocco", "library", "Nights", "Turin"):
        assert word not in copied


def test_contact_people_and_the_photo_are_no_parts_of_it(cast):
    every = cv.read(cv.copy(viewer(cast.ada), list(Section)))
    assert {part.section for part in every} <= set(cv.SECTIONS)
    assert not {one for one in cv.SECTIONS if one.is_people or one.is_picture or one == Section.CONTACT}
    assert cv.contact(viewer(cast.ada)) == "Tuesdays at the library"


def test_empty_sections_are_left_out(cast):
    assert cv.read(cv.copy(viewer(cast.finn), cv.SECTIONS)) == ()


def test_the_parts_take_two_statements(cast, statements):
    assert statements(lambda: cv.parts(viewer(cast.ada))) == 2
