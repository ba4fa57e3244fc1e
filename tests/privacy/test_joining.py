"""Joining: an account, its first settings and the first wish, all or nothing."""

import pytest

from mentorship.database import row, rows
from mentorship.errors import Invalid
from mentorship.people import password as passwords
from mentorship.people.person import Purpose
from mentorship.people.section import Section
from mentorship.privacy import joining
from mentorship.privacy.audience import PRESETS, Preset
from mentorship.privacy.sharing import audiences_of
from mentorship.ties import capacity
from tests.cast import PASSWORD, secret, settle


def wishes(person):
    return [
        (one.section, one.en, one.area)
        for one in rows(
            "SELECT f.section, t.en, f.area FROM fact f JOIN term t ON t.id = f.term_id WHERE f.person_id = ? ORDER BY f.id",
            person.id,
        )
    ]


def test_a_newcomer_has_the_balanced_settings_for_every_section(database):
    made = settle("Gia")
    assert audiences_of(made.id) == PRESETS[Preset.BALANCED]
    assert row("SELECT count(*) AS n FROM sharing WHERE owner_id = ?", made.id).n == len(Section)


@pytest.mark.parametrize(
    ("purpose", "places"), [(Purpose.MENTOR, 1), (Purpose.BOTH, 1), (Purpose.SEEK, None), (Purpose.LOOK, None)]
)
def test_who_comes_to_mentor_begins_with_one_place(database, purpose, places):
    found = capacity.of(settle("Gia", purpose=purpose).id)
    assert (found and found.places) == places


def test_the_first_wish_and_offer_are_stated_in_the_area_of_their_topic(database):
    made = settle("Gia", seeks="CV", offers="renting a home")
    assert wishes(made) == [("seeks", "writing a CV", "work"), ("offers", "renting a home", "social")]


def test_a_topic_nobody_knows_counts_as_learning(database):
    assert wishes(settle("Gia", seeks="Juggling")) == [("seeks", "Juggling", "learning")]


@pytest.mark.parametrize("typed", ["", "  ", "\n"])
def test_without_a_wish_nothing_is_stated(database, typed):
    assert wishes(settle("Gia", seeks=typed, offers=typed)) == []


@pytest.mark.parametrize(("field", "typed"), [("seeks", "x" * 81), ("offers", "x" * 81), ("email", "ada@example.org")])
def test_what_is_refused_leaves_no_half_account(cast, field, typed):
    with pytest.raises(Invalid) as refused:
        settle("Gia", purpose=Purpose.MENTOR, **{field: typed})
    assert refused.value.field == field
    assert row("SELECT count(*) AS n FROM person").n == 7
    assert row("SELECT count(*) AS n FROM sharing").n == 7 * len(Section)


def test_the_form_pressed_twice_at_once_makes_one_account(database, at_once, monkeypatch):
    made = secret()
    monkeypatch.setattr(passwords, "hashed", lambda _password: made)
    account = {"name": "Gia", "email": "gia@example.org", "password": PASSWORD, "purpose": "both", "language": "en"}
    done = at_once(*[lambda: joining.join(**account, adult=True, rules=True, seeks="Juggling")] * 2)
    assert [type(one) for one in done].count(Invalid) == 1
    assert row("SELECT count(*) AS n FROM fact").n == 1
