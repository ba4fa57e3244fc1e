"""Jobs in a table: our own columns, in any order, from any spreadsheet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.work.incoming import table
from mentorship.work.incoming.entry import UnreadableFile
from mentorship.work.incoming.table import COLUMNS
from mentorship.work.job.typed import read as problems

HEAD = "title,occupation,kind,text"


def test_the_template_reads_itself_and_says_nothing_wrong():
    found = table.read(table.template())
    ((number, organisation, typed),) = found.jobs
    assert (number, organisation, found.bad) == (2, "Forno Zanasi", [])
    assert problems(typed)[1] == []
    assert (typed.pay_from, typed.pay_to, typed.pay_per, typed.currency) == ("1650", "1850", "month", "EUR")
    assert typed.learn == "Kneading\nThe wood oven"
    assert typed.languages == (("Italian", "basic"), ("English", "good"))
    assert typed.is_remote is False


@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_any_spreadsheet_may_have_written_it(between, end):
    lines = [
        HEAD.replace(",", between),
        "",
        f'Baker{between}baker{between}Permanent{between}"Bread{between}{end}and cakes"',
    ]
    ((number, _, typed),) = table.read(end.join(lines)).jobs
    assert number == 3
    assert (typed.title, typed.kind) == ("Baker", "permanent")
    assert typed.text.split() == [f"Bread{between}".strip(), "and", "cakes"]


def test_lines_are_named_by_where_they_begin():
    found = table.read(
        f'{HEAD}\nBaker,baker,hourly,"one\ntwo\nthree"\nonly,two\n\nBaker,baker,hourly,x\nBaker,baker,hourly,"x'
    )
    assert [one.number for one in found.jobs] == [2, 7]
    assert [tuple(one) for one in found.bad] == [(5, "has 2 columns instead of 4"), (8, table.UNREADABLE)]


@pytest.mark.parametrize("said", ["Yes", "sì", "TRUE", "1", "x"])
def test_remote_is_said_in_many_ways(said):
    assert table.read(f"{HEAD},remote\nBaker,baker,hourly,x,{said}").jobs[0].typed.is_remote


def test_what_is_neither_yes_nor_no_is_wrong():
    found = table.read(f"{HEAD},remote\nBaker,baker,hourly,x,perhaps")
    assert [tuple(one) for one in found.bad] == [(2, "remote: Please write yes or no, not “perhaps”.")]


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("Dear reader", "there is no column title nor occupation nor kind nor text"),
        (f"{HEAD},salary", "nobody knows the column 'salary'"),
        (f"{HEAD},text", "a column stands there twice"),
        ("", "there is no column"),
        ('"title', "there is no column"),
    ],
)
def test_what_is_no_table_of_jobs_is_refused(head, says):
    with pytest.raises(UnreadableFile, match=says):
        table.read(f"{head}\nBaker,baker,hourly,x")


def test_a_field_without_end_is_one_bad_line_and_not_a_flood():
    found = table.read(f"{HEAD}\nBaker,baker,hourly,{'x' * 1_000_000}\nBaker,baker,hourly,x")
    assert ([one.number for one in found.bad], [one.number for one in found.jobs]) == ([2], [3])


@given(st.text(max_size=300))
def test_whatever_the_lines_are_every_one_is_a_job_or_named(text):
    found = table.read(f"{HEAD}\n{text}")
    assert all(number > 1 for number, *_ in [*found.jobs, *found.bad])


FIELDS = st.text(st.characters(codec="utf-8"), max_size=40)


@given(st.lists(st.fixed_dictionaries({column.name: FIELDS for column in COLUMNS}), min_size=1, max_size=5))
def test_whatever_stands_in_the_fields_is_checked_like_what_is_typed(lines):
    found = table.read(_written(lines))
    for job in found.jobs:
        problems(job.typed)  # finds what it finds, and never fails
    assert {one.number for one in found.bad}.isdisjoint(one.number for one in found.jobs)


def _written(lines: list[dict[str, str]]) -> str:
    names = [column.name for column in COLUMNS]
    quoted = [",".join('"' + line[name].replace('"', '""') + '"' for name in names) for line in lines]
    return "\n".join([",".join(names), *quoted])
