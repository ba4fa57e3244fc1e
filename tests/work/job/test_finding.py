"""Finding jobs by words, work, place, kind and pay; nothing that is not listed moves anything."""

from datetime import timedelta

import pytest

from mentorship import clock
from mentorship.database import execute, rows, write
from mentorship.work.job import finding
from mentorship.work.job.job_words import index, words
from mentorship.work.job.money import amount as hundredths
from mentorship.work.job.wanted import asked, read, unwritten, written
from tests.work.made import UNPAID, job, organisation


@pytest.fixture
def bakery(database):
    return organisation()


def titles(**wanted):
    return [one.title for one in finding.page(read(asked(wanted)))[0]]


def test_newest_come_first(bakery, moved_clock):
    for title in ("First", "Second", "Third"):
        job(bakery, title)
        moved_clock(hours=1)
    assert titles() == ["Third", "Second", "First"]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ({"q": "BAKER early"}, "Baker"),
        ({"q": "shift bassi"}, "Baker"),
        ({"q": "pane"}, "Baker"),  # its occupation in Italian: panettiere
        ({"q": "oven gloves"}, "Baker"),
        ({"q": "torino"}, "Baker"),
        ({"q": "perche"}, "Nurse"),
        ({"occupation": "nurse"}, "Nurse"),
        ({"occupation": "infermier"}, "Nurse"),
        ({"place": "bologna"}, "Nurse"),
        ({"remote": "yes"}, "Typist"),
        ({"kind": "shifts"}, "Nurse"),
        ({"open": "yes", "q": "letters"}, "Typist"),
        ({"pay": "25", "per": "hour"}, "Nurse"),
        ({"pay": "4.000", "per": "month"}, "Nurse"),
    ],
)
def test_each_filter_finds_what_fits_and_nothing_else(bakery, query, title):
    job(bakery, "Baker for the early shift", must=["Your own oven gloves"])
    job(bakery, "Nurse, perché no?", occupation="nurse", place="Bologna", kind="shifts", pay_from=2600, pay_to=2600)
    job(bakery, "Typist", occupation="office clerk", place=None, text="Letters from home.", learn=["Our program"])
    assert [one[: len(title)] for one in titles(**query)] == [title]


@pytest.mark.parametrize("query", [{"q": "welder"}, {"occupation": "welder"}, {"place": "rome"}, {"kind": "seasonal"}])
def test_what_does_not_fit_is_not_found(bakery, query):
    job(bakery)
    assert titles(**query) == []


def test_an_occupation_brings_all_of_its_group(bakery):
    """Who looks for one trade finds its neighbours in the official groups of occupations."""
    near = rows(
        "SELECT a.en AS one, b.en AS other FROM term a JOIN term b ON b.code = a.code AND b.id > a.id "
        "WHERE a.kind = 'occupation' AND b.kind = 'occupation' AND a.shipped AND a.code <> '' AND substr(b.en, 1, length(a.en)) <> a.en LIMIT 1"
    )[0]
    job(bakery, "Neighbour", occupation=near.other)
    assert titles(occupation=near.one) == ["Neighbour"]


def test_a_place_may_lie_so_many_kilometres_away(bakery):
    job(bakery, "In Milan", place="Milan")
    job(bakery, "In Monza", place="Monza")
    job(bakery, "In Como", place="Como")
    job(bakery, "In a hut", place="Milan, the old hut")
    assert titles(place="Milan") == ["In a hut", "In Milan"]
    assert titles(place="Milan", far="10") == ["In a hut", "In Milan"]
    assert titles(place="milano", far="30") == ["In Monza", "In Milan"]
    assert titles(place="Monza", far="100") == ["In Como", "In Monza", "In Milan"]
    assert titles(place="nowhere", far="100") == []


def test_a_place_is_there_alone_or_its_whole_country(bakery):
    job(bakery, "In Turin")
    job(bakery, "In Bologna", place="Bologna")
    job(bakery, "Elsewhere", place="A hut on a hill")
    assert titles(place="Turin") == ["In Turin"]
    assert sorted(titles(place="Turin", far="region")) == ["In Bologna", "In Turin"]
    assert titles(place="a hut", far="region") == ["Elsewhere"]


@pytest.mark.parametrize(
    ("pay", "per", "found"),
    [
        ("12", "hour", True),
        ("12.01", "hour", False),
        ("2080", "month", True),
        ("2081", "month", False),
        ("24.960", "year", True),
        ("24961", "year", False),
    ],
)
def test_pay_is_compared_by_the_hour(bakery, pay, per, found):
    job(bakery)
    assert bool(titles(pay=pay, per=per)) is found


def test_pay_for_a_month_of_few_hours_is_worth_more_an_hour(bakery):
    job(bakery, "Full", pay_from=160_000, pay_to=160_000, pay_per="month")
    job(bakery, "Half", pay_from=100_000, pay_to=100_000, pay_per="month", hours_from=20, hours_to=20)
    job(bakery, "Unpaid", kind="volunteer", **UNPAID)
    assert titles(pay="10", per="hour") == ["Half"]
    assert sorted(titles(pay="9", per="hour")) == ["Full", "Half"]


def test_the_largest_pay_there_can_be_is_compared_too(bakery):
    made = job(bakery)
    write(execute)("UPDATE job SET pay_from = 2000000000, pay_to = 2000000000 WHERE id = ?", made.id)
    index(made.id)
    assert titles(pay="9999999", per="hour")


@pytest.mark.parametrize(
    ("currency", "found"), [({}, "Euros"), ({"currency": "EUR"}, "Euros"), ({"currency": "CHF"}, "Francs")]
)
def test_only_pay_in_the_same_currency_is_compared(bakery, currency, found):
    job(bakery, "Euros")
    job(bakery, "Francs", currency="CHF", pay_from=9000, pay_to=9000)
    job(bakery, "Few francs", currency="CHF", pay_from=900, pay_to=900)
    assert titles(pay="12", per="hour", **currency) == [found]
    assert titles(pay="99", per="hour", **currency) == []


def test_a_currency_says_nothing_without_pay_and_the_first_is_meant_anyway():
    assert asked({"currency": "CHF"}) == {}
    assert asked({"pay": "12", "currency": "EUR"}) == asked({"pay": "12", "currency": "DM"}) == {"pay": "12"}
    assert asked({"pay": "12", "currency": "CHF"}) == {"pay": "12", "currency": "CHF"}


def test_posted_since_looks_back_so_many_days(bakery, moved_clock):
    job(bakery, "Old")
    moved_clock(days=8)
    job(bakery, "New")
    assert titles(days="7") == ["New"]
    assert titles(days="30") == ["New", "Old"]


def hidden(bakery):
    now = clock.now()
    past = now - timedelta(seconds=1)
    job(bakery, "Draft", state="draft", published_at=None, valid_until=None)
    job(bakery, "Paused", state="paused")
    job(bakery, "Closed", state="closed", outcome="here")
    job(bakery, "Expired", valid_until=past)
    job(bakery, "Sent back", state="sent_back")
    job(organisation(name="Not looked at", state="waiting", decided_at=None), "Waiting")


def test_what_is_not_listed_is_not_found_and_moves_nothing(bakery):
    jobs = [job(bakery, f"Baker {number}") for number in range(3)]
    before = [finding.page(read(asked({"q": text})), after) for text in ("", "baker") for after in ("", jobs[1].key)]
    hidden(bakery)
    after = [finding.page(read(asked({"q": text})), after) for text in ("", "baker") for after in ("", jobs[1].key)]
    assert before == after


@pytest.mark.parametrize("few", [0, 1500])
def test_pages_follow_each_other_without_gaps_whichever_way_they_are_found(bakery, monkeypatch, few, still_clock):
    monkeypatch.setattr(finding, "FEW", few)
    made = [job(bakery, f"Baker {number}").key for number in range(45)]
    given = {"q": "baker", "occupation": "baker", "place": "turin", "kind": "permanent", "pay": "12"}
    wanted, seen, more = read(asked(given)), [], True
    while more:
        found, more = finding.page(wanted, seen[-1] if seen else "")
        seen += [one.key for one in found]
    assert seen == made[::-1]


def test_after_a_key_of_nothing_or_a_draft_comes_nothing(bakery):
    job(bakery)
    draft = job(bakery, "Draft", state="draft", published_at=None, valid_until=None)
    assert finding.page(read({}), draft.key) == finding.page(read({}), "zzzzzzzzzzzz") == ([], False)


def test_a_page_goes_on_after_a_job_that_is_over_by_now(bakery, moved_clock):
    last = job(bakery, "First")
    moved_clock(hours=1)
    gone = job(bakery, "Second")
    _close(gone.id)
    assert [one.key for one in finding.page(read({}), gone.key)[0]] == [last.key]


@write
def _close(id):
    execute("UPDATE job SET state = 'closed', outcome = 'here' WHERE id = ?", id)


def test_words_are_those_that_stand_there_now(bakery):
    made = job(bakery)
    _rename(made.id)
    assert titles(q="potter") == ["Potter"]
    assert titles(q="shift") == []


@write
def _rename(id):
    execute("UPDATE job SET title = 'Potter' WHERE id = ?", id)
    index(id)
    index(id)


def test_words_of_a_text_are_folded_and_each_stands_once():
    assert words("Perché? PERCHE, caffè-bar · 24/7!") == ["perche", "caffe", "bar", "24", "7"]
    assert words("x" * 99) == ["x" * 32]


def test_finding_takes_two_statements_for_one_job_and_for_sixty(bakery, statements):
    for count in (1, 59):
        for number in range(count):
            job(bakery, f"Baker {number}")
        assert statements(lambda: finding.page(read(asked({"q": "baker shift", "place": "turin"})))) == 2
        assert statements(lambda: finding.page(read({}))) == 1


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("12", 1200),
        ("12,5", 1250),
        ("1.200", 120_000),
        ("1,200.50", 120_050),
        ("€ 9.90", 990),
        *((wrong, None) for wrong in ("-3", "", "ten", "1e9", "٣", "1" * 30, "1" + ".000" * 19)),
    ],
)
def test_pay_is_read_as_people_type_it(typed, amount):
    assert hundredths(typed) == amount


def test_what_is_asked_is_kept_as_one_line_and_read_back():
    given = asked({"q": " night  shift ", "far": "30", "per": "month", "kind": "slavery", "days": "7", "next": "x"})
    assert given == {"q": "night shift", "days": "7"}
    assert unwritten(written(given)) == given
    assert written({"days": "7", "q": "a&b=c"}) == written({"q": "a&b=c", "days": "7"}) == "q=a%26b%3Dc&days=7"
