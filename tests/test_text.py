"""Text as people type it: tidied, measured, folded."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mentorship.errors import Invalid
from mentorship.text import fold, like, line, passage, tidy

ANY_TEXT = st.text(st.characters(codec=None), max_size=60)  # surrogates and all


@given(ANY_TEXT)
@example("e\x00\u0301")
@example("a\r\rb")
@example("\u202ea\u2066")
def test_tidying_twice_is_tidying_once(text):
    assert tidy(tidy(text)) == tidy(text)


@given(ANY_TEXT)
@example("e\x00\u0301")
def test_tidy_text_is_composed_and_can_be_stored_by_every_engine(text):
    done = tidy(text)
    assert unicodedata.is_normalized("NFC", done)
    assert "\x00" not in done
    done.encode("utf-8")


@given(ANY_TEXT)
def test_tidy_text_has_no_control_characters_but_breaks_and_tabs(text):
    assert {letter for letter in tidy(text) if unicodedata.category(letter) == "Cc"} <= {"\n", "\t"}


def test_tidy_keeps_line_breaks_and_joins_many():
    assert tidy("  one\r\ntwo\n\n\n\nthree\r ") == "one\ntwo\n\nthree"


def test_tidy_keeps_right_to_left_letters_and_emoji():
    assert tidy("שלום 🌻 مرحبا") == "שלום 🌻 مرحبا"


def test_tidy_takes_out_the_overrides_that_turn_a_name_around():
    assert tidy("\u202eadA\u202c") == "adA"


@given(ANY_TEXT)
@example("ﷺ")
@example("İstanbul ẞ ŉ")
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(st.sampled_from("abcdeàéñüçßøłAÉ "), max_size=20))
def test_folding_hears_no_case_and_no_composition(text):
    assert fold(text) == fold(text.upper()) == fold(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    ("typed", "folded"),
    [("Perché ", "perche"), ("CITTÀ  nuova", "citta nuova"), ("Straße", "strasse"), ("ﬁne", "fine"), ("", "")],
)
def test_fold(typed, folded):
    assert fold(typed) == folded


def test_a_line_has_no_breaks():
    assert line("name", " Ada\n\t Rossi ", 20) == "Ada Rossi"


def test_a_passage_keeps_its_breaks():
    assert passage("about", "one\ntwo", 20) == "one\ntwo"


def test_a_text_at_its_limit_is_taken():
    assert line("name", "a" * 80, 80) == "a" * 80


def test_a_text_over_its_limit_is_refused_with_both_numbers():
    with pytest.raises(Invalid) as refused:
        passage("goal", "a" * 81, 80)
    assert (refused.value.field, refused.value.values) == ("goal", {"limit": 80, "length": 81})


@pytest.mark.parametrize("typed", ["", "   ", "\n\t", "\x00\x07", "\u202e"])
def test_an_empty_text_is_refused_where_one_is_needed(typed):
    with pytest.raises(Invalid):
        line("name", typed, 80)
    assert line("name", typed, 80, required=False) == ""


def test_a_megabyte_is_refused_not_stored():
    with pytest.raises(Invalid):
        passage("about", "x" * 1_000_000, 2000)


def test_like_means_its_signs_literally():
    assert like("100%_sure!") == "100!%!_sure!!"
