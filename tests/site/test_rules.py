"""The rules: those the place ships with, then versions an admin publishes."""

import pytest

from mentorship.errors import Invalid
from mentorship.site import rules


def test_at_first_those_hold_that_the_place_ships_with(database):
    assert rules.latest() is None
    assert (rules.in_force(), rules.version()) == (rules.SHIPPED, "2026-11")
    assert rules.in_force().en.count("## ") == rules.in_force().it.count("## ") == 7
    assert [one.version for one in rules.history()] == ["2026-11"]


def test_what_is_published_holds_from_then_on(database):
    version = rules.publish("Be kind.\r\n\r\n\r\n\r\nAlways.", "")
    own = rules.in_force()
    assert (own.version, own.en, own.it) == (version, "Be kind.\n\nAlways.", "")
    assert rules.version() == version


def test_versions_are_named_by_their_month_and_counted(database, moved_clock, still_clock):
    first = rules.publish("one", "")
    month = first[:7]
    shipped = month == rules.SHIPPED_VERSION
    assert [first, rules.publish("two", ""), rules.publish("three", "")] == (
        [f"{month}.2", f"{month}.3", f"{month}.4"] if shipped else [month, f"{month}.2", f"{month}.3"]
    )
    assert [one.en for one in rules.history()[:3]] == ["three", "two", "one"]


def test_the_same_text_again_is_no_new_version(database):
    version = rules.publish("one", "uno")
    assert rules.publish(" one ", "uno\r\n", instead_of="long ago") == version
    assert len(rules.history()) == 2


def test_what_the_place_ships_with_is_no_new_version_either(database):
    assert rules.publish(rules.SHIPPED.en, rules.SHIPPED.it) == rules.SHIPPED_VERSION
    assert rules.latest() is None


def test_nobody_overwrites_what_they_have_not_read(database):
    rules.publish("of Aldo", "", instead_of=rules.SHIPPED_VERSION)
    with pytest.raises(Invalid) as refused:
        rules.publish("of another", "", instead_of=rules.SHIPPED_VERSION)
    assert refused.value.field == "en"
    assert rules.in_force().en == "of Aldo"


def test_the_newest_holds_also_after_the_clock_was_set_back(database, moved_clock):
    rules.publish("one", "")
    moved_clock(days=-40)
    version = rules.publish("two", "")
    assert (rules.in_force().en, rules.version()) == ("two", version)


@pytest.mark.parametrize(("en", "it"), [("", ""), (" \n ", "\x00"), ("x" * 20_001, ""), ("", "x" * 20_001)])
def test_nothing_at_all_or_too_much_is_refused(database, en, it):
    with pytest.raises(Invalid):
        rules.publish(en, it)
    assert rules.latest() is None


def test_two_who_publish_at_one_moment_make_one_version(database, at_once):
    outcomes = at_once(
        *[lambda text=text: rules.publish(text, "", instead_of=rules.SHIPPED_VERSION) for text in ("one", "two")]
    )
    assert sum(isinstance(one, Invalid) for one in outcomes) == 1, outcomes
    assert len(rules.history()) == 2
