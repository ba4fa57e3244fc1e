"""What the words of a job give away: each check is proved by words that it finds, and by plain ones that it leaves."""

import pytest

from mentorship.work.job import checks, own, writing
from mentorship.work.job.checks import Check, Hint
from tests.work.made import TYPED, draft, job, organisation, typed


@pytest.fixture
def bakery(cast):
    return organisation(cast.ada)


def found(cast, bakery, **fields):
    made = draft(bakery, **{"hours_from": "30"} | fields)
    one, needed = own.of_team(cast.ada.id, made.key), writing.lists_of(made.id)[0]
    return checks.checks(one, needed), checks.hints(one, needed)


def test_a_plain_job_has_nothing_to_look_at(cast, bakery):
    assert found(cast, bakery, must="Get up early\nItalian for talking with guests", learn="Baking") == ([], [])


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("Write to boss@example.org", Check.CONTACT),
        ("Call +39 011 123 4567 today", Check.CONTACT),
        ("See https://example.org", Check.CONTACT),
        ("Only women, please", Check.UNFAIR),
        ("No foreigners", Check.UNFAIR),
        ("Si richiede bella presenza", Check.UNFAIR),
        ("Solo italiani", Check.UNFAIR),
        ("Massimo 35 anni", Check.UNFAIR),
        ("English native speaker", Check.UNFAIR),
        ("Our client looks for a baker", Check.CLIENT),
        ("Per conto di un'azienda", Check.CLIENT),
        ("Please pay a deposit first", Check.FEE),
        ("È richiesta una caparra", Check.FEE),
    ],
)
def test_a_check_finds_what_it_is_there_for(cast, bakery, text, check):
    assert found(cast, bakery, text=text)[0] == [check]


@pytest.mark.parametrize(
    "text",
    [
        "From 1200 to 1500 euros, 38 hours, 2 days off",
        "In 2026 and 2027",
        "Women and men work here",
        "Clients come early",
    ],
)
def test_plain_words_are_left_alone(cast, bakery, text):
    assert found(cast, bakery, text=text)[0] == []


def test_what_is_needed_is_read_too(cast, bakery):
    assert found(cast, bakery, must="Bella presenza")[0] == [Check.UNFAIR]


def test_the_same_text_of_another_organisation_is_found_and_ones_own_is_not(cast, bakery):
    made = job(bakery)
    job(bakery)
    one = own.of_team(cast.ada.id, made.key)
    assert checks.same_elsewhere(one) is None
    shop = organisation(cast.bob, "Shop")
    draft(shop)
    assert checks.same_elsewhere(one) is None
    other = job(shop)
    assert checks.same_elsewhere(one).key == other.key


@pytest.mark.parametrize(
    ("written", "is_same"),
    [
        (TYPED["text"].upper(), True),
        (TYPED["text"].replace(". ", " –\n\n"), True),
        (TYPED["text"].replace("a", "à"), True),
        (TYPED["text"].replace("three", "four"), False),
        (TYPED["text"] + " Hello.", False),
    ],
)
def test_the_same_words_are_the_same_text_however_they_are_set(cast, bakery, written, is_same):
    made = job(bakery)
    job(organisation(cast.bob, "Shop"), text=written)
    assert bool(checks.same_elsewhere(own.of_team(cast.ada.id, made.key))) is is_same


def test_a_text_that_was_mended_is_no_longer_the_same(cast, bakery):
    made, other = job(bakery), job(organisation(cast.bob, "Shop"))
    writing.change(other.id, typed(text="We sell shoes, and mend them on Fridays. You talk with people all day long."))
    assert checks.same_elsewhere(own.of_team(cast.ada.id, made.key)) is None


@pytest.mark.parametrize(
    ("fields", "hint"),
    [
        ({"title": "BAKER WANTED"}, Hint.SHOUTING),
        ({"text": "Bread."}, Hint.SHORT),
        ({"text": "and " * 26}, Hint.LONG_SENTENCES),
        ({"must": "one\n" * 6}, Hint.MANY_MUSTS),
        ({"hours_from": "", "hours_to": ""}, Hint.NO_HOURS),
        ({"pay_to": "5000"}, Hint.WIDE_PAY),
        ({"text": TYPED["text"] + " We want a rockstar."}, Hint.EMPTY_WORDS),
    ],
)
def test_a_hint_says_what_would_help(cast, bakery, fields, hint):
    assert found(cast, bakery, **fields)[1] == [hint]
