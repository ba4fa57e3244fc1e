"""Jobs that are found, and what is looked for, in one line each."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from flask import Flask
from flask_babel import get_locale, gettext
from flask_babel import lazy_gettext as _

from mentorship.people.vocabulary import TermName
from mentorship.web.rendering import term
from mentorship.web.work_words import KIND, PER, amount, hours, pay, place
from mentorship.work.job import wanted
from mentorship.work.job.job import CURRENCIES, Kind, Per
from mentorship.work.job.wanted import FAR, REGION

KEPT = 2048  # lines
BETWEEN = "\u00a0· "  # so that no line begins with the dot
SINCE = {1: _("since yesterday"), 7: _("in the last week"), 30: _("in the last month")}
AROUND = {km: _("Up to %(km)s km away", km=km) for km in FAR if km != REGION} | {REGION: _("In its region or country")}
_WITHIN = ("far", "currency", "per")  # told with what they belong to


def occupation_of(job: Any) -> str:
    """The occupation in the reader's language."""
    return term(TermName(job.occupation_en, job.occupation_it))


def headline_of_job(job: Any) -> str:
    """A job in one line: who offers it, where, what kind, how many hours and for how much."""
    return _headline(job, str(get_locale()))


@lru_cache(KEPT)
def _headline(job: Any, _language: str) -> str:
    where = place(job)
    from_home = gettext("from anywhere") if job.is_remote else ""
    parts = (job.organisation, where and term(where), from_home, str(KIND[job.kind]), hours(job), pay(job))
    return BETWEEN.join(filter(None, parts))


def search_in_words(asked: Mapping[str, str]) -> str:
    """What is wanted, in one line: "baker · Turin · at least 12 an hour"."""
    return " · ".join(_part(name, asked) for name in asked if name not in _WITHIN) or gettext("all jobs")


def _part(name: str, asked: Mapping[str, str]) -> str:
    match name:
        case "place" if asked.get("far") == REGION:
            return gettext("%(place)s and its region or country", place=asked[name])
        case "place" if "far" in asked:
            return gettext("up to %(km)s km from %(place)s", km=asked["far"], place=asked[name])
        case "kind":
            return str(KIND[Kind(asked[name])])
        case "pay":
            what = wanted.read(asked)
            return gettext("at least %(pay)s %(per)s", pay=amount(what.pay, what.currency), per=PER[Per(what.per)])
        case "remote":
            return gettext("from anywhere")
        case "open":
            return gettext("no experience needed")
        case "days":
            return str(SINCE[int(asked[name])])
    return asked[name]


def register(app: Flask) -> None:
    """Gives the templates these words."""
    words = {"WORK_KIND": KIND, "WORK_PER": PER, "WORK_SINCE": SINCE, "WORK_AROUND": AROUND}
    words |= {"WORK_CURRENCY": {one: one for one in CURRENCIES}}
    said = {"headline_of_job": headline_of_job, "occupation_of": occupation_of, "place_of": place}
    app.jinja_env.globals.update(words | said)
