"""Search among people: by name, by what they state and by what they say, as far as this viewer may see it."""

import pytest

from mentorship.discovery.search import PAGE, people
from mentorship.people import facts
from mentorship.people.person import Person
from mentorship.people.section import Section
from mentorship.privacy.audience import ONLY_ME
from mentorship.ties.block import block
from mentorship.ties.relation import Relation, Viewer
from tests.cast import change, crowd, share, state, suspend, viewer


def found(who, text):
    ids, _more = people(viewer(who), text)
    return {Person.get_by_id(id).name for id in ids}


@pytest.mark.parametrize("text", ["Ada", "ada", "ÀDA", "ad", "  ada  ", "a"])
def test_a_name_is_found_by_its_beginning(cast, text):
    assert "Ada" in found(cast.eve, text)


@pytest.mark.parametrize("text", ["rossi", "maria", "ada rossi", "rossi ada", "mar ro"])
def test_every_word_of_a_name_counts(cast, text):
    change(cast.ada, search_name="ada maria rossi")
    assert found(cast.eve, text) == {"Ada"}


@pytest.mark.parametrize("text", ["da", "dax", "ada bob"])
def test_the_middle_of_a_word_is_no_beginning_and_all_words_must_fit(cast, text):
    assert "Ada" not in found(cast.eve, text)


@pytest.mark.parametrize(
    "text", ["nurse", "infermiera", "INFERMIERE", "registered nu", "Turin", "torino", "nurse turin ada"]
)
def test_an_open_fact_is_found_under_every_spelling(cast, text):
    assert "Ada" in found(cast.eve, text)


def test_a_new_term_is_found_however_it_is_written(cast):
    state(cast.bob, Section.SKILLS, "Fire-Juggling Circus")
    assert found(cast.eve, "fire-jugg") == found(cast.eve, "CIRCUS") == {"Bob"}


def test_what_somebody_says_about_themselves_is_found_by_its_words(cast):
    assert found(cast.eve, "ward") == {"Ada"}
    assert found(cast.eve, "night") == {"Ada"}


def test_no_text_lists_all_others_newest_first(cast):
    ids, more = people(viewer(cast.eve), "")
    assert (ids, more) == ([one.id for one in (cast.finn, cast.aldo, cast.dora, cast.cleo, cast.bob, cast.ada)], False)


def test_nobody_finds_themselves(cast):
    assert found(cast.ada, "ada") == set()


SEARCHED = [one for one in Section if one in facts.TERM_KINDS]


@pytest.mark.parametrize("section", SEARCHED)
def test_a_hidden_fact_never_matches_and_an_open_one_does(cast, section):
    state(cast.finn, section, "Xylophone repair")
    share(cast.finn, section, ONLY_ME)
    assert found(cast.eve, "xylophone") == set()
    share(cast.finn, section, Relation.FRIEND)
    assert found(cast.eve, "xylophone") == set()
    share(cast.finn, section, Relation.MEMBER)
    assert found(cast.eve, "xylophone") == {"Finn"}


@pytest.mark.parametrize("section", [Section.WORK, Section.EDUCATION])
def test_what_one_did_there_is_as_hidden_as_the_place(cast, section):
    state(cast.finn, section, "Somewhere", focus="Xylophone repair")
    assert found(cast.eve, "xylophone") == set()
    share(cast.finn, section, Relation.MEMBER)
    assert found(cast.eve, "xylophone") == {"Finn"}


def test_a_hidden_about_never_matches(cast):
    share(cast.ada, Section.ABOUT, Relation.FRIEND)
    assert found(cast.eve, "ward") == set()
    assert found(cast.cleo, "ward") == {"Ada"}


def test_the_contact_is_not_searched_even_where_it_is_open(cast):
    share(cast.ada, Section.CONTACT, Relation.MEMBER)
    assert found(cast.eve, "library") == set()


def test_open_words_of_one_and_hidden_words_of_the_same_person_do_not_add_up(cast):
    assert found(cast.eve, "nurse burnout") == set()
    assert found(cast.eve, "ada san rocco") == set()
    assert found(cast.cleo, "ada san rocco") == {"Ada"}


@pytest.mark.parametrize(
    "vanish",
    [lambda ada, eve: block(ada.id, eve.id), lambda ada, eve: block(eve.id, ada.id), lambda ada, _: suspend(ada)],
)
def test_who_does_not_exist_for_me_is_not_found(cast, vanish):
    vanish(cast.ada, cast.eve)
    assert "Ada" not in found(cast.eve, "") | found(cast.eve, "ada") | found(cast.eve, "nurse")


def test_the_web_finds_nobody_by_name(cast):
    assert people(Viewer.anonymous(), "ada") == ([], False)
    assert people(Viewer.anonymous(), "") == ([], False)


@pytest.mark.parametrize(
    "text",
    ["%", "_", "!", "a%", "ad_", "100%", "'; --", "\x00", "\ud800", "🌻", "x" * 1_000_000, "%" * 60_000, "q " * 9_000],
)
def test_any_text_may_be_searched_and_signs_mean_themselves(cast, text):
    assert found(cast.eve, text) <= (
        {"Ada", "Bob", "Cleo", "Dora", "Aldo", "Finn"} if not text.strip("\x00\ud800") else set()
    )


@pytest.mark.parametrize("after", ["nobody", "\x00", "%", ""])
def test_a_made_up_place_in_the_list_shows_nothing_hidden(cast, after):
    assert len(people(viewer(cast.eve), "ada", after)[0]) <= 1


def pages(who, text):
    """All row numbers as somebody gets them who turns every page."""
    ids, after = [], ""
    while True:
        page, more = people(viewer(who), text, after)
        ids += page
        if not more:
            return ids
        assert len(page) == PAGE
        after = Person.get_by_id(page[-1]).handle


@pytest.mark.parametrize("count", [PAGE - 1, PAGE, PAGE + 1, 2 * PAGE + 3])
def test_turning_pages_shows_everybody_once_even_who_joined_at_one_moment(cast, count):
    made = crowd(count)
    assert pages(cast.eve, "guest") == sorted(made, reverse=True)


def test_who_joins_while_somebody_turns_pages_moves_nothing(cast, moved_clock):
    made = crowd(PAGE + 5)
    first, _ = people(viewer(cast.eve), "guest")
    moved_clock(minutes=1)
    crowd(3, "Guests")
    rest, _ = people(viewer(cast.eve), "guest", Person.get_by_id(first[-1]).handle)
    assert sorted(first + rest) == made


def test_who_is_blocked_while_being_the_last_of_a_page_gives_no_place_away(cast):
    crowd(PAGE + 5)
    first, _ = people(viewer(cast.eve), "guest")
    block(first[-1], cast.eve.id)
    assert first[-1] not in people(viewer(cast.eve), "guest", Person.get_by_id(first[-1]).handle)[0]


def test_a_search_is_one_statement_whatever_is_asked(cast, statements):
    crowd(30)
    for text in ("", "ada", "one two three four five six seven"):
        assert statements(lambda text=text: people(viewer(cast.eve), text)) == 1
