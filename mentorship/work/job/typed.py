"""A job as it was typed, checked field by field, before anything of it is kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from mentorship import clock
from mentorship.errors import N_, Invalid
from mentorship.people.section import Level
from mentorship.people.vocabulary.term import OFFICIAL_LIMIT
from mentorship.text import fold, line, passage
from mentorship.work.job.job import (
    APPLY_LIMIT,
    CURRENCIES,
    MOST_LANGUAGES,
    MOST_NEEDS,
    NEED_LIMIT,
    TEXT_LIMIT,
    TITLE_LIMIT,
    WHY_LIMIT,
    Kind,
    Per,
)
from mentorship.work.job.money import hundredths

MOST_HOURS = 80
MOST_DAYS = 90

CHOOSE = N_("Please choose one of these.")
WHERE = N_("Please say where it is, or tick that it can be done from anywhere.")
NOT_HOURS = N_("Please write a number from 1 to 80.")
UPSIDE_DOWN = N_("The second number is smaller than the first.")
NO_PAY = N_("Please say what it pays. Only volunteering may leave this empty.")
PAID = N_("Volunteering has no pay. Please leave this empty, or choose another kind of work.")
TOO_MANY_NEEDS = N_("Please name at most %(most)d things, in both boxes together.")
LONG_NEED = N_("Please keep each line under %(limit)d characters.")
TWICE = N_("This language stands here already.")
NO_LANGUAGE = N_("Please name the language.")
NOT_A_DAY = N_("Please write the day like this: 2030-12-24.")
PAST = N_("This day has passed.")
TOO_FAR = N_("Please choose a day within %(most)d days from now.")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed. `must` and `learn` hold one thing a line; `languages` pairs of a name and a level; `until` is a day
    as 2030-12-24, or empty for the usual time."""

    title: str = ""
    occupation: str = ""
    place: str = ""
    is_remote: bool = False
    kind: str = ""
    hours_from: str = ""
    hours_to: str = ""
    pay_from: str = ""
    pay_to: str = ""
    pay_per: str = ""
    currency: str = ""
    text: str = ""
    apply: str = ""
    cv_why: str = ""
    diploma_why: str = ""
    must: str = ""
    learn: str = ""
    until: str = ""
    languages: tuple[tuple[str, str], ...] = ()


def read(typed: Typed) -> tuple[dict[str, Any], list[Invalid]]:
    """The columns of the job that need no vocabulary, and all that is to be mended."""
    columns: dict[str, Any] = {}
    wrong: list[Invalid] = []
    for part in (_title, _text, _occupation, _where, _kind, _hours, _pay, _must, _reasons, _until, _spoken):
        try:
            columns |= part(typed)
        except Invalid as error:
            wrong.append(error)
    return columns, wrong


def _title(typed: Typed) -> dict[str, Any]:
    return {"title": line("title", typed.title, TITLE_LIMIT)}


def _text(typed: Typed) -> dict[str, Any]:
    return {"text": passage("text", typed.text, TEXT_LIMIT)}


def _occupation(typed: Typed) -> dict[str, Any]:
    line("occupation", typed.occupation, OFFICIAL_LIMIT)
    return {}


def _where(typed: Typed) -> dict[str, Any]:
    if not line("place", typed.place, OFFICIAL_LIMIT, required=False) and not typed.is_remote:
        raise Invalid("place", WHERE)
    return {"is_remote": typed.is_remote}


def _kind(typed: Typed) -> dict[str, Any]:
    return {"kind": chosen("kind", typed.kind, Kind)}


def chosen(field: str, typed: str, choices: Any) -> str:
    """One of the choices; raises Invalid(field)."""
    if typed not in list(choices):
        raise Invalid(field, CHOOSE)
    return typed


def _hours(typed: Typed) -> dict[str, Any]:
    first, last = number("hours_from", typed.hours_from), number("hours_to", typed.hours_to)
    if first and last and last < first:
        raise Invalid("hours_to", UPSIDE_DOWN)
    return {"hours_from": first or last, "hours_to": last or first}


def number(field: str, typed: str) -> int | None:
    """Hours a week, None for nothing; raises Invalid(field)."""
    plain = typed.strip()
    if not plain:
        return None
    if not (plain.isascii() and plain.isdigit() and len(plain) < 4 and 1 <= int(plain) <= MOST_HOURS):
        raise Invalid(field, NOT_HOURS)
    return int(plain)


def _pay(typed: Typed) -> dict[str, Any]:
    first, last = hundredths("pay_from", typed.pay_from), hundredths("pay_to", typed.pay_to)
    if typed.kind == Kind.VOLUNTEER:
        if first or last:
            raise Invalid("pay_from", PAID)
        return {"pay_from": None, "pay_to": None, "pay_per": "", "currency": ""}
    if not (first or last):
        raise Invalid("pay_from", NO_PAY)
    if first and last and last < first:
        raise Invalid("pay_to", UPSIDE_DOWN)
    per, currency = chosen("pay_per", typed.pay_per, Per), chosen("currency", typed.currency, CURRENCIES)
    return {"pay_from": first or last, "pay_to": last or first, "pay_per": per, "currency": currency}


def _must(typed: Typed) -> dict[str, Any]:
    if sum(1 for _ in needs(typed)) > MOST_NEEDS:
        raise Invalid("must", TOO_MANY_NEEDS, most=MOST_NEEDS)
    return {}


def needs(typed: Typed) -> Iterator[tuple[str, bool]]:
    """Each thing that is needed, and whether one must bring it; raises Invalid for one that is too long."""
    for field in ("must", "learn"):
        for each in getattr(typed, field).splitlines():
            text = line(field, each.lstrip(" -*•"), len(each), required=False)
            if len(text) > NEED_LIMIT:
                raise Invalid(field, LONG_NEED, limit=NEED_LIMIT)
            if text:
                yield text, field == "must"


def _reasons(typed: Typed) -> dict[str, Any]:
    return {
        "apply": passage("apply", typed.apply, APPLY_LIMIT, required=False),
        "cv_why": line("cv_why", typed.cv_why, WHY_LIMIT, required=False),
        "diploma_why": line("diploma_why", typed.diploma_why, WHY_LIMIT, required=False),
    }


def _until(typed: Typed) -> dict[str, Any]:
    return {"valid_until": end_of(typed.until)}


def end_of(typed: str) -> datetime | None:
    """The last moment of a day as 2030-12-24, None for nothing; raises Invalid("until") for the past or too far ahead."""
    if not typed.strip():
        return None
    try:
        day = date.fromisoformat(typed.strip())
    except ValueError:
        raise Invalid("until", NOT_A_DAY) from None
    today = clock.now().astimezone().date()
    if day < today:
        raise Invalid("until", PAST)
    if day > today + timedelta(days=MOST_DAYS):
        raise Invalid("until", TOO_FAR, most=MOST_DAYS)
    return datetime.combine(day, time.max).astimezone().astimezone(UTC)


def _spoken(typed: Typed) -> dict[str, Any]:
    seen: set[str] = set()
    for number, (name, level) in enumerate(typed.languages[:MOST_LANGUAGES]):
        folded = fold(line(f"language_{number}", name, OFFICIAL_LIMIT, required=False))
        if level and not folded:
            raise Invalid(f"language_{number}", NO_LANGUAGE)
        if folded:
            chosen(f"level_{number}", level, Level)
        if folded and folded in seen:
            raise Invalid(f"language_{number}", TWICE)
        seen.add(folded)
    return {}
