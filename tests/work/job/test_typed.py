"""What was typed is checked field by field, and all that is wrong is said at once."""

from datetime import timedelta

import pytest

from mentorship import clock
from mentorship.errors import Invalid
from mentorship.work.job.job import Per
from mentorship.work.job.money import hundredths
from mentorship.work.job.typed import Typed, needs, read
from tests.work.made import typed


def wrong(**fields):
    """Which fields are to be mended."""
    return [one.field for one in read(typed(**fields))[1]]


def a_day(days):
    return (clock.now().astimezone().date() + timedelta(days=days)).isoformat()


def test_what_is_right_has_nothing_to_mend():
    columns, mending = read(typed())
    assert mending == []
    assert (columns["pay_from"], columns["pay_to"], columns["pay_per"]) == (1200, 1400, Per.HOUR)


def test_nothing_at_all_is_told_in_one_go():
    assert [one.field for one in read(Typed())[1]] == ["title", "text", "occupation", "place", "kind", "pay_from"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": "x" * 101}, "title"),
        ({"title": "x" * 2**20}, "title"),
        ({"text": "x" * 2**20}, "text"),
        ({"text": " \n "}, "text"),
        ({"occupation": "\x00"}, "occupation"),
        ({"place": ""}, "place"),
        ({"kind": "slavery"}, "kind"),
        ({"hours_from": "0"}, "hours_from"),
        ({"hours_to": "81"}, "hours_to"),
        ({"hours_from": "²"}, "hours_from"),
        ({"hours_from": "9" * 5000}, "hours_from"),
        ({"hours_from": "40", "hours_to": "20"}, "hours_to"),
        ({"pay_from": "", "pay_to": ""}, "pay_from"),
        ({"pay_from": "much"}, "pay_from"),
        ({"pay_from": "1500", "pay_to": "1200"}, "pay_to"),
        ({"pay_from": "0"}, "pay_from"),
        ({"pay_from": "-5"}, "pay_from"),
        ({"pay_to": "9" * 5000}, "pay_to"),
        ({"pay_per": "minute"}, "pay_per"),
        ({"currency": "BTC"}, "currency"),
        ({"kind": "volunteer"}, "pay_from"),
        ({"must": "x" * 121}, "must"),
        ({"learn": "x" * 2**20}, "learn"),
        ({"must": "one\n" * 7, "learn": "two\n" * 6}, "must"),
        ({"apply": "x" * 501}, "apply"),
        ({"cv_why": "x" * 301}, "cv_why"),
        ({"diploma_why": "x" * 301}, "diploma_why"),
        ({"until": "tomorrow"}, "until"),
        ({"until": "9999-12-31"}, "until"),
        ({"languages": (("", "good"),)}, "language_0"),
        ({"languages": (("Italian", "perfect"),)}, "level_0"),
        ({"languages": (("Italian", "good"), ("italian ", "basic"))}, "language_1"),
    ],
)
def test_each_mistake_stands_beside_its_field(fields, field):
    assert wrong(**fields) == [field]


@pytest.mark.parametrize(("days", "field"), [(-1, ["until"]), (0, []), (90, []), (91, ["until"])])
def test_the_last_day_lies_between_today_and_ninety_days(days, field):
    assert wrong(until=a_day(days)) == field


def test_a_volunteer_has_no_pay():
    columns, mending = read(typed(kind="volunteer", pay_from="", pay_to=""))
    assert mending == []
    assert (columns["pay_from"], columns["pay_per"], columns["currency"]) == (None, "", "")


def test_one_number_is_both_ends():
    columns, _ = read(typed(pay_from="", pay_to="9,50", pay_per="hour", hours_from="20", hours_to=""))
    assert (columns["pay_from"], columns["pay_to"], columns["hours_from"], columns["hours_to"]) == (950, 950, 20, 20)


def test_remote_work_needs_no_place():
    assert wrong(place="", is_remote=True) == []


def test_each_line_is_a_need():
    assert list(needs(typed(must="- Get up early\n\n * Lift 20 kg ", learn="Baking"))) == [
        ("Get up early", True),
        ("Lift 20 kg", True),
        ("Baking", False),
    ]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("1200", 120_000), ("1.200", 120_000), ("1,200", 120_000), ("1 200", 120_000), ("1'200", 120_000), ("12.5", 1250),
        ("12,50", 1250), ("1.200,50", 120_050), ("1,200.50", 120_050), ("€ 9", 900), ("", None),
    ],
)  # fmt: skip
def test_money_is_read_as_people_write_it(said, meant):
    assert hundredths("pay_from", said) == meant


@pytest.mark.parametrize("said", ["12.345.6789", "1e5", "١٢", "NaN", "12,", "1..2", "10000000.01"])
def test_what_is_no_money_is_refused(said):
    with pytest.raises(Invalid):
        hundredths("pay_from", said)
