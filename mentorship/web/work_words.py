"""Jobs in words: what they are, how they stand, what they pay."""

from functools import lru_cache
from typing import Any

from babel.numbers import get_currency_symbol
from flask_babel import format_currency, format_decimal, get_locale, gettext, ngettext
from flask_babel import lazy_gettext as _

from mentorship import clock
from mentorship.errors import N_
from mentorship.people.vocabulary import TermName
from mentorship.web.rendering import day
from mentorship.work.job.checks import Check, Hint
from mentorship.work.job.job import Kind, Outcome, Per, State
from mentorship.work.job.own import OVER, standing
from mentorship.work.job.writing import PUBLISHED

A_DAY = 24 * 3600 * 1_000_000  # in microseconds

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
STATE = {
    State.DRAFT: _("Draft"),
    State.REVIEW: _("Waits for a moderator"),
    State.SENT_BACK: _("Sent back"),
    State.LIVE: _("Published"),
    State.PAUSED: _("Paused"),
    State.CLOSED: _("Closed"),
    OVER: _("Its time is over"),
}
# How a list of jobs is narrowed.
NARROWED = {"": _("All")} | {state: label for state, label in STATE.items() if state != State.SENT_BACK}
PER = {Per.HOUR: _("an hour"), Per.MONTH: _("a month"), Per.YEAR: _("a year")}
OUTCOME = {
    Outcome.HERE: _("We found somebody here"),
    Outcome.ELSEWHERE: _("We found somebody elsewhere"),
    Outcome.NOBODY: _("We found nobody"),
    Outcome.DROPPED: _("The job is no longer there"),
}
CHECK = {
    Check.CONTACT: _("An address or a number stands in the text. It belongs into “How to apply”."),
    Check.UNFAIR: _("Some words may shut people out: by sex, age, origin or looks."),
    Check.CLIENT: _("It seems to be work for somebody who is not named. Who is the employer?"),
    Check.FEE: _("It may ask those who apply for money."),
    Check.SAME: _("Another organisation has a job with the very same text."),
}
HINT = {
    Hint.SHOUTING: _("The title stands in capitals. In small letters it is easier to read."),
    Hint.SHORT: _("The text is very short. What does a usual day look like?"),
    Hint.LONG_SENTENCES: _("There is a very long sentence. Two short ones are easier to read."),
    Hint.MANY_MUSTS: _("You ask for many things. Which of them can somebody learn with you?"),
    Hint.NO_HOURS: _("You do not say how many hours a week. Most people ask that first."),
    Hint.WIDE_PAY: _("The pay goes from little to more than twice as much. What will most people get?"),
    Hint.EMPTY_WORDS: _("Some words say little, such as “dynamic” or “rockstar”. Say plainly what there is to do."),
}
PAY = N_("%(first)s %(per)s")


def pay(job: Any) -> str:
    """What a job pays: one range, what it is for; of volunteering, that it has none."""
    if job.pay_from is None:
        return gettext("no pay")
    return gettext(PAY, first=_amounts(job.pay_from, job.pay_to, job.currency, str(get_locale())), per=PER[job.pay_per])


def amount(cents: int, currency: str) -> str:
    """Hundredths of a currency in the reader's way: "€12", "12,50 €"."""
    return _amounts(cents, cents, currency, str(get_locale()))


# Writing an amount in the way of a language takes longer than finding its job.
@lru_cache(4096)
def _amounts(first: int, last: int, currency: str, _language: str) -> str:
    """Two amounts with one sign, and with hundredths if one of them has some."""
    pattern = _pattern(currency, has_cents=bool(first % 100 or last % 100))
    bare = pattern.strip("¤\xa0 ")
    signed = [str(format_currency(one / 100, currency, pattern, currency_digits=False)) for one in (first, last)]
    if first == last:
        return signed[0]
    if pattern.startswith("¤"):
        return f"{signed[0]}–{format_decimal(last / 100, bare)}"
    return f"{format_decimal(first / 100, bare)}–{signed[1]}"


def _pattern(currency: str, *, has_cents: bool) -> str:
    usual = get_locale().currency_formats["standard"].pattern.partition(";")[0]
    # A sign of letters does not touch the figures.
    apart = usual.replace("¤#", "¤\xa0#") if get_currency_symbol(currency, get_locale())[-1].isalpha() else usual
    return apart if has_cents else apart.replace(".00", "")


def hours(job: Any) -> str:
    """The hours in a week, or nothing."""
    if job.hours_from is None:
        return ""
    if job.hours_from == job.hours_to:
        return gettext("%(number)d hours a week", number=job.hours_from)
    return gettext("%(first)d to %(last)d hours a week", first=job.hours_from, last=job.hours_to)


def occupation(job: Any) -> TermName:
    """What one does there."""
    return TermName(job.occupation_en, job.occupation_it)


def place(one: Any) -> TermName | None:
    """Where a job or an organisation is, if it is anywhere."""
    return TermName(one.place_en, one.place_it) if one.place_en else None


def left(job: Any) -> str:
    """How long a published job can still be found, or since when it cannot; of others nothing."""
    if job.state not in PUBLISHED:
        return ""
    if standing(job) == OVER:
        return gettext("ended %(day)s", day=day(job.valid_until))
    days = -((clock.microseconds(clock.now()) - job.valid_until) // A_DAY)
    return ngettext("%(num)d day left", "%(num)d days left", days)


def stands(job: Any) -> str:
    """How a job stands now."""
    return str(STATE[standing(job)])
