"""Jobs that are found, and what is looked for, in one line each."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from mentorship.people.vocabulary import TermName
from mentorship.web.rendering import term
from mentorship.web.work_words import KIND, PER, hours, pay
from mentorship.work.job import Kind, Per

BETWEEN = "\u00a0· "  # so that no line begins with the dot
SINCE = {1: _("since yesterday"), 7: _("in the last week"), 30: _("in the last month")}


def occupation_of(job: Any) -> str:
    """The occupation in the reader's language."""
    return term(TermName(job.occupation_en, job.occupation_it))


def headline_of_job(job: Any) -> str:
    """A job in one line: who offers it, where, what kind, how many hours and for how much."""
    place = term(TermName(job.place_en, job.place_it)) if job.place_en else ""
    from_home = gettext("from anywhere") if job.is_remote else ""
    return BETWEEN.join(filter(None, (job.organisation, place, from_home, str(KIND[job.kind]), hours(job), pay(job))))


def search_in_words(asked: Mapping[str, str]) -> str:
    """What is wanted, in one line: "baker · Turin · at least 12 an hour"."""
    return " · ".join(_part(name, asked) for name in asked if name not in ("wide", "per")) or gettext("all jobs")


def _part(name: str, asked: Mapping[str, str]) -> str:
    match name:
        case "place" if "wide" in asked:
            return gettext("%(place)s and its region or country", place=asked[name])
        case "kind":
            return str(KIND[Kind(asked[name])])
        case "pay":
            return gettext("at least %(pay)s %(per)s", pay=asked[name], per=PER[Per(asked.get("per", Per.HOUR))])
        case "remote":
            return gettext("from anywhere")
        case "open":
            return gettext("no experience needed")
        case "days":
            return str(SINCE[int(asked[name])])
    return asked[name]


def register(app: Flask) -> None:
    """Gives the templates these words."""
    words = {"WORK_KIND": KIND, "WORK_PER": PER, "WORK_SINCE": SINCE}
    app.jinja_env.globals.update(words, headline_of_job=headline_of_job, occupation_of=occupation_of)
