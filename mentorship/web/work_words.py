"""Jobs in words: what they are, what they pay."""

from functools import lru_cache
from typing import Any

from flask_babel import format_currency, get_locale, gettext
from flask_babel import lazy_gettext as _

from mentorship.errors import N_
from mentorship.work.job import Kind, Per

KIND = {
    Kind.PERMANENT: _("Permanent"),
    Kind.FIXED_TERM: _("Fixed-term"),
    Kind.HOURLY: _("By the hour"),
    Kind.SHIFTS: _("Shifts"),
    Kind.SEASONAL: _("Seasonal"),
    Kind.APPRENTICESHIP: _("Apprenticeship"),
    Kind.FIRST_JOB: _("First job"),
    Kind.VOLUNTEER: _("Volunteering"),
}
PER = {Per.HOUR: _("an hour"), Per.MONTH: _("a month"), Per.YEAR: _("a year")}
ONE_PAY, PAY = N_("%(first)s %(per)s"), N_("%(first)s–%(last)s %(per)s")


def pay(job: Any) -> str:
    """What a job pays: "€1,200 to €1,500 a month" in short; of volunteering, that it has none."""
    if job.pay_from is None:
        return gettext("no pay")
    first, last = (_amount(cents, job.currency, str(get_locale())) for cents in (job.pay_from, job.pay_to))
    return gettext(ONE_PAY if first == last else PAY, first=first, last=last, per=PER[job.pay_per])


# Writing an amount in the way of a language takes longer than finding its job.
@lru_cache(4096)
def _amount(cents: int, currency: str, _language: str) -> str:
    whole, rest = divmod(cents, 100)
    if rest:
        return str(format_currency(cents / 100, currency))
    usual = get_locale().currency_formats["standard"].pattern
    return str(format_currency(whole, currency, usual.replace(".00", ""), currency_digits=False))


def hours(job: Any) -> str:
    """The hours in a week, or nothing."""
    if job.hours_from is None:
        return ""
    if job.hours_from == job.hours_to:
        return gettext("%(number)d hours a week", number=job.hours_from)
    return gettext("%(first)d to %(last)d hours a week", first=job.hours_from, last=job.hours_to)
