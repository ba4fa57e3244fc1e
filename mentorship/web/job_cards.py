"""The cards of jobs, and the part of the search that is folded away: written once, and kept for whoever comes next."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from flask import Flask, current_app, url_for
from flask_babel import get_locale
from markupsafe import Markup

from mentorship import clock
from mentorship.web.rendering import local

CARDS, FORMS = 2048, 256  # so many are kept
_MORE = ("far", "kind", "pay", "currency", "per", "days", "remote", "open")


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
    """Gives the templates these fragments."""
    app.jinja_env.globals.update(job_cards=job_cards, more_filters=more_filters)
