"""JobPosting objects of other boards, as what somebody would have typed."""

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship import clock
from mentorship.work.incoming import postings
from mentorship.work.incoming.entry import UnreadableFile
from mentorship.work.job.typed import MOST_DAYS
from mentorship.work.job.typed import read as problems

SOON = (clock.now() + timedelta(days=20)).date().isoformat()
FULL = {
    "@context": "https://schema.org/",
    "@type": "JobPosting",
    "title": "Night baker",
    "description": "<p>You bake.</p><ul><li>Bread</li><li>Cakes &amp; pies</li></ul>",
    "hiringOrganization": {"@type": "Organization", "name": "Bakery Bassi"},
    "jobLocation": {"@type": "Place", "address": {"@type": "PostalAddress", "addressLocality": "Turin"}},
    "employmentType": "FULL_TIME",
    "occupationalCategory": "7512 baker",
    "workHours": "30-38 hours per week",
    "validThrough": f"{SOON}T12:00:00Z",
    "baseSalary": {
        "@type": "MonetaryAmount",
        "currency": "EUR",
        "value": {"@type": "QuantitativeValue", "minValue": 1650, "maxValue": 1850.5, "unitText": "MONTH"},
    },
    "skills": "Get up at three\n- Lift a sack",
    "url": "https://board.example/jobs/1",
}


def only(**changes: object):
    """The one job of a file with this posting, changed; None takes something out."""
    posting = {name: value for name, value in (FULL | changes).items() if value is not None}
    ((_, organisation, typed),) = postings.read(json.dumps(posting)).jobs
    return organisation, typed


def test_all_that_a_posting_says_comes_along():
    organisation, typed = only()
    assert organisation == "Bakery Bassi"
    assert (typed.title, typed.occupation, typed.place, typed.kind) == ("Night baker", "baker", "Turin", "permanent")
    assert (typed.hours_from, typed.hours_to) == ("30", "38")
    assert (typed.pay_from, typed.pay_to, typed.pay_per, typed.currency) == ("1650.00", "1850.50", "month", "EUR")
    assert typed.text == "You bake.\n- Bread\n- Cakes & pies"
    assert typed.must == "Get up at three\nLift a sack"
    assert typed.until == SOON
    assert typed.apply == "https://board.example/jobs/1"
    assert problems(typed)[1] == []


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("VOLUNTEER", "volunteer"), ("part-time", "permanent"), (["FULL_TIME", "INTERN"], "apprenticeship"),
        ("https://schema.org/CONTRACTOR", "fixed_term"), ("Temporary", "fixed_term"), ("SOMETIMES", "SOMETIMES"), (7, ""),
    ],
)  # fmt: skip
def test_the_kind_of_work_is_ours_or_what_it_says(said, kind):
    assert only(employmentType=said)[1].kind == kind


@pytest.mark.parametrize(
    ("said", "kind"), [("PART_TIME", "hourly"), (["PART_TIME", "TEMPORARY"], "fixed_term"), ("FULL_TIME", "permanent")]
)
def test_part_time_is_by_the_hour_if_it_is_paid_so(said, kind):
    salary = {"currency": "EUR", "value": {"value": 12, "unitText": "HOUR"}}
    assert only(employmentType=said, baseSalary=salary)[1].kind == kind


@pytest.mark.parametrize(
    ("salary", "pay"),
    [
        ({"currency": "€", "value": {"value": 12.5, "unitText": "hour"}}, ("12.50", "12.50", "hour", "EUR")),
        ({"currency": "gbp", "minValue": 20000, "unitText": "ANNUAL"}, ("20000.00", "", "year", "GBP")),
        ({"currency": "EUR", "value": "1.200", "unitText": "MONTH"}, ("1.200", "1.200", "month", "EUR")),
        (
            {"currency": "EUR", "value": {"minValue": 0, "maxValue": 15, "unitCode": "HUR"}},
            ("", "15.00", "hour", "EUR"),
        ),
        ([{"currency": "EUR", "value": {"value": 90, "unitText": "DAY"}}], ("90.00", "90.00", "DAY", "EUR")),
        (1500, ("1500.00", "1500.00", "", "")),
        ({"currency": "EUR", "value": {"value": 0, "unitText": "HOUR"}}, ("", "", "", "")),
        (None, ("", "", "", "")),
        ("on request", ("on request", "on request", "", "")),
    ],
)
def test_pay_is_read_however_it_is_written(salary, pay):
    typed = only(baseSalary=salary)[1]
    assert (typed.pay_from, typed.pay_to, typed.pay_per, typed.currency) == pay


@pytest.mark.parametrize("written", ["NaN", "Infinity", "-5", "1e999999", "9" * 4000, "true", "[]", "{}"])
def test_no_number_is_too_strange(written):
    text = json.dumps(FULL).replace("1850.5", written).replace("1650", written)
    typed = postings.read(text).jobs[0].typed
    assert [error.field for error in problems(typed)[1]] == ["pay_from"]


@pytest.mark.parametrize(
    ("location", "place"),
    [
        ("Turin", "Turin"),
        ({"name": "Turin"}, "Turin"),
        ({"address": "Via Po 1, Turin"}, "Via Po 1, Turin"),
        ([{"address": {"addressRegion": "Piedmont"}}, {"address": {"addressLocality": "Asti"}}], "Piedmont"),
        (None, ""),
        (7, ""),
    ],
)
def test_the_place_is_the_first_town_it_names(location, place):
    assert only(jobLocation=location)[1].place == place


def test_work_from_anywhere():
    typed = only(jobLocation=None, jobLocationType="TELECOMMUTE")[1]
    assert (typed.is_remote, problems(typed)[1]) == (True, [])


def test_a_day_far_away_becomes_the_last_that_is_allowed():
    last = clock.now().astimezone().date() + timedelta(days=MOST_DAYS)
    assert only(validThrough="2999-01-01")[1].until == str(last)


@pytest.mark.parametrize(
    "said", ["2001-01-01", "soon", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2030-13-45"]
)
def test_a_day_that_has_passed_or_is_none_is_wrong(said):
    assert [error.field for error in problems(only(validThrough=said)[1])[1]] == ["until"]


def test_what_is_too_much_for_a_list_of_needs_stands_in_the_text():
    typed = only(skills="You get up early, and you like it. " * 6)[1]
    assert typed.must == ""
    assert typed.text.endswith("You get up early, and you like it.")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://a.example/" + "x" * 600, ["mailto:a@b.example"], "https://a b"]
)
def test_only_an_address_of_the_web_says_how_to_apply(url):
    assert only(url=url)[1].apply == ""


def test_what_is_named_elsewhere_in_a_graph_is_found():
    place = {"@type": "Place", "@id": "#p", "address": {"@id": "#a"}}
    company, address = {"@id": "#c", "name": "Bakery Bassi"}, {"@id": "#a", "addressLocality": "Asti"}
    posting = FULL | {"@type": ["JobPosting"], "hiringOrganization": {"@id": "#c"}, "jobLocation": {"@id": "#p"}}
    found = postings.read(json.dumps({"@graph": [posting, company, place, address]}))
    ((_, organisation, typed),) = found.jobs
    assert (organisation, typed.place, found.passed_over) == ("Bakery Bassi", "Asti", 3)


def test_one_a_line_is_numbered_by_line_and_a_broken_line_is_named():
    line = json.dumps(FULL)
    found = postings.read(f"{line}\n\n{{oops\n{line}\n")
    assert (found.unit, [one.number for one in found.jobs]) == ("line", [1, 4])
    assert [tuple(one) for one in found.bad] == [(3, postings.NOT_JSON_LINE)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{oops", "no JSON that can be read"),
        ('[\n{"a": 1},\n oops]', "line 3"),
        ("[" * 100_000, "nested too deeply"),
        ("[]", "There is no JobPosting"),
        ('{"@type": "Event"}', "There is no JobPosting"),
    ],
)
def test_what_holds_no_postings_is_refused(text, says):
    with pytest.raises(UnreadableFile, match=says):
        postings.read(text)


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=30)
    | st.sampled_from(["<p>", "&lt;b", "EUR"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["@id", "@value", "name", "value", "minValue", "unitText", "address", "@graph"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(sorted(FULL)), ANYTHING))
def test_whatever_stands_in_a_posting_it_is_read_and_checked(fields):
    text = json.dumps([FULL | fields | {"@type": "JobPosting"}])
    for _, organisation, typed in postings.read(text).jobs:
        assert isinstance(organisation, str)
        problems(typed)
