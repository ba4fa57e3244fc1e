"""The words of the pages about work: kinds of work, hours and pay."""

from collections.abc import Mapping
from typing import Any

from babel.numbers import format_decimal, get_currency_symbol
from flask import Flask
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from mentorship.people.vocabulary import TermName
from mentorship.web.language import current
from mentorship.web.rendering import term
from mentorship.work.job import Kind, Per

KIND = {
    Kind.PERMANENT: _("Permanent"),
    Kind.FIXED_TERM: _("For a fixed time"),
    Kind.HOURLY: _("By the hour"),
    Kind.SHIFTS: _("In shifts"),
    Kind.SEASONAL: _("For a season"),
    Kind.APPRENTICESHIP: _("Apprenticeship"),
    Kind.FIRST_JOB: _("First job"),
    Kind.VOLUNTEER: _("Volunteering"),
}
SINCE = {1: _("since yesterday"), 7: _("in the last week"), 30: _("in the last month")}
PER = {Per.HOUR: _("hour"), Per.MONTH: _("month"), Per.YEAR: _("year")}


def pay(job: Any) -> str:
    """What a job pays, in the way the reader writes numbers."""
    if job.pay_from is None:
        return gettext("Unpaid")
    amounts = "–".join(dict.fromkeys(_amount(one) for one in (job.pay_from, job.pay_to)))
    return f"{amounts} {get_currency_symbol(job.currency, locale=current())} / {PER[job.pay_per]}"


def _amount(hundredths: int) -> str:
    return str(format_decimal(hundredths / 100, "#,##0.00" if hundredths % 100 else "#,##0", locale=current()))


def hours(job: Any) -> str:
    """How many hours a week, or "" where it does not say."""
    both = dict.fromkeys(str(one) for one in (job.hours_from, job.hours_to) if one)
    return gettext("%(hours)s hours a week", hours="–".join(both)) if both else ""


def occupation_of(job: Any) -> str:
    """The occupation in the reader's language."""
    return term(TermName(job.en, job.it))


def headline_of_job(job: Any) -> str:
    """A job in one line: who offers it, where, what kind, how many hours and for how much."""
    place = term(TermName(job.place_en, job.place_it)) if job.place_en else ""
    from_home = gettext("from anywhere") if job.is_remote else ""
    return " · ".join(filter(None, (job.organisation, place, from_home, str(KIND[job.kind]), hours(job), pay(job))))


def search_in_words(asked: Mapping[str, str]) -> str:
    """What is wanted, in one line: "baker · Turin · at least 12 / hour"."""
    return " · ".join(_part(name, asked) for name in asked if name not in ("wide", "per")) or gettext("all jobs")


def _part(name: str, asked: Mapping[str, str]) -> str:
    match name:
        case "place" if "wide" in asked:
            return gettext("%(place)s and its region or country", place=asked[name])
        case "kind":
            return str(KIND[Kind(asked[name])])
        case "pay":
            return gettext("at least %(pay)s / %(per)s", pay=asked[name], per=PER[Per(asked.get("per", Per.HOUR))])
        case "remote":
            return gettext("from anywhere")
        case "open":
            return gettext("no experience needed")
        case "days":
            return str(SINCE[int(asked[name])])
    return asked[name]


def register(app: Flask) -> None:
    """Gives the templates these words."""
    app.jinja_env.globals.update(
        WORK_KIND=KIND,
        WORK_PER=PER,
        pay=pay,
        hours=hours,
        WORK_SINCE=SINCE,
        headline_of_job=headline_of_job,
        occupation_of=occupation_of,
    )
