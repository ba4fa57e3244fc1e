"""The vocabulary: one term under any of its spellings, shipped or brought by a member."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.database import row, rows
from mentorship.errors import Invalid
from mentorship.people.vocabulary import TERM_LIMIT, Kind, Term, find_or_add
from mentorship.text import line

pytestmark = pytest.mark.usefixtures("database")


def terms_of(kind=Kind.WORKPLACE):
    return row("SELECT count(*) AS n FROM term WHERE kind = ?", kind).n


@pytest.mark.parametrize("typed", ["nurse", "  NURSE ", "infermiere", "Infermiera", "registered nurse", "nur\x00se"])
def test_a_shipped_term_is_found_under_every_spelling_in_both_languages(typed):
    found = find_or_add(Kind.OCCUPATION, typed)
    assert (found.id, found.code) == (Term.get(en="nurse", kind="occupation").id, "2221")


def test_a_shipped_term_goes_by_its_shipped_name():
    assert find_or_add(Kind.OCCUPATION, "NURSE").written is None


def test_accents_do_not_make_a_new_term():
    assert find_or_add(Kind.EXPERIENCE, "sobrieta").id == find_or_add(Kind.EXPERIENCE, "Sobrietà").id


def test_a_new_term_is_taken_and_keeps_the_writing_of_each_who_states_it():
    first, second = find_or_add(Kind.WORKPLACE, "Bar Sport"), find_or_add(Kind.WORKPLACE, " bar  SPORT")
    assert first.id == second.id
    assert (first.written, second.written) == ("Bar Sport", "bar SPORT")
    assert terms_of() == 1


def test_the_same_words_can_name_different_kinds_of_things():
    assert find_or_add(Kind.SCHOOL, "San Carlo").id != find_or_add(Kind.WORKPLACE, "San Carlo").id


@pytest.mark.parametrize("typed", ["", "  ", "\x00", "x" * 81])
def test_what_is_no_name_is_refused_beside_its_field(typed):
    with pytest.raises(Invalid) as refused:
        find_or_add(Kind.SCHOOL, typed, "focus")
    assert refused.value.field == "focus"
    assert terms_of(Kind.SCHOOL) == 0


@pytest.mark.parametrize(
    "typed", ["ﷺ" * 80, "각" * 80, "🌻", "\u0301", "!?"], ids=["wide", "syllables", "emoji", "accent", "signs"]
)
def test_strange_terms_are_taken_once_by_every_engine(typed):
    assert find_or_add(Kind.TOPIC, typed).id == find_or_add(Kind.TOPIC, typed).id


@given(st.text(st.characters(codec=None), max_size=90))
def test_whatever_is_typed_is_a_term_or_refused(typed):
    if not 0 < len(line("term", typed, 200, required=False)) <= TERM_LIMIT:
        with pytest.raises(Invalid):
            find_or_add(Kind.SCHOOL, typed)
    else:
        assert find_or_add(Kind.SCHOOL, typed).id == find_or_add(Kind.SCHOOL, typed).id


def test_two_who_bring_the_same_new_term_at_once_share_it(at_once):
    for place in ("Bar Sport", "Bar Roma", "Bar Milano"):
        done = at_once(*[lambda place=place: find_or_add(Kind.WORKPLACE, place).id] * 3)
        assert len(set(done)) == 1, done
    assert terms_of() == 3


def test_every_term_has_a_spelling():
    find_or_add(Kind.WORKPLACE, "Bar Sport")
    assert rows("SELECT en FROM term t WHERE NOT EXISTS (SELECT 1 FROM spelling s WHERE s.term_id = t.id)") == []
