"""Jobs that are found, and what is looked for, in one line each."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from flask import Flask, current_app, url_for
from flask_babel import get_locale, gettext
from flask_babel import lazy_gettext as _
from markupsafe import Markup

from mentorship import clock
from mentorship.people.vocabulary import TermName
from mentorship.web.rendering import local, term
from mentorship.web.work_words import KIND, PER, amount, hours, pay
from mentorship.work import wanted
from mentorship.work.job import CURRENCIES, Kind, Per

CARDS, FORMS = 2048, 256  # so many are kept

SINCE = {1: _("since yesterday"), 7: _("in the last week"), 30: _("in the last month")}
_MORE = ("wide", "kind", "pay", "currency", "per", "days", "remote", "open")
_WITHIN = ("wide", "currency", "per")  # told with what they belong to


def occupation_of(job: Any) -> str:
    """The occupation in the reader's language."""
    return term(TermName(job.occupation_en, job.occupation_it))


def headline_of_job(job: Any) -> str:
    """A job in one line: who offers it, where, what kind, how many hours and for how much."""
    return _headline(job, str(get_locale()))


@lru_cache(CARDS)
def _headline(job: Any, _language: str) -> str:
    place = term(TermName(job.place_en, job.place_it)) if job.place_en else ""
    from_home = gettext("from anywhere") if job.is_remote else ""
    return " · ".join(filter(None, (job.organisation, place, from_home, str(KIND[job.kind]), hours(job), pay(job))))


def search_in_words(asked: Mapping[str, str]) -> str:
    """What is wanted, in one line: "baker · Turin · at least 12 an hour"."""
    return " · ".join(_part(name, asked) for name in asked if name not in _WITHIN) or gettext("all jobs")


def _part(name: str, asked: Mapping[str, str]) -> str:
    match name:
        case "place" if "wide" in asked:
            return gettext("%(place)s and its region or country", place=asked[name])
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


def job_cards(jobs: Iterable[Any], level: str = "h2", *, is_sponsored: bool = False) -> Markup:
    """The cards of jobs that were found, as items of a list."""
    at = (url_for("jobs.index"), str(get_locale()), local(clock.now()).date())
    return Markup("").join(_card(job, level, is_sponsored, *at) for job in jobs)


# To write a page of cards takes ten times as long as to find its jobs, and the newest are on most pages. A card tells the
# same to everybody: it hangs on nothing but these values.
@lru_cache(CARDS)
def _card(job: Any, level: str, is_sponsored: bool, there: str, _language: str, _today: date) -> Markup:
    return _written("jobs/_card.html", job=job, there=there, level=level, is_sponsored=is_sponsored)


def _written(fragment: str, **values: Any) -> Markup:
    return current_app.jinja_env.get_template(fragment).make_module(values).__html__()


def more_filters(asked: Mapping[str, str], pay_typed: str, pay_wrong: str) -> Markup:
    """The part of the search that is folded away while nothing of it is asked for."""
    chosen = tuple((name, text) for name, text in asked.items() if name in _MORE)
    return _more_filters(chosen, pay_typed, pay_wrong, str(get_locale()))


@lru_cache(FORMS)
def _more_filters(chosen: tuple[tuple[str, str], ...], pay_typed: str, pay_wrong: str, _language: str) -> Markup:
    return _written("jobs/_more.html", asked=dict(chosen), pay_typed=pay_typed, pay_wrong=pay_wrong)


def register(app: Flask) -> None:
    """Gives the templates these words."""
    words = {"WORK_KIND": KIND, "WORK_PER": PER, "WORK_SINCE": SINCE}
    words |= {"WORK_CURRENCY": {one: one for one in CURRENCIES}}
    words |= {"job_cards": job_cards, "more_filters": more_filters}
    app.jinja_env.globals.update(words, headline_of_job=headline_of_job, occupation_of=occupation_of)
